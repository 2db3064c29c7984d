/// The one error that calls throw: what AWS said, or why AWS could not be asked.
package struct AWSError: Error, Hashable, Sendable {
    /// Where the call failed.
    package enum Kind: Hashable, Sendable {
        /// The service answered with an error.
        case service
        /// No connection, no name, TLS refused, connection lost.
        case unreachable
        /// No whole answer in time.
        case timedOut
        /// The answer could not be read as the protocol says: malformed JSON, a missing member, too large.
        case malformedResponse
        /// No credentials, or none that could be read.
        case credentials
        /// The request could not be made: bad endpoint URL, missing region, refused plain HTTP.
        case configuration
    }

    package let kind: Kind
    /// `DynamoDB`, `SQS`…; empty when no call was made.
    package let service: String
    package let operation: String
    /// AWS's error code without its namespace (`ResourceNotFoundException`), or a word of ours for the other kinds.
    package let code: String
    package let message: String
    package let status: Int?
    package let requestID: String?
    /// Whether the same call may work a little later.
    package let isRetryable: Bool
    package let attempts: Int
    /// The body of a service error, for members beyond code and message (`Item`, `CancellationReasons`).
    package let body: [UInt8]

    package init(
        kind: Kind, service: String = "", operation: String = "", code: String, message: String, status: Int? = nil,
        requestID: String? = nil, isRetryable: Bool = false, attempts: Int = 0, body: [UInt8] = []
    ) {
        self.kind = kind
        self.service = service
        self.operation = operation
        self.code = code
        self.message = message
        self.status = status
        self.requestID = requestID
        self.isRetryable = isRetryable
        self.attempts = attempts
        self.body = body
    }
}
