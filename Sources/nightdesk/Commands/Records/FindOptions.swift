import ArgumentParser
import OpsDomain

/// Which records a command is about, the same for listing and exporting.
struct FindOptions: ParsableArguments, Sendable {
    @Option(help: "Only records that fit: status = pending and total > 100, email ~ @example.com, age missing.")
    var filter: String?

    @Option(help: "Read a whole table by so many readers at once.")
    var segments = 1

    @Option(help: "Read through this index and no other way; records that lack its keys are not in it.")
    var index: String?

    @Flag(help: "Read what was written a moment ago, too, at twice the price; not through a global index.")
    var consistent = false

    @Option(help: "Stop after so many.")
    var limit: Int?

    func validate() throws {
        try LimitCheck.check(limit)
        if !(1...64).contains(segments) { throw ValidationError("--segments takes a number from 1 to 64.") }
        _ = try expression()
    }

    func pages(_ opened: OpenedTable) throws -> RecordPages {
        RecordPages(
            opened.collection, opened.records, limit: limit, filter: try expression(), segments: segments, index: index,
            isConsistent: consistent)
    }

    private func expression() throws -> RecordExpression? {
        guard let filter else { return nil }
        do throws(ExpressionProblem) {
            return try RecordExpression(parsing: filter)
        } catch {
            throw ValidationError("--filter, at byte \(error.offset): \(error.sentence)")
        }
    }
}
