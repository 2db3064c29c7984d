extension AWSService {
    /// Amazon SQS over AWS JSON 1.0. The extra header asks for the error codes that the query protocol had, as all SDKs do.
    package static let sqs = AWSService(
        name: "SQS", endpointPrefix: "sqs", wire: .json(version: "1.0", targetPrefix: "AmazonSQS"),
        extraHeaders: [AWSHeader("x-amzn-query-mode", "true")])
}

/// The operations of Amazon SQS. Requests go to the configured endpoint, whatever host a queue URL names.
///
/// Source: [Amazon SQS API Reference](https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/Welcome.html).
package struct SQSClient: Sendable {
    let calls: any AWSCalling

    package init(_ calls: any AWSCalling) {
        self.calls = calls
    }

    func call(
        _ operation: String, isIdempotent: Bool, attemptTimeout: Duration = .seconds(15), responseLimit: Int? = nil,
        _ body: (inout JSONWriter) -> Void
    ) -> JSONCall {
        JSONCall(
            calls: calls, service: .sqs, operation: operation, isIdempotent: isIdempotent,
            attemptTimeout: attemptTimeout, responseLimit: responseLimit, body: JSONWriter.object(body))
    }
}
