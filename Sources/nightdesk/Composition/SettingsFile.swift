import AWSClient
import ConsoleConfiguration
import Glibc

/// `config.toml` in the user's configuration directory; none is as good as an empty one.
enum SettingsFile {
    static func load(
        environment: [String: String]
    ) throws -> (settings: Settings, warnings: [ConfigurationWarning]) {
        let path = "\(UserDirectories(environment: environment).config)/config.toml"
        guard let text = try TextFile.read(path) else { return (Settings(), []) }
        return try Settings.parse(text, place: path)
    }
}

/// Text files that the person wrote.
enum TextFile {
    /// The file's text, or nil when there is none. Throws a `ConfigurationError` that says what is in the way.
    @Sendable static func read(_ path: String) throws(ConfigurationError) -> String? {
        do {
            guard let bytes = try LocalFile.read(path) else { return nil }
            guard let text = String(validating: bytes, as: UTF8.self) else {
                throw ConfigurationError("\(path) is not UTF-8.")
            }
            return text
        } catch let error as ConfigurationError {
            throw error
        } catch {
            throw ConfigurationError("\(path) cannot be read: \(error).")
        }
    }

    /// The names in a directory; none when it cannot be read.
    @Sendable static func names(_ directory: String) -> [String] {
        guard let stream = opendir(directory) else { return [] }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            names.append(
                withUnsafePointer(to: &entry.pointee.d_name) { name in
                    name.withMemoryRebound(to: CChar.self, capacity: Int(NAME_MAX) + 1) { String(cString: $0) }
                })
        }
        return names
    }
}
