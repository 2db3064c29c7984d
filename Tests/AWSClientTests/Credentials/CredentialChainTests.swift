import AWSClient
import Testing

@Suite("The credential chain")
struct CredentialChainTests {
    private static let environment = [
        "HOME": "/home/anna", "AWS_REGION": "eu-west-1", "AWS_ACCESS_KEY_ID": "ENV",
        "AWS_SECRET_ACCESS_KEY": "envsecret",
        "AWS_SESSION_TOKEN": "envtoken",
    ]
    private static let home = files([
        "/home/anna/.aws/credentials": """
        [default]
        aws_access_key_id = FILE
        aws_secret_access_key = filesecret
        [dev]
        aws_access_key_id = DEV
        aws_secret_access_key = devsecret
        aws_session_token = devtoken
        [half]
        aws_access_key_id = HALF
        """,
        "/home/anna/.aws/config": """
        [default]
        region = eu-central-1
        [profile dev]
        region = eu-north-1
        aws_access_key_id = LOSES
        aws_secret_access_key = losessecret
        [profile keys-in-config]
        aws_access_key_id = CONFIG
        aws_secret_access_key = configsecret
        [profile role]
        role_arn = arn:aws:iam::1:role/x
        source_profile = dev
        [profile sso]
        sso_session = corp
        [profile process]
        credential_process = /bin/keys
        [profile empty]
        region = eu-west-3
        """,
    ])

    private func credentials(
        _ changes: [String: String?] = [:], profile: String? = nil
    ) async throws -> Credentials {
        var environment = Self.environment
        for (name, value) in changes { environment[name] = value }
        let configuration = try AWSConfiguration.load(
            environment: environment, profile: profile, readFile: Self.home)
        return try await configuration.credentials.credentials()
    }

    private static let noKeys: [String: String?] = [
        "AWS_ACCESS_KEY_ID": nil, "AWS_SECRET_ACCESS_KEY": nil, "AWS_SESSION_TOKEN": nil,
    ]

    private func failure(profile: String?, changes: [String: String?] = noKeys) async -> AWSError? {
        do {
            _ = try await credentials(changes, profile: profile)
            return nil
        } catch {
            return error as? AWSError
        }
    }

    @Test("the environment goes before the files, also with AWS_PROFILE set")
    func environmentFirst() async throws {
        let keys = try await credentials()
        #expect(keys == Credentials(accessKeyID: "ENV", secretAccessKey: "envsecret", sessionToken: "envtoken"))
        #expect(try await credentials(["AWS_PROFILE": "dev"]).accessKeyID == "ENV")
    }

    @Test("a profile given by hand goes before the environment")
    func profileByHand() async throws {
        let keys = try await credentials(profile: "dev")
        #expect(keys == Credentials(accessKeyID: "DEV", secretAccessKey: "devsecret", sessionToken: "devtoken"))
    }

    @Test("the default profile, AWS_PROFILE, and keys in the config file")
    func profiles() async throws {
        #expect(try await credentials(Self.noKeys).accessKeyID == "FILE")
        var changes = Self.noKeys
        changes["AWS_PROFILE"] = "keys-in-config"
        #expect(try await credentials(changes).accessKeyID == "CONFIG")
    }

    @Test("half a pair is an error, not a reason to look elsewhere")
    func halfPairs() async {
        let environment = await failure(profile: nil, changes: ["AWS_SECRET_ACCESS_KEY": nil])
        #expect(environment?.code == "PartialCredentials")
        #expect(environment?.message.contains("AWS_SECRET_ACCESS_KEY is not") == true)
        let file = await failure(profile: "half")
        #expect(file?.code == "PartialCredentials")
        #expect(file?.message == "Profile half lacks aws_secret_access_key.")
    }

    @Test(
        "a source that is not built in is named, with the way out",
        arguments: [("role", "role_arn"), ("sso", "sso_session"), ("process", "credential_process")])
    func unsupported(_ profile: String, _ setting: String) async {
        let error = await failure(profile: profile)
        #expect(error?.kind == .credentials)
        #expect(error?.code == "UnsupportedCredentialSource")
        #expect(error?.message.contains(setting) == true)
        #expect(error?.message.contains("aws configure export-credentials --profile \(profile)") == true)
    }

    @Test("with nothing anywhere, every place that was looked at is named")
    func nothing() async {
        var changes = Self.noKeys
        changes["AWS_PROFILE"] = "empty"
        let error = await failure(profile: nil, changes: changes)
        #expect(error?.code == "NoCredentials")
        #expect(error?.message.contains("environment: AWS_ACCESS_KEY_ID is not set") == true)
        #expect(error?.message.contains("profile empty: has no aws_access_key_id") == true)
    }
}
