/// The way by which a page of records is read.
package enum RecordAccess: Hashable, Sendable {
    /// All of the table or of an index or, for several readers at once, part `segment` (from zero) of `total`.
    case scan(Segment? = nil, index: String? = nil)
    /// One partition of the table or of an index, in the order of its sort key.
    case query(RecordQuery)

    package struct Segment: Hashable, Sendable {
        package let segment: Int
        package let total: Int

        package init(_ segment: Int, of total: Int) {
            self.segment = segment
            self.total = total
        }
    }
}

/// The key's part of a Query.
package struct RecordQuery: Hashable, Sendable {
    package struct SortCondition: Hashable, Sendable {
        /// Any but `!=` and `~`, which no key can be asked for.
        package let comparison: RecordExpression.Comparison
        package let value: FieldValue

        package init(_ comparison: RecordExpression.Comparison, _ value: FieldValue) {
            self.comparison = comparison
            self.value = value
        }
    }

    /// Nil for the table itself.
    package let index: String?
    /// Of the table or of the index.
    package let keys: KeyFields
    package let partition: FieldValue
    package let sort: SortCondition?

    package init(index: String? = nil, keys: KeyFields, partition: FieldValue, sort: SortCondition? = nil) {
        self.index = index
        self.keys = keys
        self.partition = partition
        self.sort = sort
    }
}
