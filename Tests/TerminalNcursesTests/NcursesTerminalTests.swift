import CNcurses
import Glibc
import TerminalCore
import Testing

@testable import TerminalNcurses

/// One ncurses screen a process, and signals are the process's: these run one after the other.
@Suite(.serialized) struct NcursesTerminalTests {
    @Test func whatIsPresentedIsWhatAPersonSees() throws {
        let harness = try DriverHarness(rows: 6, columns: 20)
        var frame = Frame(size: Size(rows: 6, columns: 20))
        frame.put("plain", row: 0)
        frame.put("漢字 e\u{301}t", row: 1, style: Style(foreground: .indexed(9), attributes: .bold))
        frame.put("right edge", row: 5, column: 10, style: Style(background: .rgb(0, 95, 0), attributes: .underline))
        frame.cursor = Point(row: 2, column: 3)
        try harness.present(frame)
        harness.expectShows(frame)
        #expect(harness.screen.privateModes.isSuperset(of: [25, 1049, 1004, 2004]))
        #expect(harness.screen.privateModes.isDisjoint(with: [1000, 1006, 2026]))
        #expect((harness.screen.row, harness.screen.column) == (2, 3))
        frame.cursor = nil
        try harness.present(frame)
        #expect(!harness.screen.privateModes.contains(25))
    }

    @Test(arguments: ["xterm-256color", "tmux-256color"])
    func anySequenceOfFramesEndsUpOnTheScreen(_ name: String) throws {
        let harness = try DriverHarness(rows: 9, columns: 23, name: name)
        var generator = SeededGenerator(seed: 7)
        let texts = ["a", "B", " ", "漢", "字", "e\u{301}", "한", "━", "é", "  ", "ab漢c"]
        let styles = [
            Style.plain, Style(foreground: .indexed(1)), Style(background: .indexed(4)),
            Style(foreground: .rgb(255, 135, 0), background: .indexed(236), attributes: .bold),
            Style(attributes: .reverse), Style(foreground: .indexed(14), attributes: [.underline, .dim]),
        ]
        var frame = Frame(size: Size(rows: 9, columns: 23))
        for step in 0..<400 {
            if step % 29 == 0 {
                frame = Frame(size: frame.size, fill: styles.randomElement(using: &generator) ?? .plain)
            }
            for _ in 0..<Int.random(in: 0...12, using: &generator) {
                frame.put(
                    texts.randomElement(using: &generator) ?? "a", row: Int.random(in: 0..<9, using: &generator),
                    column: Int.random(in: 0..<23, using: &generator),
                    style: styles.randomElement(using: &generator) ?? .plain)
            }
            if step % 3 == 0 { frame = frame.scrolled(by: Int.random(in: -2...2, using: &generator)) }
            if step % 41 == 0 { harness.terminal.invalidate() }
            try harness.present(frame)
            var expected = frame
            if name.hasPrefix("tmux"), frame[8, 20]?.glyph.isWide == true {
                // The one place where ncurses cannot show a wide character, see nd_put_run.
                let style = frame[8, 20]?.style ?? .plain
                expected.set(row: 8, column: 20, Glyph("?"), style: style)
                expected.set(row: 8, column: 21, .blank, style: style)
            }
            try #require(harness.expectShows(expected, "step \(step)"))
        }
    }

    @Test func movingAHighlightByARowIsCheap() throws {
        let harness = try DriverHarness(rows: 40, columns: 120)
        func frame(selected: Int) -> Frame {
            var frame = Frame(size: Size(rows: 40, columns: 120))
            for row in 0..<40 { frame.put("user-\(row)  漢字 somebody@example.com  2024-01-0\(row % 9)", row: row) }
            frame.restyle(Rect(row: selected, column: 0, rows: 1, columns: 120)) {
                Style(background: .indexed(24)).over($0)
            }
            return frame
        }
        try harness.present(frame(selected: 10))
        let bytes = try harness.present(frame(selected: 11))
        #expect(bytes.count <= 450)
        harness.expectShows(frame(selected: 11))
        #expect(try harness.present(frame(selected: 11)).isEmpty)
    }

    @Test func aFrameIsOneWriteBetweenSynchronizedOutputMarks() throws {
        let harness = try DriverHarness(rows: 10, columns: 40)
        try harness.catchUp()
        var frame = Frame(size: Size(rows: 10, columns: 40))
        for row in 0..<10 { frame.put("row \(row)", row: row) }
        let bytes = try harness.present(frame)
        let text = String(decoding: bytes, as: UTF8.self)
        #expect(text.hasPrefix("\u{1B}[?2026h"))
        #expect(text.hasSuffix("\u{1B}[?2026l"))
        #expect(text.split(separator: "\u{1B}[?2026h").count == 1)
    }

    @Test func invalidatingSendsTheWholeScreenAgain() throws {
        let harness = try DriverHarness(rows: 3, columns: 10)
        var frame = Frame(size: Size(rows: 3, columns: 10))
        frame.put("hello", row: 1)
        try harness.present(frame)
        harness.screen.feed(Array("\u{1B}[1;1Hgarbage".utf8))
        harness.terminal.invalidate()
        try harness.present(frame)
        harness.expectShows(frame)
    }

