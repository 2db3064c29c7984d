import OpsDomain

/// The whole demo world as values: everything in it follows from a seed, a scale and a moment.
struct DemoWorld {
    let records: DemoRecords
    let deadLetters: DemoDeadLetters
    /// Lines of log history to write.
    let logLineCount: Int
    /// For what is drawn once the world stands in the server: ids that the server gave are part of it.
    var generator: SeededGenerator

    /// At scale 1: 2,000 users, 1,000 orders, 48 dead letters, about 22,000 log lines.
    init(seed: UInt64, scale: Int, now: Timestamp) {
        var generator = SeededGenerator(seed: seed)
        records = DemoRecords(
            userCount: 2_000 * scale, orderCount: 1_000 * scale, now: now, generator: &generator)
        deadLetters = DemoDeadLetters(
            count: 48 * scale, orders: records.orders, users: records.users, now: now, generator: &generator)
        logLineCount = 22_000 * scale
        self.generator = generator
    }
}
