import ArgumentParser
import OpsDomain

/// `--where`, the same for every command that takes many letters.
struct LetterFilter: ParsableArguments, Sendable {
    @Option(
        help: """
            Only letters that fit: cluster ~ missing and age > 2h, type = order_created, body.total > 100, \
            attributes.source = shop. Fields: id, cluster, reason, exception, type, order, customer, text, body, \
            attributes, age, sent, receives, size.
            """)
    var `where`: String?

    func validate() throws {
        _ = try expression()
    }

    func expression() throws -> LetterExpression? {
        guard let text = `where` else { return nil }
        do throws(ExpressionProblem) {
            return try LetterExpression(parsing: text)
        } catch {
            let place = error.offset > 0 ? ", at byte \(error.offset)" : ""
            throw ValidationError("--where\(place): \(error.sentence)")
        }
    }
}