    @Test func aNewSizeIsToldAndDrawn() throws {
        let harness = try DriverHarness(rows: 24, columns: 80)
        try harness.present(Frame(size: harness.terminal.size))
        for (rows, columns) in [(5, 20), (40, 100), (1, 1), (24, 80)] {
            try harness.resize(rows: rows, columns: columns)
            let size = Size(rows: rows, columns: columns)
            #expect(harness.terminal.nextEvents(timeout: .seconds(5)) == [.resized(size)])
            #expect(harness.terminal.size == size)
            var frame = Frame(size: size)
            frame.put("漢字 at \(rows)", row: 0)
            try harness.present(frame)
            harness.expectShows(frame, "\(size)")
        }
    }

    @Test func aFrameOfAnotherSizeThanTheScreenIsCutOrPadded() throws {
        let harness = try DriverHarness(rows: 2, columns: 5)
        var large = Frame(size: Size(rows: 4, columns: 8))
        large.put("abcd漢字", row: 0)
        try harness.present(large)
        // The ideograph that the edge would cut in two is a blank.
        var expected = Frame(size: Size(rows: 2, columns: 5))
        expected.put("abcd", row: 0)
        harness.expectShows(expected)
        var small = Frame(size: Size(rows: 1, columns: 2))
        small.put("xy", row: 0)
        try harness.present(small)
        harness.expectShows(small)
    }

    @Test func controlsThatSlippedIntoAFrameAreNotSent() throws {
        let harness = try DriverHarness(rows: 1, columns: 8)
        try harness.catchUp()
        var frame = Frame(size: Size(rows: 1, columns: 8))
        for (column, value) in [0x1B, 0x07, 0x7F, 0x9B, 0x202E, 0x0A].enumerated() {
            frame.set(row: 0, column: column, Glyph(Unicode.Scalar(UInt16(value)) ?? "!"), style: .plain)
        }
        frame.set(row: 0, column: 6, Glyph("e", marks: ["\u{200D}", "\u{301}"]), style: .plain)
        frame.set(row: 0, column: 7, Glyph("漢"), style: .plain)
        try harness.present(frame)
        #expect(harness.screen.grid[0].map(\.text) == ["?", "?", "?", "?", "\u{FFFD}", "?", "e\u{301}", "\u{FFFD}"])
    }

