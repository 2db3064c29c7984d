import AWSClient
import OpsDomain

/// URLs and ARNs of queues by their names, asked for once: a progress bar asks every two seconds, and neither changes while
/// a queue lives, nor when one of the same name takes its place.
actor QueueAddresses {
    private let sqs: SQSClient
    private var urls: [String: String] = [:]
    private var arns: [String: String] = [:]

    init(_ sqs: SQSClient) {
        self.sqs = sqs
    }

    func url(of queue: String) async throws -> String {
        if let url = urls[queue] { return url }
        let url = try await sqs.getQueueURL(name: queue)
        urls[queue] = url
        return url
    }

    func arn(of queue: String) async throws -> String {
        if let arn = arns[queue] { return arn }
        let url = try await url(of: queue)
        guard let arn = try await sqs.getQueueAttributes(queueURL: url, names: ["QueueArn"])["QueueArn"] else {
            throw ServiceFailure(reason: .unexpected, sentence: "SQS did not tell the ARN of \(queue).")
        }
        arns[queue] = arn
        return arn
    }
}
