import Console
import OpsDomain

extension World {
    /// What CloudWatch tells of the world's queues: a working day of the one, six days of neglect of the other.
    static func measure(_ tell: (QueueWatchMessage) -> Void) {
        tell(.measured(.recent, .success(measurements(.recent)), at: now))
        tell(.measured(.day, .success(measurements(.day)), at: now))
    }

    private static func measurements(_ span: QueueSpan) -> [String: QueueMeasurements] {
        let count = span.length / span.period
        let start = now.adding(seconds: Double(-span.length))
        func series(_ value: (Int) -> Double?) -> QueueSeries {
            QueueSeries(start: start, period: span.period, values: (0..<count).map(value))
        }
        let minutes = Double(span.period) / 60
        // Nothing of three hours: the pipeline was being rebuilt.
        func isKnown(_ place: Int) -> Bool { span == .recent || !(100..<136).contains(place) }
        return [
            "development-order-queue": [
                .visible: series { isKnown($0) ? Double($0 % 48) : nil }, .oldestAge: series { _ in 75 },
                .sent: series { isKnown($0) ? 30 * minutes : nil },
                .deleted: series { isKnown($0) ? 42 * minutes : nil },
            ],
            "development-order-dlq": [
                .visible: series { Double($0 * 40 / count) },
                .oldestAge: series { Double(532_800 - (count - 1 - $0) * span.period) }, .sent: series { _ in 0 },
                .deleted: series { _ in 0 },
            ],
        ]
    }
}
