import AWSClient
import OpsDomain
import OpsServices
import Synchronization
import Testing

/// What becomes of messages when an answer is lost, wrong or a refusal.
@Suite struct LiveQueueOperationsTests {
    private static let attributes =
        #"{"Attributes":{"QueueArn":"arn:aws:sqs:eu-west-1:1:dlq","ApproximateNumberOfMessages":"1","#
        + #""ApproximateNumberOfMessagesNotVisible":"0","ApproximateNumberOfMessagesDelayed":"0"MORE}}"#

    private static func received(_ bodyDigest: String = "9dd4e461268c8034f5c8564e155c67a6") -> String {
        #"{"Messages":[{"MessageId":"m-1","ReceiptHandle":"r-1","Body":"x","MD5OfBody":"\#(bodyDigest)","#
            + #""Attributes":{"DeadLetterQueueSourceArn":"arn:aws:sqs:eu-west-1:1:orders"}}]}"#
    }

    private static let lost = AWSError(
        kind: .timedOut, service: "SQS", operation: "SendMessage", code: "TimedOut", message: "No answer in time.")

    /// A queue `dlq` with one message; `send` answers a send, `remove` a deletion.
    private func calls(
        received: String = received(), more: String = "",
        send: @escaping @Sendable () throws -> String = {
            #"{"MessageId":"m-2","MD5OfMessageBody":"9dd4e461268c8034f5c8564e155c67a6"}"#
        }, remove: @escaping @Sendable () throws -> String = { "{}" },
        purge: @escaping @Sendable () throws -> String = { "{}" }
    ) -> ScriptedCalls {
        let isTaken = Mutex(false)
        return ScriptedCalls { call, body in
            switch call.operation {
            case "GetQueueUrl":
                body.contains("orders") ? #"{"QueueUrl":"https://h/1/orders"}"# : #"{"QueueUrl":"https://h/1/dlq"}"#
            case "ListDeadLetterSourceQueues": #"{"queueUrls":["https://h/1/orders"]}"#
            case "ReceiveMessage":
                isTaken.withLock { taken in
                    defer { taken = true }
                    return taken ? "{}" : received
                }
            case "SendMessage": try send()
            case "DeleteMessage": try remove()
            case "PurgeQueue": try purge()
            case "GetQueueAttributes": Self.attributes.replacing("MORE", with: more)
            default: "{}"
            }
        }
    }

    private func operations(_ calls: ScriptedCalls) -> QueueOperations {
        LiveQueueOperations.make(sqs: SQSClient(calls), isReadOnly: false)
    }

    private func fate(_ calls: ScriptedCalls) async throws -> CanaryFate? {
        try await operations(calls).canary(CanaryRequest(queue: "dlq")).first
    }

    // MARK: Canaries

    @Test func oneThatWasSentIsDeletedAfterwards() async throws {
        let calls = calls()
        let moved = CanaryFate.Moved(oldID: "m-1", newID: "m-2", destination: "orders")
        #expect(try await fate(calls) == .moved(moved))
        let operations = calls.operations
        let (send, remove) = (operations.firstIndex(of: "SendMessage"), operations.firstIndex(of: "DeleteMessage"))
        #expect(try #require(send) < #require(remove))
    }

    @Test func oneWhoseAnswerWasLostIsNotDeleted() async throws {
        let calls = calls(send: { throw Self.lost })
        guard case .unsure("m-1", let failure)? = try await fate(calls) else {
            Issue.record("a lost answer is neither yes nor no")
            return
        }
        #expect(failure.mayBeDone && failure.sentence.contains("is not known"))
        #expect(!calls.operations.contains("DeleteMessage"))
        #expect(calls.operations.last == "ChangeMessageVisibilityBatch")
    }

