import ArgumentParser
import OpsDomain

/// `nightdesk queues purge NAME`
struct PurgeQueue: HeadlessCommand {
    static let configuration = CommandConfiguration(
        commandName: "purge", abstract: "Empty a queue, its messages saved to a file first.",
        discussion: """
            All messages that can be received are saved as JSON lines before SQS is asked to purge; what is in flight or \
            delayed cannot be received and goes unsaved. When saving fails nothing is purged. SQS may take a minute, and \
            takes one purge a minute.
            """)

    @OptionGroup var environment: EnvironmentOptions
    @OptionGroup var choice: QueueChoice
    @Option(help: "The file to save to (default: the queue's name and the time, .jsonl).")
    var save: String?
    @Flag(help: "Save nothing.")
    var noSave = false
    @OptionGroup var write: WriteOptions

    func validate() throws {
        if noSave, save != nil { throw ValidationError("--save and --no-save contradict each other.") }
    }

    func run(in session: Session) async throws {
        let (queue, snapshot) = try await choice.resolve(in: session)
        let path = save ?? SavedMessages.fileName(queue: queue, at: session.now())
        if let snapshot {
            StandardStream.complain(
                "\(queue): about \(snapshot.visible) visible, \(snapshot.inFlight) in flight, \(snapshot.delayed) delayed."
            )
        }
        StandardStream.complain(noSave ? "Nothing is saved." : "What can be received is saved to \(path) first.")
        guard !write.isDryRun else { return }
        try await write.confirm("Purge \(queue)", typed: queue, in: session)
        let files = session.services.files
        let saving = PurgeSaving(write: { try await files.write(path, SavedMessages.text($0)) })
        let outcome = try await session.services.queueOperations.purge(queue, noSave ? nil : saving)
        let saved = outcome.path.map { ", \(outcome.saved) messages saved in \($0)" } ?? ""
        StandardStream.complain("Purged \(queue)\(saved). SQS may take a minute.")
    }
}
