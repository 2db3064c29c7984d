/// A JSON text as a value: members in their order, numbers as written. For message bodies, log lines and what is shown
/// of records; pages of records and events never come this way.
package indirect enum JSONNode: Hashable, Sendable {
    case null
    case boolean(Bool)
    /// The number's own characters.
    case number(String)
    case string(String)
    case array([JSONNode])
    case object([JSONMember])

    /// Reads a whole JSON text (RFC 8259); nothing but white space may follow the value.
    package init(parsing text: String) throws(JSONProblem) {
        self = try JSONNodeReader.read(text)
    }

    /// A member of an object; of two with one name the last counts, as for Python's `json`. Nil when this is no object.
    package subscript(name: String) -> JSONNode? {
        guard case .object(let members) = self else { return nil }
        return members.last { $0.name == name }?.value
    }

    package var text: String? {
        if case .string(let text) = self { text } else { nil }
    }
}

package struct JSONMember: Hashable, Sendable {
    package let name: String
    package let value: JSONNode

    package init(_ name: String, _ value: JSONNode) {
        self.name = name
        self.value = value
    }
}

/// Why a text is not JSON.
package struct JSONProblem: Error, Hashable, Sendable {
    /// Bytes before the place where reading stopped.
    package let offset: Int
    /// What was wrong there, as part of a sentence: `a value expected`.
    package let reason: String

    package init(offset: Int, reason: String) {
        self.offset = offset
        self.reason = reason
    }
}
