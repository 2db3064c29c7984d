import ConsoleTestSupport
import Testing

@testable import OpsDomain

@Suite struct DeadLetterTests {
    private static let now = Timestamp(milliseconds: 1_772_331_240_000)

    private func letter(
        _ body: String, id: String = "m-1", queue: String = "development-order-dlq", hoursAgo: Double = 2
    ) -> DeadLetter {
        DeadLetter(
            messageID: id, receiptHandle: "r", queue: queue, body: body,
            attributes: [
                "source": MessageAttribute(dataType: "String", value: .text("shop")),
                "try": MessageAttribute(dataType: "Number", value: .text("3")),
            ],
            systemAttributes: [:], receiveCount: 4, sentAt: Self.now.adding(seconds: -3600 * hoursAgo),
            firstReceivedAt: Self.now.adding(seconds: -3600 * hoursAgo + 2))
    }

    // MARK: - Expiry

    @Test func aStandardQueueKeepsTheClockThatBeganWithTheSending() {
        let expiry = letter("{}").expiry(retention: .seconds(86_400))
        #expect(expiry == LetterExpiry(moment: Self.now.adding(seconds: 22 * 3600), isEarliest: false))
        #expect(letter("{}").expiry(retention: nil) == nil)
    }

    @Test func aFIFOQueueStartsItAnewSomeTimeAfterTheSending() {
        let expiry = letter("{}", queue: "development-order-dlq.fifo").expiry(retention: .seconds(86_400))
        #expect(expiry?.isEarliest == true)
    }

    // MARK: - Signatures

    @Test(arguments: [
        ("KeyError: 'total'", "KeyError: 'total'"),
        ("botocore.exceptions.ClientError: An error occurred (404)", "ClientError: An error occurred (#)"),
        ("ValueError: order-0042 of 7 is unknown\nmore", "ValueError: order-# of # is unknown"),
        ("Order 8b72c1d0-aaaa-bbbb-cccc-1234567890ab is gone", "Order # is gone"),
        ("unknown type: order_v2_created", "unknown type: order_v#_created"),
        ("https://example.com: refused", "https://example.com: refused"), ("", ""),
    ])
    func whatDiffersBetweenLikeFailuresIsLeftOut(text: String, signature: String) {
        #expect(FailureSignature.text(text) == signature)
    }

