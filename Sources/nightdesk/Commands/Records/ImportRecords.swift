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
        let text = try LocalText.read(file, as: file)
        let plan = try await ImportPlan.make(
            read(text, collection, try await keyTypes(service)), in: collection, from: service)
        let rest =
            replace ? "\(plan.differentCount) to change." : "\(plan.differentCount) there with other content."
        StandardStream.complain(
            "\(file): \(plan.items.count) \(collection.singular)s: \(plan.newCount) new, "
                + "\(plan.sameCount) there already as they are, \(rest)")
        try await WriteRun(collection, service, session, write).run(plan.writes(replacing: replace)) { _, _ in }
        if !replace, plan.differentCount > 0 {
            throw CommandFailure(
                .partlyDone,
                "\(plan.differentCount) were left as they are in the table: --replace changes them to what the file "
                    + "says.")
        }
    }

    /// What the table says of its keys. Who may not ask that imports all the same: the table refuses what does not fit.
    private func keyTypes(_ service: RecordService) async throws -> [ExactText: CollectionFacts.KeyType] {
        do {
            return try await service.facts().keyTypes
        } catch let failure as ServiceFailure {
            guard case .denied = failure.reason else { throw failure }
            return [:]
        }
    }

    private func read(
        _ text: String, _ collection: OpsDomain.Collection, _ keyTypes: [ExactText: CollectionFacts.KeyType]
    ) throws -> ImportFile {
        do throws(ImportFile.Faults) {
            return try ImportFile(text, of: collection, keyTypes: keyTypes)
        } catch {
            for sentence in error.sentences.prefix(20) { StandardStream.complain("nightdesk: \(file), \(sentence)") }
            throw CommandFailure(
                .failed, "\(error.count) of the lines cannot be imported: nothing was written. Mend the file first.")
        }
    }
}
