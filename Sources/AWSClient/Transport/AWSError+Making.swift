extension AWSError {
    /// No credentials, or none that could be read.
    package static func credentials(code: String, message: String) -> AWSError {
        AWSError(kind: .credentials, code: code, message: message)
    }

    /// The request could not be made as things are set up.
    package static func configuration(code: String, message: String) -> AWSError {
        AWSError(kind: .configuration, code: code, message: message)
    }

    /// A 2xx answer that does not hold what the service's model promises.
    package static func malformed(_ message: String, call: AWSCall, response: AWSResponse) -> AWSError {
        AWSError(
            kind: .malformedResponse, service: call.service.name, operation: call.operation, code: "MalformedResponse",
            message: message, status: response.status, requestID: response.requestID, attempts: response.attempts)
    }

    /// The same error, told of a call.
    func during(_ call: AWSCall, attempts: Int) -> AWSError {
        AWSError(
            kind: kind, service: call.service.name, operation: call.operation, code: code, message: message,
            status: status, requestID: requestID, isRetryable: isRetryable, attempts: attempts, body: body)
    }
}
