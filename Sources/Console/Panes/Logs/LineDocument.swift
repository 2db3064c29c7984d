import OpsDomain
import TerminalCore

/// A log line laid out for reading: what it says, then where it comes from.
enum LineDocument {
    static func make(of entry: LogEntry, names: ResourceNames) -> DetailDocument {
        var document = DetailDocument()
        switch entry.content {
        case .gap(let gap):
            document.heading("Something was missed here")
            document.facts([
                DetailDocument.Fact("Group", gap.group), DetailDocument.Fact("From", gap.from),
                DetailDocument.Fact("To", gap.to), DetailDocument.Fact("Why", gap.failure.sentence, .severityError),
            ])
        case .line(let line):
            appendMessage(line, to: &document)
            document.heading("Where it comes from")
            document.facts(facts(line, names))
        }
        return document
    }

    /// Plain JSON, with the field names of the command line's `logs tail`.
    static func json(of line: LogLine) -> JSONNode {
        .object([
            JSONMember("eventId", .string(line.eventID)), JSONMember("timestamp", .string(line.timestamp.iso8601)),
            JSONMember("group", .string(line.group)), JSONMember("stream", .string(line.stream)),
            JSONMember("message", .string(line.message)),
        ])
    }

    private static func appendMessage(_ line: LogLine, to document: inout DetailDocument) {
        let message = line.message
        if let node = object(message) {
            document.json(node)
            // A traceback inside JSON is folded into one string or a list of strings; here it is unfolded.
            for name in ["stackTrace", "stack_trace", "exc_info"] {
                guard let trace = trace(node[name]) else { continue }
                document.heading("Traceback")
                TracebackText.append(trace, to: &document)
            }
            return
        }
        TracebackText.append(message, to: &document)
    }

    private static func facts(_ line: LogLine, _ names: ResourceNames) -> [DetailDocument.Fact] {
        var facts = [
            DetailDocument.Fact("Time", line.timestamp),
            DetailDocument.Fact("Level", line.level.word, line.level.scope),
            DetailDocument.Fact("Group", line.group), DetailDocument.Fact("Stream", line.stream),
        ]
        if let id = LogLineParser.facts(of: line.message).requestID { facts.append(DetailDocument.Fact("Request", id)) }
        facts.append(DetailDocument.Fact("Event", line.eventID))
        return facts
    }

    private static func trace(_ node: JSONNode?) -> String? {
        switch node {
        case .string(let text): text
        case .array(let lines): lines.map { $0.text ?? $0.compact }.joined(separator: "\n")
        case nil, .null, .boolean, .number, .object: nil
        }
    }

    private static func object(_ message: String) -> JSONNode? {
        guard message.utf8.first == UInt8(ascii: "{") else { return nil }
        do throws(JSONProblem) {
            return try JSONNode(parsing: message)
        } catch {
            // What only looks like JSON is shown as the text that it is.
            return nil
        }
    }
}
