import FoundationEssentials

/// Time and chance, as a connection uses them; tests bring their own.
package struct ConnectionClock: Sendable {
    package var now: @Sendable () -> Date
    /// Returns after the pause, or throws `CancellationError`.
    package var sleep: @Sendable (Duration) async throws -> Void
    /// From 0 to 1.
    package var random: @Sendable () -> Double

    package init(
        now: @escaping @Sendable () -> Date, sleep: @escaping @Sendable (Duration) async throws -> Void,
        random: @escaping @Sendable () -> Double
    ) {
        self.now = now
        self.sleep = sleep
        self.random = random
    }

    /// The machine's own.
    package static let system = ConnectionClock(
        now: { Date() }, sleep: { try await Task.sleep(for: $0) }, random: { Double.random(in: 0...1) })
}
