import Testing

@testable import TerminalCore

@Suite struct KeyDecoderMouseTests {
    private func decode(_ text: String) -> [InputEvent] {
        var decoder = KeyDecoder()
        return decoder.feed(text.utf8)
    }

    @Test(arguments: [
        ("\u{1B}[<0;1;1M", MouseEvent(.press(.left), at: Point(row: 0, column: 0))),
        ("\u{1B}[<2;300;40m", MouseEvent(.release(.right), at: Point(row: 39, column: 299))),
        ("\u{1B}[<32;5;6M", MouseEvent(.drag(.left), at: Point(row: 5, column: 4))),
        ("\u{1B}[<64;5;6M", MouseEvent(.wheelUp, at: Point(row: 5, column: 4))),
        ("\u{1B}[<65;5;6M", MouseEvent(.wheelDown, at: Point(row: 5, column: 4))),
        ("\u{1B}[<20;5;6M", MouseEvent(.press(.left), at: Point(row: 5, column: 4), modifiers: [.shift, .control])),
        ("\u{1B}[M !!", MouseEvent(.press(.left), at: Point(row: 0, column: 0))),
        ("\u{1B}[M`$#", MouseEvent(.wheelUp, at: Point(row: 2, column: 3))),
    ])
    func reports(_ text: String, _ event: MouseEvent) {
        #expect(decode(text) == [.mouse(event)])
    }

    @Test(arguments: [
        "\u{1B}[<35;5;6M", "\u{1B}[<0;0;1M", "\u{1B}[<0;5M", "\u{1B}[<128;5;6M", "\u{1B}[<0;5;6;7M", "\u{1B}[<0;a;6M",
        "\u{1B}[<999999999999999999999;5;6M",
    ])
    func whatIsNoReportIsSwallowed(_ text: String) {
        let rest = decode(text + "\u{1B}[A")
        #expect(rest.last == .key(Key(.up)))
        #expect(rest.allSatisfy { if case .mouse = $0 { false } else { true } })
    }
}
