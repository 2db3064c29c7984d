import Testing

@testable import OpsDomain

@Suite struct MessageTests {
    @Test func anOrderMessageIsRead() {
        let body = MessageBody(#"{"type":"order_created","orderId":"o-1","customerId":"c-1","items":[]}"#)
        #expect(body.order.type == "order_created")
        #expect(body.order.orderID == "o-1")
        #expect(body.order.customerID == "c-1")
        #expect(body.envelope == nil)
        #expect(body.prettyLines.count == 6)
    }

    @Test func anSNSEnvelopeIsTakenOff() {
        let body = MessageBody(
            #"{"Type":"Notification","MessageId":"m","TopicArn":"arn:t","Subject":"New","Timestamp":"2026-01-02T03:04:05.678Z","#
                + #""Message":"{\"type\":\"order_cancelled\",\"orderId\":\"o-9\"}"}"#)
        #expect(body.order.orderID == "o-9")
        #expect(body.envelope?.topicARN == "arn:t")
        #expect(body.envelope?.facts.map(\.value) == ["arn:t", "m", "New", "2026-01-02T03:04:05.678Z"])
        #expect(FailureReason(body) == .none)
    }

    @Test func whatIsNoJSONStaysAsItIs() {
        let body = MessageBody("order 17\nplease \u{1B}[2J")
        #expect(body.prettyLines == ["order 17", "please \u{1B}[2J"])
        #expect(body.order.type == nil)
        guard case .notJSON(let problem) = FailureReason(body) else {
            Issue.record("not told as no JSON")
            return
        }
        #expect(problem.offset == 0)
    }

    @Test(arguments: [
        (#"{"type":"order_created","customerId":"c"}"#, "missing orderId"),
        (#"{"type":"order_created"}"#, "missing orderId, customerId"),
        (#"{"type":"order_created","orderId":"","customerId":null}"#, "missing orderId, customerId"),
        (#"{"type":"order_created","orderId":"o","customerId":"c","total":12}"#, "nothing wrong in the body"),
        (#"{"type":"order_created","orderId":"o","customerId":"c","total":59.9}"#, "floating point number"),
        (#"{"type":"order_created","orderId":7,"customerId":"c"}"#, "orderId is no text"),
        (#"{"type":"order_updated","orderId":"o","updates":{"status":"shipped"}}"#, "reserved word: status"),
        (#"{"type":"order_updated","orderId":"o","updates":{"note":"x","Items":[]}}"#, "reserved word: Items"),
        (#"{"type":"order_updated","orderId":"o","updates":{"note":"x"}}"#, "nothing wrong in the body"),
        (#"{"type":"order_updated","orderId":"o","updates":{"ship-to":"x"}}"#, "name not allowed: ship-to"),
        (#"{"type":"order_updated","orderId":"o","updates":{"updatedAt":"x"}}"#, "updates updatedAt"),
        (#"{"type":"order_updated","orderId":"o","updates":[1]}"#, "updates is no object"),
        (#"{"type":"order_updated","updates":{}}"#, "missing orderId"),
        (#"{"type":"order_cancelled"}"#, "missing orderId"),
        (#"{"type":"order_cancelled","orderId":"o","reason":1.5}"#, "floating point number"),
        (#"{"type":"refund","orderId":"o"}"#, "unknown type: refund"),
        (#"{"orderId":"o"}"#, "no type"),
        (#"[1,2]"#, "not a JSON object"),
        (#"{"Message":{"a":1},"TopicArn":"t"}"#, "SNS message is no text"),
    ])
    func theHandlersRulesAreKnown(body: String, label: String) {
        let reason = FailureReason(MessageBody(body))
        #expect(reason.label == label)
        #expect(reason.sentence.hasSuffix("."))
    }

    @Test func theExceptionIsTheLogs() {
        let missing = FailureReason(MessageBody(#"{"type":"order_created"}"#))
        #expect(missing.exception == "ValueError: Missing required fields: orderId, customerId")
        let list = FailureReason(MessageBody("[]"))
        #expect(list.exception == "AttributeError: 'list' object has no attribute 'get'")
        #expect(FailureReason(MessageBody(#"{"type":"x"}"#)).exception == nil)
    }

    @Test func reservedWordsAreDynamoDBs() {
        for word in ["name", "status", "TOTAL", "items", "Zone", "abort"] { #expect(ReservedWords.contains(word)) }
        for word in ["orderId", "note", "customer", ""] { #expect(!ReservedWords.contains(word)) }
    }
}
