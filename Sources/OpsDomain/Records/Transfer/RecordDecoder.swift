/// Reads records out of a file in DynamoDB's typed JSON: one a line, each bare or as `{"Item": …}`, or one array of them.
package enum RecordDecoder {
    package struct Line: Hashable, Sendable {
        /// From 1; of an array, the element's number.
        package let number: Int
        package let isElement: Bool
        package let result: Result<Record, Problem>

        /// `line 3`, `element 3`.
        package var place: String { "\(isElement ? "element" : "line") \(number)" }
    }

    package struct Problem: Error, Hashable, Sendable {
        package let sentence: String
    }

    package static func lines(of text: String) -> [Line] {
        var lines: [Line] = []
        read(text) { lines.append($0) }
        return lines
    }

    /// Tells one line after the other.
    ///
    /// - Parameter isCancelled: asked now and then; true ends the reading.
    package static func read(_ text: String, isCancelled: () -> Bool = { false }, _ body: (Line) -> Void) {
        // Some programs begin a text with a byte order mark.
        let text = text.unicodeScalars.first == "\u{FEFF}" ? String(text.unicodeScalars.dropFirst()) : text
        if text.utf8.first(where: { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }) == UInt8(ascii: "[") {
            return readArray(text, body)
        }
        // By line feeds alone: a text in the JSON may hold what Unicode calls a line separator.
        let pieces = text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        for (index, line) in pieces.enumerated() where line.contains(where: { $0 > 0x20 }) {
            if index.isMultiple(of: 256), isCancelled() { return }
            body(Line(number: index + 1, isElement: false, result: record(String(Substring(line)))))
        }
    }

    private static func readArray(_ text: String, _ body: (Line) -> Void) {
        do throws(JSONProblem) {
            guard case .array(let nodes) = try node(text) else { return }
            for (index, node) in nodes.enumerated() {
                body(Line(number: index + 1, isElement: true, result: record(node)))
            }
        } catch {
            let line = 1 + text.utf8.prefix(error.offset).count { $0 == UInt8(ascii: "\n") }
            body(Line(number: line, isElement: false, result: .failure(Self.problem(error))))
        }
    }

    private static func record(_ text: String) -> Result<Record, Problem> {
        do throws(JSONProblem) {
            return record(try node(text))
        } catch {
            return .failure(problem(error))
        }
    }

    private static func record(_ node: JSONNode) -> Result<Record, Problem> {
        var node = node
        if case .object(let members) = node, members.count == 1, members[0].name == "Item" { node = members[0].value }
        do throws(TypedJSONFault) {
            return .success(try Record(typedJSON: node))
        } catch {
            return .failure(
                Problem(sentence: error.sentence + " Only typed DynamoDB JSON (dynamodb-json) can be read back."))
        }
    }

    /// What stands for no character is refused: read as another, it would be written as that.
    private static func node(_ text: String) throws(JSONProblem) -> JSONNode {
        try JSONNodeReader.read(text, refusesLoneSurrogates: true)
    }

    private static func problem(_ error: JSONProblem) -> Problem {
        Problem(sentence: "Not JSON at byte \(error.offset): \(error.reason).")
    }
}
