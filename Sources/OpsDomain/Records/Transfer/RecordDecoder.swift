/// Reads records out of a file in DynamoDB's typed JSON: one a line, each bare or as `{"Item": …}`, or one array of them.
package enum RecordDecoder {
    package struct Line: Hashable, Sendable {
        /// From 1; of an array, the element's number.
        package let number: Int
        package let result: Result<Record, Problem>
    }

    package struct Problem: Error, Hashable, Sendable {
        package let sentence: String
    }

    package static func lines(of text: String) -> [Line] {
        if text.utf8.first(where: { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }) == UInt8(ascii: "[") {
            return elements(of: text)
        }
        var lines: [Line] = []
        // By line feeds alone: a text in the JSON may hold what Unicode calls a line separator.
        let pieces = text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        for (index, line) in pieces.enumerated() where line.contains(where: { $0 > 0x20 }) {
            lines.append(Line(number: index + 1, result: record(String(Substring(line)))))
        }
        return lines
    }

    private static func elements(of text: String) -> [Line] {
        do throws(JSONProblem) {
            guard case .array(let nodes) = try JSONNode(parsing: text) else { return [] }
            return nodes.enumerated().map { Line(number: $0 + 1, result: record($1)) }
        } catch {
            return [Line(number: 1, result: .failure(Self.problem(error)))]
        }
    }

    private static func record(_ text: String) -> Result<Record, Problem> {
        do throws(JSONProblem) {
            return record(try JSONNode(parsing: text))
        } catch {
            return .failure(problem(error))
        }
    }

    private static func record(_ node: JSONNode) -> Result<Record, Problem> {
        var node = node
        if case .object(let members) = node, members.count == 1, members[0].name == "Item" { node = members[0].value }
        do throws(TypedValueProblem) {
            return .success(try Record(typedJSON: node))
        } catch {
            return .failure(
                Problem(sentence: error.sentence + " Only typed DynamoDB JSON (dynamodb-json) can be read back."))
        }
    }

    private static func problem(_ error: JSONProblem) -> Problem {
        Problem(sentence: "Not JSON at byte \(error.offset): \(error.reason).")
    }
}
