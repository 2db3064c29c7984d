import OpsDomain

/// What happens to what is watched of the queues beside SQS's own numbers.
package enum QueueWatchMessage: Sendable {
    case measured(QueueSpan, Result<[String: QueueMeasurements], ServiceFailure>, at: Timestamp)
    case measuringEnded
    case consumersArrived(queue: String, Result<[QueueConsumer], ServiceFailure>, at: Timestamp)
    /// The next measure comes first in the charts.
    case chartsTurned
    /// To the queue's dead-letter queue, or from that to its source.
    case otherEndAsked
}

/// What CloudWatch and Lambda tell about the queues, and which thresholds are crossed.
package struct QueueWatch: Sendable {
    package private(set) var metrics: [String: QueueMetrics] = [:]
    /// Why CloudWatch could not be asked the last time; what it told before stays.
    package private(set) var failure: ServiceFailure?
    /// When it last answered.
    package private(set) var measuredAt: Timestamp?
    /// Samples of the pane's own by queue.
    package var samples: [String: QueueSamples] = [:]
    package var alarms = QueueAlarms()
    /// Who reads the open queue.
    package var consumers: (queue: String, answer: Loadable<[QueueConsumer]>)?
    /// Which measure is first in the charts.
    package var turn = 0
    /// The pane was large enough for charts when it was last updated.
    package var hasRoom = true
    /// The source from which the person came to a dead-letter queue: the way back.
    package var cameFrom: String?
    /// When it was last asked or told: what ages and rates count from.
    package private(set) var moment = Timestamp(milliseconds: 0)
    /// When it last told the day; nil also when only the last minutes could be asked.
    package private(set) var dayTold: Timestamp?
    private var askedAt: Timestamp?
    private var isMeasuring = false

    package init() {}

    /// Seconds between two looks: each measure costs money each time, and SQS tells CloudWatch once a minute.
    private static let interval = 60.0

    /// The spans that are due, noted as asked; none while an answer is awaited. The day is asked for again when it could
    /// not be told the last time.
    package mutating func dueSpans(_ now: Timestamp) -> [QueueSpan] {
        guard !isMeasuring, askedAt.map({ now.seconds(since: $0) >= Self.interval }) ?? true else { return [] }
        askedAt = now
        isMeasuring = true
        let isDayDue = dayTold.map { now.seconds(since: $0) >= Double(QueueSpan.day.period) } ?? true
        return isDayDue ? [.recent, .day] : [.recent]
    }

    package mutating func measuringEnded() { isMeasuring = false }

    /// The pane went out of view and what it had asked was cancelled: it may ask again when it comes back.
    package mutating func cancelled() {
        if isMeasuring { askedAt = nil }
        isMeasuring = false
        if consumers?.answer.isLoading == true { consumers?.answer = .idle }
    }

    package mutating func passed(to now: Timestamp) { moment = max(moment, now) }

    package mutating func take(
        _ span: QueueSpan, _ result: Result<[String: QueueMeasurements], ServiceFailure>, at now: Timestamp
    ) {
        passed(to: now)
        switch result {
        case .success(let measured):
            failure = nil
            measuredAt = now
            if span == .day { dayTold = now }
            for name in Set(metrics.keys).union(measured.keys) {
                metrics[name, default: QueueMetrics()].take(measured[name] ?? [:], of: span)
            }
        case .failure(let failure): self.failure = failure
        }
    }

    /// Seconds that a queue's oldest message has waited; nil when not known, or when none waits.
    package func oldestAge(_ snapshot: QueueSnapshot) -> Double? {
        guard snapshot.visible + snapshot.inFlight + snapshot.delayed > 0 else { return nil }
        return metrics[snapshot.name]?.current(.oldestAge, now: moment)
    }

    package func flow(_ snapshot: QueueSnapshot) -> QueueFlow {
        QueueFlow(
            depth: snapshot.depth, isDeadLetterQueue: snapshot.isDeadLetterQueue, metrics: metrics[snapshot.name],
            samples: samples[snapshot.name], now: moment)
    }

    package func standing(_ reading: QueueReading) -> QueueStanding {
        guard case .success(let snapshot) = reading.result else { return QueueStanding(reading) }
        return QueueStanding(
            reading, oldestAge: oldestAge(snapshot), isOverLimit: alarms.hasAny(snapshot.name))
    }

    /// Compares queues with their limits; answers those that newly crossed one, with all that they are over now. A stale
    /// depth is none.
    package mutating func raise(
        _ readings: [QueueReading], stale: Set<String>, limits: (String) -> QueueLimits
    ) -> [(queue: String, crossings: [QueueCrossing])] {
        readings.compactMap { reading in
            guard case .success(let snapshot) = reading.result, !stale.contains(reading.name) else { return nil }
            let isEmpty = snapshot.visible + snapshot.inFlight + snapshot.delayed == 0
            let crossings = alarms.take(
                reading.name, depth: snapshot.depth, age: isEmpty ? 0 : oldestAge(snapshot),
                limits: limits(reading.name))
            return crossings.isEmpty ? nil : (reading.name, crossings)
        }
    }
}
