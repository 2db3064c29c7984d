/// Bytes as people read them: offset, sixteen bytes in hexadecimal, and the same as ASCII with points for the rest.
package enum HexDump {
    /// - Parameter most: lines at most; the rest is counted in one more.
    package static func lines(of bytes: [UInt8], most: Int = 64) -> [String] {
        var lines: [String] = []
        for start in stride(from: 0, to: bytes.count, by: 16) {
            guard lines.count < most else { return lines + ["\(bytes.count - start) more bytes"] }
            let row = bytes[start..<min(start + 16, bytes.count)]
            let digits = row.map { pad(String($0, radix: 16), 2) }
            let halves = [digits.prefix(8), digits.dropFirst(8)].map { $0.joined(separator: " ") }
            var line = pad(String(start, radix: 16), 6) + "  " + halves.joined(separator: "  ")
            line += String(repeating: " ", count: max(0, 8 + 16 * 3 + 1 - line.utf8.count)) + " "
            line += String(
                String.UnicodeScalarView(row.map { (0x20..<0x7F).contains($0) ? Unicode.Scalar($0) : "." }))
            lines.append(line)
        }
        return lines
    }

    private static func pad(_ digits: String, _ width: Int) -> String {
        String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
    }
}
