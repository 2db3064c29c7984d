/// Base64 with the standard alphabet and padding (RFC 4648 section 4), as AWS JSON writes binary values.
enum Base64 {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    private static let values: [UInt8] = {
        var values = [UInt8](repeating: 0xFF, count: 256)
        for (value, letter) in alphabet.enumerated() { values[Int(letter)] = UInt8(value) }
        return values
    }()

    static func encode(_ bytes: [UInt8]) -> String {
        let capacity = (bytes.count + 2) / 3 * 4
        return String(unsafeUninitializedCapacity: capacity) { output in
            var written = 0
            for start in stride(from: 0, to: bytes.count, by: 3) {
                let group = bytes[start..<min(start + 3, bytes.count)]
                var word: UInt32 = 0
                for (place, byte) in group.enumerated() { word |= UInt32(byte) << UInt32(16 - 8 * place) }
                for place in 0..<4 {
                    output[written] =
                        place <= group.count
                        ? alphabet[Int(word >> UInt32(18 - 6 * place) & 63)] : UInt8(ascii: "=")
                    written += 1
                }
            }
            return written
        }
    }

    /// Nil when these are not whole groups of the alphabet with at most two `=` at the end.
    static func decode(_ text: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
        guard isValid(text) else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.count / 4 * 3)
        for start in stride(from: 0, to: text.count, by: 4) {
            let padding = text[start..<start + 4].count { $0 == UInt8(ascii: "=") }
            var word: UInt32 = 0
            for letter in text[start..<start + 4] { word = word << 6 | UInt32(values[Int(letter)] & 63) }
            bytes.append(UInt8(truncatingIfNeeded: word >> 16))
            if padding < 2 { bytes.append(UInt8(truncatingIfNeeded: word >> 8)) }
            if padding < 1 { bytes.append(UInt8(truncatingIfNeeded: word)) }
        }
        return bytes
    }

    /// Whether `decode` would answer bytes.
    static func isValid(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        guard text.count.isMultiple(of: 4) else { return false }
        var end = text.count
        while end > 0, text.count - end < 2, text[end - 1] == UInt8(ascii: "=") { end -= 1 }
        return text[..<end].allSatisfy { values[Int($0)] != 0xFF }
    }
}
