extension JSONReader {
    private static let ones: UInt64 = 0x0101_0101_0101_0101
    private static let highBits: UInt64 = 0x8080_8080_8080_8080
    private static let quotes: UInt64 = 0x2222_2222_2222_2222
    private static let backslashes: UInt64 = 0x5C5C_5C5C_5C5C_5C5C
    private static let spaces: UInt64 = 0x2020_2020_2020_2020

    /// Validates a string and answers where it stands.
    @inline(__always) mutating func string() -> JSONText {
        skipBlanks()
        guard isAt(UInt8(ascii: "\"")) else {
            fail("a string expected")
            return JSONText(start: 0, end: 0, isEscaped: false)
        }
        position += 1
        let start = position
        var isEscaped = false
        while true {
            skipPlainText()
            guard position < bytes.count else { break }
            let byte = bytes[position]
            if byte == UInt8(ascii: "\"") {
                position += 1
                return JSONText(
                    start: UInt32(truncatingIfNeeded: start), end: UInt32(truncatingIfNeeded: position - 1),
                    isEscaped: isEscaped)
            }
            if byte == UInt8(ascii: "\\") {
                isEscaped = true
                skipEscape()
            } else if byte < 0x20 {
                fail("a control character in a string")
            } else {
                skipMultibyteText()
            }
        }
        if failure == nil { fail("the string does not end") }
        return JSONText(start: 0, end: 0, isEscaped: false)
    }

    /// To the next byte that is a quote, a backslash, a control character or not ASCII: eight bytes a step.
    ///
    /// In each byte of the mask the high bit says "special". Subtraction may borrow into the byte after a special one,
    /// so only the first marked byte is to be believed, and only it is used.
    @inline(__always) private mutating func skipPlainText() {
        guard let base = UnsafeRawPointer(bytes.baseAddress) else { return }
        var position = position
        while position + 8 <= bytes.count {
            let word = UInt64(littleEndian: (base + position).loadUnaligned(as: UInt64.self))
            let mask =
                (word | (word &- Self.spaces) | ((word ^ Self.quotes) &- Self.ones)
                    | ((word ^ Self.backslashes) &- Self.ones)) & Self.highBits
            if mask != 0 {
                self.position = position + mask.trailingZeroBitCount / 8
                return
            }
            position += 8
        }
        while position < bytes.count {
            let byte = bytes[position]
            if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || byte < 0x20 || byte >= 0x80 { break }
            position += 1
        }
        self.position = position
    }

    private mutating func skipEscape() {
        let start = position
        guard position + 1 < bytes.count else { return fail("the string does not end", at: bytes.count) }
        position += 2
        switch bytes[position - 1] {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"),
            UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
            break
        case UInt8(ascii: "u"):
            guard position + 4 <= bytes.count, (0..<4).allSatisfy({ Self.hexDigit(bytes[position + $0]) != nil })
            else { return fail("four hexadecimal digits expected") }
            position += 4
        default:
            fail("no such escape", at: start)
        }
    }

    static func hexDigit(_ byte: UInt8) -> UInt32? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte - UInt8(ascii: "0"))
        case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt32(byte - UInt8(ascii: "a") + 10)
        case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt32(byte - UInt8(ascii: "A") + 10)
        default: nil
        }
    }

    /// Over a run of characters beyond ASCII; well-formed ones only (Unicode 15, table 3-7).
    private mutating func skipMultibyteText() {
        while position < bytes.count, bytes[position] >= 0x80 {
            let lead = bytes[position]
            let length: Int
            let second: ClosedRange<UInt8>
            switch lead {
            case 0xC2...0xDF: (length, second) = (2, 0x80...0xBF)
            case 0xE0: (length, second) = (3, 0xA0...0xBF)
            case 0xED: (length, second) = (3, 0x80...0x9F)
            case 0xE1...0xEF: (length, second) = (3, 0x80...0xBF)
            case 0xF0: (length, second) = (4, 0x90...0xBF)
            case 0xF1...0xF3: (length, second) = (4, 0x80...0xBF)
            case 0xF4: (length, second) = (4, 0x80...0x8F)
            default: return fail("not UTF-8")
            }
            guard position + length <= bytes.count, second.contains(bytes[position + 1]) else {
                return fail("not UTF-8")
            }
            for index in (position + 2)..<max(position + length, position + 2) {
                guard bytes[index] & 0xC0 == 0x80 else { return fail("not UTF-8") }
            }
            position += length
        }
    }
}
