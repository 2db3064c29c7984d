/// Breaks text into screen lines.
///
/// The answers are ranges of UTF-8 offsets, so that styles and matches, which are kept by offset too, can be drawn on
/// any line without a search.
enum TextWrap {
    /// The lines of a text, each at most `columns` wide. The blanks at which a line breaks belong to none, nor do the line
    /// ends (LF, CR LF); an empty text is one empty line.
    static func ranges(in bytes: UnsafeBufferPointer<UInt8>, columns: Int, options: TextOptions) -> [Range<Int>] {
        var lines: [Range<Int>] = []
        var offset = 0
        var goesOn = true
        while goesOn {
            let line = paragraph(in: bytes, from: offset)
            wrap(bytes, line, columns: max(1, columns), options: options, into: &lines)
            goesOn = line.upperBound < bytes.count
            offset = line.upperBound
            if goesOn { offset += bytes[offset] == UInt8(ascii: "\r") ? 2 : 1 }
        }
        return lines
    }

    /// The bytes from `offset` to the next line end.
    private static func paragraph(in bytes: UnsafeBufferPointer<UInt8>, from offset: Int) -> Range<Int> {
        var end = offset
        while end < bytes.count, bytes[end] != UInt8(ascii: "\n") { end += 1 }
        let hasReturn = end < bytes.count && end > offset && bytes[end - 1] == UInt8(ascii: "\r")
        return offset..<(hasReturn ? end - 1 : end)
    }

    private static func wrap(
        _ bytes: UnsafeBufferPointer<UInt8>, _ text: Range<Int>, columns: Int, options: TextOptions,
        into lines: inout [Range<Int>]
    ) {
        var lineStart = text.lowerBound
        let paragraph = UnsafeBufferPointer(rebasing: bytes[..<text.upperBound])
        repeat {
            let (lineEnd, nextStart) = line(in: paragraph, from: lineStart, columns: columns, options: options)
            lines.append(lineStart..<lineEnd)
            lineStart = nextStart
        } while lineStart < text.upperBound
    }

    /// One line from `start`: where it ends, and where the next one begins.
    private static func line(
        in bytes: UnsafeBufferPointer<UInt8>, from start: Int, columns: Int, options: TextOptions
    ) -> (end: Int, next: Int) {
        var scanner = GlyphScanner(bytes, options: options, from: start)
        var lastBreak: (end: Int, next: Int)?
        var wordEnd = start
        while let glyph = scanner.next() {
            let isBlank = glyph == .blank && isBlank(bytes[scanner.start], options)
            if scanner.column > columns {
                if isBlank { return (wordEnd, skippingBlanks(bytes, from: scanner.position, options)) }
                if let lastBreak { return lastBreak }
                // A glyph wider than the whole line still has to go somewhere: on a line of its own.
                let end = scanner.start > start ? scanner.start : scanner.position
                return (end, end)
            }
            if isBlank {
                if wordEnd > start { lastBreak = (wordEnd, scanner.position) }
            } else {
                wordEnd = scanner.position
            }
        }
        return (bytes.count, bytes.count)
    }

    private static func skippingBlanks(
        _ bytes: UnsafeBufferPointer<UInt8>, from offset: Int, _ options: TextOptions
    ) -> Int {
        var offset = offset
        while offset < bytes.count, isBlank(bytes[offset], options) { offset += 1 }
        return offset
    }

    /// A tab is one where it is expanded, and else a symbol like any other.
    private static func isBlank(_ byte: UInt8, _ options: TextOptions) -> Bool {
        byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") && options.tabStop != nil
    }
}
