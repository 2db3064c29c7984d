/// Where the shared files are: `AWS_CONFIG_FILE` and `AWS_SHARED_CREDENTIALS_FILE`, else `~/.aws`.
struct SharedFiles {
    private let environment: [String: String]

    init(environment: [String: String]) {
        self.environment = environment
    }

    var configPath: String { path("AWS_CONFIG_FILE", standard: "~/.aws/config") }

    var credentialsPath: String { path("AWS_SHARED_CREDENTIALS_FILE", standard: "~/.aws/credentials") }

    /// A variable that is set and not empty.
    func variable(_ name: String) -> String? {
        environment[name].flatMap { $0.isEmpty ? nil : $0 }
    }

    /// The profiles of both files; a file that does not exist has none.
    func profiles(readFile: AWSConfiguration.FileReader) throws(AWSError) -> SharedProfiles {
        SharedProfiles(
            config: try read(configPath, readFile: readFile), credentials: try read(credentialsPath, readFile: readFile)
        )
    }

    private func read(_ path: String, readFile: AWSConfiguration.FileReader) throws(AWSError) -> SharedConfigFile? {
        do {
            return try readFile(path).map { try SharedConfigFile(path: path, bytes: $0) }
        } catch let error as SharedConfigError {
            throw .configuration(code: "InvalidConfigFile", message: error.description)
        } catch {
            throw .configuration(code: "UnreadableConfigFile", message: "\(path) cannot be read: \(error)")
        }
    }

    private func path(_ name: String, standard: String) -> String {
        let path = variable(name) ?? standard
        guard path == "~" || path.hasPrefix("~/"), let home = variable("HOME") else { return path }
        return home + path.dropFirst()
    }
}
