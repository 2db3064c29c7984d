/// A typed value of a record: one of DynamoDB's ten attribute types, kept as it is from wire to wire.
///
/// A number stays the decimal text that the table holds (up to 38 digits), never a `Double`. Values are equal when the
/// table would hold the same: texts byte by byte, sets whatever their order.
package indirect enum FieldValue: Sendable {
    case string(String)
    case number(String)
    case binary([UInt8])
    case boolean(Bool)
    case null
    case list([FieldValue])
    case map(FieldMap)
    case stringSet([String])
    case numberSet([String])
    case binarySet([[UInt8]])
}

extension FieldValue: Hashable {
    package static func == (left: FieldValue, right: FieldValue) -> Bool {
        switch (left, right) {
        case (.string(let left), .string(let right)), (.number(let left), .number(let right)):
            ExactText(left) == ExactText(right)
        case (.binary(let left), .binary(let right)): left == right
        case (.boolean(let left), .boolean(let right)): left == right
        case (.null, .null): true
        case (.list(let left), .list(let right)): left == right
        case (.map(let left), .map(let right)): left == right
        case (.stringSet(let left), .stringSet(let right)), (.numberSet(let left), .numberSet(let right)):
            left.count == right.count && Set(left.map(ExactText.init)) == Set(right.map(ExactText.init))
        case (.binarySet(let left), .binarySet(let right)): left.count == right.count && Set(left) == Set(right)
        case (.string, _), (.number, _), (.binary, _), (.boolean, _), (.null, _), (.list, _), (.map, _),
            (.stringSet, _), (.numberSet, _), (.binarySet, _):
            false
        }
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(typeName)
        switch self {
        case .string(let text), .number(let text): hasher.combine(text)
        case .binary(let bytes): hasher.combine(bytes)
        case .boolean(let flag): hasher.combine(flag)
        case .null: break
        case .list(let elements): hasher.combine(elements)
        case .map(let members): hasher.combine(members)
        case .stringSet(let elements), .numberSet(let elements): hasher.combine(Set(elements.map(ExactText.init)))
        case .binarySet(let elements): hasher.combine(Set(elements))
        }
    }
}
