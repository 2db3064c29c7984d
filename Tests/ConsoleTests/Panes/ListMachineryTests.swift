import Console
import TerminalCore
import Testing

@Suite struct RowFilterTests {
    private static let columns = [["name", "Name"], ["status"]]

    private func matches(_ text: String, _ cells: [String?]) -> Bool? {
        RowFilter(text, columns: Self.columns)?.matches(columnCount: cells.count) { cells[$0] }
    }

    @Test func aTextIsLookedForInEveryColumn() {
        #expect(matches("pend", ["Ann", "pending"]) == true)
        #expect(matches("pend", ["Ann", nil]) == false)
    }

    @Test func anExclamationMarkTurnsItRound() {
        #expect(matches("!pend", ["Ann", "pending"]) == false)
        #expect(matches("!pend", ["Ann", "done"]) == true)
    }

    @Test func aColumnsNameNarrowsItToThatColumn() {
        #expect(matches("status:ann", ["Ann", "done"]) == false)
        #expect(matches("NAME=ann", ["Ann", "done"]) == true)
        #expect(matches("!name:ann", ["Ann", "done"]) == false)
        // What is no column's name is text like any other.
        #expect(matches("10:30", ["at 10:30", nil]) == true)
    }

    @Test func nothingTypedAsksForNothing() {
        #expect(RowFilter("") == nil)
        #expect(RowFilter("!") == nil)
        #expect(RowFilter("name:", columns: Self.columns) == nil)
    }
}

@Suite struct ListStateTests {
    private struct Sample {
        var rows: [(id: String, size: Int)]
        var list = ListState<String>(columnNames: [["id"], ["size"]])
        var order = RowOrder()

        init(_ rows: [(id: String, size: Int)]) {
            self.rows = rows
            list.selection.setPageSize(10)
            arrange()
        }

        var shown: [String] { order.places.map { rows[$0].id } }
        var selected: String? { list.selection.selected.flatMap { order[$0] }.map { rows[$0].id } }

        mutating func arrange(keeping id: String? = nil) {
            let (rows, sort) = (rows, list.sort)
            order.arrange(
                count: rows.count, list: &list, keeping: id, id: { rows[$0].id },
                cell: { column, row in column == 0 ? rows[row].id : String(rows[row].size) },
                precedes: sort.map { sort in
                    { left, right in
                        let isLess =
                            sort.column == 0 ? rows[left].id < rows[right].id : rows[left].size < rows[right].size
                        let isMore =
                            sort.column == 0 ? rows[left].id > rows[right].id : rows[left].size > rows[right].size
                        return sort.order == .ascending ? isLess : isMore
                    }
                })
        }

        mutating func send(_ event: ListEvent) {
            let (selected, shown) = (selected, shown)
            if list.apply(event, selected: { selected }, all: { shown }) == .rearranged { arrange(keeping: selected) }
        }
    }

    @Test func theCursorStaysOnItsRowWhileRowsComeAndTheOrderChanges() {
        var sample = Sample([("b", 2), ("a", 9), ("c", 5)])
        sample.send(.moved(.to(2)))
        #expect(sample.selected == "c")
        sample.send(.sortedBy(column: 1))
        #expect(sample.shown == ["b", "c", "a"])
        #expect(sample.selected == "c")
        sample.rows.insert(("0", 1), at: 0)
        sample.arrange(keeping: "c")
        #expect(sample.selected == "c")
        sample.send(.sortReversed)
        #expect(sample.shown == ["a", "c", "b", "0"])
        #expect(sample.selected == "c")
    }

    @Test func theSortGoesThroughTheColumnsAndOff() {
        var sample = Sample([("b", 1), ("a", 2)])
        sample.send(.sortColumnCycled)
        #expect(sample.list.sort == ColumnSort(column: 0))
        sample.send(.sortColumnCycled)
        sample.send(.sortColumnCycled)
        #expect(sample.list.sort == nil)
        #expect(sample.shown == ["b", "a"])
    }

    @Test func sortingFromTheFirstRowShowsWhatComesFirst() {
        var sample = Sample([("c", 1), ("a", 2), ("b", 3)])
        sample.send(.sortedBy(column: 0))
        #expect(sample.shown == ["a", "b", "c"])
        #expect(sample.selected == "a")
        sample.send(.moved(.down))
        sample.send(.sortReversed)
        #expect(sample.selected == "b")
    }

    @Test func columnsOfMomentsAreSortedNewestFirst() {
        var list = ListState<String>(columnNames: [["a"], ["b"]], descendingFirst: [1])
        _ = list.apply(.sortedBy(column: 1), selected: { nil }, all: { [] })
        #expect(list.sort == ColumnSort(column: 1, order: .descending))
        _ = list.apply(.sortedBy(column: 1), selected: { nil }, all: { [] })
        #expect(list.sort == ColumnSort(column: 1, order: .ascending))
        _ = list.apply(.sortedBy(column: 0), selected: { nil }, all: { [] })
        _ = list.apply(.sortColumnCycled, selected: { nil }, all: { [] })
        #expect(list.sort == ColumnSort(column: 1, order: .descending))
    }

