extension JSONReader {
    /// The bytes of a string as they stand, escapes and all.
    @inline(__always) func raw(_ text: JSONText) -> UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(rebasing: bytes[text.range])
    }

    /// A string's text, escapes resolved.
    func text(_ text: JSONText) -> String {
        guard text.isEscaped else { return String(decoding: raw(text), as: UTF8.self) }
        return String(unsafeUninitializedCapacity: text.range.count) { unescape(text, into: $0) }
    }

    /// Reads the next value, a string, as text.
    mutating func stringText() -> String {
        text(string())
    }

    /// Whether a string says `name`.
    @inline(__always) func says(_ text: JSONText, _ name: StaticString) -> Bool {
        says(text, UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount))
    }

    /// Whether a string's text is these bytes of UTF-8.
    @inline(__always) func says(_ text: JSONText, _ name: UnsafeBufferPointer<UInt8>) -> Bool {
        guard text.isEscaped else {
            guard text.range.count == name.count else { return false }
            for index in 0..<name.count where bytes[Int(text.start) + index] != name[index] { return false }
            return true
        }
        return unescaped(text).elementsEqual(name)
    }

    /// A string's text as UTF-8, escapes resolved.
    func unescaped(_ text: JSONText) -> [UInt8] {
        guard text.isEscaped else { return Array(raw(text)) }
        return Array(unsafeUninitializedCapacity: text.range.count) { $1 = unescape(text, into: $0) }
    }

    /// Hands a string's UTF-8 to `body`, escapes resolved, without a copy where there are none.
    @inline(__always) func withUTF8<Result>(
        _ text: JSONText, _ body: (UnsafeBufferPointer<UInt8>) -> Result
    ) -> Result {
        guard text.isEscaped else { return body(raw(text)) }
        return unescaped(text).withUnsafeBufferPointer(body)
    }

    /// Writes a validated string's text and answers its length, which is never more than that of the escaped form.
    private func unescape(_ text: JSONText, into output: UnsafeMutableBufferPointer<UInt8>) -> Int {
        var written = 0
        var index = Int(text.start)
        let end = Int(text.end)
        while index < end {
            let byte = bytes[index]
            guard byte == UInt8(ascii: "\\") else {
                output[written] = byte
                written += 1
                index += 1
                continue
            }
            let letter = bytes[index + 1]
            index += 2
            if letter == UInt8(ascii: "u") {
                let scalar = self.scalar(at: &index, end: end)
                for unit in UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter {
                    output[written] = unit
                    written += 1
                }
            } else {
                output[written] = Self.shortEscape(letter)
                written += 1
            }
        }
        return written
    }

    private static func shortEscape(_ letter: UInt8) -> UInt8 {
        switch letter {
        case UInt8(ascii: "b"): 0x08
        case UInt8(ascii: "f"): 0x0C
        case UInt8(ascii: "n"): 0x0A
        case UInt8(ascii: "r"): 0x0D
        case UInt8(ascii: "t"): 0x09
        default: letter
        }
    }

    /// The scalar whose four digits stand at `index`, which moves behind it and behind its low surrogate.
    private func scalar(at index: inout Int, end: Int) -> Unicode.Scalar {
        let unit = hexUnit(at: index)
        index += 4
        if let scalar = Unicode.Scalar(unit) { return scalar }
        guard unit < 0xDC00, index + 6 <= end, bytes[index] == UInt8(ascii: "\\"),
            bytes[index + 1] == UInt8(ascii: "u")
        else { return "\u{FFFD}" }
        let low = hexUnit(at: index + 2)
        guard (0xDC00...0xDFFF).contains(low),
            let scalar = Unicode.Scalar(0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00))
        else { return "\u{FFFD}" }
        index += 6
        return scalar
    }

    private func hexUnit(at index: Int) -> UInt32 {
        (0..<4).reduce(0) { $0 << 4 | (Self.hexDigit(bytes[index + $1]) ?? 0) }
    }
}
