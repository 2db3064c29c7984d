/// Text from outside as glyphs, and measured, cut and padded in columns.
///
/// Whatever the text holds, what comes out is safe to send to a terminal and takes exactly the columns that are counted
/// here.
package enum Glyphs {
    /// The glyphs of a text, as many as fit into `columns`; what lies behind them is not looked at.
    package static func of(_ text: String, columns: Int = .max, options: TextOptions = .unicode) -> [Glyph] {
        text.withUTF8Bytes { scan($0, columns: columns, options: options) }
    }

    /// The glyphs of bytes that should be UTF-8; each byte that is not becomes U+FFFD.
    package static func of(bytes: [UInt8], columns: Int = .max, options: TextOptions = .unicode) -> [Glyph] {
        bytes.withUnsafeBufferPointer { scan($0, columns: columns, options: options) }
    }

    /// The columns that a text takes; stops counting at `limit`, so that a long text costs no more than its visible part.
    package static func width(_ text: String, limit: Int = .max, options: TextOptions = .unicode) -> Int {
        text.withUTF8Bytes { width($0, limit: limit, options: options) }
    }

    /// The text, made safe, in at most `columns`; when something had to go, the last column shows the ellipsis.
    package static func truncated(
        _ text: String, to columns: Int, overflow: TextOverflow = .ellipsis, options: TextOptions = .unicode
    ) -> String {
        guard columns > 0 else { return "" }
        var glyphs = of(text, columns: columns, options: options)
        if overflow == .ellipsis, width(text, limit: columns + 1, options: options) > columns {
            var used = width(of: glyphs)
            while used > columns - 1, let last = glyphs.popLast() { used -= last.columns }
            glyphs.append(ellipsis(in: options.repertoire))
        }
        return string(glyphs)
    }

    /// The text, made safe, in exactly `columns`: cut with an ellipsis or filled with blanks.
    package static func padded(
        _ text: String, to columns: Int, alignment: TextAlignment = .leading, options: TextOptions = .unicode
    ) -> String {
        guard columns > 0 else { return "" }
        let shown = truncated(text, to: columns, options: options)
        let room = columns - width(shown, options: options)
        let before: Int
        switch alignment {
        case .leading: before = 0
        case .trailing: before = room
        case .center: before = room / 2
        }
        return String(repeating: " ", count: before) + shown + String(repeating: " ", count: room - before)
    }

    /// The text, made safe, in lines of at most `columns`: broken between words where that can be, at its own line ends
    /// always.
    package static func wrapped(_ text: String, columns: Int, options: TextOptions = .unicode) -> [String] {
        text.withUTF8Bytes { bytes in
            TextWrap.ranges(in: bytes, columns: columns, options: options).map { range in
                string(scan(UnsafeBufferPointer(rebasing: bytes[range]), columns: .max, options: options))
            }
        }
    }

    /// The mark that a text goes on where it cannot be seen.
    package static func ellipsis(in repertoire: TextRepertoire) -> Glyph {
        repertoire == .unicode ? Glyph("…") : Glyph("~")
    }

    static func width(_ bytes: UnsafeBufferPointer<UInt8>, limit: Int, options: TextOptions) -> Int {
        var scanner = GlyphScanner(bytes, options: options)
        while scanner.column < limit, scanner.next() != nil {}
        return scanner.column
    }

    static func width(of glyphs: [Glyph]) -> Int { glyphs.reduce(0) { $0 + $1.columns } }

    static func string(_ glyphs: [Glyph]) -> String {
        var view = String.UnicodeScalarView()
        for glyph in glyphs { glyph.appendScalars(to: &view) }
        return String(view)
    }

    private static func scan(_ bytes: UnsafeBufferPointer<UInt8>, columns: Int, options: TextOptions) -> [Glyph] {
        var scanner = GlyphScanner(bytes, options: options)
        var glyphs: [Glyph] = []
        while scanner.column < columns, let glyph = scanner.next() {
            if scanner.column > columns { break }
            glyphs.append(glyph)
        }
        return glyphs
    }
}