    @Test func theColumnBeingChosenIsNamedBelowTheRows() {
        var list = ListState<String>(columnNames: [["age"]])
        _ = list.apply(.columnPickBegan, selected: { nil }, all: { [] })
        let columns = [TableColumn("Age", width: .fixed(3), alignment: .trailing)]
        var frame = Frame(size: Size(rows: 4, columns: 20))
        ListView(list, columns: columns, emptyText: "", context: World.view(isFocused: true))
            .draw(in: Rect(row: 0, column: 0, rows: 4, columns: 19), of: &frame) { _ in TableRow([]) }
        #expect(frame.lines[3] == "Sort by: Age")
        #expect(ListView.pageSize(list, area: Size(rows: 4, columns: 19)) == 2)
    }

    @Test func theSortsSignTakesNothingFromATitle() {
        var list = ListState<String>(columnNames: [["age"]])
        _ = list.apply(.sortedBy(column: 0), selected: { nil }, all: { [] })
        let columns = [TableColumn("Age", width: .fixed(3), alignment: .trailing)]
        var frame = Frame(size: Size(rows: 3, columns: 20))
        ListView(list, columns: columns, emptyText: "", context: World.view(isFocused: true))
            .draw(in: Rect(row: 0, column: 0, rows: 3, columns: 19), of: &frame) { _ in TableRow([]) }
        #expect(frame.lines[0].contains("Age▲"))
    }

    @Test func equalsKeepTheirOrderBothWays() {
        var sample = Sample([("x", 1), ("y", 1), ("z", 1)])
        sample.send(.sortedBy(column: 1))
        #expect(sample.shown == ["x", "y", "z"])
        sample.send(.sortReversed)
        #expect(sample.shown == ["x", "y", "z"])
    }

    @Test func aColumnIsPickedByItsName() {
        var sample = Sample([("b", 1), ("a", 2)])
        sample.send(.columnPickBegan)
        #expect(sample.list.scope == .columns)
        sample.send(.columnPickMoved(-1))
        sample.send(.columnPicked)
        #expect(sample.list.sort == ColumnSort(column: 1))
        #expect(sample.list.scope == .list)
    }

    @Test func whatIsTypedFiltersAtOnceAndEscapeBringsBackWhatHeld() {
        var sample = Sample([("apple", 1), ("pear", 2), ("plum", 3)])
        sample.send(.filterOpened)
        sample.send(.filterEdited(.key(.character("p"))))
        sample.send(.filterEdited(.key(.character("l"))))
        #expect(sample.shown == ["apple", "plum"])
        sample.send(.filterAccepted)
        #expect(sample.list.scope == .narrowedList)
        sample.send(.filterOpened)
        sample.send(.filterEdited(.key(Key(.end))))
        sample.send(.filterEdited(.key(.character("u"))))
        #expect(sample.shown == ["plum"])
        sample.send(.filterCancelled)
        #expect(sample.shown == ["apple", "plum"])
        sample.send(.narrowingCleared)
        #expect(sample.shown == ["apple", "pear", "plum"])
    }

    @Test func typingTakesThePlaceOfTheFilterThatHeld() {
        var sample = Sample([("apple", 1), ("pear", 2), ("plum", 3)])
        sample.send(.filterSet("plum"))
        sample.send(.filterOpened)
        #expect(sample.list.prompt.isUntouched && sample.shown == ["plum"])
        sample.send(.filterEdited(.key(.character("e"))))
        sample.send(.filterEdited(.key(.character("a"))))
        #expect(sample.shown == ["pear"])
        sample.send(.filterAccepted)
        sample.send(.filterOpened)
        sample.send(.filterEdited(.key(Key(.backspace))))
        #expect(sample.shown == ["apple", "pear", "plum"])
        sample.send(.filterCancelled)
        #expect(sample.shown == ["pear"])
        sample.send(.filterOpened)
        sample.send(.filterAccepted)
        #expect(sample.shown == ["pear"])
    }

    @Test func theTextThatTypingWouldReplaceIsMarked() {
        var prompt = FilterPrompt()
        prompt.set("held")
        prompt.open()
        func style(_ prompt: FilterPrompt) -> Style? {
            var frame = Frame(size: Size(rows: 1, columns: 20))
            prompt.draw(label: "/", note: "", row: 0, columns: 0..<20, of: &frame, theme: .standard)
            return frame[0, 1]?.style
        }
        let selected = Theme.standard.overlay(.tableRowSelected).over(Theme.standard[.prompt])
        #expect(style(prompt) == selected)
        prompt.edit(.key(Key(.left)))
        #expect(style(prompt) == Theme.standard[.prompt])
    }

    @Test func marksSurviveAFilter() {
        var sample = Sample([("apple", 1), ("pear", 2)])
        sample.send(.markToggled)
        #expect(sample.list.scope == .markedList)
        #expect(sample.selected == "pear")
        sample.send(.filterSet("pear"))
        #expect(sample.list.marks == ["apple"])
        sample.send(.allMarked)
        #expect(sample.list.marks == ["apple", "pear"])
        sample.send(.allMarked)
        #expect(sample.list.marks == ["apple"])
        sample.send(.narrowingCleared)
        #expect(sample.list.marks.isEmpty)
    }
}
