/// How long ago, or until: `12 s`, `3 m`, `2 h 5 m`, `14 h`, `4 d 3 h`, `46 d`. The smaller unit stands only where it
/// says something (below ten of the larger one), so that no age is wider than eight columns.
package enum RelativeAge {
    /// A span of seconds; what is negative is taken as its opposite.
    package static func text(seconds: Double) -> String {
        guard seconds.isFinite, abs(seconds) < 1e15 else { return "–" }
        let total = Int(abs(seconds).rounded(.down))
        switch total {
        case ..<60: return "\(total) s"
        case ..<3600: return "\(total / 60) m"
        case ..<86_400: return pair(total / 3600, "h", total / 60 % 60, "m")
        default: return pair(total / 86_400, "d", total / 3600 % 24, "h")
        }
    }

    private static func pair(_ large: Int, _ largeUnit: String, _ small: Int, _ smallUnit: String) -> String {
        small == 0 || large >= 10 ? "\(large) \(largeUnit)" : "\(large) \(largeUnit) \(small) \(smallUnit)"
    }
}

extension Timestamp {
    /// The age of a moment, as `3 m`; a moment that is still to come reads `in 3 m`.
    package func age(at now: Timestamp) -> String {
        let seconds = now.seconds(since: self)
        // Clocks differ by a little: what just happened is not in the future.
        return seconds <= -2 ? "in " + RelativeAge.text(seconds: seconds) : RelativeAge.text(seconds: max(0, seconds))
    }
}
