/// The journal as a file holds it: one JSON object a line, only ever added to. An entry is one line with what was meant,
/// and later ones with what became of it.
package enum JournalText {
    /// Lines of another version are told and left alone.
    private static let version = "1"

    /// The line that is written before a write goes out.
    package static func intent(_ entry: JournalEntry) -> String {
        var members = [
            JSONMember("v", .number(version)), JSONMember("entry", .string(entry.id)),
            JSONMember("event", .string("intended")), JSONMember("at", .string(entry.at.iso8601)),
            JSONMember("environment", .string(entry.place.environment)),
            JSONMember("region", .string(entry.place.region)),
        ]
        func add(_ name: String, _ text: String?) {
            if let text { members.append(JSONMember(name, .string(text))) }
        }
        add("endpoint", entry.place.endpoint)
        add("account", entry.place.account)
        add("who", entry.place.who)
        members += [
            JSONMember("collection", .string(entry.collection)), JSONMember("table", .string(entry.table)),
            JSONMember("kind", .string(entry.write.kind.rawValue)), JSONMember("key", key(entry.write.key)),
        ]
        if let before = entry.write.before { members.append(JSONMember("before", before.typedJSON())) }
        if let after = entry.write.after { members.append(JSONMember("after", after.typedJSON())) }
        add("undoes", entry.undoes)
        return JSONNode.object(members).compact
    }

    /// The line that says how an entry ended.
    package static func outcome(_ outcome: JournalEntry.Outcome, of entry: String, at: Timestamp) -> String {
        var members = [
            JSONMember("v", .number(version)), JSONMember("entry", .string(entry)),
            JSONMember("event", .string(outcome.event)), JSONMember("at", .string(at.iso8601)),
        ]
        switch outcome {
        case .refused(let reason), .unknown(let reason): members.append(JSONMember("reason", .string(reason)))
        case .intended, .done, .foundDone, .foundNotDone, .foundChanged: break
        }
        return JSONNode.object(members).compact
    }

    /// What a file says: the entries in their order, and the lines that could not be read. A line cut short at the end,
    /// as a crash leaves one, is told like any other.
    package static func read(_ text: String) -> (entries: [JournalEntry], problems: [String]) {
        var entries: [JournalEntry] = []
        var places: [String: Int] = [:]
        var problems: [String] = []
        for (index, line) in text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
            .enumerated()
        where !line.isEmpty {
            do {
                let node = try JSONNode(parsing: String(Substring(line)))
                guard node["v"] == .number(version) else { throw Unreadable(reason: "it is of another version") }
                guard let id = node["entry"]?.text, let event = node["event"]?.text else {
                    throw Unreadable(reason: "it names no entry or event")
                }
                if event == "intended" {
                    let intended = try entry(id, node)
                    places[id] = entries.count
                    entries.append(intended)
                } else {
                    guard let place = places[id], let outcome = outcome(event, node) else {
                        throw Unreadable(reason: "there is no entry \(id), or no event \(event)")
                    }
                    entries[place].outcome = outcome
                }
            } catch {
                problems.append("Line \(index + 1) of the journal cannot be read: \(reason(error)).")
            }
        }
        for entry in entries where entry.outcome.wasDone {
            if let undone = entry.undoes.flatMap({ places[$0] }) { entries[undone].undoneBy = entry.id }
        }
        return (entries, problems)
    }

    private struct Unreadable: Error {
        let reason: String
    }

    private static func reason(_ error: any Error) -> String {
        switch error {
        case let error as Unreadable: error.reason
        case let error as JSONProblem: "\(error.reason) at byte \(error.offset)"
        case let error as TypedJSONFault: String(error.sentence.dropLast())
        default: "\(error)"
        }
    }

    private static func entry(_ id: String, _ node: JSONNode) throws -> JournalEntry {
        guard let at = node["at"]?.text.flatMap({ Timestamp(iso8601: $0) }),
            let environment = node["environment"]?.text, let region = node["region"]?.text,
            let collection = node["collection"]?.text, let table = node["table"]?.text, let keyNode = node["key"]
        else { throw Unreadable(reason: "something of the entry is missing") }
        let key = try key(keyNode)
        let before = try node["before"].map { try Record(typedJSON: $0) }
        let after = try node["after"].map { try Record(typedJSON: $0) }
        let write: RecordWrite
        switch (before, after) {
        case (nil, let after?): write = .creating(after, key: key)
        case (let before?, let after?): write = .changing(before, to: after, key: key)
        case (let before?, nil): write = .deleting(before, key: key)
        case (nil, nil): throw Unreadable(reason: "it has no record")
        }
        return JournalEntry(
            id: id, at: at,
            place: JournalPlace(
                environment: environment, region: region, endpoint: node["endpoint"]?.text,
                account: node["account"]?.text, who: node["who"]?.text),
            collection: collection, table: table, write: write, undoes: node["undoes"]?.text)
    }

    private static func outcome(_ event: String, _ node: JSONNode) -> JournalEntry.Outcome? {
        let reason = node["reason"]?.text ?? ""
        switch event {
        case "done": return .done
        case "refused": return .refused(reason: reason)
        case "unknown": return .unknown(reason: reason)
        case "found-done": return .foundDone
        case "found-not-done": return .foundNotDone
        case "found-changed": return .foundChanged
        default: return nil
        }
    }

    /// An array, in the order of the table's keys.
    private static func key(_ key: RecordKey) -> JSONNode {
        .array([key.partition.typedJSON] + (key.sort.map { [$0.typedJSON] } ?? []))
    }

    private static func key(_ node: JSONNode) throws -> RecordKey {
        guard case .array(let values) = node, let partition = values.first, values.count <= 2 else {
            throw Unreadable(reason: "its key is none")
        }
        return RecordKey(
            partition: try FieldValue(typedJSON: partition, as: "key"),
            sort: values.count == 2 ? try FieldValue(typedJSON: values[1], as: "key") : nil)
    }
}

extension JournalEntry.Outcome {
    fileprivate var event: String {
        switch self {
        case .intended: "intended"
        case .done: "done"
        case .refused: "refused"
        case .unknown: "unknown"
        case .foundDone: "found-done"
        case .foundNotDone: "found-not-done"
        case .foundChanged: "found-changed"
        }
    }

    /// In a word or two, for a list.
    package var word: String {
        switch self {
        case .intended: "unknown"
        case .done: "done"
        case .refused: "refused"
        case .unknown: "unknown"
        case .foundDone: "done (found)"
        case .foundNotDone: "not done (found)"
        case .foundChanged: "changed since"
        }
    }
}
