/// A text that is another one when its bytes are: names and values of a table, where `é` composed and decomposed are two.
/// Swift's `String` takes them for one (Unicode canonical equivalence).
package struct ExactText: Hashable, Sendable {
    package let text: String

    package init(_ text: String) {
        self.text = text
    }

    package static func == (left: ExactText, right: ExactText) -> Bool {
        // Most differ or are equal as strings already, which is asked fast.
        left.text == right.text && left.text.utf8.elementsEqual(right.text.utf8)
    }

    package func hash(into hasher: inout Hasher) {
        // Equal bytes are canonically equal: the string's own hash never tells equals apart.
        hasher.combine(text)
    }
}

extension ExactText: Comparable {
    package static func < (left: ExactText, right: ExactText) -> Bool {
        left.text.utf8.lexicographicallyPrecedes(right.text.utf8)
    }
}
