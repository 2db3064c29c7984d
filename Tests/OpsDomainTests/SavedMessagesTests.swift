import OpsDomain
import Testing

@Suite struct SavedMessagesTests {
    private let message = SavedMessage(
        queue: "development-order-dlq", messageID: "m-1", body: "{\"a\": \"ü\\n\u{7F}\"}\r\n\u{1F600} \"x\" \\",
        attributes: [
            "source": MessageAttribute(dataType: "String.shop", value: .text("line\nbreak")),
            "digest": MessageAttribute(dataType: "Binary", value: .binary([0, 255, 10, 13])),
            "empty": MessageAttribute(dataType: "Binary", value: .binary([])),
        ],
        systemAttributes: ["SentTimestamp": "1772331240123", "MessageGroupId": "g", "AWSTraceHeader": "Root=1"],
        sentAt: Timestamp(milliseconds: 1_772_331_240_123))

    @Test func whatIsWrittenIsReadAgain() throws {
        let others = (2..<5).map {
            SavedMessage(
                queue: "q", messageID: "m-\($0)", body: String(repeating: "x", count: $0), attributes: [:],
                systemAttributes: [:], sentAt: nil)
        }
        let text = SavedMessages.text([message] + others)
        #expect(text.utf8.count { $0 == UInt8(ascii: "\n") } == 4)
        #expect(try SavedMessages.read(text) == [message] + others)
    }

    @Test func aLineIsPlainJSON() throws {
        let node = try JSONNode(parsing: SavedMessages.line(message))
        #expect(node["queue"] == .string("development-order-dlq") && node["messageId"] == .string("m-1"))
        #expect(node["attributes"]?["source"]?["type"] == .string("String.shop"))
        #expect(node["attributes"]?["source"]?["value"] == .string("line\nbreak"))
        #expect(node["attributes"]?["digest"]?["binary"] == .string("AP8KDQ=="))
        #expect(node["systemAttributes"]?["MessageGroupId"] == .string("g"))
        #expect(node["sentAt"] == .string("2026-03-01T02:14:00.123Z"))
    }

    @Test func filesOfOthersAreReadAsFarAsTheyMakeSense() throws {
        let text =
            "\n  {\"queue\":\"q\",\"messageId\":\"1\",\"body\":\"b\",\"systemAttributes\":{\"SentTimestamp\":\"5\"},\"x\":1}\r\n\n"
        let found = try SavedMessages.read(text)
        #expect(found.map(\.body) == ["b"])
        #expect(found.first?.sentAt == Timestamp(milliseconds: 5))
        #expect(try SavedMessages.read("").isEmpty)
    }

    @Test func everyWrongLineIsToldAndNothingIsRead() {
        let wrong: [(line: String, sentence: String)] = [
            ("{", "line 1: Not JSON at byte 1: "), ("[]", "line 2: No JSON object."),
            ("{\"queue\":\"q\",\"messageId\":\"1\"}", "line 3: The message has no body."),
            (
                "{\"queue\":\"q\",\"messageId\":\"1\",\"body\":\"b\",\"attributes\":{\"a\":{\"value\":\"x\"}}}",
                "line 4: The attribute a has no type."
            ),
            (
                "{\"queue\":\"q\",\"messageId\":\"1\",\"body\":\"b\",\"attributes\":{\"a\":{\"type\":\"Binary\",\"binary\":\"=\"}}}",
                "line 5: The attribute a has neither a value nor bytes in Base64."
            ),
            (
                "{\"queue\":\"q\",\"messageId\":\"1\",\"body\":\"b\",\"systemAttributes\":{\"a\":1}}",
                "line 6: The system attribute a is no text."
            ),
            (
                "{\"queue\":\"q\",\"messageId\":\"1\",\"body\":\"b\",\"attributes\":1}",
                "line 7: attributes is no object."
            ),
        ]
        do throws(SavedMessages.Faults) {
            _ = try SavedMessages.read(
                SavedMessages.line(message).isEmpty ? "" : wrong.map(\.line).joined(separator: "\n"))
            Issue.record("wrong lines were read")
        } catch {
            #expect(error.count == wrong.count)
            for (told, expected) in zip(error.sentences, wrong) {
                #expect(told.hasPrefix(expected.sentence), "\(told)")
            }
        }
    }

    @Test func sentAgainItHasEverythingButItsDeduplicationID() {
        let resent = message.resent
        #expect(resent.body == message.body && resent.attributes == message.attributes)
        #expect(resent.groupID == "g" && resent.traceHeader == "Root=1")
        #expect(resent.deduplicationID == nil && resent.delay == nil)
    }
}
