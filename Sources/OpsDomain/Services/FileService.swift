/// Files that the person asks for. Every call throws `ServiceFailure`, or `CancellationError`, and nothing else.
package struct FileService: Sendable {
    /// Writes a new file, private to the person, whole or not at all; answers its absolute path. An existing one is left
    /// alone and is a failure. A path that begins with `~/` is below the home directory; a relative one, where the console
    /// was started.
    package var write: @Sendable (_ path: String, _ text: String) async throws -> String

    package init(write: @escaping @Sendable (_ path: String, _ text: String) async throws -> String) {
        self.write = write
    }
}
