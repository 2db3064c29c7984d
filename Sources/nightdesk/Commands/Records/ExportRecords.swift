import ArgumentParser
import Glibc
import OpsDomain

extension RecordFormat: ExpressibleByArgument {}

/// `nightdesk users export FILE`
struct ExportRecords<Choice: CollectionChoice>: HeadlessCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "export", abstract: "Write all \(Choice.singular)s to a file.",
            discussion: """
                The format is the file name's: .csv, .json, .jsonl, or .dynamodb.json, which alone keeps the types and can be \
                imported again. The file comes into being when it is whole; an existing one is left alone without --force.
                """)
    }

    @OptionGroup var environment: EnvironmentOptions
    @OptionGroup var choice: Choice
    @Argument(help: "The file, or - for standard output.")
    var file: String
    @Option(help: "csv, json, jsonl or dynamodb-json (default: by the file's name).")
    var format: RecordFormat?
    @OptionGroup var find: FindOptions
    @Flag(help: "Replace an existing file.")
    var force = false

    func validate() throws {
        if format == nil, RecordFormat(fileName: file) == nil {
            throw ValidationError(
                "The name says no format: end it with .csv, .json, .jsonl or .dynamodb.json, or give --format.")
        }
    }

    func run(in session: Session) async throws {
        guard let format = format ?? RecordFormat(fileName: file) else { return }
        let opened = try await choice.open(session)
        let collection = opened.collection
        let fields = collection.exportFields
        var encoder = RecordEncoder(format, fields: fields)
        var count = 0
        var sink = try FileSink(file, replacing: force)
        do {
            try await find.pages(opened).read { records in
                for record in records { try sink.write(encoder.encode(record)) }
                count += records.count
            }
            try sink.write(encoder.end())
            try sink.finish()
        } catch {
            sink.discard()
            throw error
        }
        if file != "-" { StandardStream.complain("Wrote \(count) \(collection.singular)s to \(file).") }
        let omitted = encoder.omitted.sorted().map(\.text)
        if !omitted.isEmpty {
            throw CommandFailure(
                .partlyDone, "CSV has no column for \(omitted.joined(separator: ", ")): use another format for them.")
        }
    }
}
