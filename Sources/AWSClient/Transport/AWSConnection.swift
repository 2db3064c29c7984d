import FoundationEssentials
import Synchronization

/// The way to AWS: chooses the endpoint, signs, sends, tries again as standard mode does, and reads errors. One
/// connection serves every service and every task at once.
package struct AWSConnection: AWSCalling {
    /// Who calls, for AWS's own logs.
    package static let userAgent = "nightdesk"

    let configuration: AWSConfiguration
    let transport: any HTTPTransport
    let clock: ConnectionClock
    let observer: (any AWSCallObserver)?
    let builder: RequestBuilder
    let policy: RetryPolicy
    /// One quota a service: a throttled table must not keep queues from being asked.
    let quotas = RetryQuotas()
    /// How far our clock is from the services', as their answers tell.
    package let skew: ClockSkew
    let credentials: CredentialCache

    package init(
        configuration: AWSConfiguration, transport: any HTTPTransport, clock: ConnectionClock = .system,
        observer: (any AWSCallObserver)? = nil, skew: ClockSkew = ClockSkew()
    ) {
        self.configuration = configuration
        self.transport = transport
        self.clock = clock
        self.observer = observer
        self.skew = skew
        builder = RequestBuilder(region: configuration.region, userAgent: Self.userAgent)
        policy = RetryPolicy(settings: configuration.retries)
        credentials = CredentialCache(provider: configuration.credentials, now: clock.now)
    }

    package func send(_ call: AWSCall) async throws -> AWSResponse {
        var progress = CallProgress(call: call, connection: self)
        do {
            let response = try await progress.run()
            observer?.callEnded(progress.record(.succeeded))
            return response
        } catch let error as AWSError {
            let told = error.during(call, attempts: progress.attempts)
            observer?.callEnded(progress.record(.failed(code: told.code)))
            throw told
        } catch is CancellationError {
            observer?.callEnded(progress.record(.cancelled))
            throw CancellationError()
        } catch {
            let told = AWSError.credentials(code: "CredentialsFailed", message: "\(error)")
            observer?.callEnded(progress.record(.failed(code: told.code)))
            throw told.during(call, attempts: progress.attempts)
        }
    }

    /// The credentials in use, from the cache: to show whose they are, or to tell early that there are none.
    package func currentCredentials() async throws -> Credentials {
        try await credentials.credentials()
    }
}

/// The retry quotas by service name.
final class RetryQuotas: Sendable {
    private let quotas = Mutex<[String: RetryQuota]>([:])

    func quota(of service: String) -> RetryQuota {
        quotas.withLock { $0[service] ?? RetryQuota() }
    }

    func take(_ cost: Int, of service: String) -> Bool {
        quotas.withLock { $0[service, default: RetryQuota()].take(cost) }
    }

    func refund(_ tokens: Int, to service: String) {
        quotas.withLock { $0[service, default: RetryQuota()].refund(tokens) }
    }
}
