import AWSClient
import OpsDomain

/// Writes an edit as an UpdateItem of what changed, on condition that the record exists and that each changed field is
/// as it was. Every name is aliased: `name` and `status` are reserved words.
struct ConditionalUpdate {
    private(set) var update = ""
    private(set) var condition = "attribute_exists(#k)"
    private(set) var attributes = ExpressionAttributes()

    /// Nil when nothing differs.
    init?(_ change: RecordChange, keyField: String) {
        let fields = change.changedFields.filter { $0 != keyField }
        guard !fields.isEmpty else { return nil }
        attributes.names["#k"] = keyField
        var sets: [String] = []
        var removes: [String] = []
        for (index, field) in fields.enumerated() {
            let name = "#n\(index)"
            attributes.names[name] = field
            if let after = change.after[field] {
                attributes.values[":v\(index)"] = after.attributeValue
                sets.append("\(name) = :v\(index)")
            } else {
                removes.append(name)
            }
            if let before = change.before[field] {
                attributes.values[":o\(index)"] = before.attributeValue
                condition += " AND \(name) = :o\(index)"
            } else {
                condition += " AND attribute_not_exists(\(name))"
            }
        }
        let clauses =
            [sets.isEmpty ? "" : "SET " + sets.joined(separator: ", ")]
            + [removes.isEmpty ? "" : "REMOVE " + removes.joined(separator: ", ")]
        update = clauses.filter { !$0.isEmpty }.joined(separator: " ")
    }
}
