import Glibc

/// A line on standard error that is written over again; where that is no terminal there is none.
struct ProgressLine {
    private let isTerminal = isatty(STDERR_FILENO) == 1
    private var isShown = false

    mutating func show(_ text: String) {
        guard isTerminal else { return }
        isShown = true
        write("\r\u{1B}[K\(text)")
    }

    mutating func end() {
        if isShown { write("\r\u{1B}[K") }
        isShown = false
    }

    private func write(_ text: String) {
        var stream = StandardStream(STDERR_FILENO)
        do {
            try stream.write(text)
            try stream.flush()
        } catch {
            // A line that nobody can read is not worth an error.
            return
        }
    }
}
