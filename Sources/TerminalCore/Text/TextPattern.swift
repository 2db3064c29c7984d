/// What a person searches or filters for: plain text, found anywhere, whatever its case and accents: who looks for JOSE
/// finds José.
package struct TextPattern: Hashable, Sendable {
    /// The text as typed.
    package let text: String
    /// Folded, scalar by scalar.
    private let needle: [UInt32]
    /// The same as bytes when it is ASCII; else empty.
    private let bytes: [UInt8]

    /// Nil for an empty text, which would match everywhere.
    package init?(_ text: String) {
        needle = text.unicodeScalars.compactMap(TextFolding.folded)
        guard !needle.isEmpty else { return nil }
        self.text = text
        bytes = needle.allSatisfy { $0 < 0x80 } ? needle.map { UInt8($0) } : []
    }

    package func matches(_ text: String) -> Bool { firstRange(in: text) != nil }

    /// The same of a text's UTF-8.
    package func matches(utf8 bytes: UnsafeBufferPointer<UInt8>) -> Bool { range(in: bytes, from: 0) != nil }

    /// Whether this pattern can match only where `other` matches too: it is `other` typed on.
    package func extends(_ other: TextPattern) -> Bool { needle.starts(with: other.needle) }

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

    private func range(in text: UnsafeBufferPointer<UInt8>, from offset: Int) -> Range<Int>? {
        guard let first = bytes.first else { return foldedRange(in: text, from: offset) }
        // An ASCII pattern is found byte by byte as far as the text is ASCII, as nearly all text is.
        let other = Self.uppercased(first)
        var start = offset
        while start < text.count {
            let byte = text[start]
            if byte >= 0x80 {
                // A match may end in this letter, or before it when it is a mark: the slow search begins before both.
                return foldedRange(in: text, from: max(offset, start - bytes.count))
            }
            if byte == first || byte == other {
                var length = 1
                while length < bytes.count, start + length < text.count,
                    Self.lowercased(text[start + length]) == bytes[length]
                { length += 1 }
                let end = start + length
                // A mark behind the match belongs to its last letter.
                if length == bytes.count, end == text.count || text[end] < 0x80 { return start..<end }
            }
            start += 1
        }
        return nil
    }

    /// The search among letters past ASCII, scalar by scalar.
    private func foldedRange(in text: UnsafeBufferPointer<UInt8>, from offset: Int) -> Range<Int>? {
        var start = offset
        while start < text.count {
            if let end = foldedMatchEnd(in: text, at: start) { return start..<end }
            start += UTF8Decoding.scalar(in: text, at: start)?.length ?? 1
        }
        return nil
    }

    private func foldedMatchEnd(in text: UnsafeBufferPointer<UInt8>, at start: Int) -> Int? {
        var matched = 0
        var position = start
        while position < text.count {
            guard let (scalar, length) = UTF8Decoding.scalar(in: text, at: position) else { break }
            if let folded = TextFolding.folded(scalar) {
                guard matched < needle.count, needle[matched] == folded else { break }
                matched += 1
            } else if matched == 0 {
                return nil
            }
            position += length
        }
        return matched == needle.count ? position : nil
    }

    private static func lowercased(_ byte: UInt8) -> UInt8 { byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte }

    private static func uppercased(_ byte: UInt8) -> UInt8 { byte >= 0x61 && byte <= 0x7A ? byte & 0xDF : byte }
}
