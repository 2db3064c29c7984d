import Glibc

/// Standard output or error as bytes, gathered and written in large pieces; without C's `FILE`, which Swift 6 calls
/// shared mutable state, and rightly so.
struct StandardStream: ~Copyable {
    /// Nobody reads our output any more (`| head`).
    struct ReaderGone: Error {}

    private let descriptor: Int32
    private var gathered: [UInt8] = []

    init(_ descriptor: Int32) {
        self.descriptor = descriptor
    }

    mutating func write(_ text: String) throws {
        gathered.append(contentsOf: text.utf8)
        if gathered.count >= 64 << 10 { try flush() }
    }

    /// Gets everything to the reader now. Throws `ReaderGone` when there is none any more, `CommandFailure` when it
    /// cannot be written, and `CancellationError` when the task is cancelled while the reader keeps us waiting: leases
    /// must be given back however long somebody looks at the first page of `less`.
    mutating func flush() throws {
        var written = 0
        while written < gathered.count {
            try waitForRoom()
            // What `poll` promises room for: a longer write could wait in the system, where nothing wakes it.
            let piece = gathered[written...].prefix(Int(PIPE_BUF))
            let count = piece.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0 {
                switch errno {
                case EINTR, EAGAIN: continue
                case EPIPE: throw ReaderGone()
                default:
                    let reason = String(cString: strerror(errno))
                    throw CommandFailure(.failed, "The output cannot be written: \(reason).")
                }
            }
            written += count
        }
        gathered.removeAll(keepingCapacity: true)
    }

    private func waitForRoom() throws {
        var watched = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        while poll(&watched, 1, 100) == 0 { try Task.checkCancellation() }
    }

    /// Writes a line to standard error; one that nobody can read is not worth an error.
    static func complain(_ line: String) {
        var stream = StandardStream(STDERR_FILENO)
        do {
            try stream.write(line + "\n")
            try stream.flush()
        } catch {
            return
        }
    }
}
