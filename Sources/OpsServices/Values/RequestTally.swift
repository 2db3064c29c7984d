import AWSClient
import OpsDomain
import Synchronization

/// The requests of the last minute.
final class RequestTally: AWSCallObserver {
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
    private let clock: OpsClock

    init(clock: OpsClock) {
        self.clock = clock
    }

    func began() {
        change { $0.running += 1 }
    }

    func callWillRetry(_ retry: AWSCallRetry) {
        guard retry.isThrottle else { return }
        let second = clock.now().milliseconds / 1000
        change { state in Self.add(second, to: &state) { $0.throttled += 1 } }
    }

    /// Calls are counted where they pass; nothing more is to be learnt here.
    func callEnded(_ record: AWSCallRecord) {}

    var reading: MeterReading {
        let now = clock.now().milliseconds / 1000
        return state.withLock { state in
            state.seconds.removeAll { $0.second <= now - 60 }
            return MeterReading(
                requestsPerMinute: state.seconds.reduce(0) { $0 + $1.requests },
                dollarsPerHour: state.seconds.reduce(0) { $0 + $1.dollars } * 60, running: state.running,
                throttledPerMinute: state.seconds.reduce(0) { $0 + $1.throttled })
        }
    }

    func readings() -> AsyncStream<MeterReading> {
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

    func ended(_ call: AWSCall, attempts: Int, answered: Int, isThrottled: Bool) {
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
