import OpsDomain
import Testing

@Suite struct QueueFlowTests {
    private static let now = Timestamp(milliseconds: 1_772_331_240_000)

    /// A series by the minute whose last period ends now.
    private func minutes(_ values: [Double?], endingAt end: Timestamp = now) -> QueueSeries {
        QueueSeries(start: end.adding(seconds: Double(-60 * values.count)), period: 60, values: values)
    }

    private func metrics(sent: [Double?], deleted: [Double?]) -> QueueMetrics {
        QueueMetrics(recent: [.sent: minutes(sent), .deleted: minutes(deleted)])
    }

    private func flow(
        _ depth: Int?, _ metrics: QueueMetrics? = nil, samples: QueueSamples? = nil, isDead: Bool = false
    ) -> QueueFlow {
        QueueFlow(depth: depth, isDeadLetterQueue: isDead, metrics: metrics, samples: samples, now: Self.now)
    }

    private func samples(_ depths: [Int]) -> QueueSamples {
        var samples = QueueSamples()
        for (index, depth) in depths.enumerated() {
            samples.add(depth, at: Self.now.adding(seconds: Double(30 * (index + 1 - depths.count))))
        }
        return samples
    }

    @Test func ratesAreMeansOfTheNewestFiveMinutes() {
        let flow = flow(300, metrics(sent: [900, 10, 10, 10, 10, 20], deleted: [0, 30, 30, 30, 30, 30]))
        #expect(flow.inPerMinute == 12)
        #expect(flow.outPerMinute == 30)
        #expect(flow.growthPerMinute == -18)
        #expect(flow.drain == .minutes(300.0 / 18))
        #expect(flow.source == .cloudWatch(until: Self.now))
    }

    @Test func whatIsMissingIsNoZero() {
        // CloudWatch lags: the two last minutes have not come yet.
        let late = flow(10, metrics(sent: [6, 6, nil, nil], deleted: [2, 4, nil, nil]))
        #expect(late.inPerMinute == 6)
        #expect(late.outPerMinute == 3)
        #expect(late.source == .cloudWatch(until: Self.now.adding(seconds: -120)))
        let silent = flow(10, metrics(sent: [nil, nil], deleted: [nil]))
        #expect(silent.inPerMinute == nil && silent.outPerMinute == nil && silent.growthPerMinute == nil)
        #expect(silent.drain == .unknown && silent.source == nil)
    }

    @Test func whatIsOldOrNotOverYetIsNoRate() {
        let old = QueueSeries(start: Self.now.adding(seconds: -3600), period: 60, values: [50, 50])
        #expect(flow(1, QueueMetrics(recent: [.sent: old, .deleted: old])).inPerMinute == nil)
        let begun = minutes([5, 1000], endingAt: Self.now.adding(seconds: 30))
        #expect(flow(1, QueueMetrics(recent: [.sent: begun, .deleted: begun])).inPerMinute == 5)
        #expect(begun.over(by: Self.now).values == [5, nil])
    }

    @Test func ownSamplesSpeakWhereCloudWatchDoesNot() {
        let shrinking = flow(40, samples: samples([60, 50, 40]))
        #expect(shrinking.source == .ownSamples)
        #expect(shrinking.growthPerMinute == -20)
        #expect(shrinking.inPerMinute == nil)
        #expect(shrinking.drain == .minutes(2))
        let half = QueueMetrics(recent: [.sent: minutes([4])])
        #expect(flow(40, half, samples: samples([40, 60])).source == .ownSamples)
    }

    @Test func sentCountsOfADeadLetterQueueSayNothing() {
        let dead = flow(40, metrics(sent: [0, 0], deleted: [7, 7]), samples: samples([20, 40]), isDead: true)
        #expect(dead.inPerMinute == nil)
        #expect(dead.outPerMinute == 7)
        #expect(dead.source == .ownSamples)
        #expect(dead.drain == .growing)
    }

    @Test(
        arguments: [
            (nil, 5, 5, QueueDrain.unknown), (0, 5, 5, .empty), (3, 5, 5, .keepingUp), (3, 5, 4.9, .keepingUp),
            (3, 5, 3, .growing), (30, 5, 5, .level), (30, 5, 4.6, .level), (30, 5, 4, .growing), (30, 0, 0, .level),
            (30, 5, 6, .minutes(30)), (1, 0, 0, .level),
        ] as [(Int?, Double, Double, QueueDrain)])
    func drainsAreTold(depth: Int?, incoming: Double, out: Double, expected: QueueDrain) {
        #expect(QueueDrain(depth: depth, in: incoming, out: out, growth: incoming - out) == expected)
    }

    @Test func drainsSortFromGoneToEndless() {
        let all: [QueueDrain] = [.empty, .keepingUp, .minutes(2), .minutes(90), .level, .growing]
        let ranks = all.compactMap(\.rank)
        #expect(ranks == ranks.sorted() && ranks.count == all.count)
        #expect(QueueDrain.unknown.rank == nil && QueueDrain.unknown.text == nil)
        #expect(QueueDrain.minutes(90).text == "1 h 30 m")
    }

    @Test func currentValuesAreOfNow() {
        var metrics = QueueMetrics(day: [.oldestAge: minutes([100])])
        #expect(metrics.current(.oldestAge, now: Self.now) == 100)
        metrics.take([.oldestAge: minutes([7, nil])], of: .recent)
        #expect(metrics.current(.oldestAge, now: Self.now) == 7)
        #expect(metrics.current(.oldestAge, now: Self.now.adding(seconds: 700)) == nil)
        #expect(metrics.current(.visible, now: Self.now) == nil)
    }

    @Test func spansBeginAndEndWithWholePeriods() {
        let (start, end) = QueueSpan.day.bounds(endingAt: Timestamp(milliseconds: 1_772_331_301_500))
        #expect(end.milliseconds % 300_000 == 0 && end.milliseconds > 1_772_331_301_500)
        #expect(end.seconds(since: start) == 86_400)
    }
}
