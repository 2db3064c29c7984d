/// What a person searches or filters for: plain text, found anywhere, with case ignored unless they type a capital.
package struct TextPattern: Hashable, Sendable {
    /// The text as typed.
    package let text: String
    package let isCaseSensitive: Bool
    private let needle: [UInt8]
    private let isASCII: Bool

    /// Nil for an empty text, which would match everywhere.
    package init?(_ text: String) {
        guard !text.isEmpty else { return nil }
        self.text = text
        isASCII = text.utf8.allSatisfy { $0 < 0x80 }
        isCaseSensitive = text.unicodeScalars.contains { $0.properties.isUppercase }
        needle = isCaseSensitive ? Array(text.utf8) : text.unicodeScalars.flatMap { Array(Self.folded($0).utf8) }
    }

    package func matches(_ text: String) -> Bool { firstRange(in: text) != nil }

    /// The first match, in UTF-8 offsets; nil when there is none.
    package func firstRange(in text: String) -> Range<Int>? {
        text.withUTF8Bytes { range(in: $0, from: 0) }
    }

    /// All matches that do not overlap, in order and in UTF-8 offsets.
    package func ranges(in text: String) -> [Range<Int>] {
        text.withUTF8Bytes { bytes in
            var found: [Range<Int>] = []
            var offset = 0
            while let next = range(in: bytes, from: offset) {
                found.append(next)
                offset = next.upperBound
            }
            return found
        }
    }

    private func range(in bytes: UnsafeBufferPointer<UInt8>, from offset: Int) -> Range<Int>? {
        guard let first = needle.first else { return nil }
        if isASCII || isCaseSensitive {
            // Case aside, an ASCII pattern is found byte by byte: no byte of a longer scalar equals an ASCII one.
            let other = isCaseSensitive ? first : Self.uppercased(first)
            var start = offset
            while start + needle.count <= bytes.count {
                let byte = bytes[start]
                if byte == first || byte == other, equalsNeedle(bytes, at: start) {
                    return start..<start + needle.count
                }
                start += 1
            }
            return nil
        }
        return foldedRange(in: bytes, from: offset)
    }

    private func equalsNeedle(_ bytes: UnsafeBufferPointer<UInt8>, at start: Int) -> Bool {
        for index in 0..<needle.count {
            let byte = bytes[start + index]
            let folded = isCaseSensitive ? byte : Self.lowercased(byte)
            if folded != needle[index] { return false }
        }
        return true
    }

    /// The search for a pattern with scalars past ASCII: folding may change their length, so that it goes scalar by scalar.
    private func foldedRange(in bytes: UnsafeBufferPointer<UInt8>, from offset: Int) -> Range<Int>? {
        var start = offset
        while start < bytes.count {
            if let end = foldedMatchEnd(in: bytes, at: start) { return start..<end }
            start += UTF8Decoding.scalar(in: bytes, at: start)?.length ?? 1
        }
        return nil
    }

    private func foldedMatchEnd(in bytes: UnsafeBufferPointer<UInt8>, at start: Int) -> Int? {
        var matched = 0
        var position = start
        while matched < needle.count {
            guard let (scalar, length) = UTF8Decoding.scalar(in: bytes, at: position) else { return nil }
            for unit in Self.folded(scalar).utf8 {
                guard matched < needle.count, needle[matched] == unit else { return nil }
                matched += 1
            }
            position += length
        }
        return position
    }

    private static func folded(_ scalar: Unicode.Scalar) -> String { scalar.properties.lowercaseMapping }

    private static func lowercased(_ byte: UInt8) -> UInt8 { byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte }

    private static func uppercased(_ byte: UInt8) -> UInt8 { byte >= 0x61 && byte <= 0x7A ? byte & 0xDF : byte }
}
