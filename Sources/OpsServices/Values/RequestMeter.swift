import AWSClient
import OpsDomain

/// Counts the console's own requests: stands between the clients and the connection, and observes the connection too,
/// which tells of throttled attempts at once.
package final class RequestMeter: AWSCalling {
    private let tally: RequestTally
    private let inner: any AWSCalling

    /// - Parameter connect: makes the connection that the observer is told of.
    package init(clock: OpsClock = .system, connect: (any AWSCallObserver) -> any AWSCalling) {
        tally = RequestTally(clock: clock)
        inner = connect(tally)
    }

    package func send(_ call: AWSCall) async throws -> AWSResponse {
        tally.began()
        do {
            let response = try await inner.send(call)
            tally.ended(call, attempts: response.attempts, answered: response.body.count, isThrottled: false)
            return response
        } catch {
            let failure = error as? AWSError
            let isThrottled =
                if let failure, case .throttled = AWSCodes.meaning(of: failure), failure.kind == .service {
                    true
                } else {
                    false
                }
            tally.ended(call, attempts: failure?.attempts ?? 1, answered: 0, isThrottled: isThrottled)
            throw error
        }
    }

    /// The last minute.
    package var reading: MeterReading { tally.reading }

    /// Each reading that differs from the one before, at most one a second; while nothing is asked and the last minute is
    /// empty it costs nothing at all.
    package func readings() -> AsyncStream<MeterReading> { tally.readings() }
}
