import Glibc

/// A program that we started: the demo server, pip, an editor. Started with `posix_spawn`, waited for, never left over.
final class ChildProcess {
    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    /// Where a standard stream of the child goes.
    enum Stream {
        case inherited
        /// A pipe whose other end is ours.
        case pipe
        /// Appended to a file, made private to us (0600) when it is new.
        case file(String)
    }

    /// `POSIX_SPAWN_SETSID` of <spawn.h>, which the header hides from programs without `_GNU_SOURCE`.
    private static let newSession: Int16 = 0x80

    let processID: pid_t
    /// Our end of the child's standard input; closing it is how the demo server learns that we are gone.
    private(set) var input: Int32?
    /// Our end of the child's standard output.
    private(set) var output: Int32?
    private var status: Int32?

    /// Starts `arguments[0]`, looked up in PATH, with `environment` over our own. In a session of its own it has no
    /// terminal, whose keys and end would reach it otherwise.
    init(
        _ arguments: [String], environment: [String: String] = [:], input: Stream = .inherited,
        output: Stream = .inherited, errors: Stream = .inherited, hasOwnSession: Bool = false
    ) throws {
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        if hasOwnSession { posix_spawnattr_setflags(&attributes, Self.newSession) }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        let inputPipe = try Self.connect(input, descriptor: STDIN_FILENO, &actions)
        let outputPipe = try Self.connect(output, descriptor: STDOUT_FILENO, &actions)
        _ = try Self.connect(errors, descriptor: STDERR_FILENO, &actions)
        var child = pid_t()
        let settings = Self.environment(with: environment)
        let code = Self.withCStrings(arguments) { arguments in
            Self.withCStrings(settings) { settings in
                arguments[0].map { posix_spawnp(&child, $0, &actions, &attributes, arguments, settings) } ?? EINVAL
            }
        }
        if let inputPipe { close(inputPipe.read) }
        if let outputPipe { close(outputPipe.write) }
        guard code == 0 else {
            if let inputPipe { close(inputPipe.write) }
            if let outputPipe { close(outputPipe.read) }
            throw Failure(
                description: "cannot start \(arguments.first ?? "nothing"): \(String(cString: strerror(code)))")
        }
        processID = child
        self.input = inputPipe?.write
        self.output = outputPipe?.read
    }

    deinit {
        closeInput()
        if let output { close(output) }
    }

    /// Waits for the end; answers the exit code, or 128 and the signal's number as shells do.
    @discardableResult
    func wait() -> Int32 {
        if let status { return status }
        var raw: Int32 = 0
        while waitpid(processID, &raw, 0) < 0 && errno == EINTR {}
        let signal = raw & 0x7F
        let result = signal == 0 ? (raw >> 8) & 0xFF : 128 + signal
        status = result
        return result
    }

    func closeInput() {
        if let input { close(input) }
        input = nil
    }

    /// Asks it to end, and waits until it has.
    func terminate() {
        guard status == nil else { return }
        kill(processID, SIGTERM)
        closeInput()
        wait()
    }

    /// The next line of its output without the line feed; nil at the end.
    func readLine() -> String? {
        guard let output else { return nil }
        var line: [UInt8] = []
        var byte: UInt8 = 0
        while true {
            let count = read(output, &byte, 1)
            if count < 0 && errno == EINTR { continue }
            if count <= 0 { return line.isEmpty ? nil : String(decoding: line, as: UTF8.self) }
            if byte == UInt8(ascii: "\n") { return String(decoding: line, as: UTF8.self) }
            line.append(byte)
        }
    }

    private static func connect(
        _ stream: Stream, descriptor: Int32, _ actions: inout posix_spawn_file_actions_t
    ) throws -> (read: Int32, write: Int32)? {
        switch stream {
        case .inherited:
            return nil
        case .file(let path):
            posix_spawn_file_actions_addopen(&actions, descriptor, path, O_WRONLY | O_CREAT | O_APPEND, 0o600)
            return nil
        case .pipe:
            var ends: [Int32] = [0, 0]
            guard pipe(&ends) == 0 else {
                throw Failure(description: "cannot make a pipe: \(String(cString: strerror(errno)))")
            }
            let childEnd = descriptor == STDIN_FILENO ? ends[0] : ends[1]
            let ourEnd = descriptor == STDIN_FILENO ? ends[1] : ends[0]
            // Ours must not leak into this or any later child, or its closing would never be seen.
            _ = fcntl(ourEnd, F_SETFD, FD_CLOEXEC)
            posix_spawn_file_actions_adddup2(&actions, childEnd, descriptor)
            posix_spawn_file_actions_addclose(&actions, childEnd)
            return (ends[0], ends[1])
        }
    }

    private static func environment(with changes: [String: String]) -> [String] {
        var settings = ProcessEnvironment.current
        settings.merge(changes) { _, new in new }
        return settings.map { "\($0.key)=\($0.value)" }
    }

    private static func withCStrings<Result>(
        _ strings: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Result
    ) -> Result {
        let copies = strings.map { strdup($0) }
        defer { copies.forEach { free($0) } }
        return body(copies + [nil])
    }
}
