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

    /// Gets everything to the reader now.
    mutating func flush() throws {
        var written = 0
        while written < gathered.count {
            let count = gathered[written...].withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0 && errno == EINTR { continue }
            guard count >= 0 else { throw ReaderGone() }
            written += count
        }
        gathered.removeAll(keepingCapacity: true)
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
