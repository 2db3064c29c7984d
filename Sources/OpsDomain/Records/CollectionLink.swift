/// A way from a record to those of another collection: its customer, its orders.
package struct CollectionLink: Hashable, Sendable {
    /// The key that follows it; nil leaves it to the palette.
    package let key: Character?
    package let name: String
    package let help: String
    /// The other collection, by its id.
    package let target: String
    /// The record's field that says what to look for.
    package let field: String
    /// The target's field that holds it; nil when it is the target's key.
    package let targetField: String?

    package init(
        key: Character?, name: String, help: String, target: String, field: String, targetField: String? = nil
    ) {
        self.key = key
        self.name = name
        self.help = help
        self.target = target
        self.field = field
        self.targetField = targetField
    }
}
