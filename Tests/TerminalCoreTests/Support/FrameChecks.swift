import Testing

@testable import TerminalCore

/// Expects what every frame promises: no half of a wide glyph, and nothing that a terminal would obey.
func expectWhole(_ frame: Frame, sourceLocation: SourceLocation = #_sourceLocation) {
    for row in 0..<frame.size.rows {
        for column in 0..<frame.size.columns {
            guard let glyph = frame[row, column]?.glyph else { continue }
            if glyph.isWide {
                #expect(
                    frame[row, column + 1]?.glyph.isContinuation == true,
                    "half of “\(glyph.text)” at \(row), \(column)",
                    sourceLocation: sourceLocation)
            }
            if glyph.isContinuation {
                #expect(
                    frame[row, column - 1]?.glyph.isWide == true, "a right half alone at \(row), \(column)",
                    sourceLocation: sourceLocation)
                continue
            }
            expectPrintable(glyph, sourceLocation: sourceLocation)
        }
    }
}

/// Expects a glyph of one base with the columns that its width says, and marks that take none.
func expectPrintable(_ glyph: Glyph, sourceLocation: SourceLocation = #_sourceLocation) {
    let scalars = glyph.scalars
    guard let base = scalars.first else {
        Issue.record("a glyph without a scalar", sourceLocation: sourceLocation)
        return
    }
    #expect(
        TextWidth.width(of: base) == (glyph.isWide ? 2 : 1), "U+\(String(base.value, radix: 16))",
        sourceLocation: sourceLocation)
    #expect(scalars.dropFirst().allSatisfy { TextWidth.width(of: $0) == 0 }, sourceLocation: sourceLocation)
}

extension Frame {
    /// A frame in which every cell shows `glyph`.
    static func filled(rows: Int, columns: Int, with glyph: Glyph, repertoire: TextRepertoire = .unicode) -> Frame {
        var frame = Frame(size: Size(rows: rows, columns: columns), repertoire: repertoire)
        for row in 0..<rows {
            for column in stride(from: 0, to: columns - glyph.columns + 1, by: glyph.columns) {
                frame.set(row: row, column: column, glyph, style: .plain)
            }
        }
        return frame
    }
}
