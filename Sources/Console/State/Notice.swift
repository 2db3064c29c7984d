/// A sentence in the row above the footer, until the next key.
package struct Notice: Hashable, Sendable {
    package let text: String
    package let isProblem: Bool

    package init(_ text: String, isProblem: Bool = false) {
        self.text = text
        self.isProblem = isProblem
    }
}
