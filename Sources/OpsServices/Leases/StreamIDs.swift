import Synchronization

/// Numbers for streams, each given once.
final class StreamIDs: Sendable {
    private let last = Atomic<Int>(0)

    func next() -> Int {
        last.add(1, ordering: .relaxed).newValue
    }
}
