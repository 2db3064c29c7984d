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

        package init(name: String, keys: KeyFields, holdsWholeRecords: Bool) {
            self.name = name
            self.keys = keys
            self.holdsWholeRecords = holdsWholeRecords
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
}
