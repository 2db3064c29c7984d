import ArgumentParser
import Glibc
import OpsDomain

/// What every command that writes takes.
struct WriteOptions: ParsableArguments, Sendable {
    @Flag(name: .customLong("dry-run"), help: "Show what would be written, and write nothing.")
    var isDryRun = false

    @Flag(name: .shortAndLong, help: "Write without asking; needed where there is no terminal to ask on.")
    var yes = false
}

/// Shows what is to be written, asks, writes one after the other, and tells how it went.
struct WriteRun {
    private let collection: OpsDomain.Collection
    private let service: RecordService
    private let session: Session
    private let options: WriteOptions

    init(_ collection: OpsDomain.Collection, _ service: RecordService, _ session: Session, _ options: WriteOptions) {
        self.collection = collection
        self.service = service
        self.session = session
        self.options = options
    }

    /// Carries the writes out. Each that is done is told as a row by `done`; what fails is told on standard error, and the
    /// rest goes on. Throws when something failed: `partlyDone` when something else was done.
    func run(_ writes: [RecordWrite], done: (RecordWrite, Record?) throws -> Void) async throws {
        guard !writes.isEmpty else {
            StandardStream.complain("Nothing to write.")
            return
        }
        if options.isDryRun || !options.yes { for write in writes { show(write) } }
        guard !options.isDryRun else { return }
        try ask(writes)
        var failures: [CommandFailure] = []
        var count = 0
        for write in writes {
            try Task.checkCancellation()
            do {
                try done(write, try await service.write(write))
                count += 1
            } catch let failure as ServiceFailure {
                failures.append(CommandFailure(failure))
                StandardStream.complain("nightdesk: \(collection.singular) \(write.key.text): \(failure.sentence)")
            }
        }
        guard let first = failures.first else { return }
        if writes.count == 1 { throw CommandFailure(first.status, "Nothing was written.") }
        throw CommandFailure(
            count == 0 ? first.status : .partlyDone,
            "Of \(writes.count) writes \(count) were done and \(failures.count) failed.")
    }

    private func show(_ write: RecordWrite) {
        StandardStream.complain("\(write.kind.rawValue) \(collection.singular) \(write.key.text)")
        // A creation or a deletion is told by its size: the record is in the caller's hands, or in the answer.
        guard write.kind == .update else { return }
        for change in write.delta.changes {
            if let before = change.before { StandardStream.complain("  - \(change.path.text): \(before.typedText)") }
            if let after = change.after { StandardStream.complain("  + \(change.path.text): \(after.typedText)") }
        }
    }

    private func ask(_ writes: [RecordWrite]) throws {
        guard !options.yes else { return }
        guard isatty(STDIN_FILENO) == 1 else {
            throw CommandFailure(.usage, "There is no terminal to ask on: add --yes to write, or --dry-run to look.")
        }
        let wanted = session.names.isProduction ? session.names.environment : "y"
        let what = writes.count == 1 ? "1 \(collection.singular)" : "\(writes.count) \(collection.singular)s"
        let how = session.names.isProduction ? "Type \(wanted) to go on" : "Go on? [y/N]"
        var prompt = StandardStream(STDERR_FILENO)
        try prompt.write("Write \(what) in \(session.names.environment), \(session.region). \(how) ")
        try prompt.flush()
        guard readLine() == wanted else { throw CommandFailure(.failed, "Nothing was written.") }
    }
}

extension FieldValue {
    /// A value with its type where that is not plain from its text.
    fileprivate var typedText: String {
        if case .string(let text) = self { return JSONNode.string(text).compact }
        return plainJSON.compact
    }
}
