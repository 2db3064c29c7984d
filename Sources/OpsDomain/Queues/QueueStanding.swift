/// What decides how much a queue needs somebody.
package struct QueueStanding: Sendable {
    package let reading: QueueReading
    /// Seconds; nil when not known.
    package let oldestAge: Double?
    /// A threshold of the config file is crossed.
    package let isOverLimit: Bool

    package init(_ reading: QueueReading, oldestAge: Double? = nil, isOverLimit: Bool = false) {
        self.reading = reading
        self.oldestAge = oldestAge
        self.isOverLimit = isOverLimit
    }

    /// Worst first: dead letters that wait, what cannot be asked, what crossed its threshold, what has waited long, what is
    /// long; then by name. Ages count by their magnitude, so that two young queues do not change places every minute.
    package func isWorse(than other: QueueStanding) -> Bool {
        let (mine, theirs) = (weights, other.weights)
        for (left, right) in zip(mine, theirs) where left != right { return left > right }
        return reading.name < other.reading.name
    }

    private var weights: [Int] {
        guard case .success(let snapshot) = reading.result else { return [2, 0, 0] }
        let rank = snapshot.isDeadLetterQueue && snapshot.depth > 0 ? 3 : isOverLimit ? 1 : 0
        return [rank, snapshot.depth > 0 ? ageStep : 0, snapshot.depth]
    }

    /// 0 below a minute, then 1 m, 5 m, 15 m, 1 h, 6 h, 1 d, 4 d.
    private var ageStep: Int {
        [60.0, 300, 900, 3600, 21_600, 86_400, 345_600].count { (oldestAge ?? 0) >= $0 }
    }
}
