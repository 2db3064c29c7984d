import Glibc
import OpsDomain

/// The journal's file: only ever added to, whole lines at a time, and on the disk before a write goes out. Several
/// consoles may share one.
package final class JournalFile: Sendable {
    package let path: String

    package init(path: String) {
        self.path = path
    }

    /// Adds a line and waits until the disk has it. Throws a `ServiceFailure` that says what is in the way, and ends
    /// with what that means to the write.
    package func append(_ line: String, orElse meaning: String = ".") throws {
        do {
            try write(Array(line.utf8) + [UInt8(ascii: "\n")])
        } catch let problem as SystemProblem {
            throw ServiceFailure(
                reason: .invalid,
                sentence: "The journal \(path) cannot be written (\(problem.reason))" + meaning)
        }
    }

    /// Opens a file that only this person can read, making it and its directory where they are not.
    static func opened(_ path: String) throws -> Int32 {
        do {
            try makeDirectory(of: path)
            let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
            guard descriptor >= 0 else { throw SystemProblem() }
            return descriptor
        } catch let problem as SystemProblem {
            throw ServiceFailure(reason: .invalid, sentence: "\(path) cannot be opened (\(problem.reason)).")
        }
    }

    /// The whole file; empty when there is none.
    package func read() throws -> String {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            if errno == ENOENT || errno == ENOTDIR { return "" }
            throw ServiceFailure(
                reason: .invalid, sentence: "The journal \(path) cannot be read (\(SystemProblem().reason)).")
        }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = Glibc.read(descriptor, &buffer, buffer.count)
            if count == 0 { return String(decoding: bytes, as: UTF8.self) }
            if count > 0 {
                bytes += buffer[..<count]
            } else if errno != EINTR {
                throw ServiceFailure(
                    reason: .invalid, sentence: "The journal \(path) cannot be read (\(SystemProblem().reason)).")
            }
        }
    }

    private struct SystemProblem: Error {
        let reason = String(cString: strerror(errno))
    }

    private func write(_ line: [UInt8]) throws {
        try Self.makeDirectory(of: path)
        let descriptor = open(path, O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw SystemProblem() }
        defer { close(descriptor) }
        while flock(descriptor, LOCK_EX) != 0 { guard errno == EINTR else { throw SystemProblem() } }
        // A line that a crash or a full disk cut short is ended here, so that it spoils itself only.
        let length = lseek(descriptor, 0, SEEK_END)
        var last: UInt8 = 0
        let isTorn = length > 0 && pread(descriptor, &last, 1, length - 1) == 1 && last != UInt8(ascii: "\n")
        do {
            try put((isTorn ? [UInt8(ascii: "\n")] : []) + line, descriptor)
            guard fsync(descriptor) == 0 else { throw SystemProblem() }
        } catch {
            // What did not arrive whole is taken away again.
            _ = ftruncate(descriptor, length)
            throw error
        }
    }

    private func put(_ bytes: [UInt8], _ descriptor: Int32) throws {
        var written = 0
        while written < bytes.count {
            let count = bytes[written...].withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count > 0 {
                written += count
            } else if errno != EINTR {
                throw SystemProblem()
            }
        }
    }

    /// Makes the directory that a file is to be in, private to the person.
    private static func makeDirectory(of file: String) throws {
        var built = ""
        for part in file.split(separator: "/").dropLast() {
            built += "/\(part)"
            guard mkdir(built, 0o700) == 0 || errno == EEXIST else { throw SystemProblem() }
        }
    }
}
