import Glibc

/// A file that comes into being when it is whole: what is written stands under another name until then.
struct FileSink: ~Copyable {
    private let path: String
    private let scratch: String?
    private var stream: StandardStream
    private let descriptor: Int32

    /// - Parameters:
    ///   - path: the file, or `-` for standard output.
    ///   - replacing: whether an existing file may be replaced. Throws a `CommandFailure` when it may not, or when the
    ///     file cannot be made.
    init(_ path: String, replacing: Bool) throws {
        let opened = try Self.open(path, replacing: replacing)
        self.path = path
        scratch = opened.scratch
        descriptor = opened.descriptor
        stream = StandardStream(opened.descriptor)
    }

    private static func open(_ path: String, replacing: Bool) throws -> (scratch: String?, descriptor: Int32) {
        guard path != "-" else { return (nil, STDOUT_FILENO) }
        if !replacing, access(path, F_OK) == 0 {
            throw CommandFailure(.failed, "\(path) exists already: choose another name, or --force to replace it.")
        }
        let scratch = "\(path).part-\(getpid())"
        // What is exported is people's data: nobody else's to read.
        let descriptor = Glibc.open(scratch, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw CommandFailure(.failed, "\(path) cannot be written: \(String(cString: strerror(errno))).")
        }
        return (scratch, descriptor)
    }

    mutating func write(_ text: String) throws {
        try stream.write(text)
    }

    mutating func finish() throws {
        try stream.flush()
        guard let scratch else { return }
        guard fsync(descriptor) == 0, close(descriptor) == 0, rename(scratch, path) == 0 else {
            throw CommandFailure(.failed, "\(path) cannot be written: \(String(cString: strerror(errno))).")
        }
    }

    /// Leaves nothing behind.
    func discard() {
        if let scratch { unlink(scratch) }
    }
}
