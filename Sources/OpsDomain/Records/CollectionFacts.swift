/// A table as it tells of itself.
package struct CollectionFacts: Hashable, Sendable {
    /// DynamoDB's three types that a key may have.
    package enum KeyType: String, Hashable, Sendable {
        case string = "S"
        case number = "N"
        case binary = "B"
    }

    /// A secondary index, local or global.
    package struct Index: Hashable, Sendable {
        package let name: String
        package let keys: KeyFields
        /// What a row of it holds besides the keys: whole records, or not.
        package let holdsWholeRecords: Bool
        /// With partitions of its own; DynamoDB reads these eventually consistent only.
        package let isGlobal: Bool
        /// As old as the table's count; nil when the table does not tell.
        package let approximateCount: Int?
        package let sizeInBytes: Int?

        package init(
            name: String, keys: KeyFields, holdsWholeRecords: Bool, isGlobal: Bool = true,
            approximateCount: Int? = nil, sizeInBytes: Int? = nil
        ) {
            self.name = name
            self.keys = keys
            self.holdsWholeRecords = holdsWholeRecords
            self.isGlobal = isGlobal
            self.approximateCount = approximateCount
            self.sizeInBytes = sizeInBytes
        }
    }

    package let tableName: String
    /// As DescribeTable tells it: refreshed by AWS about every six hours, so never a true total.
    package let approximateCount: Int
    /// As old as the count.
    package let sizeInBytes: Int
    package let keys: KeyFields
    /// Types of the fields that keys of the table and of its indexes use.
    package let keyTypes: [ExactText: KeyType]
    package let indexes: [Index]
    /// Provisioned read units a second; nil when the table is on demand.
    package let readCapacity: Int?

    package init(
        tableName: String, approximateCount: Int, sizeInBytes: Int, keys: KeyFields,
        keyTypes: [ExactText: KeyType] = [:], indexes: [Index] = [], readCapacity: Int? = nil
    ) {
        self.readCapacity = readCapacity
        self.tableName = tableName
        self.approximateCount = approximateCount
        self.sizeInBytes = sizeInBytes
        self.keys = keys
        self.keyTypes = keyTypes
        self.indexes = indexes
    }

    /// The index of a name.
    package func index(named name: String) -> Index? { indexes.first { ExactText($0.name) == ExactText(name) } }

    /// The fields without which a record is not in an index: those of its key that the table's own key lacks.
    package func fields(neededBy index: Index) -> [String] { index.keys.names.filter { !keys.contains($0) } }
}
