/// Random UUIDs (RFC 9562, version 4), lower case with hyphens, as Python's `uuid4()` writes them.
package enum RandomUUID {
    package static func text(using generator: inout some RandomNumberGenerator) -> String {
        var bytes = (0..<16).map { _ in UInt8.random(in: 0...255, using: &generator) }
        bytes[6] = bytes[6] & 0x0F | 0x40
        bytes[8] = bytes[8] & 0x3F | 0x80
        var text = ""
        for (index, byte) in bytes.enumerated() {
            if [4, 6, 8, 10].contains(index) { text += "-" }
            let digits = String(byte, radix: 16)
            text += digits.utf8.count == 1 ? "0" + digits : digits
        }
        return text
    }

    package static func text() -> String {
        var generator = SystemRandomNumberGenerator()
        return text(using: &generator)
    }
}
