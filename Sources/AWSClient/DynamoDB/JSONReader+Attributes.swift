/// DynamoDB's typed JSON: `{"S":"text"}`, `{"N":"1"}`, `{"M":{"name":{"BOOL":true}}}`…
extension JSONReader {
    /// Steps into a typed value, to behind the colon of its type descriptor; `closeAttribute` steps out.
    @inline(__always) mutating func openAttribute() -> AttributeType? {
        openObject()
        let start = position
        guard let tag = nextKey() else {
            fail("a type descriptor expected", at: start)
            return nil
        }
        guard let type = attributeType(tag) else {
            fail("no such type descriptor", at: Int(tag.start))
            return nil
        }
        return type
    }

    @inline(__always) mutating func closeAttribute() {
        let start = position
        if nextKey() != nil { fail("a value has one type only", at: start) }
    }

    @inline(__always) private func attributeType(_ tag: JSONText) -> AttributeType? {
        let name = raw(tag)
        switch name.count {
        case 1:
            switch name[0] {
            case UInt8(ascii: "S"): return .string
            case UInt8(ascii: "N"): return .number
            case UInt8(ascii: "B"): return .binary
            case UInt8(ascii: "M"): return .map
            case UInt8(ascii: "L"): return .list
            default: return nil
            }
        case 2:
            guard name[1] == UInt8(ascii: "S") else { return nil }
            switch name[0] {
            case UInt8(ascii: "S"): return .stringSet
            case UInt8(ascii: "N"): return .numberSet
            case UInt8(ascii: "B"): return .binarySet
            default: return nil
            }
        default:
            if says(tag, "BOOL") { return .bool }
            return says(tag, "NULL") ? .null : nil
        }
    }

    /// Validates a typed value and steps over it: it accepts just what `attributeValue` accepts.
    mutating func skipAttributeValue() {
        guard let type = openAttribute() else { return }
        switch type {
        case .string, .number: _ = string()
        case .binary: skipBinary()
        case .bool, .null: _ = boolean()
        case .map:
            openObject()
            while nextKey() != nil { skipAttributeValue() }
        case .list:
            openArray()
            while nextElement() { skipAttributeValue() }
        case .stringSet, .numberSet:
            openArray()
            while nextElement() { _ = string() }
        case .binarySet:
            openArray()
            while nextElement() { skipBinary() }
        }
        closeAttribute()
    }

    private mutating func skipBinary() {
        let text = string()
        let isValid =
            text.isEscaped
            ? unescaped(text).withUnsafeBufferPointer { Base64.isValid($0) } : Base64.isValid(raw(text))
        if !isValid { fail("base64 expected", at: Int(text.start)) }
    }

    /// Reads a typed value.
    mutating func attributeValue() -> AttributeValue {
        guard let type = openAttribute() else { return .null }
        let value = attributeValue(of: type)
        closeAttribute()
        return value
    }

    /// Reads the value behind a type descriptor.
    mutating func attributeValue(of type: AttributeType) -> AttributeValue {
        switch type {
        case .string: return .string(stringText())
        case .number: return .number(stringText())
        case .binary: return .binary(binary())
        case .bool: return .bool(boolean())
        case .null:
            _ = boolean()
            return .null
        case .map: return .map(item())
        case .list: return .list(elements { $0.attributeValue() })
        case .stringSet: return .stringSet(elements { $0.stringText() })
        case .numberSet: return .numberSet(elements { $0.stringText() })
        case .binarySet: return .binarySet(elements { $0.binary() })
        }
    }

    /// Reads an object of typed values: an item, a key, the inside of a map.
    mutating func item() -> Item {
        var attributes: [Item.Attribute] = []
        openObject()
        while let name = nextKey() {
            attributes.append(Item.Attribute(name: text(name), value: attributeValue()))
        }
        return Item(attributes)
    }

    /// Reads base64 text.
    mutating func binary() -> [UInt8] {
        let text = string()
        let bytes =
            text.isEscaped
            ? unescaped(text).withUnsafeBufferPointer { Base64.decode($0) } : Base64.decode(raw(text))
        if bytes == nil { fail("base64 expected", at: Int(text.start)) }
        return bytes ?? []
    }
}
