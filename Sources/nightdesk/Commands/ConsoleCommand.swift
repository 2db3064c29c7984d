import ArgumentParser
import Console
import Glibc

/// `nightdesk` without a subcommand.
struct ConsoleCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "console", abstract: "Open the console (the default).")

    @OptionGroup var environment: EnvironmentOptions
    @OptionGroup var look: LookOptions

    @MainActor func run() async throws {
        let variables = ProcessEnvironment.current
        let (settings, warnings) = try SettingsFile.load(environment: variables)
        let session = try Session(environment.choice, settings: settings, environment: variables)
        let launcher = ConsoleLauncher(
            session: session, look: look, settings: settings, warnings: warnings, environment: variables)
        let outcome = Result { try launcher.run() }
        await session.close()
        try outcome.get().raiseIfSignal()
    }
}

extension ExitReason {
    /// A console that a signal ended ends as the signal would have ended it, for those who wait for it.
    func raiseIfSignal() throws {
        switch self {
        case .quit: return
        case .signal(let number): throw ExitCode(128 + number)
        case .hangUp: throw ExitCode(128 + SIGHUP)
        }
    }
}
