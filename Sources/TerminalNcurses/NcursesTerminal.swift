import CNcurses
import Glibc
import TerminalCore

/// A tty through ncurses: the only type that writes to the person's terminal.
///
/// Opening takes raw mode, the alternate screen, bracketed paste and focus reports; the terminal is given back as it was
/// found by `close`, by deinitialisation, by `exit`, and before a fatal signal takes the process down. There is one at a
/// time, and it belongs to the thread that opened it, except for its `waker`.
///
/// ncurses draws into memory; each frame leaves in one write between synchronized-output marks, so that no half-drawn
/// screen is ever seen. It does output only: keys are read and decoded here.
package final class NcursesTerminal: Terminal {
    package struct Options: Sendable {
        /// Whether to ask for mouse reports; without them the terminal's own selection works.
        package var mouse: Bool
        package var input: Int32
        package var output: Int32
        /// The terminfo name; nil takes `TERM`.
        package var terminalName: String?

        package init(
            mouse: Bool = false, input: Int32 = STDIN_FILENO, output: Int32 = STDOUT_FILENO, terminalName: String? = nil
        ) {
            self.mouse = mouse
            self.input = input
            self.output = output
            self.terminalName = terminalName
        }
    }

    package internal(set) var size: Size
    /// How many colours the terminal has; styles are brought down to it.
    package let colorDepth: ColorDepth
    package var waker: any TerminalWaker { wakeup }

    let options: Options
    let wakeup: EventDescriptorWaker
    var decoder = KeyDecoder()
    /// When an ESC without anything behind it becomes the Escape key.
    var escapeDeadline: ContinuousClock.Instant?
    /// Events that came up between two calls of `nextEvents`.
    var pending: [TerminalEvent] = []
    /// The terminal is gone; there is nothing to write to any more.
    var hasHungUp = false
    private(set) var isOpen = true
    private var styles: StyleCache
    /// What ncurses was last told; nil when it must be told everything.
    private var shown: Frame?
    private var mustRedraw = false

    /// Takes the terminal. Call `TerminalLocale.activate` first: ncurses counts columns in the locale in force.
    package init(options: Options = Options()) throws(TerminalOpenError) {
        let name = options.terminalName ?? Self.environmentTerminal
        guard let wakeup = EventDescriptorWaker() else { throw Self.systemError(errno) }
        let result = nd_open(options.input, options.output, name, options.mouse)
        let code = errno
        switch nd_open_result(UInt32(result)) {
        case ND_OPENED: break
        case ND_NOT_A_TTY: throw .notATerminal
        case ND_UNKNOWN_TERMINAL: throw .unknownTerminal(name: name)
        case ND_NO_CURSOR_ADDRESSING: throw .tooSimple(name: name)
        case ND_ALREADY_OPEN: throw .alreadyOpen
        default: throw Self.systemError(code)
        }
        self.options = options
        self.wakeup = wakeup
        size = Self.measure()
        colorDepth = ColorDepth(colors: Int(nd_colors()))
        styles = StyleCache(depth: colorDepth, limit: Int(nd_color_pairs()), define: nd_set_pair)
    }

    deinit { close() }

    /// Gives the terminal back. After it nothing is shown and no event comes; more calls do nothing.
    package func close() {
        guard isOpen else { return }
        isOpen = false
        nd_close()
    }

    package func present(_ frame: Frame) {
        guard isOpen, !hasHungUp else { return }
        if let shown, shown == frame, !mustRedraw { return }
        if !draw(frame, since: shown) {
            // The colour pairs ran out: give them out anew, for this frame only, and draw it whole.
            styles.removeAll()
            nd_erase()
            _ = draw(frame, since: nil, isLastTry: true)
            mustRedraw = true
        }
        if mustRedraw { nd_invalidate() }
        let cursor = frame.cursor.flatMap { Rect(size).contains($0) ? $0 : nil }
        nd_set_cursor(Int32(cursor?.row ?? 0), Int32(cursor?.column ?? 0), cursor != nil)
        shown = frame
        mustRedraw = false
        if nd_present() < 0 { noteFailure(errno) }
    }

    package func invalidate() { mustRedraw = true }

    package func suspend() {
        guard isOpen else { return }
        nd_leave()
        nd_stop_group()
        comeBack()
    }

    package func yielding<Result>(_ body: () throws -> Result) rethrows -> Result {
        guard isOpen else { return try body() }
        nd_leave()
        nd_catch_keyboard_signals(false)
        defer {
            nd_catch_keyboard_signals(true)
            comeBack()
        }
        return try body()
    }

    package func copy(_ text: String) { send(ClipboardSequence.bytes(copying: text)) }

    package func bell() { send([0x07]) }
}

