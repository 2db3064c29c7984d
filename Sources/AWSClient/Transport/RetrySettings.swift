/// How often a call is sent. Standard mode is the only one: `legacy` and `adaptive` are taken as it, as both are retry
/// modes of other SDKs' own. https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html
package struct RetrySettings: Hashable, Sendable {
    /// Attempts in all, at least one.
    package var maxAttempts: Int
    /// Longest pause before another attempt, also where the service asks for more.
    package var maxBackoff: Duration

    package init(maxAttempts: Int = 3, maxBackoff: Duration = .seconds(20)) {
        self.maxAttempts = max(1, maxAttempts)
        self.maxBackoff = maxBackoff
    }

    /// `AWS_MAX_ATTEMPTS` and `AWS_RETRY_MODE`, else the profile's `max_attempts` and `retry_mode`. Throws `AWSError` of
    /// kind `configuration` for a value that is none of theirs.
    package init(environment: [String: String], profile: SharedProfiles.Profile?) throws(AWSError) {
        func value(_ variable: String, _ setting: String) -> String? {
            environment[variable].flatMap { $0.isEmpty ? nil : $0 } ?? profile?.value(setting)
        }
        if let mode = value("AWS_RETRY_MODE", "retry_mode"),
            !["standard", "legacy", "adaptive"].contains(mode.lowercased())
        {
            throw .configuration(
                code: "InvalidRetryMode", message: "The retry mode \"\(mode)\" is not standard, legacy or adaptive.")
        }
        guard let text = value("AWS_MAX_ATTEMPTS", "max_attempts") else {
            self.init()
            return
        }
        guard let number = Int(text), number >= 1 else {
            throw .configuration(
                code: "InvalidMaxAttempts", message: "The number of attempts \"\(text)\" is not a whole number from 1.")
        }
        self.init(maxAttempts: number)
    }
}
