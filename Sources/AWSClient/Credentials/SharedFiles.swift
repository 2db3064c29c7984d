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

    /// `AWS_CA_BUNDLE`, else the profile's `ca_bundle`. Throws `AWSError` of kind `configuration` when it names no file
    /// that can be read: no connection would come about, and none would say why.
    func caBundlePath(
        profile: SharedProfiles.Profile?, readFile: AWSConfiguration.FileReader
    ) throws(AWSError) -> String? {
        guard let named = variable("AWS_CA_BUNDLE") ?? profile?.value("ca_bundle") else { return nil }
        let path = expanded(named)
        do {
            guard try readFile(path) == nil else { return path }
        } catch {
            throw .configuration(code: "UnreadableCABundle", message: "\(path) cannot be read: \(error)")
        }
        throw .configuration(code: "MissingCABundle", message: "The CA bundle \(path) does not exist.")
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
        expanded(variable(name) ?? standard)
    }

    /// The path with a leading `~` as the home.
    private func expanded(_ path: String) -> String {
        guard path == "~" || path.hasPrefix("~/"), let home = variable("HOME") else { return path }
        return home + path.dropFirst()
    }
}
