/// How fast a table is read, so that looking through it takes nothing away from those whom it serves: after a page the
/// next one waits until the page is worked off at a steady rate.
package struct ReadBudget: Hashable, Sendable {
    /// Read units a second.
    package let rate: Double
    private var due: Timestamp?

    /// Of a table's provisioned capacity a half; of an on-demand table a half of what one partition gives, 3,000 units a
    /// second (DynamoDB developer guide, "Partitions and data distribution").
    package init(_ facts: CollectionFacts) {
        rate = max(1, facts.readCapacity.map { Double($0) } ?? 3_000) / 2
    }

    /// Notes what a page cost.
    package mutating func spend(_ units: Double, at now: Timestamp) {
        due = max(due ?? now, now).adding(seconds: max(0, units) / rate)
    }

    /// How long the next request must wait.
    package func pause(at now: Timestamp) -> Duration {
        .milliseconds(Int(due.map { max(0, $0.seconds(since: now)) * 1000 } ?? 0))
    }
}
