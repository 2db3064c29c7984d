extension JSONWriter {
    /// A value with its type descriptor.
    mutating func value(_ value: AttributeValue) {
        object { writer in
            let type = value.type.rawValue
            switch value {
            case .string(let text), .number(let text): writer.member(type, text)
            case .binary(let bytes): writer.member(type, Base64.encode(bytes))
            case .bool(let flag): writer.member(type, flag)
            case .null: writer.member(type, true)
            case .map(let item): writer.member(type, item)
            case .list(let values): writer.array(type, values) { $0.value($1) }
            case .stringSet(let texts), .numberSet(let texts): writer.member(type, texts)
            case .binarySet(let blobs): writer.array(type, blobs) { $0.value(Base64.encode($1)) }
            }
        }
    }

    mutating func value(_ item: Item) {
        object { writer in
            for attribute in item.attributes {
                writer.name(attribute.name)
                writer.value(attribute.value)
            }
        }
    }

    mutating func member(_ name: String, _ item: Item?) {
        guard let item else { return }
        self.name(name)
        value(item)
    }

    /// `ExpressionAttributeNames` and `ExpressionAttributeValues`, each only where there are some: DynamoDB refuses empty ones.
    mutating func members(_ expression: ExpressionAttributes) {
        memberUnlessEmpty("ExpressionAttributeNames", expression.names)
        guard !expression.values.isEmpty else { return }
        object("ExpressionAttributeValues") { writer in
            for (name, value) in expression.values.sorted(by: { $0.key < $1.key }) {
                writer.name(name)
                writer.value(value)
            }
        }
    }

    mutating func members(_ condition: WriteCondition?) {
        guard let condition else { return }
        member("ConditionExpression", condition.expression)
        if condition.returnsItemOnFailure { member("ReturnValuesOnConditionCheckFailure", "ALL_OLD") }
    }
}
