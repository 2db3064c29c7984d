/// The placeholders of expressions: `#n` for names, `:v` for values.
package struct ExpressionAttributes: Hashable, Sendable {
    /// Placeholder with its `#` to attribute name.
    package var names: [String: String]
    /// Placeholder with its `:` to value.
    package var values: [String: AttributeValue]

    package init(names: [String: String] = [:], values: [String: AttributeValue] = [:]) {
        self.names = names
        self.values = values
    }
}
