import Glibc

/// The user's own directories, by the XDG Base Directory Specification.
struct UserDirectories {
    let config: String
    let data: String
    let state: String

    init(environment: [String: String]) {
        func directory(_ variable: String, _ fallback: String) -> String {
            // The specification has relative paths ignored.
            if let path = environment[variable], path.hasPrefix("/") { return "\(path)/nightdesk" }
            return "\(environment["HOME"] ?? "/")/\(fallback)/nightdesk"
        }
        config = directory("XDG_CONFIG_HOME", ".config")
        data = directory("XDG_DATA_HOME", ".local/share")
        state = directory("XDG_STATE_HOME", ".local/state")
    }

    /// Makes a directory and those above it, private to the user (0700), as far as they are missing.
    static func make(_ path: String) throws {
        var built = ""
        for part in path.split(separator: "/") {
            built += "/\(part)"
            guard mkdir(built, 0o700) == 0 || errno == EEXIST else {
                throw ChildProcess.Failure(
                    description: "cannot make the directory \(built): \(String(cString: strerror(errno)))")
            }
        }
    }
}
