import OpsDomain
import Testing

@Suite struct ReadBudgetTests {
    private let now = Timestamp(milliseconds: 1_000_000)

    private func facts(readCapacity: Int?) -> CollectionFacts {
        CollectionFacts(
            tableName: "t", approximateCount: 0, sizeInBytes: 0, keys: "id", readCapacity: readCapacity)
    }

    @Test func aPageIsWorkedOffAtHalfOfWhatTheTableGives() {
        var budget = ReadBudget(facts(readCapacity: 200))
        #expect(budget.pause(at: now) == .zero)
        budget.spend(50, at: now)
        #expect(budget.pause(at: now) == .milliseconds(500))
        #expect(budget.pause(at: now.adding(seconds: 0.4)) == .milliseconds(100))
        #expect(budget.pause(at: now.adding(seconds: 9)) == .zero)
    }

    @Test func severalReadersShareIt() {
        var budget = ReadBudget(facts(readCapacity: 200))
        for _ in 0..<4 { budget.spend(25, at: now) }
        #expect(budget.pause(at: now) == .seconds(1))
        // Time that nobody used is not saved up.
        budget.spend(25, at: now.adding(seconds: 60))
        #expect(budget.pause(at: now.adding(seconds: 60)) == .milliseconds(250))
    }

    @Test func onDemandTablesGiveHalfOfAPartition() {
        #expect(ReadBudget(facts(readCapacity: nil)).rate == 1500)
        #expect(ReadBudget(facts(readCapacity: 0)).rate == 0.5)
    }
}
