import ArgumentParser

/// `nightdesk dlq …`
struct DeadLettersCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dlq", abstract: "Dead letters, without the console.",
        subcommands: [
            ListLetters.self, ShowLetter.self, ExplainLetters.self, SaveLetters.self, ResendLetters.self,
            DeleteLetters.self, RestoreLetters.self, ResumeRepairs.self,
        ])
}
