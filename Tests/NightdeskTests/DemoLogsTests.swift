import OpsDomain
import Testing

@testable import nightdesk

@Suite struct DemoLogsTests {
    private let now = Timestamp(milliseconds: 1_767_000_000_000)

    private func world(_ scale: Int) -> (letters: [DemoDeadLetters.Message], logs: DemoLogs) {
        var world = DemoWorld(seed: 7, scale: scale, now: now)
        let failed = world.deadLetters.messages.enumerated().map {
            DemoLogs.Failed(messageID: "m-\($0.offset)", message: $0.element)
        }
        let logs = DemoLogs(
            names: ResourceNames(environment: "development"), lineCount: 2_000 * scale, records: world.records,
            failed: failed, now: now, generator: &world.generator)
        return (world.deadLetters.messages, logs)
    }

    @Test(arguments: [1, 4])
    func nothingIsOfTheFutureAndEveryStreamInOrder(scale: Int) {
        for stream in world(scale).logs.streams {
            let times = stream.events.map(\.timestamp)
            #expect(times.allSatisfy { $0 <= now })
            #expect(zip(times, times.dropFirst()).allSatisfy { $0 <= $1 })
            let day = times[0].iso8601.prefix(10).split(separator: "-").joined(separator: "/")
            #expect(stream.group.hasPrefix("/aws/apigateway") || stream.name.hasPrefix(day))
        }
    }

    @Test(arguments: [1, 4])
    func anEnvironmentWorksOnOneInvocationAtATime(scale: Int) {
        for stream in world(scale).logs.streams where stream.group.hasSuffix("sqs-handler") {
            var isRunning = false
            for event in stream.events {
                if event.message.hasPrefix("START ") {
                    #expect(!isRunning)
                    isRunning = true
                } else if event.message.hasPrefix("REPORT ") {
                    isRunning = false
                }
            }
            #expect(!isRunning)
        }
    }

    @Test func aLetterFailsThreeTimesAfterItWasSent() {
        let (letters, logs) = world(1)
        for (index, letter) in letters.enumerated() where !isTimeout(letter) {
            let errors = logs.streams.flatMap(\.events)
                .filter { $0.message.contains("Error processing message m-\(index):") }
                .map { $0.timestamp.milliseconds - letter.sentAt.milliseconds }.sorted()
            #expect(errors == [2_002, 302_002, 602_002])
        }
    }

    @Test func lettersWereSentOverDaysAndHoursWithTheirTriesOver() {
        let letters = world(1).letters
        let ages = letters.map { now.seconds(since: $0.sentAt) }
        #expect(ages == ages.sorted(by: >))
        #expect(ages.allSatisfy { $0 >= 900 })
        #expect(ages.filter { $0 < 6 * 3600 }.count > 12)
        #expect(ages[0] > 86_400 && ages[0] < 14 * 86_400)
        #expect(Set(letters.map(\.sentAt)).count == letters.count)
    }

    @Test func theConsoleSeesTheReasonThatTheLogTells() throws {
        for letter in world(1).letters {
            guard case .raised(let exception, _) = letter.failure else { continue }
            let reason = FailureReason(MessageBody(letter.body))
            switch reason {
            case .missingOrderAndCustomer: #expect(exception.hasSuffix("orderId, customerId"))
            case .missingOrderID: #expect(exception.hasSuffix("Missing required field: orderId"))
            case .reservedWords(let words):
                #expect(words == ["status", "total"] && exception.contains("keyword: status"))
            case .notAnObject(let type): #expect(exception.contains("'\(type)' object"))
            default: Issue.record("\(reason) for \(exception)")
            }
        }
    }

    @Test func aNotificationIsStampedWhenItIsSent() throws {
        for letter in world(1).letters where letter.body.contains("TopicArn") {
            let text = try #require(try JSONNode(parsing: letter.body)["Timestamp"]?.text)
            let stamp = try #require(Timestamp(iso8601: text))
            #expect((0...1).contains(letter.sentAt.seconds(since: stamp)))
        }
    }

    private func isTimeout(_ letter: DemoDeadLetters.Message) -> Bool {
        if case .timedOut = letter.failure { true } else { false }
    }
}
