import AWSClient
import OpsDomain

/// What a lease needs of a queue: the four calls, as closures so that tests can play the queue.
package struct LeaseQueue: Sendable {
    package struct Opened: Hashable, Sendable {
        package let name: String
        package let url: String
        package let attributes: [String: String]

        package init(name: String, url: String, attributes: [String: String]) {
            self.name = name
            self.url = url
            self.attributes = attributes
        }
    }

    /// A message's handle and how long it shall stay hidden from now on; 0 gives it back.
    package struct Change: Hashable, Sendable {
        package let messageID: String
        package let receiptHandle: String
        package let seconds: Int

        package init(messageID: String, receiptHandle: String, seconds: Int) {
            self.messageID = messageID
            self.receiptHandle = receiptHandle
            self.seconds = seconds
        }
    }

    /// How one change went.
    package enum Outcome: Hashable, Sendable {
        case done
        /// The receipt is no longer good: the message is visible, another's, or gone.
        case lost
        /// It may work later.
        case failed
    }

    package static let batchSize = 10

    /// The queue's address and attributes; asked once.
    package var open: @Sendable () async throws -> Opened
    /// Up to ten messages; waits up to so many seconds for the first.
    package var receive: @Sendable (_ queue: Opened, _ visibility: Int, _ wait: Int) async throws -> [DeadLetter]
    /// Changes up to ten messages' visibility; an answer for every message id.
    package var change: @Sendable (_ queue: Opened, _ changes: [Change]) async throws -> [String: Outcome]

    package init(
        open: @escaping @Sendable () async throws -> Opened,
        receive: @escaping @Sendable (_ queue: Opened, _ visibility: Int, _ wait: Int) async throws -> [DeadLetter],
        change: @escaping @Sendable (_ queue: Opened, _ changes: [Change]) async throws -> [String: Outcome]
    ) {
        self.open = open
        self.receive = receive
        self.change = change
    }
}
