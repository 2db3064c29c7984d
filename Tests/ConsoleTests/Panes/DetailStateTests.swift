import Console
import OpsDomain
import TerminalCore
import Testing

@Suite struct DetailStateTests {
    private let area = Size(rows: 4, columns: 20)

    private func document(_ lines: [String]) -> DetailDocument {
        DetailDocument(lines: lines.map { DetailLine($0) })
    }

    private func typed(_ text: String, _ state: inout DetailState) {
        state.apply(.searchOpened, area: area)
        for scalar in text.unicodeScalars { state.apply(.searchEdited(.key(.character(scalar))), area: area) }
        state.apply(.searchAccepted, area: area)
    }

    @Test func searchGoesRoundBothWays() {
        var state = DetailState(document(["one cat", "two", "three cat cat", "four"]))
        typed("cat", &state)
        #expect(state.current == TextView.Match(line: 0, range: 4..<7))
        state.apply(.nextMatchAsked, area: area)
        #expect(state.current == TextView.Match(line: 2, range: 6..<9))
        state.apply(.nextMatchAsked, area: area)
        #expect(state.current == TextView.Match(line: 2, range: 10..<13))
        state.apply(.nextMatchAsked, area: area)
        #expect(state.current == TextView.Match(line: 0, range: 4..<7))
        state.apply(.previousMatchAsked, area: area)
        #expect(state.current == TextView.Match(line: 2, range: 10..<13))
    }

    @Test func aMatchOutOfSightIsBroughtIntoSight() {
        var lines = Array(repeating: "x", count: 100)
        lines[70] = "needle"
        var state = DetailState(document(lines))
        typed("needle", &state)
        #expect((67...70).contains(state.scroll.line))
    }

    @Test func escapeLeavesTheSearchAsItWas() {
        var state = DetailState(document(["a", "b"]))
        typed("b", &state)
        state.apply(.searchOpened, area: area)
        state.apply(.searchEdited(.key(.character("z"))), area: area)
        #expect(state.scope == .search)
        state.apply(.searchCancelled, area: area)
        #expect(state.scope == .detail)
        #expect(state.pattern?.text == "b")
    }

    @Test func aLongTextTellsWhereThisIs() {
        var state = DetailState(document(Array(repeating: "x", count: 104)))
        #expect(state.position == "104 lines")
        state.apply(.moved(.down), area: area)
        #expect(state.position == "1%")
        state.apply(.moved(.by(49)), area: area)
        #expect(state.position == "50%")
        state.apply(.moved(.last), area: area)
        #expect(state.position == "100%")
        // One line that fills many screens, as a body without line ends.
        var long = DetailState(document([String(repeating: "x", count: 18 * 40)]))
        long.apply(.moved(.by(18)), area: area)
        #expect(long.position == "50%")
        var short = DetailState(document(["a"]))
        short.apply(.moved(.down), area: area)
        #expect(short.position == nil)
    }

    @Test func textAndValuesKeepTheirColumns() {
        var document = DetailDocument()
        document.facts([.init("short", "1"), .init(String(repeating: "k", count: 40), "2")])
        #expect(
            document.lines.map(\.plainText) == [
                "short" + String(repeating: " ", count: 25) + "1", String(repeating: "k", count: 40),
                String(repeating: " ", count: 30) + "2",
            ])
        var frame = Frame(size: Size(rows: 1, columns: 5))
        DetailState(DetailDocument(lines: [DetailLine("abcdefgh")])).draw(
            in: Rect(frame.size), of: &frame, World.view(isFocused: true))
        #expect(frame.lines == [" abc"])
    }

    @Test func jsonIsToldApart() throws {
        let node = try JSONNode(parsing: #"{"a":"x: \"y\"","b":[-1.5e3,true,null]}"#)
        var document = DetailDocument()
        document.json(node)
        let lines = document.lines
        #expect(lines.map(\.plainText) == node.prettyLines)
        #expect(lines[1].parts.contains(.text(#""a""#, .syntaxKey)))
        #expect(lines[1].parts.contains(.text(#""x: \"y\"""#, .syntaxString)))
        #expect(lines[3].parts.contains(.text("-1.5e3", .syntaxNumber)))
        #expect(lines[4].parts.contains(.text("true", .syntaxLiteral)))
    }

    @Test func countsAreWrittenForPeople() {
        #expect(CountText.grouped(0) == "0")
        #expect(CountText.grouped(1_204) == "1,204")
        #expect(CountText.grouped(-1_000_000) == "-1,000,000")
        #expect(CountText.of(1, "queue") == "1 queue")
        #expect(CountText.decimal(2.996, places: 2) == "3.00")
        #expect(CountText.decimal(1234.05, places: 1) == "1,234.1")
        #expect(CountText.decimal(-0.04, places: 1) == "0.0")
        #expect(CountText.decimal(.nan, places: 1) == "–")
    }
}