    @Test func theLogTellsTheSignatureWhereTheBodyDoesNot() {
        let fine = LetterContent(letter(#"{"type":"order_created","orderId":"o","customerId":"c"}"#))
        #expect(fine.signature(exception: nil) == "nothing wrong in the body")
        #expect(fine.signature(exception: "KeyError: 'total'") == "KeyError: 'total'")
        let faulty = LetterContent(letter(#"{"type":"order_cancelled"}"#))
        #expect(faulty.signature(exception: "TimeoutError") == "missing orderId")
    }

    @Test func clustersCountAndTellFirstLastAndTheFreshestSample() {
        let names = ["a", "b", "b", "c", "b"]
        let clusters = LetterCluster.make(
            of: names.indices, signature: { names[$0] },
            sentAt: { $0 == 3 ? nil : Self.now.adding(seconds: Double([0, 5, 9, 0, 7][$0])) })
        #expect(clusters.map(\.signature) == ["b", "a", "c"])
        #expect(clusters[0].places == [1, 2, 4])
        #expect(clusters[0].first == Self.now.adding(seconds: 5))
        #expect(clusters[0].last == Self.now.adding(seconds: 9))
        #expect(clusters[0].sample == 2)
        #expect(clusters[2].first == nil)
    }

    // MARK: - Expressions

    @Test(arguments: [
        ("cluster ~ missing", true), ("cluster = \"missing orderId\"", true), ("reason begins missing", true),
        ("age > 90m", true), ("age > 2.5h", false), ("age < 7201", true), ("type = order_cancelled", true),
        ("order exists", false), ("order missing", true), ("body ~ LATE", true), ("text ~ \"\\\"reason\\\"\"", true),
        ("body.reason = late", true), ("body.other exists", false), ("attributes.source = shop", true),
        ("attributes.try >= 3", true), ("receives > 3 and not size > 1000", true), ("id = m-1", true),
        ("exception ~ Timeout", false), ("sent begins 2026-03", true),
    ])
    func anExpressionAsksOfALetterAsOfARecord(text: String, holds: Bool) throws {
        let content = LetterContent(letter(#"{"type":"order_cancelled","reason":"late"}"#))
        let expression = try LetterExpression(parsing: text)
        #expect(expression.holds(for: LetterFields(content, now: Self.now)) == holds)
    }

    @Test(arguments: [
        ("clustr = x", "A letter has no field clustr; it has id, cluster"), ("not typo exists", "no field typo"),
        ("age > soon", "An age is a span like"), ("type.name = x", "type has no fields of its own"),
        ("age >", "Expected a value"),
    ])
    func aMistakeIsToldAndDoesNotChooseEverything(text: String, problem: String) {
        #expect {
            _ = try LetterExpression(parsing: text)
        } throws: { error in
            (error as? ExpressionProblem)?.sentence.contains(problem) ?? false
        }
    }

    @Test func whatAsksTheLogIsKnown() throws {
        #expect(try LetterExpression(parsing: "not (age > 1h or exception ~ x)").asksLog)
        #expect(try !LetterExpression(parsing: "age > 1h").asksLog)
    }

    // MARK: - Tracing

    private static let group = "/aws/lambda/development-sqs-handler"

    private func line(_ text: String, id: Int, secondsAgo: Double) -> LogLine {
        LogArrayPage.line(
            text, group: Self.group, id: "e-\(id)", at: Self.now.adding(seconds: -secondsAgo),
            level: LogLineParser.level(of: text))
    }

    private func failure(_ message: String, _ exception: String) -> String {
        "[ERROR]\t2026-03-01T00:14:02.000Z\t7f3a0000-1111-2222-3333-444455556666\tError processing message \(message): x\n"
            + "Traceback (most recent call last):\n  File \"handler.py\", line 48, in handler\n    f()\n\(exception)\n"
    }

    @Test func aTraceTellsTheLastFailureWithItsRequest() async throws {
        let services = ScriptedServices()
        services.setLogged([
            line(failure("m-1", "KeyError: 'a'"), id: 1, secondsAgo: 7198),
            line(failure("m-2", "KeyError: 'other'"), id: 2, secondsAgo: 7000),
            line(failure("m-1", "KeyError: 'b'"), id: 3, secondsAgo: 6800),
        ])
        let tracing = LetterTracing(logs: services.services.logs, group: Self.group)
        let trace = try await tracing.trace(letter("{}"), now: Self.now)
        #expect(trace.failures.map(\.eventID) == ["e-1", "e-3"])
        #expect(trace.exception == "KeyError: 'b'")
        #expect(trace.told?.requestID == "7f3a0000-1111-2222-3333-444455556666")
        #expect(services.searches.map(\.pattern) == ["\"m-1\""])
        #expect(trace.from == Self.now.adding(seconds: -7260))
    }

    @Test func whatIsNotFoundNearIsLookedForInADayAndThenAmongTheTimeOuts() async throws {
        let services = ScriptedServices()
        services.setLogged([
            line("2026-03-01T00:14:02.000Z 7f3a Task timed out after 30.00 seconds", id: 1, secondsAgo: 7100),
            line("Successfully processed message: m-1", id: 2, secondsAgo: 60),
        ])
        let tracing = LetterTracing(logs: services.services.logs, group: Self.group)
        let trace = try await tracing.trace(letter("{}"), now: Self.now)
        #expect(services.searches.count == 3)
        #expect(trace.failures.isEmpty && trace.exception == nil)
        #expect(trace.lines.map(\.eventID) == ["e-2"])
        #expect(trace.timeouts.map(\.eventID) == ["e-1"])
        #expect(trace.told?.eventID == "e-1")
    }

    @Test func aTraceNeverAsksForTheFuture() async throws {
        let services = ScriptedServices()
        let tracing = LetterTracing(logs: services.services.logs, group: Self.group)
        _ = try await tracing.trace(letter("{}", hoursAgo: 0.001), now: Self.now)
        #expect(services.searches.allSatisfy { $0.to == Self.now })
        #expect(services.searches.count == 2)
    }

    @Test func aRefusalIsThrownAsItIs() async throws {
        let services = ScriptedServices()
        let denied = ServiceFailure(reason: .denied(action: "logs:FilterLogEvents"), sentence: "No.")
        services.setLogged([], failure: denied)
        let tracing = LetterTracing(logs: services.services.logs, group: Self.group)
        await #expect(throws: denied) { _ = try await tracing.trace(letter("{}"), now: Self.now) }
    }

    @Test func oneSearchTellsTheFailuresOfMany() async throws {
        let services = ScriptedServices()
        services.setLogged([
            line(failure("m-1", "KeyError: 'a'"), id: 1, secondsAgo: 7198),
            line(failure("m-1", "KeyError: 'b'"), id: 2, secondsAgo: 6900),
            line(failure("m-9", "KeyError: 'c'"), id: 3, secondsAgo: 6800),
        ])
        let tracing = LetterTracing(logs: services.services.logs, group: Self.group)
        let answer = try await tracing.failures(of: [letter("{}"), letter("{}", id: "m-2")], now: Self.now)
        #expect(answer.found.mapValues(\.exception) == ["m-1": "KeyError: 'b'"])
        #expect(services.searches.count == 1)
    }

    // MARK: - Bodies

    @Test func hostileBodiesAreRead() {
        let deep = String(repeating: "[", count: 100_000)
        for body in ["", "\u{0}\u{1B}[2J", "{\"a\":\"\u{FFFD}\"", deep, "null", "\u{FEFF}{}"] {
            let content = LetterContent(letter(body))
            #expect(content.preview.unicodeScalars.count <= 300)
            #expect(!content.signature.isEmpty)
        }
    }

    @Test func anOrderLargerThanAnItemIsToldBeforeTheTableTellsIt() {
        let items = String(repeating: "x", count: 410_000)
        let body = #"{"type":"order_created","orderId":"o","customerId":"c","items":["\#(items)"]}"#
        #expect(LetterContent(letter(body)).reason.label == "larger than an item may be")
    }
}
