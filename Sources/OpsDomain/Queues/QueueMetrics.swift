/// What is measured of a queue over time.
package enum QueueMeasure: Hashable, Sendable, CaseIterable {
    /// Messages that can be received.
    case visible
    /// Seconds that the oldest message has waited; in a dead-letter queue, since it came there.
    case oldestAge
    /// Messages sent; what a redrive policy moves to a dead-letter queue is not counted there.
    case sent
    /// Messages deleted by those who dealt with them.
    case deleted
}

/// How far back and how finely is measured.
package enum QueueSpan: Hashable, Sendable {
    /// The last 24 hours by five minutes: a history.
    case day
    /// The last 20 minutes by the minute: rates and ages that hold now. CloudWatch lags by a minute or two.
    case recent

    /// Seconds.
    package var length: Int { self == .day ? 86_400 : 1_200 }
    /// Seconds of one period.
    package var period: Int { self == .day ? 300 : 60 }

    /// The beginning of the first whole period of the span that ends at a moment, and the end of the last, begun one.
    package func bounds(endingAt now: Timestamp) -> (start: Timestamp, end: Timestamp) {
        let step = Int64(period) * 1000
        let end = (now.milliseconds / step + 1) * step
        return (Timestamp(milliseconds: end - Int64(length) * 1000), Timestamp(milliseconds: end))
    }
}

/// One measure in periods of equal length, oldest first. A period without a point is not known: never a zero.
package struct QueueSeries: Hashable, Sendable {
    /// When the first period begins.
    package let start: Timestamp
    /// Seconds of one period.
    package let period: Int
    package let values: [Double?]

    package init(start: Timestamp, period: Int, values: [Double?]) {
        self.start = start
        self.period = max(1, period)
        self.values = values
    }

    /// The newest known value and when its period ends.
    package var latest: (value: Double, until: Timestamp)? {
        guard let index = values.lastIndex(where: { $0 != nil }), let value = values[index] else { return nil }
        return (value, end(of: index))
    }

    package var maximum: Double? { values.lazy.compactMap { $0 }.max() }

    /// The sum of what is known; nil when nothing is.
    package var sum: Double? {
        values.contains { $0 != nil } ? values.lazy.compactMap { $0 }.reduce(0, +) : nil
    }

    /// The series without what belongs to periods that are not over: of what is counted they hold a part only.
    package func over(by now: Timestamp) -> QueueSeries {
        QueueSeries(
            start: start, period: period,
            values: values.indices.map { now.seconds(since: end(of: $0)) >= 0 ? values[$0] : nil })
    }

    /// What comes in a minute, on the mean of the newest known periods: at most `periods` of them, none that ended more
    /// than `within` seconds before the newest possible one.
    package func perMinute(periods: Int, within: Double, now: Timestamp) -> (rate: Double, until: Timestamp)? {
        var (total, count) = (0.0, 0)
        var until: Timestamp?
        let values = over(by: now).values
        for index in values.indices.reversed() where count < periods {
            let end = end(of: index)
            guard now.seconds(since: end) <= within else { break }
            guard let value = values[index] else { continue }
            total += value
            count += 1
            until = until ?? end
        }
        return until.map { (total * 60 / Double(period * count), $0) }
    }

    private func end(of index: Int) -> Timestamp {
        start.adding(seconds: Double(period * (index + 1)))
    }
}

package typealias QueueMeasurements = [QueueMeasure: QueueSeries]

/// A queue's measures as CloudWatch has told them.
package struct QueueMetrics: Hashable, Sendable {
    package var day: QueueMeasurements
    package var recent: QueueMeasurements

    package init(day: QueueMeasurements = [:], recent: QueueMeasurements = [:]) {
        self.day = day
        self.recent = recent
    }

    package mutating func take(_ measurements: QueueMeasurements, of span: QueueSpan) {
        switch span {
        case .day: day = measurements
        case .recent: recent = measurements
        }
    }

    /// The newest value of a measure that is no older than ten minutes: an age of this morning is none.
    package func current(_ measure: QueueMeasure, now: Timestamp) -> Double? {
        for series in [recent[measure], day[measure]] {
            if let latest = series?.latest, now.seconds(since: latest.until) <= Self.currency { return latest.value }
        }
        return nil
    }

    /// Seconds after which a value says nothing about now.
    static let currency = 600.0
}
