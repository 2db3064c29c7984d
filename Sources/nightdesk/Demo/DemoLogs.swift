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

    /// About `lineCount` lines over the last six hours before `now`, over the four groups of `names`; every failed message is processed, and
    /// fails, three times.
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
        streams += Self.failures(group: names.consumerLogGroup, failed: failed, now: now, generator: &generator)
        streams.append(
            Self.accessLog(group: names.accessLogGroup, lineCount: share, now: now, generator: &generator))
    }

    private static let span: Int64 = 6 * 3_600_000

    private static func streamName(_ now: Timestamp, _ generator: inout SeededGenerator) -> String {
        let day = now.iso8601.prefix(10).split(separator: "-").joined(separator: "/")
        return "\(day)/[$LATEST]\(generator.hexadecimal(digits: 32))"
    }

    private static func functionStreams(
        group: String, kind: DemoInvocation.Kind, lineCount: Int, records: DemoRecords, now: Timestamp,
        generator: inout SeededGenerator
    ) -> [Stream] {
        var streams: [Stream] = []
        var written = 0
        while written < lineCount {
            var stream = Stream(group: group, name: streamName(now, &generator), events: [])
            var moment = now.milliseconds - Int64.random(in: 300_000...span, using: &generator)
            let invocations = Int.random(in: 20...80, using: &generator)
            for index in 0..<invocations where moment < now.milliseconds - 30_000 {
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

    private static func failures(
        group: String, failed: [Failed], now: Timestamp, generator: inout SeededGenerator
    ) -> [Stream] {
        var streams: [Stream] = []
        // Three rounds, as SQS hands a message out three times before it moves it to the dead-letter queue.
        for round in 0..<3 {
            for (index, each) in failed.enumerated() {
                let start = Timestamp(
                    milliseconds: now.milliseconds - Int64(3 - round) * 320_000 + Int64(index) * 1_500)
                // An environment runs one invocation at a time; while all are busy another one is started.
                let place = streams.firstIndex { $0.events.last.map { $0.timestamp < start } ?? true }
                let isCold = place == nil
                if isCold { streams.append(Stream(group: group, name: streamName(now, &generator), events: [])) }
                let invocation = DemoInvocation.failing(each, start: start, isCold: isCold, generator: &generator)
                streams[place ?? streams.count - 1].events += invocation.events
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
