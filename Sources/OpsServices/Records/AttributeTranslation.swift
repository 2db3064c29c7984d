import AWSClient
import OpsDomain

extension FieldValue {
    init(_ value: AttributeValue) {
        self =
            switch value {
            case .string(let text): .string(text)
            case .number(let digits): .number(digits)
            case .binary(let bytes): .binary(bytes)
            case .bool(let flag): .boolean(flag)
            case .null: .null
            case .map(let item): .map(Record(item).fields)
            case .list(let elements): .list(elements.map { FieldValue($0) })
            case .stringSet(let elements): .stringSet(elements)
            case .numberSet(let elements): .numberSet(elements)
            case .binarySet(let elements): .binarySet(elements)
            }
    }

    var attributeValue: AttributeValue {
        switch self {
        case .string(let text): .string(text)
        case .number(let digits): .number(digits)
        case .binary(let bytes): .binary(bytes)
        case .boolean(let flag): .bool(flag)
        case .null: .null
        case .map(let members): .map(Record(fields: members).item)
        case .list(let elements): .list(elements.map(\.attributeValue))
        case .stringSet(let elements): .stringSet(elements)
        case .numberSet(let elements): .numberSet(elements)
        case .binarySet(let elements): .binarySet(elements)
        }
    }
}

extension Record {
    init(_ item: Item) {
        self.init(fields: FieldMap(item.attributes.lazy.map { ($0.name, FieldValue($0.value)) }))
    }

    /// The record as DynamoDB takes it, in the order of names, so that one record always gives one request.
    package var item: Item {
        Item(fields.sorted.map { ($0.key, $0.value.attributeValue) })
    }
}
