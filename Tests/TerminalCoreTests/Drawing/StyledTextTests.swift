import Testing

@testable import TerminalCore

@Suite struct StyledTextTests {
    private let bold = Style(attributes: .bold)
    private let red = Style(foreground: .indexed(1))

    @Test func appendingKeepsEachStretchInItsStyle() {
        var text: StyledText = "a"
        text.append("bb", style: bold)
        text += "c"
        text.append(StyledText("d", style: red))
        #expect(text.text == "abbcd")
        #expect(
            text.runs == [
                .init(end: 1, style: .plain), .init(end: 3, style: bold), .init(end: 4, style: .plain),
                .init(end: 5, style: red),
            ])
    }

    @Test func matchesAreLaidOverWhatIsThere() {
        let text = (StyledText("abc", style: bold) + "def").highlighted([2..<4, 5..<6], with: red)
        #expect(
            text.runs == [
                .init(end: 2, style: bold), .init(end: 3, style: red.over(bold)), .init(end: 4, style: red),
                .init(end: 5, style: .plain), .init(end: 6, style: red),
            ])
        #expect(text.text == "abcdef")
    }

    @Test func slicesKeepTheirStyles() {
        let text = StyledText("abc", style: bold) + "def" + StyledText("ghi", style: red)
        #expect(text.slice(1..<4).runs == [.init(end: 2, style: bold), .init(end: 3, style: .plain)])
        #expect(text.slice(6..<9) == StyledText("ghi", style: red))
        #expect(text.slice(3..<6).text == "def")
    }
}
