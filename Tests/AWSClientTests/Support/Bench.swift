import AWSClient
import FoundationEssentials
import Synchronization

/// A connection over a scripted transport with a clock that stands still, full back-off, and a record of the pauses.
struct Bench {
    static let time = Date(timeIntervalSince1970: 1_440_938_160)
    static let service = AWSService(
        name: "DynamoDB", endpointPrefix: "dynamodb", wire: .json(version: "1.0", targetPrefix: "DynamoDB_20120810"))

    let transport: ScriptedTransport
    let pauses = Pauses()
    let log = AWSCallLog()
    let connection: AWSConnection

    init(
        _ steps: [ScriptedTransport.Step], configuration: AWSConfiguration = Bench.configuration(),
        now: @escaping @Sendable () -> Date = { Bench.time }
    ) {
        transport = ScriptedTransport(steps)
        let pauses = pauses
        connection = AWSConnection(
            configuration: configuration, transport: transport,
            clock: ConnectionClock(now: now, sleep: { try pauses.add($0) }, random: { 1 }), observer: log)
    }

    static func configuration(
        provider: any CredentialProvider = StaticCredentialProvider(.example), endpoint: String? = nil,
        allowInsecureEndpoints: Bool = false, maxAttempts: Int = 3
    ) -> AWSConfiguration {
        let configured = ConfiguredEndpoints(environment: endpoint.map { ["AWS_ENDPOINT_URL": $0] } ?? [:])
        return AWSConfiguration(
            region: "eu-west-1", credentials: provider,
            endpoints: EndpointResolver(region: "eu-west-1", configured: configured),
            retries: RetrySettings(maxAttempts: maxAttempts), allowInsecureEndpoints: allowInsecureEndpoints)
    }

    static func call(isIdempotent: Bool = true, service: AWSService = Bench.service) -> AWSCall {
        AWSCall(service: service, operation: "GetItem", body: Array("{}".utf8), isIdempotent: isIdempotent)
    }

    /// The error of a call that must fail.
    func failure(isIdempotent: Bool = true) async -> AWSError? {
        do {
            _ = try await connection.send(Self.call(isIdempotent: isIdempotent))
            return nil
        } catch {
            return error as? AWSError
        }
    }
}

/// The pauses that were asked for; none is made.
final class Pauses: Sendable {
    private let durations = Mutex<[Duration]>([])

    var all: [Duration] { durations.withLock { $0 } }

    func add(_ duration: Duration) throws {
        try Task.checkCancellation()
        durations.withLock { $0.append(duration) }
    }
}

extension Credentials {
    static let example = Credentials(
        accessKeyID: SignatureCase.credentials.id, secretAccessKey: SignatureCase.credentials.secret)
}
