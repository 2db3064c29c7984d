import Testing

@testable import AWSClient

@Suite struct SQSClientTests {
    static let hello = "5d41402abc4b2a76b9719d911017c592"

    @Test func aMessageComesWholeAndIsVerified() async throws {
        let calls = RecordingCalls(
            """
            {"Messages":[{"MessageId":"m-1","ReceiptHandle":"r-1","MD5OfBody":"\(Self.hello)","Body":"hello",
            "Attributes":{"SentTimestamp":"1762000000000","ApproximateReceiveCount":"3","AWSTraceHeader":"Root=1",
            "DeadLetterQueueSourceArn":"arn:aws:sqs:eu-west-1:1:orders"},"MD5OfMessageAttributes":"186CA8355DC38869D71B7FF01DE4BC21",
            "MessageAttributes":{"a":{"StringValue":"é\\u2713","DataType":"String"},"B.x":{"DataType":"Number.float","StringValue":"1.5"},
            "blob":{"BinaryValue":"AP8Q","DataType":"Binary","StringListValues":[]}}},
            {"MessageId":"m-2","ReceiptHandle":"r-2","Body":"","MD5OfBody":"\(Self.hello)"},
            {"MessageId":"m-3","ReceiptHandle":"r-3","Body":"\\ud83d\\ude00"}]}
            """)
        let messages = try await SQSClient(calls).receiveMessages(ReceiveMessageRequest(queueURL: "http://h/q"))
        #expect(messages.map(\.messageID) == ["m-1", "m-2", "m-3"])
        #expect(messages.map(\.body) == ["hello", "", "😀"])
        #expect(messages.map(\.integrity) == [.verified, .mismatch(part: "body"), .unverifiable])
        #expect(messages[0].receiveCount == 3 && messages[0].sentTimestamp == 1_762_000_000_000)
        #expect(messages[0].traceHeader == "Root=1")
        #expect(messages[0].deadLetterSourceARN == "arn:aws:sqs:eu-west-1:1:orders")
        #expect(messages[0].messageAttributes["blob"] == .binary([0, 255, 16]))
    }

    @Test func aDamagedAttributeIsTold() async throws {
        let calls = RecordingCalls(
            """
            {"Messages":[{"MessageId":"m","ReceiptHandle":"r","MD5OfBody":"\(Self.hello)","Body":"hello",
            "MD5OfMessageAttributes":"235c5c510d26fb653d073faed50ae77c",
            "MessageAttributes":{"timestamp":{"StringValue":"1493147359901","DataType":"Number"}}}]}
            """)
        let messages = try await SQSClient(calls).receiveMessages(ReceiveMessageRequest(queueURL: "q"))
        #expect(messages.map(\.integrity) == [.mismatch(part: "attributes")])
    }

    @Test func anEmptyQueueHasNoMessages() async throws {
        for answer in ["{}", "{\"Messages\":[]}", "{\"Messages\":null}"] {
            let client = SQSClient(RecordingCalls(answer))
            #expect(try await client.receiveMessages(ReceiveMessageRequest(queueURL: "q")).isEmpty)
        }
    }

