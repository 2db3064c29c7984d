import Glibc
import OpsDomain

/// Lets one console repair at a time. The lock is the kernel's: it ends with the program, however that ends.
package struct RepairLock: Sendable {
    package struct Hold: Sendable {
        fileprivate let descriptor: Int32

        package func release() { close(descriptor) }
    }

    private let path: String

    package init(path: String) {
        self.path = path
    }

    /// Nil when somebody else has it.
    package func take() throws -> Hold? {
        let descriptor = try JournalFile.opened(path)
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            close(descriptor)
            return nil
        }
        return Hold(descriptor: descriptor)
    }
}
