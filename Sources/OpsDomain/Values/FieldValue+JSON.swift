extension FieldValue {
    /// A JSON value as Python's DynamoDB client stores it: no sets, no binary.
    package init(_ node: JSONNode) {
        self =
            switch node {
            case .null: .null
            case .boolean(let flag): .boolean(flag)
            case .number(let digits): .number(digits)
            case .string(let text): .string(text)
            case .array(let elements): .list(elements.map { FieldValue($0) })
            case .object(let members): .map(FieldMap(members.map { ($0.name, FieldValue($0.value)) }))
            }
    }
}
