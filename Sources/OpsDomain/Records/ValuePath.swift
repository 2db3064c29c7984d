/// Where a value stands in a record or in a JSON text: names of members and places in lists, from the top.
///
/// A `RecordPath` is for what is written, where a list is one value; this is for what is read.
package struct ValuePath: Hashable, Sendable {
    package enum Step: Hashable, Sendable {
        case name(ExactText)
        /// Counted from zero.
        case index(Int)

        package static func name(_ name: String) -> Step { .name(ExactText(name)) }
    }

    package let steps: [Step]

    package init(_ steps: [Step]) {
        self.steps = steps
    }

    /// `address.lines[0].zip`, as DynamoDB's document paths and the filter write it; names that could be misread are
    /// quoted as `RecordPath` does.
    ///
    /// Source: [Document paths](https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.Attributes.html).
    package var text: String {
        var text = ""
        for step in steps {
            switch step {
            case .name(let name): text += (text.isEmpty ? "" : ".") + RecordPath.spelling(of: name)
            case .index(let index): text += "[\(index)]"
            }
        }
        return text
    }
}
