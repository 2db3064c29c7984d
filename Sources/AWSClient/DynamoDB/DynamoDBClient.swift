extension AWSService {
    /// Amazon DynamoDB over AWS JSON 1.0.
    package static let dynamoDB = AWSService(
        name: "DynamoDB", endpointPrefix: "dynamodb", wire: .json(version: "1.0", targetPrefix: "DynamoDB_20120810"))
}

/// The operations of Amazon DynamoDB.
///
/// Source: [Amazon DynamoDB API Reference](https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/Welcome.html).
package struct DynamoDBClient: Sendable {
    let calls: any AWSCalling

    package init(_ calls: any AWSCalling) {
        self.calls = calls
    }

    func call(_ operation: String, isIdempotent: Bool, _ body: (inout JSONWriter) -> Void) -> JSONCall {
        JSONCall(
            calls: calls, service: .dynamoDB, operation: operation, isIdempotent: isIdempotent,
            body: JSONWriter.object(body))
    }
}