    @Test func inputArrivesAsEvents() throws {
        let harness = try DriverHarness(mouse: true)
        try harness.catchUp()
        #expect(harness.screen.privateModes.isSuperset(of: [1000, 1002, 1006]))
        try harness.tty.type("j\u{1B}[A\u{1B}[<0;3;2M")
        #expect(
            harness.terminal.nextEvents(timeout: .seconds(5)) == [
                .input(.key(.character("j"))), .input(.key(Key(.up))),
                .input(.mouse(MouseEvent(.press(.left), at: Point(row: 1, column: 2)))),
            ])
        #expect(harness.terminal.nextEvents(timeout: .zero) == [])
    }

    @Test func aLoneEscapeBecomesAKeyThoughOthersKeepWakingUs() throws {
        let harness = try DriverHarness()
        try harness.tty.type("\u{1B}")
        var events: [TerminalEvent] = []
        var rounds = 0
        while !events.contains(.input(.key(Key(.escape)))), rounds < 1_000_000 {
            harness.terminal.waker.wake()
            events = harness.terminal.nextEvents(timeout: .seconds(5))
            rounds += 1
        }
        #expect(events.contains(.input(.key(Key(.escape)))))
    }

    @Test func wakeUpsAreFoldedAndComeFromAnyThread() async throws {
        let harness = try DriverHarness()
        let waker = harness.terminal.waker
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<50 { group.addTask { waker.wake() } }
        }
        #expect(harness.terminal.nextEvents(timeout: .seconds(5)) == [.woken])
        #expect(harness.terminal.nextEvents(timeout: .zero) == [])
    }

    @Test(arguments: [SIGTERM, SIGINT, SIGHUP, SIGQUIT])
    func endingSignalsAreEvents(_ number: Int32) throws {
        let harness = try DriverHarness()
        kill(getpid(), number)
        #expect(harness.terminal.nextEvents(timeout: .seconds(5)) == [.ended(.signal(number))])
    }

    @Test func aClosedTerminalEndsEveryWait() throws {
        let harness = try DriverHarness()
        harness.tty.hangUp()
        #expect(harness.terminal.nextEvents(timeout: nil) == [.ended(.hangUp)])
        #expect(harness.terminal.nextEvents(timeout: nil) == [.ended(.hangUp)])
        harness.terminal.present(Frame(size: harness.terminal.size))
    }

    @Test func closingGivesTheTerminalBackAsItWas() throws {
        let tty = try PseudoTerminal(rows: 24, columns: 80)
        let before = try tty.modes
        _ = TerminalLocale.activate()
        let options = NcursesTerminal.Options(
            mouse: true, input: tty.slave, output: tty.slave, terminalName: "xterm-256color")
        // Twice, since ncurses keeps state between screens; the second time by deinitialisation.
        for round in 0..<2 {
            let terminal = try NcursesTerminal(options: options)
            #expect(try tty.modes.c_lflag & tcflag_t(ICANON | ECHO | ISIG) == 0)
            var frame = Frame(size: terminal.size)
            frame.put("round \(round)", row: 0)
            frame.cursor = nil
            terminal.present(frame)
            if round == 0 {
                terminal.close()
                terminal.close()
                #expect(terminal.nextEvents(timeout: nil) == [.ended(.hangUp)])
            }
        }
        let after = try tty.modes
        #expect(after.c_lflag == before.c_lflag && after.c_iflag == before.c_iflag && after.c_oflag == before.c_oflag)
        var screen = ScreenModel(rows: 24, columns: 80, erasesInColor: true)
        write(tty.slave, "\u{07}", 1)
        screen.feed(try tty.read(upTo: 0x07))
        #expect(screen.privateModes.isDisjoint(with: [1049, 1000, 1002, 1006, 1004, 2004, 2026]))
        #expect(screen.privateModes.contains(25))
        #expect(screen.unknown == [])
    }

    @Test func yieldingLendsTheTerminalAndTakesItBack() throws {
        let harness = try DriverHarness(rows: 4, columns: 12)
        var frame = Frame(size: Size(rows: 4, columns: 12))
        frame.put("back again", row: 2)
        try harness.present(frame)
        let lent = try harness.terminal.yielding {
            try harness.catchUp()
            #expect(harness.screen.privateModes.isDisjoint(with: [1049, 2004, 1004]))
            #expect(try harness.tty.modes.c_lflag & tcflag_t(ICANON | ECHO | ISIG) == tcflag_t(ICANON | ECHO | ISIG))
            harness.screen.feed(Array("\u{1B}[Hscribble".utf8))
            return 42
        }
        #expect(lent == 42)
        #expect(harness.terminal.nextEvents(timeout: .zero) == [.resized(harness.terminal.size)])
        try harness.present(frame)
        #expect(harness.screen.privateModes.isSuperset(of: [1049, 2004, 1004]))
        #expect(try harness.tty.modes.c_lflag & tcflag_t(ICANON | ECHO | ISIG) == 0)
        harness.expectShows(frame)
    }

    @Test func anotherTerminalIsRefusedWhileOneIsOpen() throws {
        let harness = try DriverHarness()
        let options = NcursesTerminal.Options(
            input: harness.tty.slave, output: harness.tty.slave, terminalName: "xterm-256color")
        #expect(throws: TerminalOpenError.alreadyOpen) { try NcursesTerminal(options: options) }
    }

    @Test func whatCannotBeATerminalIsRefusedWithAReason() throws {
        let tty = try PseudoTerminal(rows: 24, columns: 80)
        func options(_ name: String) -> NcursesTerminal.Options {
            NcursesTerminal.Options(input: tty.slave, output: tty.slave, terminalName: name)
        }
        let before = try tty.modes
        #expect(throws: TerminalOpenError.unknownTerminal(name: "no-such\u{1B}[31m")) {
            try NcursesTerminal(options: options("no-such\u{1B}[31m"))
        }
        #expect(throws: TerminalOpenError.unknownTerminal(name: "")) { try NcursesTerminal(options: options("")) }
        #expect(throws: TerminalOpenError.tooSimple(name: "dumb")) { try NcursesTerminal(options: options("dumb")) }
        let null = open("/dev/null", O_RDWR)
        defer { close(null) }
        #expect(throws: TerminalOpenError.notATerminal) {
            try NcursesTerminal(options: .init(input: null, output: null, terminalName: "xterm"))
        }
        #expect(try tty.modes.c_lflag == before.c_lflag)
        #expect(tty.drain().isEmpty)
        #expect(TerminalOpenError.unknownTerminal(name: "x\u{1B}[31m").description.contains("x?[31m"))
    }

    @Test func aTerminalWithFewPairsStillShowsEveryFrame() throws {
        // 8 colours and 64 pairs: more combinations than it can hold at once.
        let harness = try DriverHarness(rows: 9, columns: 9, name: "xterm")
        #expect(harness.terminal.colorDepth == .eight)
        for shift in 0..<3 {
            var frame = Frame(size: Size(rows: 9, columns: 9))
            for row in 0..<9 {
                for column in 0..<9 {
                    let style = Style(
                        foreground: column == 8 ? .terminalDefault : .indexed(UInt8((column + shift) % 8)),
                        background: row >= 4 + shift || row < shift ? .terminalDefault : .indexed(UInt8(row)))
                    frame.set(row: row, column: column, Glyph("o"), style: style)
                }
            }
            try harness.present(frame)
            harness.expectShows(frame, "shift \(shift)")
        }
    }
}

extension Frame {
    /// The rows moved up (or down) with blanks coming in.
    fileprivate func scrolled(by count: Int) -> Frame {
        var frame = Frame(size: size)
        for row in 0..<size.rows {
            for (column, cell) in self.row(row + count).enumerated() {
                frame.set(row: row, column: column, cell.glyph, style: cell.style)
            }
        }
        return frame
    }
}
