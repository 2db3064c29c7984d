/// Files that the person asks for. Every call throws `ServiceFailure`, or `CancellationError`, and nothing else.
///
/// A path that begins with `~/` is below the home directory; a relative one, where the console was started.
package struct FileService: Sendable {
    /// Writes a new file, private to the person, whole or not at all; answers its absolute path. An existing one is left
    /// alone and is a failure.
    package var write: @Sendable (_ path: String, _ text: String) async throws -> String
    /// Reads a file of text. One that is not there, is no file, is not UTF-8 or has more than `mostBytes` is a failure.
    package var read: @Sendable (_ path: String) async throws -> String

    /// What is read is held in memory, with all that is made of it.
    package static let mostBytes = 64 << 20

    package init(
        write: @escaping @Sendable (_ path: String, _ text: String) async throws -> String,
        read: @escaping @Sendable (_ path: String) async throws -> String
    ) {
        self.write = write
        self.read = read
    }
}
