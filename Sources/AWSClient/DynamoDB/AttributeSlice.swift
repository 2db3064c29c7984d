/// One attribute where it stands in its page: its type is known, its value not yet decoded.
package struct AttributeSlice: Sendable {
    private let page: ItemPage
    /// The byte behind the colon of the type descriptor.
    private let offset: UInt32
    package let type: AttributeType

    init(page: ItemPage, offset: UInt32, type: AttributeType) {
        self.page = page
        self.offset = offset
        self.type = type
    }

    private func read<Result>(_ body: (inout JSONReader) -> Result) -> Result {
        JSONReader.reread(page.bytes, at: Int(offset), body)
    }

    /// The text of a string (`S`); nil for another type.
    package var string: String? {
        type == .string ? read { $0.stringText() } : nil
    }

    /// The digits of a number (`N`) as they came; nil for another type.
    package var number: String? {
        type == .number ? read { $0.stringText() } : nil
    }

    package var bool: Bool? {
        type == .bool ? read { $0.boolean() } : nil
    }

    /// Hands the UTF-8 of a string or number to `body` without making a `String` where no escape needs one; nil for
    /// another type. For filters that look at every row.
    package func withUTF8<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result? {
        guard type == .string || type == .number else { return nil }
        return read { reader in
            let text = reader.string()
            guard text.isEscaped else { return body(reader.raw(text)) }
            return reader.unescaped(text).withUnsafeBufferPointer(body)
        }
    }

    /// The value, decoded.
    package var value: AttributeValue {
        read { $0.attributeValue(of: type) }
    }
}
