/// The last depths of a queue as this console saw them, oldest first.
package struct QueueSamples: Hashable, Sendable {
    package struct Sample: Hashable, Sendable {
        package let at: Timestamp
        /// Nil when it could not be asked: never a zero.
        package let depth: Int?
    }

    package static let capacity = 60
    package private(set) var samples: [Sample] = []

    package init() {}

    package mutating func add(_ depth: Int?, at moment: Timestamp) {
        samples.append(Sample(at: moment, depth: depth))
        if samples.count > Self.capacity { samples.removeFirst(samples.count - Self.capacity) }
    }

    package var values: [Double?] { samples.map { $0.depth.map(Double.init) } }

    /// Messages a minute that the depth grew over about the last minute; negative when it shrinks. Nil until two samples
    /// lie at least three seconds apart.
    package var growthPerMinute: Double? {
        guard let last = samples.last, let depth = last.depth else { return nil }
        let known = samples.filter { $0.depth != nil && last.at.seconds(since: $0.at) <= 65 }
        guard let first = known.first, let before = first.depth else { return nil }
        let seconds = last.at.seconds(since: first.at)
        return seconds < 3 ? nil : Double(depth - before) * 60 / seconds
    }
}
