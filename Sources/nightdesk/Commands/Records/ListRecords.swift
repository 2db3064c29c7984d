import ArgumentParser
import OpsDomain

/// `nightdesk users list`: pages are written as they come, each record as the plain JSON of its attributes.
struct ListRecords<Choice: CollectionChoice>: HeadlessCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(commandName: "list", abstract: "Write all \(Choice.singular)s, page by page.")
    }

    @OptionGroup var environment: EnvironmentOptions
    @OptionGroup var choice: Choice
    @OptionGroup var output: OutputOptions
    @OptionGroup var find: FindOptions

    func run(in session: Session) async throws {
        let opened = try await choice.open(session)
        let collection = opened.collection
        var writer = RowWriter(output.format, columns: RecordColumns.of(collection))
        try await find.pages(opened).read { records in
            for record in records { try writer.write(record.plainJSON(first: collection.keys.names)) }
            try writer.flush()
        }
        try writer.finish()
    }
}

/// `--limit`.
enum LimitCheck {
    static func check(_ limit: Int?) throws {
        if let limit, limit < 1 { throw ValidationError("--limit takes a number, from 1.") }
    }
}
