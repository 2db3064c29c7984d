import OpsDomain
import TerminalCore

/// A dead letter laid out for reading: why it failed, the body, and everything around it.
enum LetterDocument {
    static func make(of page: LetterPage) -> DetailDocument {
        let letter = page.letter
        let body = MessageBody(letter.letter.body)
        var document = DetailDocument()
        WhySection.append(page, to: &document)
        document.heading(body.envelope == nil ? "Body" : "Body (inside its SNS envelope)")
        appendBody(body, to: &document)
        document.heading("Message \(letter.id)")
        document.facts(head(letter, page.retention))
        if let envelope = body.envelope {
            document.heading("SNS envelope")
            document.facts(envelope.facts.map { DetailDocument.Fact($0.label, $0.value) })
        }
        if !letter.letter.attributes.isEmpty {
            document.heading("Message attributes")
            document.facts(letter.letter.attributes.sorted { $0.key < $1.key }.map { attribute($0.key, $0.value) })
        }
        document.heading("System attributes")
        document.facts(letter.letter.systemAttributes.sorted { $0.key < $1.key }.map { system($0.key, $0.value) })
        return document
    }

    /// Plain JSON, with the field names of the command line's `dlq list`.
    static func json(of letter: DeadLetter) -> JSONNode {
        let attributes = letter.attributes.sorted { $0.key < $1.key }.map { name, attribute in
            let value: JSONNode =
                switch attribute.value {
                case .text(let text): .string(text)
                case .binary(let bytes): FieldValue.binary(bytes).plainJSON
                }
            return JSONMember(
                name, .object([JSONMember("dataType", .string(attribute.dataType)), JSONMember("value", value)]))
        }
        return .object([
            JSONMember("messageId", .string(letter.messageID)), JSONMember("body", .string(letter.body)),
            JSONMember("attributes", .object(attributes)),
            JSONMember("receiveCount", .number(String(letter.receiveCount))),
            JSONMember("sentAt", letter.sentAt.map { .string($0.iso8601) } ?? .null),
            JSONMember("queue", .string(letter.queue)),
        ])
    }

    private static func head(_ letter: LeasedLetter, _ retention: Duration?) -> [DetailDocument.Fact] {
        var facts: [DetailDocument.Fact] = []
        switch letter.hold {
        case .held(let until): facts.append(DetailDocument.Fact("Leased until", until))
        case .lost:
            facts.append(DetailDocument.Fact("Lease", "lost: another consumer may have the message", .severityError))
        case .released: facts.append(DetailDocument.Fact("Lease", "given back", .severityWarning))
        }
        if let moment = letter.firstSeen { facts.append(DetailDocument.Fact("First seen", moment)) }
        if let expiry = letter.letter.expiry(retention: retention) {
            let note: [DetailLine.Part] =
                expiry.isEarliest
                ? [.text(" or later: a FIFO queue starts the clock anew with the move", .textDim)] : []
            facts.append(DetailDocument.Fact("Expires", DetailLine([.moment(expiry.moment)] + note)))
        }
        facts.append(DetailDocument.Fact("Receives", CountText.grouped(letter.letter.receiveCount)))
        let rest = [
            ("Type", letter.order.type), ("Order", letter.order.orderID), ("Customer", letter.order.customerID),
        ]
        facts += rest.compactMap { label, value in value.map { DetailDocument.Fact(label, $0) } }
        facts.append(DetailDocument.Fact("Size", CountText.of(letter.letter.body.utf8.count, "byte")))
        return facts
    }

    private static func appendBody(_ body: MessageBody, to document: inout DetailDocument) {
        switch body.content {
        case .json(let node): document.json(node)
        case .raw(let text, let problem):
            document.line("Not JSON: \(problem.reason) at byte \(problem.offset).", .severityWarning)
            document.text(text)
        }
    }

    private static func attribute(_ name: String, _ attribute: MessageAttribute) -> DetailDocument.Fact {
        switch attribute.value {
        case .text(let text): return DetailDocument.Fact("\(name) (\(attribute.dataType))", text)
        case .binary(let bytes):
            return DetailDocument.Fact(
                "\(name) (\(attribute.dataType))", DetailLine(CountText.of(bytes.count, "byte"), .textDim),
                more: [DetailLine(FieldValue.binary(bytes).plainJSON.text ?? "")])
        }
    }

    /// Epoch milliseconds as moments (SQS API reference, ReceiveMessage).
    private static func system(_ name: String, _ value: String) -> DetailDocument.Fact {
        if name.hasSuffix("Timestamp"), let milliseconds = Int64(value) {
            return DetailDocument.Fact(name, Timestamp(milliseconds: milliseconds))
        }
        return DetailDocument.Fact(name, value)
    }
}
