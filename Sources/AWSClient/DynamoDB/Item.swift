/// Named attribute values in the order in which they came: a whole item, a key, or the inside of a map (`M`).
///
/// Names are unique and compared by their UTF-8 bytes, as DynamoDB does: `é` composed and decomposed are two names.
/// Order is kept for writing and showing, but does not count for equality.
package struct Item: Sendable {
    package struct Attribute: Sendable {
        package let name: String
        package let value: AttributeValue
    }

    package private(set) var attributes: [Attribute]

    package init() {
        attributes = []
    }

    /// Of several attributes with one name the last one's value counts, at the first one's place.
    package init(_ pairs: some Sequence<(String, AttributeValue)>) {
        self.init(pairs.map { Attribute(name: $0.0, value: $0.1) })
    }

    init(_ attributes: [Attribute]) {
        self.attributes = attributes
        guard !Self.hasUniqueNames(attributes) else { return }
        var places: [[UInt8]: Int] = [:]
        self.attributes.removeAll(keepingCapacity: true)
        for attribute in attributes {
            let name = Array(attribute.name.utf8)
            if let place = places[name] {
                self.attributes[place] = attribute
            } else {
                places[name] = self.attributes.count
                self.attributes.append(attribute)
            }
        }
    }

    package var count: Int { attributes.count }
    package var isEmpty: Bool { attributes.isEmpty }
    package var names: [String] { attributes.map(\.name) }

    /// Setting a new name appends it; setting nil removes the name.
    package subscript(name: String) -> AttributeValue? {
        get { place(of: name).map { attributes[$0].value } }
        set {
            switch (place(of: name), newValue) {
            case (let place?, let value?): attributes[place] = Attribute(name: name, value: value)
            case (nil, let value?): attributes.append(Attribute(name: name, value: value))
            case (let place?, nil): attributes.remove(at: place)
            case (nil, nil): break
            }
        }
    }

    private func place(of name: String) -> Int? {
        attributes.firstIndex { $0.name.isSameText(as: name) }
    }

    /// May answer false for names that differ in composition only; those are looked at again byte by byte.
    private static func hasUniqueNames(_ attributes: [Attribute]) -> Bool {
        guard attributes.count > 12 else {
            return !attributes.indices.contains { later in
                attributes[..<later].contains { $0.name == attributes[later].name }
            }
        }
        return Set(attributes.map { Array($0.name.utf8) }).count == attributes.count
    }
}

extension Item: ExpressibleByDictionaryLiteral {
    package init(dictionaryLiteral elements: (String, AttributeValue)...) {
        self.init(elements)
    }
}

extension Item: Hashable {
    package static func == (left: Item, right: Item) -> Bool {
        left.count == right.count && left.byName == right.byName
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(byName)
    }

    private var byName: [[UInt8]: AttributeValue] {
        Dictionary(attributes.map { (Array($0.name.utf8), $0.value) }, uniquingKeysWith: { _, last in last })
    }
}

extension String {
    /// Equal byte by byte, not by Unicode's canonical equivalence, which `==` means. `==` is asked first: it is fast.
    func isSameText(as other: String) -> Bool {
        self == other && utf8.elementsEqual(other.utf8)
    }
}
