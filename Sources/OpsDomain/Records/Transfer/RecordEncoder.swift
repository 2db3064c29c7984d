/// Writes records one by one in a format: the texts in their order are the file.
package struct RecordEncoder: Sendable {
    package let format: RecordFormat
    /// CSV's columns, or the fields that come first elsewhere.
    private let fields: [String]
    private let known: Set<ExactText>
    private var count = 0
    /// Fields that CSV had no column for.
    package private(set) var omitted: Set<ExactText> = []

    package init(_ format: RecordFormat, fields: [String]) {
        self.format = format
        self.fields = fields
        known = Set(fields.map(ExactText.init))
    }

    package mutating func encode(_ record: Record) -> String {
        defer { count += 1 }
        switch format {
        case .csv:
            for name in record.fields.names where !known.contains(ExactText(name)) { omitted.insert(ExactText(name)) }
            let row = Self.row(fields.map { record[$0].map(Self.cell) ?? "" })
            return count == 0 ? Self.row(fields) + row : row
        case .json: return (count == 0 ? "[\n" : ",\n") + record.plainJSON(first: fields).compact
        case .jsonl: return record.plainJSON(first: fields).compact + "\n"
        case .dynamoDB:
            return JSONNode.object([JSONMember("Item", record.typedJSON(first: fields))]).compact + "\n"
        }
    }

    /// The file's end; whole even without records.
    package func end() -> String {
        switch format {
        case .csv: count == 0 ? Self.row(fields) : ""
        case .json: count == 0 ? "[]\n" : "\n]\n"
        case .jsonl, .dynamoDB: ""
        }
    }

    /// All records at once, with a CSV column for every field that occurs.
    package static func text(of records: [Record], _ format: RecordFormat, first fields: [String]) -> String {
        let known = Set(fields.map(ExactText.init))
        let others = Set(records.flatMap { $0.fields.names.map(ExactText.init) }).subtracting(known).sorted()
        let all = format == .csv ? fields + others.map(\.text) : fields
        var encoder = RecordEncoder(format, fields: all)
        var text = ""
        for record in records { text += encoder.encode(record) }
        return text + encoder.end()
    }

    private static func cell(_ value: FieldValue) -> String {
        switch value {
        case .string(let text), .number(let text): text
        case .boolean, .null, .binary, .list, .map, .stringSet, .numberSet, .binarySet:
            value.plainJSON.text ?? value.plainJSON.compact
        }
    }

    /// RFC 4180: lines end in CRLF; a cell with a comma, a quote or a line break is quoted.
    private static func row(_ cells: [String]) -> String {
        cells.map { cell in
            let needsQuotes = cell.utf8.contains { [0x22, 0x2C, 0x0A, 0x0D].contains($0) }
            return needsQuotes ? "\"" + cell.replacing("\"", with: "\"\"") + "\"" : cell
        }.joined(separator: ",") + "\r\n"
    }
}

extension Collection {
    /// The fields that an export puts first: the key, then what the columns and the rules name.
    package var exportFields: [String] {
        (keys.names + columns.map(\.field) + rules.map(\.field)).reduce(into: []) { fields, field in
            if !fields.contains(field) { fields.append(field) }
        }
    }
}
