import AWSClient
import Synchronization

/// A connection that answers by a script and keeps what it was asked.
final class ScriptedCalls: AWSCalling {
    typealias Answer = @Sendable (AWSCall, _ body: String) throws -> String

    private let answer: Answer
    private let log = Mutex<[(operation: String, body: String)]>([])

    init(_ answer: @escaping Answer) {
        self.answer = answer
    }

    /// Operation and body of every call so far.
    var calls: [(operation: String, body: String)] { log.withLock { $0 } }
    var operations: [String] { calls.map(\.operation) }

    func send(_ call: AWSCall) async throws -> AWSResponse {
        let body = String(decoding: call.body, as: UTF8.self)
        log.withLock { $0.append((call.operation, body)) }
        let text = try answer(call, body)
        return AWSResponse(status: 200, headers: [], body: Array(text.utf8), requestID: "r-1", attempts: 1)
    }
}

extension AWSError {
    /// What a service answered.
    static func answer(
        _ code: String, _ message: String = "", service: String = "DynamoDB", operation: String = "Scan",
        status: Int = 400, body: String = ""
    ) -> AWSError {
        AWSError(
            kind: .service, service: service, operation: operation, code: code, message: message, status: status,
            requestID: "r-9", attempts: 1, body: Array(body.utf8))
    }
}
