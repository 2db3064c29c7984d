/// A DynamoDB value with its type. Numbers are the text that came, never a machine number: DynamoDB keeps 38 digits.
///
/// A value that was read and is written again unchanged gives the same bytes, but for spaces and for escapes that were
/// not needed. Two values are equal when DynamoDB would call them equal: maps and sets have no order. Numbers compare as
/// text, because DynamoDB sends them in one normal form.
package indirect enum AttributeValue: Sendable {
    case string(String)
    case number(String)
    case binary([UInt8])
    case bool(Bool)
    case null
    case map(Item)
    case list([AttributeValue])
    case stringSet([String])
    case numberSet([String])
    case binarySet([[UInt8]])

    package var type: AttributeType {
        switch self {
        case .string: .string
        case .number: .number
        case .binary: .binary
        case .bool: .bool
        case .null: .null
        case .map: .map
        case .list: .list
        case .stringSet: .stringSet
        case .numberSet: .numberSet
        case .binarySet: .binarySet
        }
    }
}

extension AttributeValue: Hashable {
    package static func == (left: AttributeValue, right: AttributeValue) -> Bool {
        switch (left, right) {
        case (.string(let left), .string(let right)): left.isSameText(as: right)
        case (.number(let left), .number(let right)): left == right
        case (.binary(let left), .binary(let right)): left == right
        case (.bool(let left), .bool(let right)): left == right
        case (.null, .null): true
        case (.map(let left), .map(let right)): left == right
        case (.list(let left), .list(let right)): left == right
        case (.stringSet(let left), .stringSet(let right)):
            Set(left.map { Array($0.utf8) }) == Set(right.map { Array($0.utf8) })
        case (.numberSet(let left), .numberSet(let right)): Set(left) == Set(right)
        case (.binarySet(let left), .binarySet(let right)): Set(left) == Set(right)
        default: false
        }
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(type)
        switch self {
        case .string(let value): hasher.combine(Array(value.utf8))
        case .number(let value): hasher.combine(value)
        case .binary(let value): hasher.combine(value)
        case .bool(let value): hasher.combine(value)
        case .null: break
        case .map(let value): hasher.combine(value)
        case .list(let value): hasher.combine(value)
        case .stringSet(let value): hasher.combine(Set(value.map { Array($0.utf8) }))
        case .numberSet(let value): hasher.combine(Set(value))
        case .binarySet(let value): hasher.combine(Set(value))
        }
    }
}
