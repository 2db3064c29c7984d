extension AWSService {
    /// Amazon CloudWatch Logs over AWS JSON 1.1.
    package static let logs = AWSService(
        name: "CloudWatch Logs", endpointPrefix: "logs", wire: .json(version: "1.1", targetPrefix: "Logs_20140328"))
}

/// The operations of Amazon CloudWatch Logs.
///
/// Source: [CloudWatch Logs API Reference](https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/Welcome.html).
package struct LogsClient: Sendable {
    let calls: any AWSCalling

    package init(_ calls: any AWSCalling) {
        self.calls = calls
    }

    func call(
        _ operation: String, isIdempotent: Bool, attemptTimeout: Duration = .seconds(15), maxAttempts: Int? = nil,
        _ body: (inout JSONWriter) -> Void
    ) -> JSONCall {
        JSONCall(
            calls: calls, service: .logs, operation: operation, isIdempotent: isIdempotent,
            attemptTimeout: attemptTimeout, maxAttempts: maxAttempts, body: JSONWriter.object(body))
    }
}
