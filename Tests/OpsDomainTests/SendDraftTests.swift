import OpsDomain
import Testing

@Suite struct SendDraftTests {
    private let names = ResourceNames(environment: "development")

    private func target(_ queue: String = "development-order-queue", _ attributes: [String: String] = [:])
        -> SendDraft.Target
    {
        SendDraft.Target(queue: queue, attributes: attributes, names: names)
    }

    @Test func everyTemplateIsAMessageThatIsTaken() throws {
        let facts = MessageTemplate.Facts.random(now: Timestamp(milliseconds: 1_772_331_240_000))
        for template in MessageTemplate.allCases {
            let check = SendDraft(body: template.body(facts)).check(for: target())
            #expect(check.problems.isEmpty && check.message != nil, "\(template)")
            switch template {
            case .orderCreated, .orderUpdated, .orderCancelled: #expect(check.warnings.isEmpty, "\(check.warnings)")
            case .notification: #expect(check.warnings.first?.contains("order_notification") == true)
            case .text: #expect(check.warnings.first?.hasPrefix("Not JSON") == true)
            }
            if template != .text { #expect(MessageBody(template.body(facts)).order.orderID == facts.orderID) }
        }
    }

    @Test func aMessageHasWhatWasWritten() throws {
        let draft = SendDraft(
            body: "{}",
            attributes: ["source=shop", "", "attempt=Number.int:3", "digest=Binary:AQI=", "url=https://x/y"],
            groupID: "g", delay: "900")
        let message = try #require(draft.check(for: target("other")).message)
        #expect(message.attributes["source"] == MessageAttribute(dataType: "String", value: .text("shop")))
        #expect(message.attributes["attempt"] == MessageAttribute(dataType: "Number.int", value: .text("3")))
        #expect(message.attributes["digest"] == MessageAttribute(dataType: "Binary", value: .binary([1, 2])))
        #expect(message.attributes["url"] == MessageAttribute(dataType: "String", value: .text("https://x/y")))
        #expect(message.attributes.count == 4 && message.groupID == "g" && message.delay == 900)
        #expect(message.deduplicationID == nil)
        let texts = ["source", "String", "shop", "attempt", "Number.int", "3", "digest", "Binary", "url", "String"]
        #expect(message.size == texts.joined().utf8.count + 2 + 2 + "https://x/y".utf8.count)
    }

    @Test func aBadMessageIsWarnedOfAndTaken() {
        let created = #"{"type":"order_created","orderId":"1"}"#
        #expect(
            SendDraft(body: created).check(for: target()).warnings == [
                "The order handler will fail: missing customerId."
            ])
        #expect(SendDraft(body: created).check(for: target("development-other")).warnings == [])
        let check = SendDraft(body: "{\"type\":").check(for: target())
        #expect(check.message != nil)
        #expect(check.warnings.count == 1 && check.warnings[0].hasPrefix("Not JSON: "))
    }

    @Test func theBodyKeepsTheLimits() {
        func problem(_ body: String, _ attributes: [String: String] = [:]) -> String? {
            SendDraft(body: body).check(for: target("q", attributes)).problems[.body]
        }
        #expect(problem("") == "SQS takes no empty body.")
        #expect(problem("a\u{7}b") == "SQS does not take the character U+0007.")
        #expect(problem("\u{FFFE}") == "SQS does not take the character U+FFFE.")
        #expect(problem("\t\n\r\u{7F}\u{1F600}\u{FFFD}") == nil)
        let full = String(repeating: "x", count: MessageLimits.size)
        #expect(problem(full) == nil)
        #expect(problem(full + "x")?.contains("1048577 bytes") == true)
        #expect(problem("12345", ["MaximumMessageSize": "4"])?.contains("takes 4") == true)
        let check = SendDraft(body: full, attributes: ["a=b"]).check(for: target())
        #expect(check.problems[.body] != nil && check.size == MessageLimits.size + 8)
    }

    @Test func attributesKeepTheirs() {
        let wrong = [
            "noequals", "=x", "a b=x", ".a=x", "a.=x", "a..b=x", "AWS.x=1", "amazon.x=1", "a=", "a=Number:x",
            "a=Number:",
            "a=Number:1e127", "a=Number:1e-129", "a=Number:123456789012345678901234567890123456789", "a=Binary:x",
            "a=Binary:", "a=String.:x", "a=b\u{1}", String(repeating: "n", count: 257) + "=x",
        ]
        for text in wrong {
            let check = SendDraft(body: "b", attributes: [text]).check(for: target("q"))
            #expect(check.problems[.attribute(0)] != nil && check.message == nil, "\(text)")
        }
        for text in ["a=Number:-1.5e10", "a=Number:0", "a=Strings:x", "a=:", "a.b-c_d=x", "awsx=1"] {
            #expect(SendDraft(body: "b", attributes: [text]).check(for: target("q")).message != nil, "\(text)")
        }
        let twice = SendDraft(body: "b", attributes: ["a=1", "a=2"]).check(for: target("q"))
        #expect(twice.problems == [.attribute(1): "There is an attribute a already."])
        let many = SendDraft(body: "b", attributes: (0..<11).map { "a\($0)=1" }).check(for: target("q"))
        #expect(many.problems == [.attribute(10): "A message has at most 10 attributes."])
    }

    @Test func aFIFOQueueWantsItsIDsAndNoDelay() {
        var check = SendDraft(body: "b", delay: "0").check(for: target("q.fifo"))
        #expect(Set(check.problems.keys) == [.group, .deduplication, .delay])
        check = SendDraft(body: "b", groupID: "g").check(for: target("q.fifo", ["ContentBasedDeduplication": "true"]))
        #expect(check.message?.groupID == "g")
        check = SendDraft(body: "b", groupID: "g", deduplicationID: "a b").check(for: target("q.fifo"))
        #expect(check.problems[.deduplication]?.contains("no blanks") == true)
        check = SendDraft(body: "b", groupID: String(repeating: "g", count: 129), deduplicationID: "d")
            .check(for: target("q.fifo"))
        #expect(check.problems == [.group: "At most 128 characters."])
        check = SendDraft(body: "b", deduplicationID: "d").check(for: target("q"))
        #expect(check.problems == [.deduplication: "Only FIFO queues take one."])
    }

    @Test func aDelayIsSecondsUpToAQuarterOfAnHour() {
        for delay in ["-1", "901", "x", "1.5", " 1"] {
            #expect(SendDraft(body: "b", delay: delay).check(for: target("q")).problems[.delay] != nil, "\(delay)")
        }
        #expect(SendDraft(body: "b", delay: "0").check(for: target("q")).message?.delay == 0)
    }
}
