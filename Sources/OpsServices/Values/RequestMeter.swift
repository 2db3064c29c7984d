import AWSClient
import OpsDomain
import Synchronization

/// Counts the console's own requests: stands between the clients and the connection, and may observe the connection
/// too, which tells it of throttled attempts at once.
package final class RequestMeter: AWSCalling, AWSCallObserver {
    /// One second's requests.
    private struct Second {
        let second: Int64
        var requests = 0
        var throttled = 0
        var dollars = 0.0
    }

    private struct State {
        var seconds: [Second] = []
        var running = 0
        var listeners: [Int: AsyncStream<Void>.Continuation] = [:]
        var nextListener = 0
    }

    private let state = Mutex(State())
    private let inner: any AWSCalling
    private let clock: OpsClock

    package init(_ inner: any AWSCalling, clock: OpsClock = .system) {
        self.inner = inner
        self.clock = clock
    }

    package func send(_ call: AWSCall) async throws -> AWSResponse {
        change { $0.running += 1 }
        do {
            let response = try await inner.send(call)
            ended(call, attempts: response.attempts, answered: response.body.count, isThrottled: false)
            return response
        } catch {
            let failure = error as? AWSError
            let isThrottled =
                if let failure, case .throttled = AWSCodes.meaning(of: failure), failure.kind == .service {
                    true
                } else {
                    false
                }
            ended(call, attempts: failure?.attempts ?? 1, answered: 0, isThrottled: isThrottled)
            throw error
        }
    }

    package func callWillRetry(_ retry: AWSCallRetry) {
        guard retry.isThrottle else { return }
        let second = clock.now().milliseconds / 1000
        change { state in Self.add(second, to: &state) { $0.throttled += 1 } }
    }

    /// Calls are counted where they pass; nothing more is to be learnt here.
    package func callEnded(_ record: AWSCallRecord) {}

    /// The last minute.
    package var reading: MeterReading {
        let now = clock.now().milliseconds / 1000
        return state.withLock { state in
            state.seconds.removeAll { $0.second <= now - 60 }
            return MeterReading(
                requestsPerMinute: state.seconds.reduce(0) { $0 + $1.requests },
                dollarsPerHour: state.seconds.reduce(0) { $0 + $1.dollars } * 60, running: state.running,
                throttledPerMinute: state.seconds.reduce(0) { $0 + $1.throttled })
        }
    }

    /// Each reading that differs from the one before, at most one a second; while nothing is asked and the last minute is
    /// empty it costs nothing at all.
    package func readings() -> AsyncStream<MeterReading> {
        let (stream, continuation) = AsyncStream.makeStream(of: MeterReading.self, bufferingPolicy: .bufferingNewest(1))
        let task = Task(priority: .utility) {
            await self.tell { continuation.yield($0) }
            continuation.finish()
        }
        continuation.onTermination = { _ in task.cancel() }
        return stream
    }

    private func tell(_ yield: (MeterReading) -> Void) async {
        let (changes, id) = listen()
        defer { state.withLock { $0.listeners[id] = nil } }
        var last: MeterReading?
        var iterator = changes.makeAsyncIterator()
        while !Task.isCancelled {
            let reading = reading
            if reading != last { yield(reading) }
            last = reading
            let isAtRest = reading.requestsPerMinute == 0 && reading.running == 0 && reading.throttledPerMinute == 0
            if isAtRest, await iterator.next() == nil { return }
            do {
                try await clock.sleep(.seconds(1))
            } catch {
                return
            }
        }
    }

    private func listen() -> (AsyncStream<Void>, Int) {
        let (stream, continuation) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        let id = state.withLock { state in
            state.nextListener += 1
            state.listeners[state.nextListener] = continuation
            return state.nextListener
        }
        return (stream, id)
    }

    private func ended(_ call: AWSCall, attempts: Int, answered: Int, isThrottled: Bool) {
        let second = clock.now().milliseconds / 1000
        change { state in
            state.running -= 1
            Self.add(second, to: &state) {
                $0.requests += attempts
                $0.throttled += isThrottled ? 1 : 0
                $0.dollars += RequestPrices.dollars(call, answered: answered) * Double(attempts)
            }
        }
    }

    private static func add(_ second: Int64, to state: inout State, _ edit: (inout Second) -> Void) {
        if state.seconds.last?.second != second { state.seconds.append(Second(second: second)) }
        // Nobody may read for long; a minute is all that is ever shown.
        if state.seconds.count > 120 { state.seconds.removeFirst(60) }
        edit(&state.seconds[state.seconds.count - 1])
    }

    private func change(_ edit: (inout State) -> Void) {
        let listeners = state.withLock { state in
            edit(&state)
            return Array(state.listeners.values)
        }
        for listener in listeners { listener.yield() }
    }
}
