import ArgumentParser
import OpsDomain
import OpsServices

/// `nightdesk users …`
struct UsersCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "users", abstract: "Users, without the console.", subcommands: [List.self])

    struct List: HeadlessCommand {
        static let configuration = CommandConfiguration(abstract: "Write all users, page by page.")

        @OptionGroup var environment: EnvironmentOptions
        @OptionGroup var output: OutputOptions
        @Option(help: "Stop after so many.")
        var limit: Int?

        func validate() throws {
            try CollectionListing.check(limit)
        }

        func run(in session: Session) async throws {
            try await CollectionListing(.users, format: output.format, limit: limit).run(in: session)
        }
    }
}

/// `nightdesk orders …`
struct OrdersCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "orders", abstract: "Orders, without the console.", subcommands: [List.self])

    struct List: HeadlessCommand {
        static let configuration = CommandConfiguration(abstract: "Write all orders, page by page.")

        @OptionGroup var environment: EnvironmentOptions
        @OptionGroup var output: OutputOptions
        @Option(help: "Stop after so many.")
        var limit: Int?

        func validate() throws {
            try CollectionListing.check(limit)
        }

        func run(in session: Session) async throws {
            try await CollectionListing(.orders, format: output.format, limit: limit).run(in: session)
        }
    }
}

/// What listing any collection is: pages are written as they come, each record as the plain JSON of its attributes.
struct CollectionListing {
    private let collection: OpsDomain.Collection
    private let format: OutputFormat
    private let limit: Int?

    init(_ collection: OpsDomain.Collection, format: OutputFormat, limit: Int?) {
        self.collection = collection
        self.format = format
        self.limit = limit
    }

    static func check(_ limit: Int?) throws {
        if let limit, limit < 1 { throw ValidationError("--limit takes a number of records, from 1.") }
    }

    func run(in session: Session) async throws {
        let service = try session.records(collection)
        var writer = RowWriter(format, columns: columns)
        var cursor: PageCursor?
        var seen: Set<PageCursor> = []
        var left = limit ?? Int.max
        repeat {
            let batch = try await service.page(RecordPageRequest(cursor: cursor, limit: limit.map { _ in left }))
            let count = min(batch.page.count, left)
            for row in 0..<count {
                try writer.write(batch.page.record(at: row).plainJSON(first: collection.keys.names))
            }
            try writer.flush()
            left -= count
            cursor = batch.next
            if let cursor, !seen.insert(cursor).inserted {
                throw CommandFailure(
                    .failed, "DynamoDB offered the same page of \(collection.title.lowercased()) twice.")
            }
        } while cursor != nil && left > 0
        try writer.finish()
    }

    private var columns: [OutputColumn] {
        collection.columns.map { column in
            switch column.kind {
            case .count:
                OutputColumn(column.title, width: column.idealWidth, isRightAligned: true) { row in
                    if case .array(let elements)? = row[column.field] { String(elements.count) } else { "" }
                }
            case .number:
                .member(column.field, column.title, width: column.idealWidth, isRightAligned: true)
            case .identifier:
                // A table is for copying ids out of, too: whole ones.
                .member(column.field, column.title, width: max(36, column.idealWidth))
            case .text, .timestamp, .status:
                .member(column.field, column.title, width: max(column.kind == .timestamp ? 24 : 0, column.idealWidth))
            }
        }
    }
}
