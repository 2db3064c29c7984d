import ArgumentParser
import OpsServices

/// A command without the console: it works in a session, which ends in order whatever happens to the command.
protocol HeadlessCommand: AsyncParsableCommand, Sendable {
    var environment: EnvironmentOptions { get }

    func run(in session: Session) async throws
}

extension HeadlessCommand {
    func run() async throws {
        var choice = environment.choice
        choice.leases = TestStop.leases ?? .listing
        let session = try Session(choice)
        try await session.run { try await run(in: session) }
    }
}
