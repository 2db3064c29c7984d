import ConsoleTestSupport
import OpsDomain
import TerminalCore
import Testing

@testable import Console

/// The bar on the values of a document: folding, paths, copies, and what a refresh leaves of them.
@Suite struct DetailValuesTests {
    private let area = Size(rows: 12, columns: 60)
    private let record = Record(fields: [
        "id": .string("7"), "total": .number("12.50"), "note": .string("one\ntwo"), "tags": .stringSet(["b", "a"]),
        "none": .list([]),
        "address": .map([
            "lines": .list([.map(["zip": .string("0150"), "a.b": .number("1")]), .string("second")]),
            "geo": .map(["ok": .boolean(true)]),
        ]),
    ])
    private let collection = Collection(
        id: "things", title: "Things", singular: "thing", table: "things", keys: "id", columns: [], rules: [])

    private func state(_ layout: RecordLayout = .fields, _ record: Record? = nil) -> DetailState {
        DetailState(RecordDocument.make(of: record ?? self.record, in: collection, as: layout))
    }

    private func seen(_ state: DetailState, rows: Int = 40) -> [String] {
        var frame = Frame(size: Size(rows: rows, columns: area.columns))
        state.draw(in: Rect(frame.size), of: &frame, World.view(isFocused: true))
        return frame.lines.filter { !$0.isEmpty }
    }

    /// Puts the bar on the first line in sight that holds a text.
    private func go(to text: String, _ state: inout DetailState) {
        state.apply(.moved(.first), area: area)
        for _ in 0..<state.document.count where !(barText(state).contains(text)) {
            state.apply(.moved(.down), area: area)
        }
        #expect(barText(state).contains(text))
    }

    private func barText(_ state: DetailState) -> String {
        seen(state).first { $0.hasPrefix("▌") } ?? ""
    }

    private func copied(_ event: DetailEvent, _ state: inout DetailState) -> String? {
        guard case .copy(let text, _) = state.apply(event, area: area).first else { return nil }
        return text
    }

