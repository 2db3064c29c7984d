import AWSClient
import Synchronization

/// Answers requests from a list, and keeps what was asked.
final class ScriptedTransport: HTTPTransport {
    enum Step: Sendable {
        case answer(HTTPWireResponse)
        case failure(HTTPTransportError)
    }

    private let state: Mutex<(steps: [Step], requests: [HTTPWireRequest])>

    init(_ steps: [Step]) {
        state = Mutex((steps, []))
    }

    var requests: [HTTPWireRequest] { state.withLock { $0.requests } }
    var remaining: Int { state.withLock { $0.steps.count } }

    func send(_ request: HTTPWireRequest) async throws -> HTTPWireResponse {
        let step = try state.withLock { state in
            state.requests.append(request)
            guard !state.steps.isEmpty else { throw HTTPTransportError.malformed("the script is over") }
            return state.steps.removeFirst()
        }
        switch step {
        case .answer(let response): return response
        case .failure(let error): throw error
        }
    }
}

extension ScriptedTransport.Step {
    static func json(_ status: Int, _ body: String = "{}", _ headers: [AWSHeader] = []) -> Self {
        .answer(HTTPWireResponse(status: status, headers: headers, body: Array(body.utf8)))
    }

    /// An error as a JSON service writes it.
    static func error(_ status: Int, _ code: String, _ headers: [AWSHeader] = []) -> Self {
        .json(status, #"{"__type":"com.amazonaws.test#\#(code)","message":"told so"}"#, headers)
    }
}
