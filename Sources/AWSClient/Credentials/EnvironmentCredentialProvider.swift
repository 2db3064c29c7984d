/// `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY` and `AWS_SESSION_TOKEN`. An empty variable counts as not set.
/// https://docs.aws.amazon.com/sdkref/latest/guide/feature-static-credentials.html
package struct EnvironmentCredentialProvider: CredentialProvider {
    package let name = "environment"
    private let environment: [String: String]

    package init(environment: [String: String]) {
        self.environment = environment
    }

    /// Throws `AWSError` with code `PartialCredentials` when only one half of the pair is set.
    package func credentials() async throws -> Credentials {
        let accessKeyID = value("AWS_ACCESS_KEY_ID")
        let secret = value("AWS_SECRET_ACCESS_KEY")
        switch (accessKeyID, secret) {
        case (let accessKeyID?, let secret?):
            return Credentials(
                accessKeyID: accessKeyID, secretAccessKey: secret, sessionToken: value("AWS_SESSION_TOKEN"))
        case (nil, nil):
            throw CredentialsNotFound(reason: "AWS_ACCESS_KEY_ID is not set")
        case (nil, _?):
            throw partial(missing: "AWS_ACCESS_KEY_ID", present: "AWS_SECRET_ACCESS_KEY")
        case (_?, nil):
            throw partial(missing: "AWS_SECRET_ACCESS_KEY", present: "AWS_ACCESS_KEY_ID")
        }
    }

    private func value(_ name: String) -> String? {
        environment[name].flatMap { $0.isEmpty ? nil : $0 }
    }

    private func partial(missing: String, present: String) -> AWSError {
        .credentials(code: "PartialCredentials", message: "\(present) is set in the environment but \(missing) is not.")
    }
}
