import AWSClient
import OpsDomain

/// Turns what a call threw into what a person can act on.
package struct FailureTranslation: Sendable {
    /// What the calls are about, as it reads in a sentence: `table development-users`.
    package let resource: String

    package init(resource: String) {
        self.resource = resource
    }

    /// Runs an operation; throws `ServiceFailure` or `CancellationError` only.
    package func run<Value>(_ operation: () async throws -> Value) async throws -> Value {
        do {
            return try await operation()
        } catch {
            if error is CancellationError || Task.isCancelled { throw CancellationError() }
            throw failure(error)
        }
    }

    /// Any error as a failure. Cancellation is none and must not come here.
    package func failure(_ error: any Error) -> ServiceFailure {
        switch error {
        case let failure as ServiceFailure: failure
        case let error as AWSError: failure(error)
        default:
            ServiceFailure(reason: .unexpected, sentence: "Asking for \(resource) failed: \(error).")
        }
    }

    package func failure(_ error: AWSError) -> ServiceFailure {
        switch error.kind {
        case .service: return service(error)
        case .unreachable:
            return make(error, .unreachable, "\(sentence(error)) Check the network and the endpoint.", transient: true)
        case .timedOut:
            return make(error, .timedOut, "\(sentence(error)) Trying again may help.", transient: true)
        case .malformedResponse:
            return make(
                error, .unexpected,
                "\(error.service) gave an answer that makes no sense: \(sentence(error)) Check that the endpoint is AWS's "
                    + "or one that speaks like it, and try again.")
        case .credentials:
            let reason: ServiceFailure.Reason =
                AWSCodes.expired.contains(error.code) ? .expiredCredentials : .misconfigured
            return make(error, reason, sentence(error))
        case .configuration:
            return make(error, .misconfigured, sentence(error))
        }
    }

    private func service(_ error: AWSError) -> ServiceFailure {
        switch AWSCodes.meaning(of: error) {
        case .throttled:
            make(
                error, .throttled,
                "\(error.service) asks for fewer requests (\(error.code)). Asking goes on more slowly.",
                transient: true)
        case .tooManyInFlight:
            make(
                error, .throttled,
                "Too many messages of \(resource) are in flight (\(error.code)). Wait until its consumers are done.",
                transient: true)
        case .denied:
            denied(error)
        case .expired:
            make(error, .expiredCredentials, "The credentials have expired. Sign in again, then refresh.")
        case .wrongCredentials:
            make(
                error, .misconfigured,
                "\(error.service) does not accept the credentials (\(error.code)). Check the keys and the profile.")
        case .notFound:
            make(
                error, .notFound(what: resource),
                "There is no \(resource) here. Check the environment, the region and the account.")
        case .conflict:
            make(
                error, .conflict(current: nil),
                "\(resource.capitalizedFirst) was changed by someone else in the meantime.")
        case .fault:
            make(
                error, .unexpected, "\(error.service) had a fault of its own (\(code(error))). Trying again may help.",
                transient: true)
        case .invalid:
            make(error, .invalid, "\(error.service) refused the request (\(code(error))): \(sentence(error))")
        }
    }

    private func denied(_ error: AWSError) -> ServiceFailure {
        let action = AWSCodes.deniedAction(in: error.message) ?? AWSCodes.action(error)
        return make(
            error, .denied(action: action),
            "Not allowed: \(action) on \(resource). Ask for this permission, or choose another profile.")
    }

    private func make(
        _ error: AWSError, _ reason: ServiceFailure.Reason, _ sentence: String, transient: Bool = false
    ) -> ServiceFailure {
        ServiceFailure(
            reason: reason, sentence: sentence, requestID: error.requestID,
            isTransient: transient || (error.isRetryable && reason != .expiredCredentials))
    }

    private func code(_ error: AWSError) -> String {
        error.code.isEmpty ? "HTTP \(error.status ?? 0)" : error.code
    }

    /// The error's own words with a full stop.
    private func sentence(_ error: AWSError) -> String {
        guard let last = error.message.last else { return "\(code(error))." }
        return ".!?".contains(last) ? error.message : error.message + "."
    }
}

extension String {
    fileprivate var capitalizedFirst: String {
        prefix(1).uppercased() + dropFirst()
    }
}
