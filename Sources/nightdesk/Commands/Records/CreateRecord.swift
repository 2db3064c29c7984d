import ArgumentParser
import OpsDomain

/// `nightdesk users create email=… name=…`
struct CreateRecord<Choice: CollectionChoice>: HeadlessCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "create", abstract: "Create a \(Choice.singular).",
            discussion: """
                Fields are given as name=text, or as name:=typed JSON, as tags:='{"SS":["a","b"]}'. The rules of the \
                collection hold; ids and moments that it gives by itself are given. An existing one is never replaced.
                """)
    }

    @OptionGroup var environment: EnvironmentOptions
    @OptionGroup var choice: Choice
    @OptionGroup var write: WriteOptions
    @OptionGroup var output: OutputOptions
    @Argument(help: "name=text or name:=typed JSON.")
    var assignments: [String] = []

    func run(in session: Session) async throws {
        let opened = try await choice.open(session)
        let (collection, service) = (opened.collection, opened.records)
        let record = try AssignmentReading.record(
            assignments, [], of: collection, to: nil, uuid: RandomUUID.text(), now: session.now())
        guard let key = collection.keys.key(of: record) else {
            throw CommandFailure(
                .usage, "A \(collection.singular) needs \(collection.keys.names.joined(separator: " and ")).")
        }
        var writer = RowWriter(output.format, columns: RecordColumns.of(collection))
        try await WriteRun(collection, service, session, write).run([.creating(record, key: key)]) { _, record in
            if let record { try writer.write(record.plainJSON(first: collection.keys.names)) }
        }
        try writer.finish()
    }
}

/// Assignments of a command line, with the errors of one.
enum AssignmentReading {
    static func record(
        _ assignments: [String], _ removals: [String], of collection: OpsDomain.Collection, to record: Record?,
        uuid: String, now: Timestamp
    ) throws -> Record {
        do throws(FieldProblem) {
            var read: [RecordAssignment] = []
            for assignment in assignments { read.append(try RecordAssignment(assignment)) }
            return try collection.assigning(read, removing: removals, to: record, uuid: uuid, now: now)
        } catch {
            throw CommandFailure(.usage, error.sentence)
        }
    }
}
