import TerminalCore
import Testing

@testable import TerminalNcurses

@Suite struct RowDifferenceTests {
    private func row(_ text: String) -> Frame {
        var frame = Frame(size: Size(rows: 1, columns: 20))
        frame.put(text, row: 0)
        return frame
    }

    private func runs(_ old: String, _ new: String) -> [Range<Int>] {
        var runs: [Range<Int>] = []
        row(old).cells.withUnsafeBufferPointer { old in
            row(new).cells.withUnsafeBufferPointer { RowDifference.append(to: &runs, old: old, new: $0) }
        }
        return runs
    }

    @Test func equalRowsNeedNothing() {
        #expect(runs("same 漢字", "same 漢字").isEmpty)
    }

    @Test func shortGapsAreJoinedAndLongOnesJumped() {
        #expect(runs("a---b", "A---B") == [0..<5])
        #expect(runs("a----b", "A----B") == [0..<1, 5..<6])
    }

    @Test func aWideCharacterIsNeverCut() {
        // Old and new wide characters stand one column apart.
        #expect(runs("x漢y", "漢漢") == [0..<4])
        #expect(runs("漢字", "漢x") == [2..<4])
        #expect(runs("ab漢", "a漢 ") == [1..<4])
    }

    @Test func whateverIsSentMakesTheOldRowTheNew() {
        var generator = SeededGenerator(seed: 11)
        for _ in 0..<2000 {
            let texts = (0..<2).map { _ in
                (0..<16).map { _ in ["a", "b", "漢", " ", "字"].randomElement(using: &generator) ?? "a" }.joined()
            }
            let (old, new) = (row(texts[0]), row(texts[1]))
            let found = runs(texts[0], texts[1])
            for column in 0..<20 where old[0, column] != new[0, column] {
                #expect(found.contains { $0.contains(column) })
            }
            for run in found {
                for frame in [old, new] {
                    #expect(frame[0, run.lowerBound]?.glyph.isContinuation == false)
                    #expect(frame[0, run.upperBound]?.glyph.isContinuation != true)
                }
            }
            #expect(zip(found, found.dropFirst()).allSatisfy { $1.lowerBound - $0.upperBound > 3 })
        }
    }
}
