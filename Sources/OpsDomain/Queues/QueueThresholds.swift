/// What a queue must not come to, by the config file: both count as crossed from the value itself on.
package struct QueueLimits: Hashable, Sendable {
    /// Messages that wait.
    package var depth: Int?
    /// Seconds that the oldest one has waited.
    package var age: Int?

    package init(depth: Int? = nil, age: Int? = nil) {
        self.depth = depth
        self.age = age
    }

    /// The limits that a queue is at or over; what is not known is over none.
    package func crossings(depth: Int?, age: Double?) -> [QueueCrossing] {
        var crossings: [QueueCrossing] = []
        if let limit = self.depth, let depth, depth >= limit { crossings.append(.depth(depth, limit: limit)) }
        if let limit = self.age, let age, age >= Double(limit) { crossings.append(.age(age, limit: limit)) }
        return crossings
    }
}

/// Limits by patterns of queue names.
package struct QueueThresholds: Hashable, Sendable {
    private var rules: [(pattern: GlobPattern, limits: QueueLimits)] {
        patterns.map { (GlobPattern($0.key), $0.value) }
    }
    package private(set) var patterns: [String: QueueLimits] = [:]

    package init(_ patterns: [String: QueueLimits] = [:]) {
        self.patterns = patterns
    }

    package subscript(pattern: String) -> QueueLimits? {
        get { patterns[pattern] }
        set { patterns[pattern] = newValue }
    }

    /// The limits of a queue. A pattern may name it with its environment or without. Of several that fit, the longest
    /// pattern that names a limit decides it: it says most about the queue.
    package func limits(for queue: String, in names: ResourceNames) -> QueueLimits {
        let fitting = rules.filter { $0.pattern.matches(queue) || $0.pattern.matches(names.short(queue)) }
            .sorted { ($0.pattern.text.count, $0.pattern.text) > ($1.pattern.text.count, $1.pattern.text) }
        return QueueLimits(
            depth: fitting.lazy.compactMap(\.limits.depth).first, age: fitting.lazy.compactMap(\.limits.age).first)
    }
}

/// A limit that a queue has come to.
package enum QueueCrossing: Hashable, Sendable {
    case depth(Int, limit: Int)
    /// Seconds.
    case age(Double, limit: Int)

    /// `48 messages wait (limit 10)`.
    package var text: String {
        switch self {
        case .depth(let depth, let limit): "\(depth) \(depth == 1 ? "message waits" : "messages wait") (limit \(limit))"
        case .age(let age, let limit):
            "the oldest message is \(RelativeAge.text(seconds: age)) old (limit "
                + "\(RelativeAge.text(seconds: Double(limit))))"
        }
    }
}

/// Which limits are crossed now, so that each crossing is told once, and again only after the queue went below.
package struct QueueAlarms: Hashable, Sendable {
    private struct Crossed: Hashable {
        var depth = false
        var age = false
    }

    private var crossed: [String: Crossed] = [:]

    package init() {}

    package func hasDepth(_ queue: String) -> Bool { crossed[queue]?.depth ?? false }
    package func hasAge(_ queue: String) -> Bool { crossed[queue]?.age ?? false }
    package func hasAny(_ queue: String) -> Bool { hasDepth(queue) || hasAge(queue) }

    /// Takes in what a queue has come to. When it has newly crossed a limit, answers all that it is over now; otherwise
    /// nothing. What is not known changes nothing.
    package mutating func take(
        _ queue: String, depth: Int?, age: Double?, limits: QueueLimits
    ) -> [QueueCrossing] {
        let before = crossed[queue] ?? Crossed()
        var now = before
        if let limit = limits.depth, let depth { now.depth = depth >= limit }
        if let limit = limits.age, let age { now.age = age >= Double(limit) }
        crossed[queue] = now
        let isNew = now.depth && !before.depth || now.age && !before.age
        return isNew ? limits.crossings(depth: depth, age: age) : []
    }
}
