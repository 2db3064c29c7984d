import AWSClient
import OpsDomain

/// A write's expressions: an UpdateItem of what changed only, on condition that the record exists and that each changed
/// value is as it was; or a DeleteItem, on condition that nothing is otherwise. Every name is aliased: `name` and
/// `status` are reserved words, and others hold dots.
struct ConditionalWrite {
    /// Conditions beyond these are left out: DynamoDB takes 300 operators and 4 KB of expression.
    static let mostCompared = 250

    /// Empty for a deletion.
    let update: String
    let condition: String
    private(set) var attributes = ExpressionAttributes()

    /// Nil when nothing differs.
    init?(changing delta: RecordDelta, keys: KeyFields) {
        let changes = delta.changes.filter { !keys.contains($0.path.field) }
        guard !changes.isEmpty else { return nil }
        var names = ExpressionNames()
        var conditions = ["attribute_exists(\(names.alias(keys.partition)))"]
        var sets: [String] = []
        var removes: [String] = []
        var values: [String: AttributeValue] = [:]
        for (index, change) in changes.enumerated() {
            let path = names.expression(change.path)
            if let after = change.after {
                values[":v\(index)"] = after.attributeValue
                sets.append("\(path) = :v\(index)")
            } else {
                removes.append(path)
            }
            if let before = change.before {
                values[":o\(index)"] = before.attributeValue
                conditions.append("\(path) = :o\(index)")
            } else {
                // A map that is gone would make the update invalid, where it is a conflict.
                if let parent = change.path.parent {
                    values[":map"] = .string("M")
                    conditions.append("attribute_type(\(names.expression(parent)), :map)")
                }
                conditions.append("attribute_not_exists(\(path))")
            }
        }
        let clauses = [("SET ", sets), ("REMOVE ", removes)].filter { !$0.1.isEmpty }
        update = clauses.map { $0.0 + $0.1.joined(separator: ", ") }.joined(separator: " ")
        condition = conditions.joined(separator: " AND ")
        attributes.names = names.aliases
        attributes.values = values
    }

    /// - Parameters:
    ///   - record: as it was seen last.
    ///   - known: fields that records of the collection may have. One of them that came since is noticed, as `updatedAt`
    ///     of somebody's edit; any other is not, since no condition can ask for names that nobody knows.
    init(deleting record: Record, keys: KeyFields, known: [String] = []) {
        var names = ExpressionNames()
        var conditions = ["attribute_exists(\(names.alias(keys.partition)))"]
        var values: [String: AttributeValue] = [:]
        let fields = record.fields.sorted.filter { !keys.contains($0.key) }
        for (index, field) in fields.prefix(Self.mostCompared).enumerated() {
            values[":o\(index)"] = field.value.attributeValue
            conditions.append("\(names.alias(field.key)) = :o\(index)")
        }
        let absent = Set(known.map(ExactText.init)).sorted().filter { record[$0.text] == nil }
        for name in absent.prefix(max(0, Self.mostCompared - fields.count)) {
            conditions.append("attribute_not_exists(\(names.alias(name.text)))")
        }
        update = ""
        condition = conditions.joined(separator: " AND ")
        attributes.names = names.aliases
        attributes.values = values
    }
}
