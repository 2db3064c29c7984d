/// All that decides how AWS is reached: region, profile, credentials, endpoints and retries.
package struct AWSConfiguration: Sendable {
    /// Reads a file whole; nil when there is none.
    package typealias FileReader = @Sendable (_ path: String) throws -> [UInt8]?

    package let region: String
    package let profileName: String
    /// Every profile of the shared files, sorted.
    package let profileNames: [String]
    package let credentials: any CredentialProvider
    package let endpoints: EndpointResolver
    package let retries: RetrySettings
    /// A PEM file of the authorities to trust in place of the system's (`AWS_CA_BUNDLE`, `ca_bundle`).
    package let caBundlePath: String?
    /// Plain HTTP is allowed to other machines too.
    package let allowInsecureEndpoints: Bool

    package init(
        region: String, profileName: String = "default", profileNames: [String] = [],
        credentials: any CredentialProvider, endpoints: EndpointResolver? = nil,
        retries: RetrySettings = RetrySettings(), caBundlePath: String? = nil, allowInsecureEndpoints: Bool = false
    ) {
        self.region = region
        self.profileName = profileName
        self.profileNames = profileNames
        self.credentials = credentials
        self.endpoints = endpoints ?? EndpointResolver(region: region)
        self.retries = retries
        self.caBundlePath = caBundlePath
        self.allowInsecureEndpoints = allowInsecureEndpoints
    }

    /// Reads the environment and the shared files, as the AWS CLI does. A profile given here, unlike `AWS_PROFILE`, goes
    /// before keys in the environment. Throws `AWSError` of kind `configuration`: no region, no such profile, a file that
    /// cannot be read. Credentials are looked for later, by the first call.
    package static func load(
        environment: [String: String], profile: String? = nil, region: String? = nil,
        readFile: FileReader = LocalFile.read, allowInsecureEndpoints: Bool = false
    ) throws -> AWSConfiguration {
        let files = SharedFiles(environment: environment)
        let profiles = try files.profiles(readFile: readFile)
        let given = profile.flatMap { $0.isEmpty ? nil : $0 }
        let named = given ?? files.variable("AWS_PROFILE") ?? files.variable("AWS_DEFAULT_PROFILE")
        let name = named ?? "default"
        let found = profiles.profiles[name]
        if named != nil, found == nil {
            throw AWSError.configuration(
                code: "ProfileNotFound",
                message: "There is no profile \"\(name)\" in \(files.configPath) or \(files.credentialsPath).")
        }
        let region = try Region.resolve(flag: region, environment: environment, profile: found)
        let fromProfile = ProfileCredentialProvider(profileName: name, profile: found)
        let fromEnvironment = EnvironmentCredentialProvider(environment: environment)
        return AWSConfiguration(
            region: region, profileName: name, profileNames: profiles.profiles.keys.sorted(),
            credentials: CredentialProviderChain(given == nil ? [fromEnvironment, fromProfile] : [fromProfile]),
            endpoints: EndpointResolver(
                region: region,
                configured: ConfiguredEndpoints(environment: environment, profile: found, profiles: profiles)),
            retries: try RetrySettings(environment: environment, profile: found),
            caBundlePath: try files.caBundlePath(profile: found, readFile: readFile),
            allowInsecureEndpoints: allowInsecureEndpoints)
    }
}
