import ArgumentParser
import OpsServices

/// Which back end to work on; the same for every command.
struct EnvironmentOptions: ParsableArguments, Sendable {
    @Option(
        name: [.customLong("env"), .customShort("e")],
        help: "The environment, which resource names begin with (NIGHTDESK_ENV; else development).")
    var environment: String?

    @Option(name: .shortAndLong, help: "The AWS profile (AWS_PROFILE; else default).")
    var profile: String?

    @Option(name: .shortAndLong, help: "The AWS region (AWS_REGION; else the profile's).")
    var region: String?

    @Flag(help: "Refuse every write.")
    var readOnly = false

    @Flag(help: "Send over plain HTTP to other machines too, where keys and data can be read on the way.")
    var allowHTTP = false

    var choice: Session.Choice {
        Session.Choice(
            environment: environment, profile: profile, region: region, isReadOnly: readOnly, allowsHTTP: allowHTTP,
            leases: TestStop.leases ?? LeaseSettings())
    }
}
