import Glibc

/// Small files of this machine.
package enum LocalFile {
    /// A file could not be read.
    package struct Failure: Error, Hashable, Sendable, CustomStringConvertible {
        package let description: String
    }

    /// No shared file of anybody's is larger: past it something else was named by mistake.
    private static let limit = 4 << 20

    /// The whole file, or nil when it does not exist. Throws `Failure` when it exists and cannot be read.
    @Sendable package static func read(_ path: String) throws -> [UInt8]? {
        try read(path, limit: limit)
    }

    /// The same, with another bound, in bytes.
    package static func read(_ path: String, limit: Int) throws -> [UInt8]? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            if errno == ENOENT || errno == ENOTDIR { return nil }
            throw failure()
        }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 16_384)
        while true {
            let count = Glibc.read(descriptor, &buffer, buffer.count)
            if count == 0 { return bytes }
            if count < 0 {
                if errno == EINTR { continue }
                throw failure()
            }
            bytes.append(contentsOf: buffer[..<count])
            guard bytes.count <= limit else { throw Failure(description: "larger than \(limit >> 20) MB") }
        }
    }

    private static func failure() -> Failure {
        Failure(description: String(cString: strerror(errno)))
    }
}
