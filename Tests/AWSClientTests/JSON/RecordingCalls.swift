import AWSClient
import Synchronization

/// Answers every call with one body, or one error, and keeps the calls.
final class RecordingCalls: AWSCalling {
    private let answer: Result<[UInt8], AWSError>
    private let recorded = Mutex<[AWSCall]>([])

    init(_ answer: String) {
        self.answer = .success(Array(answer.utf8))
    }

    init(bytes: [UInt8]) {
        answer = .success(bytes)
    }

    init(error: AWSError) {
        answer = .failure(error)
    }

    var calls: [AWSCall] { recorded.withLock { $0 } }
    /// The body of the only call, or of the last.
    var body: String { calls.last.map { String(decoding: $0.body, as: UTF8.self) } ?? "" }

    func send(_ call: AWSCall) async throws -> AWSResponse {
        recorded.withLock { $0.append(call) }
        return AWSResponse(status: 200, headers: [], body: try answer.get(), requestID: "r-1", attempts: 1)
    }
}
