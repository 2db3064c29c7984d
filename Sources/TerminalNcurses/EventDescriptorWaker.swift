import CNcurses
import Glibc
import TerminalCore

/// An eventfd as the way to end a wait from any thread. It closes the descriptor when the last owner lets go, so that a
/// late call can never write into somebody else's file.
final class EventDescriptorWaker: TerminalWaker {
    let descriptor: Int32

    /// Nil, with `errno` set, when the process is out of descriptors.
    init?() {
        descriptor = nd_make_wakeup()
        if descriptor < 0 { return nil }
    }

    deinit { close(descriptor) }

    func wake() { nd_wake(descriptor) }

    func clear() { nd_clear_wakeup(descriptor) }
}