    @Test func mapsAndListsFoldAtTheBar() {
        var state = state()
        go(to: "address M", &state)
        state.apply(.activated, area: area)
        #expect(barText(state) == "▌address M  {…} 2 fields")
        #expect(!seen(state).contains { $0.contains("zip") })
        state.apply(.activated, area: area)
        // On a line within, what it is part of; on the closing bracket, what that closes.
        go(to: #""zip": "0150""#, &state)
        state.apply(.activated, area: area)
        #expect(barText(state) == "▌      {…} 2 fields")
        state.apply(.activated, area: area)
        go(to: "    ]", &state)
        state.apply(.activated, area: area)
        #expect(barText(state) == #"▌    "lines": […] 2 elements"#)
    }

    @Test func everythingFoldsAndUnfolds() {
        var state = state()
        let before = seen(state)
        go(to: #""zip""#, &state)
        state.apply(.allFolded, area: area)
        #expect(barText(state) == "▌address M  {…} 2 fields")
        #expect(
            seen(state).map { $0.dropFirst() } == [
                "id S       7", "address M  {…} 2 fields", "none L     []", "note S     one …",
                "tags SS    a set of 2 …", "total N    12.50",
            ])
        // A level at a time from there.
        state.apply(.activated, area: area)
        #expect(seen(state).contains(#"     "lines": […] 2 elements"#))
        state.apply(.allUnfolded, area: area)
        #expect(seen(state).map { $0.dropFirst() } == before.map { $0.dropFirst() })
    }

    @Test func theWholeIsFoldedAtItsBracketsOnly() {
        var state = state(.plainJSON)
        go(to: #""id""#, &state)
        #expect(state.nodeAtBar == nil)
        state.apply(.allFolded, area: area)
        #expect(seen(state).first == " {" && seen(state).contains(#"   "address": {…} 2 fields"#))
        go(to: "{", &state)
        state.apply(.activated, area: area)
        #expect(seen(state) == ["▌{…} 6 fields"])
    }

    @Test func pathsAndValuesAreCopied() {
        for layout in RecordLayout.allCases {
            var state = state(layout)
            go(to: "0150", &state)
            #expect(copied(.pathCopied, &state) == "address.lines[0].zip")
            #expect(copied(.valueCopied, &state) == "0150")
            go(to: "a.b", &state)
            #expect(copied(.pathCopied, &state) == #"address.lines[0]."a.b""#)
            #expect(copied(.valueCopied, &state) == "1")
            go(to: "second", &state)
            #expect(copied(.pathCopied, &state) == "address.lines[1]")
            go(to: "geo", &state)
            #expect(copied(.pathCopied, &state) == "address.geo")
            let json = layout == .typedJSON ? #"{"M":{"ok":{"BOOL":true}}}"# : #"{"ok":true}"#
            #expect(copied(.valueCopied, &state) == json)
            go(to: "12.50", &state)
            #expect(copied(.pathCopied, &state) == "total")
            #expect(copied(.valueCopied, &state) == "12.50")
        }
    }

    @Test func elementsOfASetHaveNoPathOfTheirOwn() {
        var state = state()
        go(to: "  b", &state)
        #expect(copied(.pathCopied, &state) == "tags")
        #expect(copied(.valueCopied, &state) == "b")
        go(to: "  two", &state)
        #expect(copied(.valueCopied, &state) == "one\ntwo")
    }

    @Test func typedJSONIsTheTablesOwn() throws {
        let lines = state(.typedJSON).document.lines.map(\.plainText)
        #expect(lines.contains(#"  "total": {"N": "12.50"}"#))
        #expect(lines.contains(#"  "address": {"M": {"#))
        let read = try JSONNode(parsing: lines.joined(separator: "\n"))
        #expect(try Record(typedJSON: read) == record)
    }

    @Test func foldsAndBarSurviveARefreshAndAnotherLayout() {
        var state = state()
        go(to: #""geo""#, &state)
        state.apply(.activated, area: area)
        go(to: "second", &state)
        var changed = record
        changed["aaa"] = .list([.string("new")])
        changed["id"] = .string("8")
        state.show(RecordDocument.make(of: changed, in: collection, as: .fields), area: area)
        #expect(barText(state).contains("second"))
        #expect(seen(state).contains(#"     "geo": {…} 1 field"#))
        state.show(RecordDocument.make(of: changed, in: collection, as: .typedJSON), area: area)
        #expect(barText(state).contains("second"))
        #expect(seen(state).contains(#"     "geo": {"M": {…}} 1 field"#))
        // What is gone takes nothing else along.
        changed["address"] = nil
        state.show(RecordDocument.make(of: changed, in: collection, as: .plainJSON), area: area)
        #expect(state.sight.folds.folded.isEmpty && state.barLine != nil)
    }

    @Test func searchLooksIntoWhatIsFoldedAndEscapeFoldsItAgain() {
        var state = state()
        state.apply(.allFolded, area: area)
        let folded = seen(state)
        state.apply(.searchOpened, area: area)
        for scalar in "015".unicodeScalars { state.apply(.searchEdited(.key(.character(scalar))), area: area) }
        #expect(barText(state).contains("0150"))
        state.apply(.searchCancelled, area: area)
        #expect(seen(state) == folded)
        state.apply(.searchOpened, area: area)
        for scalar in "015".unicodeScalars { state.apply(.searchEdited(.key(.character(scalar))), area: area) }
        state.apply(.searchAccepted, area: area)
        #expect(barText(state).contains("0150"))
        // What is found in sight stays folded, and what lies elsewhere too.
        #expect(seen(state).contains(#"     "geo": {…} 1 field"#))
    }

    @Test func theNextMatchIsOneFromTheBarOn() {
        var document = DetailDocument()
        document.json(.array((0..<30).map { .string($0 % 10 == 0 ? "match" : "other") }))
        var state = DetailState(document)
        state.apply(.searchOpened, area: area)
        state.apply(.searchEdited(.paste("match")), area: area)
        state.apply(.searchAccepted, area: area)
        #expect(state.barLine == 1)
        for _ in 0..<15 { state.apply(.moved(.down), area: area) }
        state.apply(.nextMatchAsked, area: area)
        #expect(state.barLine == 21)
        state.apply(.previousMatchAsked, area: area)
        #expect(state.barLine == 11)
    }

    @Test func aTextWithoutValuesHasNoBarAndScrolls() {
        var state = DetailState(DetailDocument(lines: (0..<50).map { DetailLine("line \($0)") }))
        #expect(state.barLine == nil && state.path == nil && state.value == nil && state.nodeAtBar == nil)
        state.apply(.moved(.down), area: area)
        #expect(state.scroll.line == 1)
        #expect(!seen(state, rows: 12).contains { $0.hasPrefix("▌") })
        #expect(state.apply(.valueCopied, area: area).isEmpty)
        #expect(state.event(for: MouseEvent(.press(.left), at: Point(row: 3, column: 3)), area: area) == nil)
    }

    @Test func aClickPutsTheBarAndAnotherActs() {
        var state = state()
        let click = MouseEvent(.press(.left), at: Point(row: 1, column: 20))
        #expect(state.event(for: click, area: area) == .moved(.toLine(1)))
        state.apply(.moved(.toLine(1)), area: area)
        #expect(barText(state).contains("address"))
        #expect(state.event(for: click, area: area) == .activated)
        let wheel = MouseEvent(.wheelDown, at: Point(row: 1, column: 20))
        #expect(state.event(for: wheel, area: area) == .moved(.by(3)))
        let below = MouseEvent(.press(.left), at: Point(row: 11, column: 20))
        #expect(DetailState().event(for: below, area: area) == nil)
    }

    @Test func theBarIsInSightWhereverItGoes() {
        var state = state()
        for motion in [TextMotion.last, .pageUp, .halfPageDown, .first, .pageDown, .by(3), .by(-3), .down, .up] {
            state.apply(.moved(motion), area: Size(rows: 5, columns: 30))
            #expect(seen(state, rows: 5).contains { $0.hasPrefix("▌") }, "\(motion)")
        }
    }

    @Test func foldsFindTheirLines() {
        var document = DetailDocument()
        let inner = JSONNode.array([.number("1"), .number("2")])
        document.json(.array([inner, .array([inner, inner]), .number("3"), inner]))
        let all = Set(document.nodes.indices.filter { document.nodes[$0].step != nil })
        for folded in [Set<Int>(), all, [1], [2], [2, 3, 5], [3, 4], [0]] {
            let folds = DetailFolds(folded, in: document)
            let shown = (0..<document.count).filter { !folds.hides($0) }
            #expect(folds.count == shown.count)
            #expect((0..<folds.count).map(folds.line) == shown)
            for (index, line) in shown.enumerated() { #expect(folds.index(of: line) == index) }
            for line in 0..<document.count where folds.hides(line) {
                // The line that it is folded into.
                #expect(folds.line(at: folds.index(of: line)) == shown.last { $0 < line })
            }
        }
    }

    @Test func deepAndLargeValuesKeepTheirPaths() {
        var deep = FieldValue.string("here")
        for _ in 0..<31 { deep = .list([deep]) }
        var state = state(.fields, Record(fields: ["id": .string("1"), "deep": deep]))
        state.apply(.searchOpened, area: area)
        state.apply(.searchEdited(.paste("here")), area: area)
        #expect(copied(.pathCopied, &state) == "deep" + String(repeating: "[0]", count: 31))
        let rows = FieldValue.list((0..<8000).map { .map(["sku": .string("sku-\($0)"), "n": .number("\($0)")]) })
        state = self.state(.fields, Record(fields: ["id": .string("1"), "rows": rows]))
        state.apply(.allFolded, area: area)
        #expect(state.sight.folds.count == 2)
        state.apply(.moved(.down), area: area)
        state.apply(.activated, area: area)
        #expect(state.sight.folds.count == 8004)
        state.apply(.moved(.last), area: area)
        state.apply(.moved(.up), area: area)
        #expect(copied(.pathCopied, &state) == "rows[7999]")
        #expect(copied(.valueCopied, &state) == #"{"n":7999,"sku":"sku-7999"}"#)
    }
}
