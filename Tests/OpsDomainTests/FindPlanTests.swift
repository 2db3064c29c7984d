import OpsDomain
import Testing

@Suite struct FindPlanTests {
    private static let facts = CollectionFacts(
        tableName: "orders", approximateCount: 60_000, sizeInBytes: 8_192_001, keys: "orderId",
        keyTypes: [
            ExactText("orderId"): .string, ExactText("status"): .string, ExactText("createdAt"): .string,
            ExactText("number"): .number, ExactText("part"): .string,
        ],
        indexes: [
            CollectionFacts.Index(name: "by-part", keys: "part", holdsWholeRecords: false),
            CollectionFacts.Index(name: "by-number", keys: "number", holdsWholeRecords: true),
            CollectionFacts.Index(
                name: "by-status", keys: KeyFields(partition: "status", sort: "createdAt"), holdsWholeRecords: true),
            CollectionFacts.Index(
                name: "local", keys: KeyFields(partition: "orderId", sort: "createdAt"), holdsWholeRecords: true,
                isGlobal: false, approximateCount: 500, sizeInBytes: 40_960),
        ])

    private func plan(_ text: String) throws -> FindPlan {
        FindPlan(finding: try RecordExpression(parsing: text), in: Self.facts)
    }

    @Test func aKeyIsGotAndAnIndexIsQueried() throws {
        #expect(try plan("total > 3 and orderId = o-1").access == .get("o-1"))
        let status = KeyFields(partition: "status", sort: "createdAt")
        let open = try plan("status = pending and createdAt >= 2026-01 and total > 5")
        #expect(
            open.access
                == .query(
                    RecordQuery(
                        index: "by-status", keys: status, partition: .string("pending"),
                        sort: .init(.greaterOrEqual, .string("2026-01")))))
        #expect(open.estimate == nil && open.neededField == nil)
        #expect(try plan("status = pending").neededField == "createdAt")
        #expect(
            try plan("number = 1e2").access
                == .query(RecordQuery(index: "by-number", keys: "number", partition: .number("1e2"))))
        // The index that reads less goes before the one that reads a whole partition.
        #expect(try plan("number = 1 and status = x and createdAt < 2026").neededField == nil)
    }

    @Test(arguments: [
        "total > 3", "part = x", "status != pending", "status = a or orderId = b", "not orderId = b", "orderId ~ o",
        "number = abc", "number = \"1\"", "orderId = \"\"", "orderId.x = 1", "number > 5",
    ])
    func everythingElseReadsTheWholeTable(text: String) throws {
        let plan = try plan(text)
        #expect(plan.access == .scan)
        #expect(plan.estimate?.readUnits == 1000.5)
        #expect(plan.estimate?.segments == 4)
    }

    @Test func consistentReadsCostTwiceAndLeaveGlobalIndexesAlone() throws {
        func plan(_ text: String) throws -> FindPlan {
            FindPlan(finding: try RecordExpression(parsing: text), in: Self.facts, isConsistent: true)
        }
        let status = try plan("status = pending")
        #expect(status.access == .scan)
        #expect(status.estimate?.readUnits == 2001)
        #expect(try plan("orderId = o-1").access == .get("o-1"))
    }

    @Test func anIndexThatIsAskedForIsTheOnlyWay() throws {
        func plan(_ text: String, _ index: String, isConsistent: Bool = false) throws -> FindPlan {
            let index = try #require(Self.facts.index(named: index))
            return FindPlan(
                finding: try RecordExpression(parsing: text), in: Self.facts, through: index,
                isConsistent: isConsistent)
        }
        // One that does not hold whole records, and a key that the table could be asked for: the person chose.
        #expect(
            try plan("part = x and orderId = o-1", "by-part").access
                == .query(RecordQuery(index: "by-part", keys: "part", partition: .string("x"))))
        #expect(try plan("total > 3", "by-part").access == .scan)
        // An index without a size of its own is bounded by the table's.
        #expect(try plan("total > 3", "by-part").estimate?.readUnits == 1000.5)
        #expect(try plan("total > 3", "local").estimate?.readUnits == 5)
        #expect(try plan("total > 3", "local", isConsistent: true).estimate?.readUnits == 10)
        #expect(try plan("total > 3", "local").estimate?.approximateCount == 500)
    }

    @Test func theFieldsAreToldWithoutWhichARecordIsNotInAnIndex() throws {
        #expect(Self.facts.index(named: "nothing") == nil)
        let needed = try ["by-status", "local"].map {
            try Self.facts.fields(neededBy: #require(Self.facts.index(named: $0)))
        }
        #expect(needed == [["status", "createdAt"], ["createdAt"]])
    }
}
