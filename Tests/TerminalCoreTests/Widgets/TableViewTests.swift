import Testing

@testable import TerminalCore

@Suite struct TableViewTests {
    private let columns = [
        TableColumn("Name", width: ColumnWidth(minimum: 4, ideal: 8), sort: .ascending),
        TableColumn("Age", width: .fixed(4), alignment: .trailing),
    ]
    private let theme = Theme.standard

    private func draw(
        _ table: TableView, rows: Int = 5, columns: Int = 16, symbols: Symbols = .unicode,
        row: (Int) -> TableRow = { TableRow([TableCell("user \($0)"), TableCell("\($0 * 7)")]) }
    ) -> Frame {
        var frame = Frame(size: Size(rows: rows, columns: columns + 1), repertoire: symbols.repertoire)
        table.draw(
            in: Rect(row: 0, column: 0, rows: rows, columns: columns), of: &frame, theme: theme, symbols: symbols,
            row: row)
        expectWhole(frame)
        return frame
    }

    @Test func titlesRowsCursorAndScrollbarAreDrawn() {
        var selection = ListSelection(count: 100, pageSize: 4)
        selection.move(.down)
        let frame = draw(TableView(columns: columns, selection: selection))
        #expect(
            frame.lines == [
                " Name▲       Age", " user 0        0┃", "▌user 1        7│", " user 2       14│", " user 3       21│",
            ])
        #expect(frame[2, 3]?.style.attributes.contains(.reverse) == true)
        #expect(frame[2, 11]?.style.attributes.contains(.reverse) == true)
        #expect(frame[1, 3]?.style == theme[.tableRow])
        #expect(frame[0, 1]?.style == theme[.tableHeaderSorted])
    }

    @Test func aCellWritesTheLongestFormThatFits() {
        let lines = [4, 5, 11].map { width in
            draw(
                TableView(columns: [TableColumn("T", width: .fixed(width))], selection: ListSelection(count: 1)),
                rows: 2, columns: width + 1
            ) { _ in TableRow([TableCell("11-25 03:04", shorter: ["03:04"])]) }.lines[1]
        }
        #expect(lines == ["▌03:…", "▌03:04", "▌11-25 03:04"])
    }

    @Test func onlyVisibleRowsAreAskedFor() {
        var selection = ListSelection(count: 1_000_000, pageSize: 4)
        selection.move(.to(500_000))
        var asked: [Int] = []
        _ = draw(TableView(columns: columns, selection: selection)) { index in
            asked.append(index)
            return TableRow(["x"])
        }
        #expect(asked == Array(499_997...500_000))
    }

    @Test func aTableWithoutRowsSaysWhy() {
        let table = TableView(columns: columns, selection: ListSelection(), emptyText: "No users match.")
        let lines = draw(table).lines
        #expect(lines.dropFirst().contains { $0.contains("No users") })
        #expect(lines.dropFirst().contains { $0.contains("match.") })
    }

    @Test func marksAreSeenWithoutColor() {
        let frame = draw(TableView(columns: columns, selection: ListSelection(count: 3)), symbols: .ascii) { index in
            TableRow([TableCell("u\(index)")], isMarked: index == 1, isDimmed: index == 2)
        }
        #expect(frame.lines[1...3] == [">u0", "*u1", " u2"])
        #expect(frame[3, 1]?.style.attributes.contains(.dim) == true)
        #expect(frame.lines.joined().utf8.allSatisfy { $0 < 0x80 })
    }

    @Test func matchesAreSeenOnTheRowUnderTheCursorToo() {
        let frame = draw(
            TableView(columns: columns, selection: ListSelection(count: 2), pattern: TextPattern("SER".lowercased())))
        for row in 1...2 {
            #expect(frame[row, 2]?.style.background == theme[.match].background)
            #expect(frame[row, 1]?.style.background != theme[.match].background)
        }
        #expect(frame[1, 1]?.style.attributes.contains(.reverse) == true)
    }

    @Test func aCellsMeaningShowsUnderTheCursor() {
        let theme = Theme(
            name: "t",
            styles: [
                .text: Style(foreground: .rgb(1, 1, 1), background: .rgb(2, 2, 2)),
                .tableRowSelected: Style(background: .rgb(3, 3, 3)),
                .severityError: Style(foreground: .rgb(9, 0, 0)),
            ])
        var frame = Frame(size: Size(rows: 2, columns: 10))
        TableView(columns: [columns[0]], selection: ListSelection(count: 1)).draw(
            in: Rect(frame.size), of: &frame, theme: theme, symbols: .unicode
        ) { _ in TableRow([TableCell("bad", scope: .severityError)]) }
        #expect(frame[1, 1]?.style == Style(foreground: .rgb(9, 0, 0), background: .rgb(3, 3, 3)))
        #expect(frame[1, 6]?.style == Style(foreground: .rgb(1, 1, 1), background: .rgb(3, 3, 3)))
    }

    @Test func placesOfTheScreenFindTheirRows() {
        var selection = ListSelection(count: 100, pageSize: 4)
        selection.move(.to(50))
        let table = TableView(columns: columns, selection: selection)
        let rect = Rect(row: 10, column: 5, rows: 5, columns: 16)
        #expect(table.row(at: Point(row: 11, column: 6), in: rect) == 47)
        #expect(table.row(at: Point(row: 10, column: 6), in: rect) == nil)
        #expect(table.row(at: Point(row: 15, column: 6), in: rect) == nil)
        #expect(table.title(at: Point(row: 10, column: 7), in: rect) == 0)
        #expect(table.title(at: Point(row: 10, column: 20), in: rect) == 1)
    }

    @Test func hostileCellsStayInTheirColumns() {
        var generator = SeededGenerator(seed: 5)
        let wide = [
            TableColumn("A", width: ColumnWidth(minimum: 3, ideal: 9)),
            TableColumn("B", width: .fixed(6), alignment: .trailing), TableColumn("C", width: .fixed(1)),
        ]
        for _ in 0..<300 {
            let width = Int.random(in: 0...40, using: &generator)
            let texts = (0..<2).map { _ in String(decoding: HostileText.bytes(using: &generator), as: UTF8.self) }
            let frame = draw(
                TableView(columns: wide, selection: ListSelection(count: 3), pattern: TextPattern("e")), columns: width
            ) { _ in TableRow([TableCell(texts[0]), TableCell(texts[1]), "|"]) }
            let layout = TableLayout(wide, width: width, indent: 1)
            if let last = layout.places.first(where: { $0.index == 2 }) {
                for row in 1...3 { #expect(frame[row, last.columns.lowerBound]?.glyph == Glyph("|")) }
            }
        }
    }

    @Test func theThumbTouchesAnEndOnlyWhenItIsSeen() {
        for count in 1...200 {
            for top in 0...max(0, count - 10) {
                let bar = Scrollbar(count: count, visible: top..<min(count, top + 10))
                let thumb = bar.thumb(in: 10)
                #expect(!thumb.isEmpty && thumb.lowerBound >= 0 && thumb.upperBound <= 10)
                if bar.isNeeded, thumb.count < 9 {
                    #expect((thumb.lowerBound == 0) == (top == 0))
                    #expect((thumb.upperBound == 10) == (top + 10 >= count))
                }
            }
        }
    }
}
