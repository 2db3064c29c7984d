import OpsDomain

/// The log history of the demo world: what the reference functions and the API's access log wrote over the last hours.
struct DemoLogs {
    struct Event {
        let timestamp: Timestamp
        let message: String
    }

    /// One stream of one group, its events in time order: a Lambda stream is one execution environment.
    struct Stream {
        let group: String
        let name: String
        var events: [Event]
    }

    /// A dead letter that SQS has accepted, and the id that it got.
    struct Failed {
        let messageID: String
        let message: DemoDeadLetters.Message
    }

    private(set) var streams: [Stream] = []

    /// About `lineCount` lines over the last six hours before `now`, over the four groups of `names`; every failed message
    /// is processed, and fails, three times from its own send time on. Nothing is later than `now`.
    init(
        names: ResourceNames, lineCount: Int, records: DemoRecords, failed: [Failed], now: Timestamp,
        generator: inout SeededGenerator
    ) {
        let share = lineCount / 4
        let kinds: [DemoInvocation.Kind] = [.api, .consumer, .files]
        for (group, kind) in zip(names.functionLogGroups, kinds) {
            streams += Self.functionStreams(
                group: group, kind: kind, lineCount: share + share / 8, records: records, now: now,
                generator: &generator)
        }
        streams += Self.failures(group: names.consumerLogGroup, failed: failed, generator: &generator)
        streams.append(
            Self.accessLog(group: names.accessLogGroup, lineCount: share, now: now, generator: &generator))
    }

    private static let span: Int64 = 6 * 3_600_000
    /// No invocation takes longer: what begins so long before now ends before now.
    private static let longest: Int64 = 31_000

    /// A stream's name holds the day on which it began.
    private static func streamName(_ start: Timestamp, _ generator: inout SeededGenerator) -> String {
        let day = start.iso8601.prefix(10).split(separator: "-").joined(separator: "/")
        return "\(day)/[$LATEST]\(generator.hexadecimal(digits: 32))"
    }

    private static func functionStreams(
        group: String, kind: DemoInvocation.Kind, lineCount: Int, records: DemoRecords, now: Timestamp,
        generator: inout SeededGenerator
    ) -> [Stream] {
        var streams: [Stream] = []
        var written = 0
        while written < lineCount {
            var moment = now.milliseconds - Int64.random(in: 300_000...span, using: &generator)
            var stream = Stream(
                group: group, name: streamName(Timestamp(milliseconds: moment), &generator), events: [])
            let invocations = Int.random(in: 20...80, using: &generator)
            for index in 0..<invocations where moment < now.milliseconds - longest {
                let invocation = DemoInvocation(
                    kind: kind, start: Timestamp(milliseconds: moment), isCold: index == 0, records: records,
                    generator: &generator)
                stream.events += invocation.events
                moment = (invocation.events.last?.timestamp.milliseconds ?? moment)
                moment += Int64.random(in: 200...120_000, using: &generator)
            }
            written += stream.events.count
            streams.append(stream)
        }
        return streams
    }

    /// Every try of every failed message: at once, and after each visibility time-out. As in Lambda, a try goes to an
    /// execution environment that is idle, or to a new one; one that has been idle for a while is gone.
    private static func failures(
        group: String, failed: [Failed], generator: inout SeededGenerator
    ) -> [Stream] {
        let tries = failed.flatMap { each in
            (0..<DemoDeadLetters.attempts).map { attempt in
                let wait = DemoDeadLetters.pickUp + Int64(attempt) * DemoDeadLetters.retryInterval
                return (start: each.message.sentAt.milliseconds + wait, failed: each)
            }
        }
        var streams: [Stream] = []
        var warm: [Int] = []
        for each in tries.sorted(by: { ($0.start, $0.failed.messageID) < ($1.start, $1.failed.messageID) }) {
            let start = Timestamp(milliseconds: each.start)
            func idleTime(_ index: Int) -> Int64 {
                each.start - (streams[index].events.last?.timestamp.milliseconds ?? each.start)
            }
            warm.removeAll { idleTime($0) > 900_000 }
            let idle = warm.first { idleTime($0) > 0 }
            let invocation = DemoInvocation.failing(
                each.failed, start: start, isCold: idle == nil, generator: &generator)
            if let index = idle {
                streams[index].events += invocation.events
            } else {
                warm.append(streams.count)
                streams.append(Stream(group: group, name: streamName(start, &generator), events: invocation.events))
            }
        }
        return streams
    }

    private static func accessLog(
        group: String, lineCount: Int, now: Timestamp, generator: inout SeededGenerator
    ) -> Stream {
        let start = now.milliseconds - span
        let moments = (0..<lineCount).map { _ in Int64.random(in: start...now.milliseconds, using: &generator) }
            .sorted()
        let events = moments.map { moment -> Event in
            let call = generator.pick(DemoVocabulary.userAgentPaths)
            let path = call.path.replacing("{id}", with: generator.uuid())
            let status = generator.chance(0.02) ? 500 : generator.chance(0.06) ? 400 : call.method == "POST" ? 201 : 200
            let latency = Int.random(in: 8...180, using: &generator) + (status == 500 ? 900 : 0)
            let address = "198.51.100.\(Int.random(in: 1...254, using: &generator))"
            let message =
                #"{"requestId":"\#(generator.uuid())","ip":"\#(address)","method":"\#(call.method)","path":"\#(path)","#
                + #""status":"\#(status)","latency":"\#(latency)"}"#
            return Event(timestamp: Timestamp(milliseconds: moment), message: message)
        }
        return Stream(group: group, name: generator.hexadecimal(digits: 32), events: events)
    }
}
