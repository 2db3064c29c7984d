import Glibc
import TerminalCore
import Testing

@testable import TerminalNcurses

/// The driver on a pseudo-terminal, and the screen that a person would see there.
final class DriverHarness {
    let tty: PseudoTerminal
    let terminal: NcursesTerminal
    var screen: ScreenModel

    init(rows: Int = 24, columns: Int = 80, name: String = "xterm-256color", mouse: Bool = false) throws {
        let locale = TerminalLocale.activate()
        try #require(locale.isUnicodeInForce)
        tty = try PseudoTerminal(rows: UInt16(rows), columns: UInt16(columns))
        screen = ScreenModel(rows: rows, columns: columns, erasesInColor: name.hasPrefix("xterm"))
        terminal = try NcursesTerminal(
            options: .init(mouse: mouse, input: tty.slave, output: tty.slave, terminalName: name))
    }

    /// Presents a frame and answers the bytes that it took.
    @discardableResult
    func present(_ frame: Frame) throws -> [UInt8] {
        terminal.present(frame)
        return try catchUp()
    }

    /// Lets the screen see everything sent until now.
    @discardableResult
    func catchUp() throws -> [UInt8] {
        // The bell comes after all that was written before it.
        terminal.bell()
        let bytes = try tty.read(upTo: 0x07)
        screen.feed(bytes)
        return bytes
    }

    func resize(rows: Int, columns: Int) throws {
        try tty.resize(rows: UInt16(rows), columns: UInt16(columns))
        screen.resize(rows: rows, columns: columns)
        // Not raise: the threads that tests run on keep signals blocked.
        kill(getpid(), SIGWINCH)
    }

    /// Expects the screen to be what the frame says, text and looks; whether it is.
    @discardableResult
    func expectShows(_ frame: Frame, _ note: String = "", sourceLocation: SourceLocation = #_sourceLocation) -> Bool {
        #expect(screen.unknown == [], "\(note)", sourceLocation: sourceLocation)
        for row in 0..<screen.rows {
            for column in 0..<screen.columns {
                let cell = frame[row, column] ?? .blank
                let place = screen.grid[row][column]
                let expected = ScreenModel.Place(
                    text: cell.glyph.text, isContinuation: cell.glyph.isContinuation, look: Self.look(cell.style))
                // A blank shows no foreground, and ncurses does not care which it sends.
                let isSame =
                    place == expected
                    || (place.text == " " && expected.text == " "
                        && place.look.background == expected.look.background
                        && place.look.attributes.isDisjoint(with: [4, 7])
                        && expected.look.attributes.isDisjoint(with: [4, 7]))
                #expect(isSame, "\(note) at \(row),\(column): \(place) for \(expected)", sourceLocation: sourceLocation)
                if !isSame { return false }
            }
        }
        return screen.unknown.isEmpty
    }

    private static func look(_ style: Style) -> ScreenModel.Look {
        var attributes: Set<Int> = []
        if style.attributes.contains(.bold) { attributes.insert(1) }
        if style.attributes.contains(.dim) { attributes.insert(2) }
        if style.attributes.contains(.italic) { attributes.insert(3) }
        if style.attributes.contains(.underline) { attributes.insert(4) }
        if style.attributes.contains(.reverse) { attributes.insert(7) }
        return ScreenModel.Look(
            foreground: index(style.foreground), background: index(style.background), attributes: attributes)
    }

    private static func index(_ color: Color) -> Int {
        guard case .indexed(let index) = ColorDepth.palette.nearest(color).kind else { return -1 }
        return Int(index)
    }
}

extension Frame {
    /// Writes text for tests: one glyph a character.
    mutating func put(_ text: String, row: Int, column: Int = 0, style: Style = .plain) {
        var column = column
        for character in text {
            let scalars = Array(character.unicodeScalars)
            let isWide = TextWidth.width(of: scalars[0]) == 2
            set(
                row: row, column: column, Glyph(scalars[0], marks: Array(scalars.dropFirst()), isWide: isWide),
                style: style)
            column += isWide ? 2 : 1
        }
    }
}
