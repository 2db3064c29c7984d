import Synchronization

/// The signal that asked a command to end, kept from Dispatch's queue to the command's end.
final class ReceivedSignal: Sendable {
    private let state = Mutex<Int32?>(nil)

    func note(_ number: Int32) {
        state.withLock { $0 = $0 ?? number }
    }

    var number: Int32? { state.withLock { $0 } }
}
