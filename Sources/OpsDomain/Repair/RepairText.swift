/// Repairs as their journal holds them: one JSON object a line, only ever added to. A repair is a line with all its
/// messages, and later ones with what became of them.
package enum RepairText {
    private static let version = "1"

    package enum Event: Hashable, Sendable {
        case planned(Repair)
        case saved(path: String)
        case sending([Int])
        case answered([Int: SendOutcome])
        case deleted([Int: DeleteOutcome])
        case kept([Int], reason: String)
        case ended
    }

    package static func line(_ event: Event, of id: String, at moment: Timestamp) -> String {
        var members = [
            JSONMember("v", .number(version)), JSONMember("repair", .string(id)),
            JSONMember("at", .string(moment.iso8601)),
        ]
        func add(_ name: String, _ node: JSONNode) { members.append(JSONMember(name, node)) }
        func add(_ numbers: [Int]) { add("messages", .array(numbers.map { .number(String($0)) })) }
        switch event {
        case .planned(let repair):
            add("event", .string("planned"))
            members += plan(repair)
        case .saved(let path):
            add("event", .string("saved"))
            add("path", .string(path))
        case .sending(let numbers):
            add("event", .string("sending"))
            add(numbers)
        case .answered(let outcomes):
            add("event", .string("answered"))
            add("messages", .array(outcomes.sorted { $0.key < $1.key }.map(node)))
        case .deleted(let outcomes):
            add("event", .string("deleted"))
            add("messages", .array(outcomes.sorted { $0.key < $1.key }.map(node)))
        case .kept(let numbers, let reason):
            add("event", .string("kept"))
            add(numbers)
            add("reason", .string(reason))
        case .ended: add("event", .string("ended"))
        }
        return JSONNode.object(members).compact
    }

    /// What a file says: the repairs in their order, and the lines that could not be read.
    package static func read(_ text: String) -> (ledgers: [RepairLedger], problems: [String]) {
        var ledgers: [RepairLedger] = []
        var places: [String: Int] = [:]
        var problems: [String] = []
        let lines = text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        for (index, line) in lines.enumerated() where !line.isEmpty {
            do throws(Unreadable) {
                let node = try parsed(String(Substring(line)))
                guard let id = node["repair"]?.text, let at = node["at"]?.text.flatMap({ Timestamp(iso8601: $0) })
                else { throw Unreadable(reason: "it names no repair or moment") }
                if node["event"]?.text == "planned" {
                    let planned = try repair(id, at, node)
                    places[id] = ledgers.count
                    ledgers.append(RepairLedger(planned))
                } else {
                    guard let place = places[id] else { throw Unreadable(reason: "there is no repair \(id)") }
                    try apply(node, at, to: &ledgers[place])
                }
            } catch {
                problems.append("Line \(index + 1) of the repairs cannot be read: \(error.reason).")
            }
        }
        return (ledgers, problems)
    }

    // MARK: Writing

    private static func plan(_ repair: Repair) -> [JSONMember] {
        var members = [
            JSONMember("environment", .string(repair.place.environment)),
            JSONMember("region", .string(repair.place.region)),
        ]
        for (name, text) in [
            ("endpoint", repair.place.endpoint), ("account", repair.place.account), ("who", repair.place.who),
        ] {
            if let text { members.append(JSONMember(name, .string(text))) }
        }
        members += [
            JSONMember("action", .string(repair.action.rawValue)), JSONMember("source", .string(repair.source)),
            JSONMember("items", .array(repair.items.map(node))),
        ]
        return members
    }

    private static func node(_ item: Repair.Item) -> JSONNode {
        var members = [JSONMember("message", SavedMessages.node(item.message))]
        if let body = item.editedBody { members.append(JSONMember("body", .string(body))) }
        if let destination = item.destination { members.append(JSONMember("to", .string(destination))) }
        return .object(members)
    }

    private static func node(_ number: Int, _ outcome: SendOutcome) -> JSONNode {
        switch outcome {
        case .sent(let id): entry(number, "sent", id)
        case .refused(let reason, _): entry(number, "refused", reason)
        case .lost(let reason): entry(number, "lost", reason)
        case .garbled(let reason): entry(number, "garbled", reason)
        }
    }

    private static func node(_ number: Int, _ outcome: DeleteOutcome) -> JSONNode {
        switch outcome {
        case .done: entry(number, "done", "")
        case .failed(let reason): entry(number, "failed", reason)
        }
    }

    private static func entry(_ number: Int, _ outcome: String, _ text: String) -> JSONNode {
        .array([.number(String(number)), .string(outcome), .string(text)])
    }

    // MARK: Reading

    private struct Unreadable: Error {
        let reason: String
    }

    private static func parsed(_ line: String) throws(Unreadable) -> JSONNode {
        let node: JSONNode
        do throws(JSONProblem) {
            node = try JSONNode(parsing: line)
        } catch {
            throw Unreadable(reason: "\(error.reason) at byte \(error.offset)")
        }
        guard node["v"] == .number(version) else { throw Unreadable(reason: "it is of another version") }
        return node
    }

    private static func repair(_ id: String, _ at: Timestamp, _ node: JSONNode) throws(Unreadable) -> Repair {
        guard let environment = node["environment"]?.text, let region = node["region"]?.text,
            let action = node["action"]?.text.flatMap(Repair.Action.init), let source = node["source"]?.text,
            case .array(let nodes)? = node["items"]
        else { throw Unreadable(reason: "something of the repair is missing") }
        var items: [Repair.Item] = []
        for node in nodes {
            guard let message = node["message"] else { throw Unreadable(reason: "a message is missing") }
            do throws(SavedMessages.LineProblem) {
                items.append(
                    Repair.Item(
                        try SavedMessages.message(message), editedBody: node["body"]?.text,
                        destination: node["to"]?.text))
            } catch {
                throw Unreadable(reason: String(error.sentence.dropLast()))
            }
        }
        return Repair(
            id: id, at: at,
            place: JournalPlace(
                environment: environment, region: region, endpoint: node["endpoint"]?.text,
                account: node["account"]?.text, who: node["who"]?.text),
            action: action, source: source, items: items)
    }

    private static func apply(
        _ node: JSONNode, _ at: Timestamp, to ledger: inout RepairLedger
    ) throws(Unreadable) {
        switch node["event"]?.text {
        case "saved": ledger.savedPath = node["path"]?.text
        case "sending": ledger.begin(sending: try numbers(node, ledger), at: at)
        case "answered":
            for (number, outcome, text) in try entries(node, ledger) {
                switch outcome {
                case "sent": ledger.settle(number, SendOutcome.sent(messageID: text))
                case "refused": ledger.settle(number, SendOutcome.refused(text, isTransient: false))
                case "lost": ledger.settle(number, SendOutcome.lost(text))
                case "garbled": ledger.settle(number, SendOutcome.garbled(text))
                default: throw Unreadable(reason: "there is no outcome \(outcome)")
                }
            }
        case "deleted":
            for (number, outcome, text) in try entries(node, ledger) {
                ledger.settle(number, outcome == "done" ? DeleteOutcome.done : DeleteOutcome.failed(text))
            }
        case "kept":
            for number in try numbers(node, ledger) { ledger.keep(number, node["reason"]?.text ?? "") }
        case "ended": ledger.end()
        default: throw Unreadable(reason: "it names no event")
        }
    }

    private static func numbers(_ node: JSONNode, _ ledger: RepairLedger) throws(Unreadable) -> [Int] {
        guard case .array(let nodes)? = node["messages"] else { throw Unreadable(reason: "it names no messages") }
        var numbers: [Int] = []
        for node in nodes { numbers.append(try number(node, ledger)) }
        return numbers
    }

    private static func entries(
        _ node: JSONNode, _ ledger: RepairLedger
    ) throws(Unreadable) -> [(Int, String, String)] {
        guard case .array(let nodes)? = node["messages"] else { throw Unreadable(reason: "it names no messages") }
        var entries: [(Int, String, String)] = []
        for node in nodes {
            guard case .array(let parts) = node, parts.count == 3, let outcome = parts[1].text, let text = parts[2].text
            else { throw Unreadable(reason: "an outcome is missing") }
            entries.append((try number(parts[0], ledger), outcome, text))
        }
        return entries
    }

    private static func number(_ node: JSONNode, _ ledger: RepairLedger) throws(Unreadable) -> Int {
        guard case .number(let digits) = node, let number = Int(digits), ledger.stages.indices.contains(number) else {
            throw Unreadable(reason: "there is no such message")
        }
        return number
    }
}
