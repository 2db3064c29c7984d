/// One part of a primary key.
package struct KeySchemaElement: Hashable, Sendable, Decodable {
    package enum KeyType: String, Hashable, Sendable, Decodable {
        /// The partition key.
        case hash = "HASH"
        /// The sort key.
        case range = "RANGE"
    }

    package let attributeName: String
    package let keyType: KeyType

    package init(_ attributeName: String, _ keyType: KeyType) {
        self.attributeName = attributeName
        self.keyType = keyType
    }

    enum CodingKeys: String, CodingKey {
        case attributeName = "AttributeName"
        case keyType = "KeyType"
    }
}

/// The type of an attribute that a key uses.
package struct AttributeDefinition: Hashable, Sendable, Decodable {
    package enum ScalarType: String, Hashable, Sendable, Decodable {
        case string = "S"
        case number = "N"
        case binary = "B"
    }

    package let attributeName: String
    package let attributeType: ScalarType

    package init(_ attributeName: String, _ attributeType: ScalarType) {
        self.attributeName = attributeName
        self.attributeType = attributeType
    }

    enum CodingKeys: String, CodingKey {
        case attributeName = "AttributeName"
        case attributeType = "AttributeType"
    }
}

/// Which attributes an index carries.
package struct IndexProjection: Hashable, Sendable, Decodable {
    /// `ALL`, `KEYS_ONLY` or `INCLUDE`.
    package let projectionType: String?
    package let nonKeyAttributes: [String]?

    package init(projectionType: String, nonKeyAttributes: [String]? = nil) {
        self.projectionType = projectionType
        self.nonKeyAttributes = nonKeyAttributes
    }

    package static let all = IndexProjection(projectionType: "ALL")

    enum CodingKeys: String, CodingKey {
        case projectionType = "ProjectionType"
        case nonKeyAttributes = "NonKeyAttributes"
    }
}
