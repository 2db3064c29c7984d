/// A call of an AWS JSON service with its body written, and the ways to read its answer.
struct JSONCall: Sendable {
    private let calls: any AWSCalling
    private let call: AWSCall

    init(
        calls: any AWSCalling, service: AWSService, operation: String, isIdempotent: Bool,
        attemptTimeout: Duration = .seconds(15), maxAttempts: Int? = nil, responseLimit: Int? = nil, body: [UInt8]
    ) {
        self.calls = calls
        self.call = AWSCall(
            service: service, operation: operation, body: body, isIdempotent: isIdempotent,
            attemptTimeout: attemptTimeout, maxAttempts: maxAttempts, responseLimit: responseLimit)
    }

    /// Sends it; the answer says nothing more than that it was done.
    func sent() async throws {
        _ = try await calls.send(call)
    }

    /// Sends it and decodes a small answer.
    func decoded<Answer: Decodable & Sendable>(_ type: Answer.Type) async throws -> Answer {
        let response = try await calls.send(call)
        return try CodableBody.decode(type, from: response, call: call)
    }

    /// Sends it and reads the answer's bytes; what cannot be read is an `AWSError` of kind `malformedResponse` that names
    /// the byte.
    func read<Answer: Sendable>(_ body: ([UInt8]) throws(JSONFailure) -> Answer) async throws -> Answer {
        let response = try await calls.send(call)
        do {
            return try body(response.body)
        } catch {
            throw AWSError.malformed(
                "not the expected JSON at byte \(error.offset): \(error.reason)", call: call, response: response)
        }
    }

    /// An error about what the answer says rather than how it is written.
    func contradiction(code: String, _ message: String) -> AWSError {
        AWSError(
            kind: .malformedResponse, service: call.service.name, operation: call.operation, code: code,
            message: message)
    }
}
