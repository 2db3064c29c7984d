import AWSClient
import OpsDomain
import OpsServices
import Testing

@Suite struct LiveQueueServiceTests {
    private let attributes =
        #"{"Attributes":{"QueueArn":"arn:aws:sqs:eu-west-1:1:NAME","ApproximateNumberOfMessages":"3","#
        + #""ApproximateNumberOfMessagesNotVisible":"2","ApproximateNumberOfMessagesDelayed":"1"REDRIVE}}"#

    private func answer(_ name: String, redrive: String = "") -> String {
        var text = ""
        var rest = attributes[...]
        for (mark, value) in [("NAME", name), ("REDRIVE", redrive)] {
            while !rest.isEmpty, !rest.hasPrefix(mark) { text.append(rest.removeFirst()) }
            text += value
            rest = rest.dropFirst(mark.count)
        }
        return text + rest
    }

    @Test func queuesOfAllPagesAreReadAndLinked() async throws {
        let redrive =
            #","RedrivePolicy":"{\"deadLetterTargetArn\":\"arn:aws:sqs:eu-west-1:1:dev-order-dlq\",\"maxReceiveCount\":\"3\"}""#
        let calls = ScriptedCalls { call, body in
            switch call.operation {
            case "ListQueues":
                body.contains("NextToken")
                    ? #"{"QueueUrls":["https://h/1/dev-order-queue"]}"#
                    : #"{"QueueUrls":["https://h/1/dev-order-dlq","https://h/1/dev-secret"],"NextToken":"t"}"#
            default:
                if body.contains("dev-secret") {
                    throw AWSError.answer(
                        "AccessDenied", service: "SQS", operation: "GetQueueAttributes", status: 403)
                } else if body.contains("dev-order-queue") {
                    answer("dev-order-queue", redrive: redrive)
                } else {
                    answer("dev-order-dlq")
                }
            }
        }
        let service = LiveQueueService.make(names: ResourceNames(environment: "dev"), sqs: SQSClient(calls))
        let readings = try await service.list()
        #expect(readings.map(\.name) == ["dev-order-dlq", "dev-order-queue", "dev-secret"])
        let dlq = try readings[0].result.get()
        #expect(dlq.sources == ["dev-order-queue"])
        #expect(dlq.isDeadLetterQueue)
        let queue = try readings[1].result.get()
        #expect(queue.redrive == RedrivePolicy(deadLetterQueue: "dev-order-dlq", maximumReceives: 3))
        #expect([queue.visible, queue.inFlight, queue.delayed] == [3, 2, 1])
        guard case .failure(let failure) = readings[2].result else {
            Issue.record("a queue that may not be read has no numbers")
            return
        }
        #expect(failure.reason == .denied(action: "sqs:GetQueueAttributes"))
        #expect(calls.calls[0].body.contains(#""QueueNamePrefix":"dev-""#))
    }

    @Test func missingNumbersAreNoZeros() async throws {
        let calls = ScriptedCalls { call, _ in
            call.operation == "ListQueues" ? #"{"QueueUrls":["https://h/1/dev-q"]}"# : #"{"Attributes":{}}"#
        }
        let service = LiveQueueService.make(names: ResourceNames(environment: "dev"), sqs: SQSClient(calls))
        let readings = try await service.list()
        #expect(throws: ServiceFailure.self) { try readings[0].result.get() }
    }
}
