/// Files of saved messages: JSON lines, one message each.
///
/// ```
/// {"queue":"development-order-dlq","messageId":"…","sentAt":"2026-03-01T02:14:00.000Z","body":"…",
///  "attributes":{"source":{"type":"String","value":"shop"},"digest":{"type":"Binary","binary":"AQI="}},
///  "systemAttributes":{"SentTimestamp":"1772331240000"}}
/// ```
///
/// Only `queue`, `messageId` and `body` must be there; members that are not known are passed over, so that a later version
/// may write more. `sentAt` is for people: read back it is the moment of `SentTimestamp` where there is none of its own.
package enum SavedMessages {
    /// Why a file cannot be read.
    package struct Faults: Error, Hashable, Sendable {
        /// How many lines are wrong.
        package let count: Int
        /// What is wrong with the first of them: `line 3: The message has no body.`
        package let sentences: [String]

        package static let mostTold = 200
    }

    /// A file's name that says what is in it: `development-order-dlq-20260301T021400Z.jsonl`.
    package static func fileName(queue: String, at moment: Timestamp) -> String {
        "\(queue)-\(moment.iso8601.prefix(19).filter { $0 != "-" && $0 != ":" })Z.jsonl"
    }

    /// One line with its end.
    package static func line(_ message: SavedMessage) -> String { node(message).compact + "\n" }

    static func node(_ message: SavedMessage) -> JSONNode {
        .object([
            JSONMember("queue", .string(message.queue)), JSONMember("messageId", .string(message.messageID)),
            JSONMember("sentAt", message.sentAt.map { .string($0.iso8601) } ?? .null),
            JSONMember("body", .string(message.body)),
            JSONMember(
                "attributes",
                .object(message.attributes.sorted { $0.key < $1.key }.map { JSONMember($0.key, node($0.value)) })),
            JSONMember(
                "systemAttributes",
                .object(
                    message.systemAttributes.sorted { $0.key < $1.key }.map { JSONMember($0.key, .string($0.value)) })),
        ])
    }

    package static func text(_ messages: [SavedMessage]) -> String {
        messages.map(line).joined()
    }

    /// Reads a file whole; a line that is none of ours is told with its number, counted from 1, and nothing is answered.
    package static func read(_ text: String) throws(Faults) -> [SavedMessage] {
        var messages: [SavedMessage] = []
        var (count, sentences): (Int, [String]) = (0, [])
        let lines = text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        for (index, line) in lines.enumerated() {
            let line = String(Substring(line))
            guard line.utf8.contains(where: { !isBlank($0) }) else { continue }
            do throws(LineProblem) {
                messages.append(try message(line))
            } catch {
                count += 1
                if sentences.count < Faults.mostTold { sentences.append("line \(index + 1): \(error.sentence)") }
            }
        }
        guard count == 0 else { throw Faults(count: count, sentences: sentences) }
        return messages
    }

    // MARK: Parts

    struct LineProblem: Error {
        let sentence: String
    }

    private static func isBlank(_ byte: UInt8) -> Bool {
        [UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r")].contains(byte)
    }

    private static func node(_ attribute: MessageAttribute) -> JSONNode {
        let value =
            switch attribute.value {
            case .text(let text): JSONMember("value", .string(text))
            case .binary(let bytes): JSONMember("binary", .string(Base64Text.encode(bytes)))
            }
        return .object([JSONMember("type", .string(attribute.dataType)), value])
    }

    private static func message(_ line: String) throws(LineProblem) -> SavedMessage {
        let node: JSONNode
        do throws(JSONProblem) {
            node = try JSONNode(parsing: line)
        } catch {
            throw LineProblem(sentence: "Not JSON at byte \(error.offset): \(error.reason).")
        }
        return try message(node)
    }

    static func message(_ node: JSONNode) throws(LineProblem) -> SavedMessage {
        guard case .object = node else { throw LineProblem(sentence: "No JSON object.") }
        func text(_ name: String) throws(LineProblem) -> String {
            guard let text = node[name]?.text else { throw LineProblem(sentence: "The message has no \(name).") }
            return text
        }
        let system = try texts(node["systemAttributes"])
        return SavedMessage(
            queue: try text("queue"), messageID: try text("messageId"), body: try text("body"),
            attributes: try attributes(node["attributes"]), systemAttributes: system,
            sentAt: node["sentAt"]?.text.flatMap { Timestamp(iso8601: $0) }
                ?? system["SentTimestamp"].flatMap { Int64($0) }.map { Timestamp(milliseconds: $0) })
    }

    private static func texts(_ node: JSONNode?) throws(LineProblem) -> [String: String] {
        var found: [String: String] = [:]
        for member in try members(node, of: "systemAttributes") {
            guard let text = member.value.text else {
                throw LineProblem(sentence: "The system attribute \(member.name) is no text.")
            }
            found[member.name] = text
        }
        return found
    }

    private static func attributes(_ node: JSONNode?) throws(LineProblem) -> [String: MessageAttribute] {
        var found: [String: MessageAttribute] = [:]
        for member in try members(node, of: "attributes") {
            guard let type = member.value["type"]?.text else {
                throw LineProblem(sentence: "The attribute \(member.name) has no type.")
            }
            if let text = member.value["value"]?.text {
                found[member.name] = MessageAttribute(dataType: type, value: .text(text))
            } else if let bytes = member.value["binary"]?.text.flatMap(Base64Text.decode) {
                found[member.name] = MessageAttribute(dataType: type, value: .binary(bytes))
            } else {
                throw LineProblem(sentence: "The attribute \(member.name) has neither a value nor bytes in Base64.")
            }
        }
        return found
    }

    private static func members(_ node: JSONNode?, of name: String) throws(LineProblem) -> [JSONMember] {
        switch node {
        case nil, .null: return []
        case .object(let members): return members
        default: throw LineProblem(sentence: "\(name) is no object.")
        }
    }
}
