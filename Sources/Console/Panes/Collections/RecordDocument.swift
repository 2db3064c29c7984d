import OpsDomain
import TerminalCore

/// A record laid out for reading: the collection's fields first, each with its type.
package enum RecordDocument {
    /// - Parameter name: what people call the record that a field names by its key.
    package static func make(
        of record: Record, in collection: Collection, as layout: RecordLayout,
        name: (_ field: String, _ value: FieldValue) -> String? = { _, _ in nil }
    ) -> DetailDocument {
        var document = DetailDocument()
        let names = order(of: record, in: collection)
        switch layout {
        case .typedJSON:
            document.typedJSON(record.ordered(first: names))
            return document
        case .plainJSON:
            document.json(record.plainJSON(first: names))
            return document
        case .fields: break
        }
        document.facts(
            names.compactMap { field in
                guard let value = record[field] else { return nil }
                let label = "\(field) \(value.typeName)"
                let json = value.plainJSON
                let told =
                    name(field, value).map { DetailDocument.Fact(label, "\(value.displayText)  \($0)") }
                    ?? fact(label, field, value, json, collection)
                return told.holding(json, at: .name(field))
            })
        if let lines = ItemLines(record) { document.facts(facts(of: lines)) }
        return document
    }

    private static func facts(of lines: ItemLines) -> [DetailDocument.Fact] {
        let count = CountText.of(lines.lineCount, "line")
        var facts = [DetailDocument.Fact("", "")]
        facts.append(
            DetailDocument.Fact("Items", lines.pieces.map { "\(count), \($0.text) pieces" } ?? count))
        switch (lines.isRight, lines.amount) {
        case (true?, _): facts.append(DetailDocument.Fact("Total", "is what the lines come to"))
        case (false?, let amount?):
            facts.append(
                DetailDocument.Fact(
                    "Total", "is \(lines.total ?? "missing"), but the lines come to \(amount.text)", .severityWarning))
        case (false?, nil), (nil, _): break
        }
        return facts
    }

    private static func order(of record: Record, in collection: Collection) -> [String] {
        var names = collection.keys.names
        for name in collection.columns.map(\.field) + collection.rules.map(\.field) where !names.contains(name) {
            names.append(name)
        }
        let known = names.filter { record[$0] != nil }
        let shown = Set(known.map(ExactText.init))
        return known + record.fields.names.filter { !shown.contains(ExactText($0)) }
    }

    private static func fact(
        _ label: String, _ name: String, _ value: FieldValue, _ json: JSONNode, _ collection: Collection
    ) -> DetailDocument.Fact {
        switch value {
        case .string(let text):
            if let moment = moment(text, name, collection) { return DetailDocument.Fact(label, moment) }
            let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map(String.init)
            let isStatus = collection.column(name)?.kind == .status
            return DetailDocument.Fact(
                label, DetailLine(lines.first ?? "", isStatus ? StatusWord(text).liveness?.scope : nil),
                more: lines.dropFirst().map { DetailLine($0) })
        case .number(let digits): return DetailDocument.Fact(label, digits, .syntaxNumber)
        case .boolean, .null: return DetailDocument.Fact(label, value.displayText, .syntaxLiteral)
        case .binary(let bytes):
            return DetailDocument.Fact(
                label, DetailLine("\(CountText.of(bytes.count, "byte"))", .textDim),
                more: HexDump.lines(of: bytes).map { DetailLine($0) })
        case .stringSet(let elements): return set(label, elements.map { element($0, .syntaxString) })
        case .numberSet(let elements): return set(label, elements.map { element($0, .syntaxNumber) })
        case .binarySet(let elements):
            return set(label, elements.flatMap { HexDump.lines(of: $0, most: 4).map { DetailLine($0) } })
        case .list, .map: return DetailDocument.Fact(label, json)
        }
    }

    /// An element has no path, but a value that can be copied.
    private static func element(_ text: String, _ scope: ThemeScope) -> DetailLine {
        var line = DetailLine(text, scope)
        line.entry = DetailEntry(nil, .string(text))
        return line
    }

    /// A set has no order and no brackets: an element a line.
    private static func set(_ label: String, _ lines: [DetailLine]) -> DetailDocument.Fact {
        DetailDocument.Fact(label, DetailLine("a set of \(lines.count)", .textDim), more: lines)
    }

    /// Fields that are times by the collection's word, and any other text that is one to the letter.
    private static func moment(_ text: String, _ name: String, _ collection: Collection) -> Timestamp? {
        guard collection.column(name)?.kind == .timestamp || name.hasSuffix("At") else { return nil }
        return Timestamp(iso8601: text)
    }
}

/// A status word as the eye sorts it. Words of the reference stack and of everyday use; others have no colour.
package struct StatusWord: Hashable, Sendable {
    package let text: String

    package init(_ text: String) {
        self.text = text
    }

    package var liveness: Liveness? {
        switch text.lowercased() {
        case "pending", "processing", "in_progress", "queued", "created": .busy
        case "completed", "complete", "done", "processed", "paid", "shipped", "delivered", "confirmed", "active": .good
        case "failed", "error", "rejected", "lost", "blocked": .bad
        case "cancelled", "canceled", "closed", "inactive", "archived": .idle
        default: nil
        }
    }
}
