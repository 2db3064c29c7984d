import OpsDomain
import Testing

@Suite struct QueueStandingTests {
    private func snapshot(_ name: String, _ visible: Int, isDead: Bool, attributes: [String: String] = [:])
        -> QueueSnapshot
    {
        QueueSnapshot(
            name: name, url: "u", arn: "a", visible: visible, inFlight: 0, delayed: 0, redrive: nil,
            sources: isDead ? ["source"] : [], attributes: attributes)
    }

    private func standing(
        _ name: String, _ visible: Int, age: Double? = nil, isDead: Bool = false, isOver: Bool = false
    ) -> QueueStanding {
        QueueStanding(
            QueueReading(name: name, result: .success(snapshot(name, visible, isDead: isDead))), oldestAge: age,
            isOverLimit: isOver)
    }

    private func order(_ standings: [QueueStanding]) -> [String] {
        standings.sorted { $0.isWorse(than: $1) }.map(\.reading.name)
    }

    @Test func deadLettersGoFirstThenTheUnknownThenLimitsThenAgeThenDepth() {
        let failure = ServiceFailure(reason: .throttled, sentence: "")
        let unknown = QueueStanding(QueueReading(name: "unknown", result: .failure(failure)))
        let worst = [
            standing("dead", 1, isDead: true), unknown, standing("over", 2, age: 3, isOver: true),
            standing("old", 1, age: 7200), standing("long", 900, age: 30), standing("short", 3),
            standing("also", 0, age: 9e9), standing("none", 0, isDead: true),
        ]
        #expect(order(worst.reversed()) == worst.map(\.reading.name))
    }

    @Test func youngAgesDoNotMakeQueuesJump() {
        let standings = [standing("a", 10, age: 2), standing("b", 20, age: 40), standing("c", 20, age: 59)]
        #expect(order(standings) == ["b", "c", "a"])
        #expect(order([standing("a", 10, age: 61), standing("b", 20, age: 59)]) == ["a", "b"])
    }

    @Test func kindAndEncryptionAreMarks() {
        func marks(_ name: String, _ attributes: [String: String]) -> String {
            snapshot(name, 0, isDead: false, attributes: attributes).marks
        }
        #expect(marks("a.fifo", ["KmsMasterKeyId": "alias/aws/sqs"]) == "FIFO KMS")
        #expect(marks("a", ["SqsManagedSseEnabled": "true"]) == "std SSE")
        #expect(marks("a", ["SqsManagedSseEnabled": "false"]) == "std plain")
        #expect(marks("a", [:]) == "std ?")
    }
}

@Suite struct QueueThresholdTests {
    private let names = ResourceNames(environment: "development")

    @Test func theLongestPatternThatNamesALimitDecides() {
        let thresholds = QueueThresholds([
            "*": QueueLimits(depth: 1000, age: 600), "*-dlq": QueueLimits(depth: 1),
            "development-order-dlq": QueueLimits(age: 60),
        ])
        #expect(thresholds.limits(for: "development-order-queue", in: names) == QueueLimits(depth: 1000, age: 600))
        #expect(thresholds.limits(for: "development-order-dlq", in: names) == QueueLimits(depth: 1, age: 60))
        #expect(QueueThresholds().limits(for: "x", in: names) == QueueLimits())
        let short = QueueThresholds(["order-queue": QueueLimits(depth: 5)])
        #expect(short.limits(for: "development-order-queue", in: names).depth == 5)
        #expect(short.limits(for: "production-order-queue", in: names).depth == nil)
    }

    @Test func aCrossingIsToldOnceAndAgainOnlyAfterItWentBelow() {
        var alarms = QueueAlarms()
        let limits = QueueLimits(depth: 10, age: 60)
        #expect(alarms.take("q", depth: 9, age: nil, limits: limits) == [])
        #expect(alarms.take("q", depth: 10, age: nil, limits: limits) == [.depth(10, limit: 10)])
        #expect(alarms.take("q", depth: 12, age: 61, limits: limits) == [.depth(12, limit: 10), .age(61, limit: 60)])
        // What is not known says nothing about it.
        #expect(alarms.take("q", depth: nil, age: nil, limits: limits) == [])
        #expect(alarms.hasDepth("q") && alarms.hasAge("q"))
        #expect(alarms.take("q", depth: 11, age: 90, limits: limits) == [])
        #expect(alarms.take("q", depth: 9, age: 90, limits: limits) == [])
        #expect(!alarms.hasDepth("q") && alarms.hasAny("q"))
        #expect(alarms.take("q", depth: 11, age: 90, limits: limits).first == .depth(11, limit: 10))
        #expect(alarms.take("other", depth: 1, age: 1, limits: QueueLimits()) == [])
    }

    @Test func crossingsAreSentences() {
        #expect(QueueCrossing.depth(1, limit: 1).text == "1 message waits (limit 1)")
        #expect(QueueCrossing.age(3700, limit: 900).text == "the oldest message is 1 h 1 m old (limit 15 m)")
    }
}
