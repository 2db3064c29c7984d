/// How an open record is laid out; `y` goes round.
package enum RecordLayout: Hashable, Sendable, CaseIterable {
    /// A field a line, its values written for reading.
    case fields
    /// As the table holds it, in DynamoDB's JSON.
    case typedJSON
    /// As programs write it, without the types.
    case plainJSON

    package var next: RecordLayout {
        switch self {
        case .fields: .typedJSON
        case .typedJSON: .plainJSON
        case .plainJSON: .fields
        }
    }

    /// For the pane's outline; nil for what needs no word.
    package var title: String? {
        switch self {
        case .fields: nil
        case .typedJSON: "DynamoDB JSON"
        case .plainJSON: "plain JSON"
        }
    }
}