    @Test func aMessageWithoutReceiptIsAnError() async {
        let client = SQSClient(RecordingCalls("{\"Messages\":[{\"MessageId\":\"m\",\"Body\":\"b\"}]}"))
        let error = await #expect(throws: AWSError.self) {
            try await client.receiveMessages(ReceiveMessageRequest(queueURL: "q"))
        }
        #expect(error?.kind == .malformedResponse)
    }

    @Test func aLongPollGetsItsTime() async throws {
        let calls = RecordingCalls("{}")
        var request = ReceiveMessageRequest(queueURL: "q")
        for seconds in [0, 20] {
            request.waitTimeSeconds = seconds
            _ = try await SQSClient(calls).receiveMessages(request)
        }
        request.waitTimeSeconds = nil
        _ = try await SQSClient(calls).receiveMessages(request)
        #expect(calls.calls.map(\.attemptTimeout) == [.seconds(15), .seconds(35), .seconds(35)])
    }

    @Test func queueURLsAreMembersNeverHosts() async throws {
        let calls = RecordingCalls("{}")
        let client = SQSClient(calls)
        try await client.deleteMessage(queueURL: "https://elsewhere.example/1/q", receiptHandle: "r")
        try await client.purgeQueue(queueURL: "https://elsewhere.example/1/q")
        #expect(calls.calls.allSatisfy { $0.path == "/" && $0.method == "POST" && $0.service == .sqs })
        #expect(calls.calls.map(\.isIdempotent) == [true, false])
        #expect(AWSService.sqs.extraHeaders == [AWSHeader("x-amzn-query-mode", "true")])
    }

    @Test func aSentMessageIsCheckedAgainstItsDigests() async throws {
        var message = OutgoingMessage(body: "hello")
        message.attributes = ["timestamp": .number("1493147359900")]
        message.traceHeader = "Root=1"
        message.groupID = "g"
        message.deduplicationID = "d"
        let good = RecordingCalls(
            """
            {"MessageId":"m","MD5OfMessageBody":"\(Self.hello)","MD5OfMessageAttributes":"235c5c510d26fb653d073faed50ae77c",
            "SequenceNumber":"18"}
            """)
        let receipt = try await SQSClient(good).sendMessage(queueURL: "q", message)
        #expect(receipt == SendReceipt(messageID: "m", sequenceNumber: "18"))
        #expect(good.calls.map(\.isIdempotent) == [false])
        #expect(
            good.body == """
                {"QueueUrl":"q","MessageBody":"hello","MessageAttributes":{"timestamp":{"DataType":"Number",\
                "StringValue":"1493147359900"}},"MessageSystemAttributes":{"AWSTraceHeader":{"DataType":"String",\
                "StringValue":"Root=1"}},"MessageDeduplicationId":"d","MessageGroupId":"g"}
                """)
        for answer in [
            "{\"MessageId\":\"m\",\"MD5OfMessageBody\":\"00\"}", "{\"MessageId\":\"m\"}",
            "{\"MessageId\":\"m\",\"MD5OfMessageBody\":\"\(Self.hello)\",\"MD5OfMessageAttributes\":\"00\"}",
            "{\"MessageId\":\"m\",\"MD5OfMessageBody\":\"\(Self.hello)\",\"MD5OfMessageSystemAttributes\":\"00\"}",
        ] {
            let client = SQSClient(RecordingCalls(answer))
            let error = await #expect(throws: AWSError.self) { try await client.sendMessage(queueURL: "q", message) }
            #expect(error?.code == "MessageDigestMismatch" && error?.message.contains("message m ") == true)
        }
    }

    @Test func everyEntryOfABatchHasItsOutcome() async throws {
        let calls = RecordingCalls(
            """
            {"Successful":[{"Id":"a","MessageId":"m-a","MD5OfMessageBody":"\(Self.hello)"},
            {"Id":"b","MessageId":"m-b","MD5OfMessageBody":"00"},{"Id":"stranger","MessageId":"x","MD5OfMessageBody":"00"}],
            "Failed":[{"Id":"c","SenderFault":true,"Code":"InvalidMessageContents","Message":"no"}]}
            """)
        let entries = ["a", "b", "c", "d"].map { SendBatchEntry(id: $0, message: OutgoingMessage(body: "hello")) }
        let outcomes = try await SQSClient(calls).sendMessages(queueURL: "q", entries)
        #expect(outcomes.count == 4)
        #expect(outcomes["a"] == .success(SendReceipt(messageID: "m-a", sequenceNumber: nil)))
        #expect(
            outcomes["c"] == .failure(BatchFailure(code: "InvalidMessageContents", message: "no", isSenderFault: true)))
        for (id, code) in [("b", "MessageDigestMismatch"), ("d", "MissingBatchResult")] {
            guard case .failure(let failure) = outcomes[id] else {
                Issue.record("\(id) should have failed")
                continue
            }
            #expect(failure.code == code && !failure.isSenderFault)
        }
    }

    @Test func aBatchThatFailsWhollyIsStillAnAnswer() async throws {
        let calls = RecordingCalls("{\"Failed\":[{\"Id\":\"a\",\"SenderFault\":false,\"Code\":\"InternalError\"}]}")
        let client = SQSClient(calls)
        let deleted = try await client.deleteMessages(queueURL: "q", [DeleteBatchEntry(id: "a", receiptHandle: "r")])
        let failure = BatchFailure(code: "InternalError", message: "", isSenderFault: false)
        #expect(deleted == ["a": .failure(failure)])
        let shown = try await client.changeMessagesVisibility(
            queueURL: "q", [VisibilityBatchEntry(id: "a", receiptHandle: "r", visibilityTimeout: 0)])
        #expect(shown == ["a": .failure(failure)])
        #expect(calls.calls.map(\.isIdempotent) == [true, true])
    }

    @Test func listsMayBeLeftOut() async throws {
        let client = SQSClient(RecordingCalls("{}"))
        #expect(try await client.listQueues() == QueueURLPage(queueURLs: [], nextToken: nil))
        #expect(try await client.getQueueAttributes(queueURL: "q") == [:])
        #expect(try await client.listMessageMoveTasks(sourceARN: "a").isEmpty)
        #expect(try await client.cancelMessageMoveTask(taskHandle: "h") == nil)
    }

    @Test func aMoveTaskSaysHowFarItIs() async throws {
        let calls = RecordingCalls(
            """
            {"Results":[{"Status":"RUNNING","TaskHandle":"h","SourceArn":"s","ApproximateNumberOfMessagesMoved":5,
            "ApproximateNumberOfMessagesToMove":40,"StartedTimestamp":1762000000000}]}
            """)
        let task = try #require(try await SQSClient(calls).listMessageMoveTasks(sourceARN: "s").first)
        #expect(task.taskHandle == "h" && task.approximateNumberOfMessagesMoved == 5 && task.destinationArn == nil)
    }
}
