import Testing

@testable import AWSClient

@Suite struct LogEventPageTests {
    static let body = """
        {"events":[{"logStreamName":"2025/[$LATEST]a","timestamp":1762000000000,"message":"plain","ingestionTime":1762000000999,
        "eventId":"39001"}, { "eventId" : "390\\u0030\\u0032", "message":"tab\\tline\\n\\u001b[31m\\ud83d\\ude00", "timestamp":-5,
        "logStreamName":"b","extra":{"x":[1]} }, {"timestamp":0,"message":""}],
        "searchedLogStreams":[{"logStreamName":"b","searchedCompletely":true}],"nextToken":"t\\/1"}
        """

    static func page(_ body: String) throws -> LogEventPage {
        try LogEventPage(bytes: Array(body.utf8))
    }

    @Test func eventsAreReadWhereTheyStand() throws {
        let page = try Self.page(Self.body)
        #expect(page.events.map(\.id) == ["39001", "39002", nil])
        #expect(page.events.map(\.timestamp) == [1_762_000_000_000, -5, 0])
        #expect(page.events.map(\.streamName) == ["2025/[$LATEST]a", "b", nil])
        #expect(page.events.map(\.message) == ["plain", "tab\tline\n\u{1B}[31m😀", ""])
        for event in page.events {
            #expect(event.withMessageUTF8 { String(decoding: $0, as: UTF8.self) } == event.message)
            let identity = event.withIdentityUTF8 {
                [String(decoding: $0, as: UTF8.self), String(decoding: $1, as: UTF8.self)]
            }
            #expect(identity == event.id.map { [event.streamName ?? "", $0] })
        }
        #expect(page.nextToken == "t/1")
    }

    @Test func anEmptyPageMayHaveANextOne() throws {
        let page = try Self.page("{\"events\":[],\"nextToken\":\"more\"}")
        #expect(page.count == 0 && page.nextToken == "more")
        #expect(try Self.page("{}").nextToken == nil)
        let stream = try Self.page("{\"events\":[],\"nextForwardToken\":\"f/1\",\"nextBackwardToken\":\"b/1\"}")
        #expect(stream.nextForwardToken == "f/1" && stream.nextBackwardToken == "b/1")
    }

    @Test(arguments: [
        ("{\"events\":[{\"timestamp\":1}]}", 11), ("{\"events\":[{\"message\":\"m\"}]}", 11),
        ("{\"events\":[{\"timestamp\":\"1\",\"message\":\"m\"}]}", 24),
        ("{\"events\":[{\"timestamp\":1.5,\"message\":\"m\"}]}", 24),
        ("{\"events\":{}}", 10), ("{\"events\":[1]}", 11), ("[]", 0), ("", 0), ("{\"events\":[{\"message\":\"m", 24),
    ])
    func aPageThatIsNotOneIsRefusedAtItsByte(body: String, offset: Int) {
        let failure = #expect(throws: JSONFailure.self) { try Self.page(body) }
        #expect(failure?.offset == offset, "\(body)")
    }

    @Test func damagedPagesNeverCrash() {
        let whole = Array(Self.body.utf8)
        for end in 0..<whole.count {
            #expect(throws: JSONFailure.self) { try LogEventPage(bytes: Array(whole[..<end])) }
        }
        var random = SeededGenerator(seed: 23)
        for _ in 0..<10_000 {
            var bytes = whole
            for _ in 0..<Int.random(in: 1...3, using: &random) {
                bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
            }
            do {
                let page = try LogEventPage(bytes: bytes)
                for event in page.events {
                    #expect(event.withMessageUTF8 { $0.count } == event.message.utf8.count)
                    _ = (event.id, event.streamName)
                }
            } catch {
                #expect(error.offset <= bytes.count)
            }
        }
    }

    @Test func theIndexCostsLittle() throws {
        let event = "{\"timestamp\":1,\"message\":\"m\",\"eventId\":\"1\",\"logStreamName\":\"s\"}"
        let body = "{\"events\":[" + Array(repeating: event, count: 1000).joined(separator: ",") + "]}"
        let page = try Self.page(body)
        #expect(page.memory - body.utf8.count <= 96 * page.count)
    }
}
