import ArgumentParser
import Glibc

/// The program: parses the command line, runs the command, and ends with PRODUCT's exit codes.
@main
struct Nightdesk: ParsableCommand {
    static let version = "0.1.0"

    static let configuration = CommandConfiguration(
        commandName: "nightdesk",
        abstract: "A terminal operations console for a serverless back end on AWS.",
        discussion: """
            Without a subcommand the console opens. Credentials, profile and region come from where the AWS CLI takes \
            them. Exit codes: 0 done, 1 failed, 2 usage, 3 partly done, 4 not found, 5 denied.
            """,
        version: "nightdesk \(version)",
        subcommands: [
            ConsoleCommand.self, DemoCommand.self, UsersCommand.self, OrdersCommand.self, ItemsCommand.self,
            QueuesCommand.self,
            DeadLettersCommand.self, LogsCommand.self, HistoryCommand.self, KeysCommand.self,
        ],
        defaultSubcommand: ConsoleCommand.self)

    /// On the main thread, which becomes the screen's thread when the console opens.
    @MainActor static func main() async {
        // A reader that goes away is an error of the write, not the end of the program: leases are to be released.
        signal(SIGPIPE, SIG_IGN)
        // So is a file that may not grow any more: the write that needs the journal is refused, and says why.
        signal(SIGXFSZ, SIG_IGN)
        do {
            var command = try parseAsRoot()
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
        } catch is StandardStream.ReaderGone {
            Glibc.exit(ExitStatus.done.rawValue)
        } catch {
            end(error)
        }
    }

    /// Prints an error, or the help that was asked for, and ends.
    private static func end(_ error: any Error) -> Never {
        let code = exitCode(for: error)
        if code == .success || code == .validationFailure {
            let text = fullMessage(for: error)
            if !text.isEmpty { code == .success ? print(text) : StandardStream.complain(text) }
            Glibc.exit(code == .success ? ExitStatus.done.rawValue : ExitStatus.usage.rawValue)
        }
        if error is ExitCode { Glibc.exit(code.rawValue) }
        let failure = CommandFailure(error)
        StandardStream.complain("nightdesk: \(failure.sentence)")
        Glibc.exit(failure.status.rawValue)
    }
}
