extension AttributeValue {
    /// DynamoDB's typed JSON of the value: `{"N":"17"}`.
    package var typedJSON: String {
        var writer = JSONWriter()
        writer.value(self)
        return String(decoding: writer.bytes, as: UTF8.self)
    }
}

extension Item {
    /// DynamoDB's typed JSON of the item: `{"id":{"S":"u-1"},"age":{"N":"17"}}`.
    package var typedJSON: String {
        var writer = JSONWriter()
        writer.value(self)
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    /// Reads typed JSON, as a person may have edited it. Throws `TypedJSONError` with the byte where it is wrong.
    package init(typedJSON: String) throws(TypedJSONError) {
        do {
            self = try JSONReader.read(Array(typedJSON.utf8)) { $0.item() }
        } catch {
            throw TypedJSONError(offset: error.offset, reason: error.reason)
        }
    }
}

/// Why a text is not an item in DynamoDB's typed JSON.
package struct TypedJSONError: Error, Hashable, Sendable {
    /// Bytes of UTF-8 before the place that is wrong.
    package let offset: Int
    /// Part of a sentence: `no such type descriptor`.
    package let reason: String
}
