/// A message attribute as sent or received: its declared type and its value.
package struct MessageAttribute: Hashable, Sendable {
    package enum Value: Hashable, Sendable {
        case string(String)
        case binary([UInt8])
    }

    /// `String`, `Number`, `Binary`, each with an optional custom label: `Number.float`.
    package let dataType: String
    package let value: Value

    package init(dataType: String, value: Value) {
        self.dataType = dataType
        self.value = value
    }

    package static func string(_ value: String) -> MessageAttribute {
        MessageAttribute(dataType: "String", value: .string(value))
    }

    /// A number as text.
    package static func number(_ value: String) -> MessageAttribute {
        MessageAttribute(dataType: "Number", value: .string(value))
    }

    package static func binary(_ value: [UInt8]) -> MessageAttribute {
        MessageAttribute(dataType: "Binary", value: .binary(value))
    }
}
