import AWSClient
import Synchronization

/// Gives credentials from a list, the last one again and again, and counts how often it was asked.
final class ScriptedCredentials: CredentialProvider {
    let name = "script"
    private let state: Mutex<(results: [Result<Credentials, AWSError>], asked: Int)>

    init(_ results: [Result<Credentials, AWSError>]) {
        state = Mutex((results, 0))
    }

    var asked: Int { state.withLock { $0.asked } }

    func credentials() async throws -> Credentials {
        try state.withLock { state in
            state.asked += 1
            guard let first = state.results.first else { throw CredentialsNotFound(reason: "script is empty") }
            if state.results.count > 1 { state.results.removeFirst() }
            return try first.get()
        }
    }
}