    @Test func oneThatSQSTookInOtherwiseIsNotDeleted() async throws {
        let calls = calls(send: { #"{"MessageId":"m-2","MD5OfMessageBody":"00000000000000000000000000000000"}"# })
        guard case .unsure? = try await fate(calls) else {
            Issue.record("a wrong digest is no success")
            return
        }
        #expect(!calls.operations.contains("DeleteMessage"))
    }

    @Test func oneThatIsRefusedIsKept() async throws {
        let calls = calls(send: {
            throw AWSError.answer("AccessDenied", service: "SQS", operation: "SendMessage", status: 403)
        })
        guard case .kept("m-1", let failure)? = try await fate(calls) else {
            Issue.record("refused is not sent")
            return
        }
        #expect(failure.reason == .denied(action: "sqs:SendMessage"))
    }

    @Test func oneThatCameBrokenIsLeftAlone() async throws {
        let calls = calls(received: Self.received("00000000000000000000000000000000"))
        guard case .kept? = try await fate(calls) else {
            Issue.record("what is not what SQS took in must not be sent")
            return
        }
        #expect(!calls.operations.contains("SendMessage"))
    }

    @Test func oneThatCannotBeDeletedIsToldToBeInBoth() async throws {
        let calls = calls(remove: {
            throw AWSError.answer("AccessDenied", service: "SQS", operation: "DeleteMessage", status: 403)
        })
        guard case .doubled(let moved, _)? = try await fate(calls) else {
            Issue.record("sent and not deleted is in both")
            return
        }
        #expect(moved.newID == "m-2" && calls.operations.last == "ChangeMessageVisibilityBatch")
    }

    @Test func aDeadLetterQueueThatPassesMessagesOnIsNotLookedInto() async throws {
        let moved = CanaryFate.Moved(oldID: "m-1", newID: "m-2", destination: "orders")
        let policy =
            #","RedrivePolicy":"{\"deadLetterTargetArn\":\"arn:aws:sqs:eu-west-1:1:end\",\"maxReceiveCount\":3}""#
        for more in ["", policy] {
            let calls = calls(more: more)
            _ = try await operations(calls).sight(CanaryRequest(queue: "dlq"), [moved], .always)
            #expect(calls.operations.contains("ReceiveMessage") == more.isEmpty)
        }
    }

    // MARK: Purges

    @Test func whatWasSavedBeforeAPurgeThatFailedIsTold() async throws {
        let calls = calls(purge: {
            throw AWSError.answer(
                "AWS.SimpleQueueService.PurgeQueueInProgress", service: "SQS", operation: "PurgeQueue", status: 403)
        })
        do {
            _ = try await operations(calls).purge("dlq", PurgeSaving(write: { _ in "/kept" }))
            Issue.record("it was purged")
        } catch let failure as ServiceFailure {
            #expect(failure.reason == .throttled)
            #expect(failure.sentence.contains("one purge a minute") && failure.sentence.contains("saved in /kept"))
        }
        #expect(calls.operations.last == "ChangeMessageVisibilityBatch")
    }

    @Test func aReceiveThatFailsLeavesTheQueueAsItWas() async throws {
        let count = Mutex(0)
        let calls = ScriptedCalls { call, body in
            guard call.operation == "ReceiveMessage" else {
                return call.operation == "GetQueueUrl" ? #"{"QueueUrl":"https://h/1/dlq"}"# : "{}"
            }
            if count.withLock({
                $0 += 1; return $0
            }) == 1 {
                return Self.received()
            }
            throw AWSError.answer("AccessDenied", service: "SQS", operation: "ReceiveMessage", status: 403)
        }
        await #expect(throws: ServiceFailure.self) {
            _ = try await operations(calls).purge("dlq", PurgeSaving(write: { _ in "/kept" }))
        }
        #expect(!calls.operations.contains("PurgeQueue"))
        #expect(
            calls.calls.last?.body.contains("r-1") == true && calls.operations.last == "ChangeMessageVisibilityBatch")
    }

    @Test func anEmptyQueueIsPurgedWithoutAFile() async throws {
        let calls = calls(received: "{}")
        let outcome = try await operations(calls).purge(
            "dlq",
            PurgeSaving(write: { _ in
                Issue.record("there was nothing to write")
                return ""
            }))
        #expect(outcome == PurgeOutcome(saved: 0, path: nil) && calls.operations.contains("PurgeQueue"))
    }
}
