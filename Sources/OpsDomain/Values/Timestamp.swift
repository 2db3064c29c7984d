/// A moment as every AWS API here counts it: whole milliseconds since 1970-01-01T00:00:00Z.
package struct Timestamp: Hashable, Comparable, Sendable {
    package let milliseconds: Int64

    package init(milliseconds: Int64) {
        self.milliseconds = milliseconds
    }

    package static func < (left: Timestamp, right: Timestamp) -> Bool {
        left.milliseconds < right.milliseconds
    }

    /// Negative when `other` is later.
    package func seconds(since other: Timestamp) -> Double {
        // As floating point: a server may send any number, and a difference of two of them need not fit.
        (Double(milliseconds) - Double(other.milliseconds)) / 1000
    }

    /// Stops at the first and the last moment that there are.
    package func adding(seconds: Double) -> Timestamp {
        let step = (seconds * 1000).rounded()
        guard let whole = Int64(exactly: step) else {
            return step.isNaN ? self : Timestamp(milliseconds: step < 0 ? .min : .max)
        }
        let (sum, overflowed) = milliseconds.addingReportingOverflow(whole)
        return Timestamp(milliseconds: overflowed ? (whole < 0 ? .min : .max) : sum)
    }
}
