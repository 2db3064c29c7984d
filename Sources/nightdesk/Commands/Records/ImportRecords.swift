import AWSClient
import ArgumentParser
import OpsDomain

/// `nightdesk users import FILE`
struct ImportRecords<Choice: CollectionChoice>: HeadlessCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "import", abstract: "Bring \(Choice.singular)s back from a file in typed DynamoDB JSON.",
            discussion: """
                Each line is an item, as `export FILE.dynamodb.json` and `delete` write them. What is there already is left \
                alone, and told; with --replace it is changed to what the file says, on condition that nobody changes it \
                meanwhile. A file with a line that cannot be read is not begun.
                """)
    }

    @OptionGroup var environment: EnvironmentOptions
    @OptionGroup var choice: Choice
    @OptionGroup var write: WriteOptions
    @Argument(help: "The file.")
    var file: String
    @Flag(help: "Change existing ones to what the file says.")
    var replace = false

    func run(in session: Session) async throws {
        let opened = try await choice.open(session)
        let (collection, service) = (opened.collection, opened.records)
        let records = try read(collection)
        var writes: [RecordWrite] = []
        var (same, kept) = (0, 0)
        for (record, key) in records {
            switch try await service.get(key) {
            case nil: writes.append(.creating(record, key: key))
            case record?: same += 1
            case let current?:
                if replace { writes.append(.changing(current, to: record, key: key)) } else { kept += 1 }
            }
        }
        let creations = writes.count { $0.kind == .create }
        StandardStream.complain(
            "\(file): \(records.count) \(collection.singular)s: \(creations) new, \(same) there already as they are, "
                + (replace ? "\(writes.count - creations) to change." : "\(kept) there with other content."))
        try await WriteRun(collection, service, session, write).run(writes) { _, _ in }
        if kept > 0 {
            throw CommandFailure(
                .partlyDone, "\(kept) were left as they are in the table: --replace changes them to what the file says."
            )
        }
    }

    private func read(_ collection: OpsDomain.Collection) throws -> [(record: Record, key: RecordKey)] {
        guard let text = try TextFile.read(file) else { throw CommandFailure(.notFound, "There is no file \(file).") }
        var records: [(record: Record, key: RecordKey)] = []
        var problems: [String] = []
        var seen: [RecordKey: Int] = [:]
        for line in RecordDecoder.lines(of: text) {
            switch line.result {
            case .failure(let problem): problems.append("line \(line.number): \(problem.sentence)")
            case .success(let record):
                guard let key = collection.keys.key(of: record) else {
                    problems.append(
                        "line \(line.number): The item has no \(collection.keys.names.joined(separator: " and ")).")
                    continue
                }
                if let first = seen.updateValue(line.number, forKey: key) {
                    problems.append("line \(line.number): The key \(key.text) stands in line \(first) already.")
                }
                records.append((record, key))
            }
        }
        guard problems.isEmpty else {
            for problem in problems.prefix(20) { StandardStream.complain("nightdesk: \(file), \(problem)") }
            throw CommandFailure(
                .failed, "\(problems.count) of the lines cannot be imported: nothing was written. Mend the file first.")
        }
        return records
    }
}