// MARK: - Inside

extension NcursesTerminal {
    /// Takes the terminal's present size for the screen; whether it was another.
    func adoptSize() -> Bool {
        let measured = Self.measure()
        guard measured != size, nd_resize(Int32(measured.rows), Int32(measured.columns)) else { return false }
        size = measured
        shown = nil
        return true
    }

    /// Takes the terminal again after the shell or a child had it.
    func comeBack() {
        nd_enter()
        _ = adoptSize()
        decoder = KeyDecoder()
        escapeDeadline = nil
        mustRedraw = true
        pending.append(.resized(size))
    }

    private func send(_ bytes: [UInt8]) {
        guard isOpen, !hasHungUp else { return }
        if nd_write(bytes, bytes.count) < 0 { noteFailure(errno) }
    }

    /// A write that failed left the screen in an unknown state, or found that there is none any more.
    private func noteFailure(_ code: Int32) {
        mustRedraw = true
        if code == EIO || code == EBADF || code == EPIPE { hasHungUp = true }
    }

    /// Tells ncurses what differs from `old`, everything when nil. False when the colour pairs ran out on the way.
    private func draw(_ frame: Frame, since old: Frame?, isLastTry: Bool = false) -> Bool {
        let comparable = old?.size == frame.size ? old : nil
        if comparable == nil { nd_erase() }
        let columns = min(frame.size.columns, size.columns)
        var runs: [Range<Int>] = []
        var line: [nd_cell] = []
        return frame.cells.withUnsafeBufferPointer { new in
            for row in 0..<min(frame.size.rows, size.rows) where columns > 0 {
                let start = row * frame.size.columns
                let cells = UnsafeBufferPointer(rebasing: new[start..<start + columns])
                runs.removeAll(keepingCapacity: true)
                if let comparable {
                    comparable.cells.withUnsafeBufferPointer { before in
                        RowDifference.append(
                            to: &runs, old: UnsafeBufferPointer(rebasing: before[start..<start + columns]), new: cells)
                    }
                } else {
                    runs.append(0..<columns)
                }
                for run in runs {
                    line.removeAll(keepingCapacity: true)
                    guard convert(cells, run, into: &line, isLastTry: isLastTry) else { return false }
                    _ = nd_put_run(Int32(row), Int32(run.lowerBound), line, Int32(line.count))
                }
            }
            return true
        }
    }

    private func convert(
        _ cells: UnsafeBufferPointer<Cell>, _ run: Range<Int>, into line: inout [nd_cell], isLastTry: Bool
    ) -> Bool {
        var column = run.lowerBound
        var last: (style: Style, look: StyleCache.Look)?
        while column < run.upperBound {
            let cell = cells[column]
            var look: StyleCache.Look?
            if let last, cell.glyph == .blank, cell.style.isSameOnBlank(as: last.style) {
                // Changing the style for a blank that looks the same would cost some ten bytes each way.
                look = last.look
            } else {
                look = styles.look(cell.style)
                if look == nil, isLastTry { look = styles.fallback(cell.style) }
                last = look.map { (cell.style, $0) }
            }
            guard let look else { return false }
            // A wide character at the edge of a frame that was cut to fit has no room.
            let fits = !cell.glyph.isWide || column + 1 < cells.count
            let scalars = cell.glyph.isContinuation || !fits ? Glyph.blank.bits : cell.glyph.bits
            let isWide = fits && cell.glyph.isWide
            line.append(
                nd_cell(
                    base: UInt32(scalars & 0x1F_FFFF),
                    marks: (UInt32(scalars >> 21 & 0x1F_FFFF), UInt32(scalars >> 42 & 0x1F_FFFF)),
                    pair: look.pair, width: isWide ? 2 : 1, attributes: look.attributes))
            column += isWide ? 2 : 1
        }
        return true
    }

    private static func measure() -> Size {
        var rows: Int32 = 0
        var columns: Int32 = 0
        nd_measure(&rows, &columns)
        return Size(rows: Int(rows), columns: Int(columns))
    }

    private static var environmentTerminal: String {
        getenv("TERM").map { String(cString: $0) } ?? ""
    }

    private static func systemError(_ code: Int32) -> TerminalOpenError {
        .system(code: code, reason: String(cString: strerror(code)))
    }
}

extension Style {
    /// Whether a blank cannot be told in one style and the other.
    fileprivate func isSameOnBlank(as other: Style) -> Bool {
        self == other
            || background == other.background
                && attributes.union(other.attributes).isDisjoint(with: [.reverse, .underline, .strikethrough])
    }
}
