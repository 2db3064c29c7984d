/// Where a value stands in a record: names of fields, from the top.
///
/// A list is one value: its elements have no names, and what stands at a place today may stand at another tomorrow.
package struct RecordPath: Hashable, Sendable {
    package let names: [ExactText]

    package init(_ names: [String]) {
        self.names = names.map(ExactText.init)
    }

    private init(_ names: [ExactText]) {
        self.names = names
    }

    /// The top-level field that the path is in.
    package var field: String { names.first?.text ?? "" }

    /// `address.street`; names that could be misread are quoted as in JSON: `address."zip.code"`.
    package var text: String {
        names.map(Self.spelling).joined(separator: ".")
    }

    /// A name as paths write it.
    static func spelling(of name: ExactText) -> String {
        name.text.isPlainName ? name.text : JSONNode.string(name.text).compact
    }

    package func appending(_ name: String) -> RecordPath {
        RecordPath(names + [ExactText(name)])
    }

    /// The path of the map that holds this value; nil for a top-level field.
    package var parent: RecordPath? {
        names.count > 1 ? RecordPath(Array(names.dropLast())) : nil
    }

    /// Whether one of the two is the other, or holds it.
    package func overlaps(_ other: RecordPath) -> Bool {
        zip(names, other.names).allSatisfy(==)
    }
}

extension RecordPath: Comparable {
    package static func < (left: RecordPath, right: RecordPath) -> Bool {
        left.names.lexicographicallyPrecedes(right.names)
    }
}

extension Record {
    /// Setting nil takes the value away. A path through a map that is not there sets nothing.
    package subscript(path path: RecordPath) -> FieldValue? {
        get { Self.value(at: path.names[...], in: fields) }
        set { Self.set(newValue, at: path.names[...], in: &fields) }
    }

    private static func value(at path: ArraySlice<ExactText>, in fields: FieldMap) -> FieldValue? {
        guard let name = path.first, let value = fields[name.text] else { return nil }
        let rest = path.dropFirst()
        if rest.isEmpty { return value }
        if case .map(let members) = value { return self.value(at: rest, in: members) }
        return nil
    }

    private static func set(_ value: FieldValue?, at path: ArraySlice<ExactText>, in fields: inout FieldMap) {
        guard let name = path.first else { return }
        let rest = path.dropFirst()
        if rest.isEmpty {
            fields[name.text] = value
        } else if case .map(var members) = fields[name.text] {
            set(value, at: rest, in: &members)
            fields[name.text] = .map(members)
        }
    }
}

extension String {
    fileprivate var isPlainName: Bool {
        !isEmpty
            && utf8.allSatisfy { byte in
                (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
                    || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
                    || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || byte == UInt8(ascii: "_")
                    || byte == UInt8(ascii: "-")
            }
    }
}
