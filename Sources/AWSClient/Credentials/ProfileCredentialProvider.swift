/// The credentials of a profile in the shared files.
package struct ProfileCredentialProvider: CredentialProvider {
    /// Where a profile's settings say that its keys come from, in the AWS CLI's order.
    package enum Source: Hashable, Sendable {
        case role(arn: String)
        case webIdentity
        case singleSignOn
        case keys
        case login
        case process
        case none
    }

    package let profileName: String
    private let profile: SharedProfiles.Profile?

    /// `profile` is nil when the shared files do not have it.
    package init(profileName: String, profile: SharedProfiles.Profile?) {
        self.profileName = profileName
        self.profile = profile
    }

    package var name: String { "profile \(profileName)" }

    package var source: Source {
        guard let profile else { return .none }
        if profile.value("web_identity_token_file") != nil { return .webIdentity }
        if let arn = profile.value("role_arn") { return .role(arn: arn) }
        if profile.value("sso_session") != nil || profile.value("sso_start_url") != nil { return .singleSignOn }
        if profile.value("aws_access_key_id") != nil || profile.value("aws_secret_access_key") != nil { return .keys }
        if profile.value("login_session") != nil { return .login }
        if profile.value("credential_process") != nil { return .process }
        return .none
    }

    /// Throws `AWSError` with code `PartialCredentials` for half a pair, `UnsupportedCredentialSource` for a source that
    /// is not built in.
    package func credentials() async throws -> Credentials {
        switch source {
        case .keys: return try keys()
        case .none:
            let lack = profile == nil ? "not in the shared files" : "has no aws_access_key_id"
            throw CredentialsNotFound(reason: lack)
        case .role(let arn): throw unsupported("assumes the role \(arn) (role_arn)")
        case .webIdentity: throw unsupported("uses a web identity token (web_identity_token_file)")
        case .singleSignOn: throw unsupported("uses single sign-on (sso_session or sso_start_url)")
        case .login: throw unsupported("uses `aws login` (login_session)")
        case .process: throw unsupported("runs a program for its keys (credential_process)")
        }
    }

    /// Both halves come from one file: a pair is never made of two.
    private func keys() throws -> Credentials {
        let files = [profile?.credentials ?? [:], profile?.config ?? [:]]
        let holder = files.first { value($0, "aws_access_key_id") ?? value($0, "aws_secret_access_key") != nil } ?? [:]
        guard let accessKeyID = value(holder, "aws_access_key_id") else { throw partial("aws_access_key_id") }
        guard let secret = value(holder, "aws_secret_access_key") else { throw partial("aws_secret_access_key") }
        let token = value(holder, "aws_session_token") ?? value(holder, "aws_security_token")
        return Credentials(accessKeyID: accessKeyID, secretAccessKey: secret, sessionToken: token)
    }

    private func value(_ settings: [String: SharedConfigFile.Setting], _ name: String) -> String? {
        settings[name].flatMap { $0.value.isEmpty ? nil : $0.value }
    }

    private func partial(_ missing: String) -> AWSError {
        .credentials(code: "PartialCredentials", message: "Profile \(profileName) lacks \(missing).")
    }

    private func unsupported(_ what: String) -> AWSError {
        .credentials(
            code: "UnsupportedCredentialSource",
            message: "Profile \(profileName) \(what), which this version cannot do itself. Run "
                + "`aws configure export-credentials --profile \(profileName) --format env`, set the variables that it "
                + "prints, and start again; or choose a profile that holds keys.")
    }
}
