import TerminalCore
import Testing

@Suite struct StyleTests {
    private let reversed = Style(attributes: .reverse)

    @Test func aGroundOfItsOwnIsNotTurnedRound() {
        let alarm = Style(foreground: .indexed(15), background: .indexed(1), attributes: .bold)
        #expect(alarm.over(reversed) == alarm)
        #expect(alarm.over(reversed.adding(.underline)) == alarm.adding(.underline))
    }

    @Test func aColourOnAReversedGroundIsNoPatch() {
        let warning = Style(foreground: .indexed(3), attributes: .bold)
        #expect(warning.over(reversed) == reversed.adding(.bold))
        #expect(warning.over(.plain) == warning)
        #expect(reversed.over(warning) == Style(foreground: .indexed(3), attributes: [.bold, .reverse]))
    }

    @Test func aSelectedRowThatIsReversedIsFlat() {
        let row = TableRow([TableCell("bad", scope: .severityWarning), TableCell("dim", scope: .textDim)])
        var selection = ListSelection(count: 1)
        selection.move(.first)
        let table = TableView(
            columns: [TableColumn("A", width: .fixed(6)), TableColumn("B", width: .fixed(6))], selection: selection,
            isFocused: true)
        var frame = Frame(size: Size(rows: 2, columns: 20))
        table.draw(in: Rect(frame.size), of: &frame, theme: .standard, symbols: .unicode) { _ in row }
        #expect(Set(frame.row(1).map(\.style)) == [reversed])
    }
}
