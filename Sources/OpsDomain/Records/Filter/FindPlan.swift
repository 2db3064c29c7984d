/// How records that fit an expression are found most cheaply: by their key, in one partition of the table or of an index,
/// or in the whole table.
package struct FindPlan: Hashable, Sendable {
    package enum Access: Hashable, Sendable {
        case get(RecordKey)
        case query(RecordQuery)
        /// All of the table, or of the index that was asked for.
        case scan
    }

    /// All of it is asked of every record that the access brings.
    package let expression: RecordExpression
    package let access: Access
    /// What a reading of the whole table, or of a whole index, costs at most; nil for other accesses, whose size no table
    /// tells before.
    package let estimate: ReadEstimate?

    /// - Parameters:
    ///   - facts: the table's. An index that does not hold whole records is left alone.
    ///   - isConsistent: whether what was written a moment ago must be found, too: then global indexes are left alone.
    package init(finding expression: RecordExpression, in facts: CollectionFacts, isConsistent: Bool = false) {
        self.expression = expression
        let terms = KeyTerms(expression, facts.keyTypes)
        if let key = terms.key(facts.keys) {
            access = .get(key)
        } else {
            let indexes = facts.indexes.filter { $0.holdsWholeRecords && !($0.isGlobal && isConsistent) }
            let queries =
                [terms.query(nil, facts.keys)].compactMap(\.self)
                + indexes.compactMap { terms.query($0.name, $0.keys) }
            // A condition on the sort key reads less than the whole partition.
            access = (queries.first { $0.sort != nil } ?? queries.first).map(Access.query) ?? .scan
        }
        estimate = access == .scan ? ReadEstimate(scanning: facts, isConsistent: isConsistent) : nil
    }

    /// Through one index and no other way: one partition of it where the expression says which, else all of it.
    package init(
        finding expression: RecordExpression, in facts: CollectionFacts, through index: CollectionFacts.Index,
        isConsistent: Bool = false
    ) {
        self.expression = expression
        access = KeyTerms(expression, facts.keyTypes).query(index.name, index.keys).map(Access.query) ?? .scan
        estimate = access == .scan ? ReadEstimate(scanning: facts, through: index, isConsistent: isConsistent) : nil
    }

    /// A field of the index's sort key: records without it are not in the index.
    package var neededField: String? {
        guard case .query(let query) = access, query.index != nil, query.sort == nil else { return nil }
        return query.keys.sort
    }
}

/// What a reading costs, as far as can be said before.
package struct ReadEstimate: Hashable, Sendable {
    /// As the table told some hours ago.
    package let approximateCount: Int
    package let sizeInBytes: Int
    package let isConsistent: Bool

    /// - Parameter index: what is read instead of the table; the table's own size bounds one that tells none.
    package init(
        scanning facts: CollectionFacts, through index: CollectionFacts.Index? = nil, isConsistent: Bool = false
    ) {
        approximateCount = index?.approximateCount ?? facts.approximateCount
        sizeInBytes = index?.sizeInBytes ?? facts.sizeInBytes
        self.isConsistent = isConsistent
    }

    /// A unit for each 4 KB that is read, and half of one where that may be eventually consistent (DynamoDB developer
    /// guide, "Read consistency").
    package var readUnits: Double { Double((max(0, sizeInBytes) + 4095) / 4096) * (isConsistent ? 1 : 0.5) }

    package var dollars: Double { readUnits * Self.dollarsPerReadUnit }

    /// On demand, US East (N. Virginia), since November 2024.
    package static let dollarsPerReadUnit = 0.125 / 1_000_000

    /// How many readers a table of this size is worth.
    package var segments: Int { approximateCount > 50_000 ? 4 : 1 }
}

/// The conditions of an expression that a key can be asked for.
private struct KeyTerms {
    private var terms: [(field: ExactText, comparison: RecordExpression.Comparison, value: FieldValue)] = []

    init(_ expression: RecordExpression, _ types: [ExactText: CollectionFacts.KeyType]) {
        for case .compares(let path, let comparison, let literal) in expression.conjuncts {
            guard path.names.count == 1, let field = path.names.first, let type = types[field] else { continue }
            switch (type, comparison) {
            case (_, .notEqual), (_, .contains), (.binary, _), (.number, .begins): continue
            case (.string, _):
                // No key is empty, and none can be asked for that is.
                if !literal.text.isEmpty { terms.append((field, comparison, .string(literal.text))) }
            case (.number, _):
                guard let number = literal.number, number.fitsDynamoDB else { continue }
                terms.append((field, comparison, .number(literal.text)))
            }
        }
    }

    private func equal(_ field: String) -> FieldValue? {
        terms.first { $0.field == ExactText(field) && $0.comparison == .equal }?.value
    }

    func key(_ keys: KeyFields) -> RecordKey? { keys.key(of: equal) }

    func query(_ index: String?, _ keys: KeyFields) -> RecordQuery? {
        guard let partition = equal(keys.partition) else { return nil }
        let sort = keys.sort.flatMap { sort in terms.first { $0.field == ExactText(sort) } }
        return RecordQuery(
            index: index, keys: keys, partition: partition,
            sort: sort.map { RecordQuery.SortCondition($0.comparison, $0.value) })
    }
}
