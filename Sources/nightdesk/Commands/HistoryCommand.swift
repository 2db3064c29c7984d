import ArgumentParser
import OpsDomain

/// `nightdesk history …`
struct HistoryCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "history", abstract: "What was written to the tables, and the way back.",
        subcommands: [List.self, Show.self, Undo.self], defaultSubcommand: List.self)

    struct List: HeadlessCommand {
        static let configuration = CommandConfiguration(
            abstract: "Write the writes to this environment, newest first.",
            discussion: "Writes whose answer was lost are looked for in the table first.")

        @OptionGroup var environment: EnvironmentOptions
        @OptionGroup var output: OutputOptions
        @Option(help: "Stop after so many.")
        var limit: Int?

        func validate() throws {
            try LimitCheck.check(limit)
        }

        func run(in session: Session) async throws {
            let history = try await HistoryReading.settled(session)
            var writer = RowWriter(output.format, columns: HistoryReading.columns())
            for (number, entry) in history.numbered.prefix(limit ?? Int.max) {
                try writer.write(HistoryReading.row(number, entry))
            }
            try writer.finish()
        }
    }

    struct Show: HeadlessCommand {
        static let configuration = CommandConfiguration(abstract: "Write one entry with the record before and after.")

        @OptionGroup var environment: EnvironmentOptions
        @Argument(help: "Its number in the list, or its id.")
        var entry: String

        func run(in session: Session) async throws {
            let (number, entry) = try await HistoryReading.settled(session).entry(self.entry)
            guard case .object(var members) = HistoryReading.row(number, entry) else { return }
            if let before = entry.write.before { members.append(JSONMember("before", before.typedJSON())) }
            if let after = entry.write.after { members.append(JSONMember("after", after.typedJSON())) }
            var writer = RowWriter(.jsonl, columns: [])
            try writer.write(.object(members))
            try writer.finish()
        }
    }

    struct Undo: HeadlessCommand {
        static let configuration = CommandConfiguration(
            abstract: "Take a write back, if nobody changed the record since.",
            discussion:
                "Without a number the last one. Taking back is a write like any other, and can be taken back too.")

        @OptionGroup var environment: EnvironmentOptions
        @OptionGroup var write: WriteOptions
        @Argument(help: "Its number in the list, or its id.")
        var entry: String?

        func run(in session: Session) async throws {
            let history = try await HistoryReading.settled(session)
            guard let entry = try entry.map({ try history.entry($0).entry }) ?? history.lastToUndo else {
                throw CommandFailure(.notFound, "There is nothing to take back in \(session.names.environment).")
            }
            guard entry.outcome.wasDone else {
                throw CommandFailure(.failed, "That write is \(entry.outcome.word): there is nothing to take back.")
            }
            guard entry.undoneBy == nil else { throw CommandFailure(.failed, "That write is taken back already.") }
            let opened = try await session.open(entry)
            var service = opened.records
            service.write = { _ in try await session.services.journal.undo(entry) }
            try await WriteRun(opened.collection, service, session, write).run([entry.write.inverse]) { _, _ in }
        }
    }
}

/// Entries as the command line numbers and writes them.
enum HistoryReading {
    static func settled(_ session: Session) async throws -> JournalService.History {
        if !session.isReadOnly { _ = try await session.services.journal.settle() }
        let history = try await session.services.journal.history()
        for problem in history.problems { StandardStream.complain("nightdesk: \(problem)") }
        return history
    }

    static func columns() -> [OutputColumn] {
        [
            .member("number", "N", width: 5, isRightAligned: true), .member("at", "AT", width: 24),
            .member("kind", "KIND", width: 6), .member("table", "TABLE", width: 24), .member("key", "KEY", width: 36),
            .member("outcome", "OUTCOME", width: 16), .member("who", "WHO", width: 24),
            OutputColumn("FIELDS", width: nil) { row in
                guard case .array(let fields)? = row["fields"] else { return "" }
                return fields.compactMap(\.text).joined(separator: ", ")
            },
        ]
    }

    static func row(_ number: Int, _ entry: JournalEntry) -> JSONNode {
        var members = [
            JSONMember("number", .number(String(number))), JSONMember("id", .string(entry.id)),
            JSONMember("at", .string(entry.at.iso8601)), JSONMember("environment", .string(entry.place.environment)),
            JSONMember("region", .string(entry.place.region)),
            JSONMember("account", entry.place.account.map { .string($0) } ?? .null),
            JSONMember("who", entry.place.who.map { .string($0) } ?? .null),
            JSONMember("collection", .string(entry.collection)), JSONMember("table", .string(entry.table)),
            JSONMember("key", .string(entry.write.key.text)), JSONMember("kind", .string(entry.write.kind.rawValue)),
            JSONMember("fields", .array(entry.write.delta.changes.map { .string($0.path.text) })),
            JSONMember("outcome", .string(entry.undoneBy == nil ? entry.outcome.word : "taken back")),
        ]
        if case .refused(let reason) = entry.outcome { members.append(JSONMember("reason", .string(reason))) }
        if case .unknown(let reason) = entry.outcome { members.append(JSONMember("reason", .string(reason))) }
        if let undoes = entry.undoes { members.append(JSONMember("undoes", .string(undoes))) }
        return .object(members)
    }
}

extension JournalService.History {
    /// Newest first; the numbers count from the oldest, so that they stay.
    fileprivate var numbered: [(number: Int, entry: JournalEntry)] {
        entries.enumerated().map { (number: $0 + 1, entry: $1) }.reversed()
    }

    fileprivate func entry(_ text: String) throws -> (number: Int, entry: JournalEntry) {
        let found =
            Int(text).map { number in numbered.first { $0.number == number } }
            ?? numbered.first { $0.entry.id == text }
        guard let found else {
            throw CommandFailure(.notFound, "There is no entry \(text) in the history of this environment.")
        }
        return found
    }
}
