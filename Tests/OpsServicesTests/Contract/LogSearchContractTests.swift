import AWSClient
import OpsDomain
import OpsServices
import Testing

/// Searches over CloudWatch Logs itself.
@Suite(.enabled(if: LiveServer.url != nil))
struct LogSearchContractTests {
    private struct Subject {
        let names = ResourceNames(environment: LiveServer.ownName())
        let logs: LogsClient
        var group: String { names.consumerLogGroup }
        let start = OpsClock.system.now().adding(seconds: -3600)

        var service: LogService {
            var settings = TailSettings()
            // Tests share no account with anybody.
            settings.searchRate = 1000
            return LiveLogService.make(names: names, logs: logs, settings: settings)
        }

        func write(_ messages: [String], stream: String, every step: Int64 = 1000) async throws {
            try await logs.createLogStream(group: group, stream: stream)
            let events = messages.enumerated().map { index, message in
                InputLogEvent(timestamp: start.milliseconds + Int64(index) * step, message: message)
            }
            #expect(try await logs.putLogEvents(group: group, stream: stream, events: events) == nil)
        }

        func request(_ text: String, from: Double = -60, to: Double = 3600) -> LogSearchRequest {
            LogSearchRequest(
                group: group, pattern: LogPattern.quoted(text), from: start.adding(seconds: from),
                to: start.adding(seconds: to))
        }
    }

    private func withSubject(_ body: (Subject) async throws -> Void) async throws {
        try await LiveServer.withConnection { connection in
            let subject = Subject(logs: LogsClient(connection))
            try await subject.logs.createLogGroup(name: subject.group)
            try await body(subject)
        }
    }

    @Test func aTextIsFoundAsItStandsWhateverItsMarks() async throws {
        try await withSubject { subject in
            try await subject.write(
                ["about m-1 it is", #"say "hi" to C:\m-2 [x] {y} ?z"#, "about m-12", "nothing"], stream: "a")
            let answer = try await subject.service.search(subject.request(#""hi" to C:\m-2 [x] {y} ?z"#))
            #expect(answer.lines.map(\.message) == [#"say "hi" to C:\m-2 [x] {y} ?z"#])
            #expect(answer.isComplete)
            #expect(answer.lines.first?.group == subject.group)
            #expect(try await subject.service.search(subject.request("m-1")).lines.count == 2)
        }
    }

    @Test func theSpanHolds() async throws {
        try await withSubject { subject in
            try await subject.write((0..<10).map { "line \($0)" }, stream: "a")
            let answer = try await subject.service.search(subject.request("line", from: 2, to: 5))
            #expect(answer.lines.map(\.message) == ["line 2", "line 3", "line 4", "line 5"])
        }
    }

    @Test func manyPagesAndStreamsComeInOrderOfTimeUpToTheLimits() async throws {
        try await withSubject { subject in
            let padding = String(repeating: "x", count: 900)
            for stream in ["a", "b"] {
                try await subject.write((0..<1000).map { "\(stream) \($0) \(padding)" }, stream: stream, every: 10)
            }
            var request = subject.request("x")
            request.limit = 5000
            let all = try await subject.service.search(request)
            #expect(all.lines.count == 2000 && all.isComplete)
            #expect(all.lines.map(\.timestamp) == all.lines.map(\.timestamp).sorted())
            request.limit = 30
            let some = try await subject.service.search(request)
            #expect(some.lines.count == 30 && !some.isComplete)
            #expect(some.lines.allSatisfy { $0.timestamp < subject.start.adding(seconds: 1) })
            request.isNewestFirst = true
            let last = try await subject.service.search(request)
            #expect(last.lines.count == 30 && !last.isComplete)
            #expect(last.lines.allSatisfy { $0.timestamp > subject.start.adding(seconds: 9) })
            request.limit = 5000
            request.mostPages = 1
            #expect(try await !subject.service.search(request).isComplete)
        }
    }

    @Test func aGroupThatIsNotThereIsNamed() async throws {
        try await withSubject { subject in
            let request = LogSearchRequest(
                group: "/aws/lambda/\(subject.names.prefix)missing", pattern: LogPattern.quoted("x"),
                from: subject.start, to: subject.start)
            do {
                _ = try await subject.service.search(request)
                Issue.record("found something in a group that is not there")
            } catch let failure as ServiceFailure {
                guard case .notFound(let what) = failure.reason else {
                    Issue.record("\(failure)")
                    return
                }
                #expect(what.contains("missing"))
            }
        }
    }

    @Test func theTracebackOfALetterIsFound() async throws {
        try await withSubject { subject in
            let id = "0d7f0e9a-0000-4000-8000-000000000001"
            let request = "7f3a0000-1111-2222-3333-444455556666"
            let message =
                "[ERROR]\t2026-03-01T00:14:02.000Z\t\(request)\tError processing message \(id): 'total'\n"
                + "Traceback (most recent call last):\n  File \"handler.py\", line 48, in handler\n    f()\n"
                + "KeyError: 'total'\n"
            try await subject.write(
                ["START RequestId: \(request)", message, "Successfully processed message: other"], stream: "a")
            let letter = DeadLetter(
                messageID: id, receiptHandle: "r", queue: "q", body: "{}", attributes: [:], systemAttributes: [:],
                receiveCount: 3, sentAt: subject.start.adding(seconds: -2), firstReceivedAt: subject.start)
            let tracing = LetterTracing(logs: subject.service, group: subject.group)
            let trace = try await tracing.trace(letter, now: OpsClock.system.now())
            #expect(trace.exception == "KeyError: 'total'")
            #expect(trace.told?.requestID == request)
            #expect(trace.told?.message.contains("line 48, in handler") == true)
            #expect(trace.timeouts.isEmpty && trace.isComplete)
            let many = try await tracing.failures(of: [letter], now: OpsClock.system.now())
            #expect(many.found[id]?.exception == "KeyError: 'total'")
        }
    }
}
