import OpsDomain

/// The environment's queues and what CloudWatch tells of them, at one moment.
struct QueueSurvey {
    let readings: [QueueReading]
    let metrics: [String: QueueMetrics]
    /// Why CloudWatch could not be asked; the queues are there all the same.
    let failure: ServiceFailure?
    let now: Timestamp

    /// Measures over the spans; without any nothing is asked and nothing is paid.
    static func take(
        _ readings: [QueueReading], spans: [QueueSpan], _ monitor: QueueMonitor, now: Timestamp
    ) async throws -> QueueSurvey {
        var metrics: [String: QueueMetrics] = [:]
        // What SQS told nothing about is not written, and not paid for.
        let names = readings.filter { if case .success = $0.result { true } else { false } }.map(\.name)
        do {
            for span in spans {
                for (name, measured) in try await monitor.measure(names, span, now) {
                    metrics[name, default: QueueMetrics()].take(measured, of: span)
                }
            }
        } catch let failure as ServiceFailure {
            return QueueSurvey(readings: readings, metrics: metrics, failure: failure, now: now)
        }
        return QueueSurvey(readings: readings, metrics: metrics, failure: nil, now: now)
    }

    /// Seconds; nil when not known, and when nothing waits.
    func oldestAge(_ queue: QueueSnapshot) -> Double? {
        guard queue.visible + queue.inFlight + queue.delayed > 0 else { return nil }
        return metrics[queue.name]?.current(.oldestAge, now: now)
    }

    /// By CloudWatch alone: one look has no samples of its own.
    func flow(_ queue: QueueSnapshot) -> QueueFlow {
        QueueFlow(
            depth: queue.depth, isDeadLetterQueue: queue.isDeadLetterQueue, metrics: metrics[queue.name], samples: nil,
            now: now)
    }

    var worstFirst: [QueueReading] {
        readings.map { reading in
            guard case .success(let queue) = reading.result else { return QueueStanding(reading) }
            return QueueStanding(reading, oldestAge: oldestAge(queue))
        }.sorted { $0.isWorse(than: $1) }.map(\.reading)
    }
}
