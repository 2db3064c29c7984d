/// How a dead-letter queue is looked into.
package struct LeaseSettings: Hashable, Sendable {
    /// How long a message stays hidden from others after a receive or an extension.
    package var visibility: Duration = .seconds(120)
    /// A lease with less than this left is extended.
    package var extensionMargin: Duration = .seconds(45)
    /// A message is acted on only when its lease has so much left: a send and a deletion are over by then.
    package var safeMargin: Duration = .seconds(30)
    /// How long one receive waits for messages, in whole seconds: at least one, so that SQS asks all of its servers.
    package var receiveWait = 1
    /// Between looks, once everything visible has been leased.
    package var calmInterval: Duration = .seconds(15)
    /// The pause after a failed look; it doubles up to `longestRetry`, so that whoever waits for a network to come back
    /// sees it soon.
    package var retryInterval: Duration = .seconds(2)
    package var longestRetry: Duration = .seconds(10)
    /// At most so many messages are held: SQS lets 120,000 of a standard queue be in flight (20,000 of a FIFO one), and
    /// leaves the rest to others.
    package var maximumLeases = 1000
    /// Batches under way at one time.
    package var concurrency = 8

    package init() {}

    /// For a listing, which holds what it has written until it ends.
    package static let listing: LeaseSettings = {
        var settings = LeaseSettings()
        settings.maximumLeases = 20_000
        return settings
    }()
}
