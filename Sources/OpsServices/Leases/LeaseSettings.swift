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
    /// At most so many messages are held. SQS lets 120,000 of a standard queue be in flight and 20,000 of a FIFO one (SQS
    /// quotas): far below either, for other consumers need their share, and each batch of ten is extended every minute or so.
    package var maximumLeases = 10_000
    /// At most so many bytes of bodies are held, each of which may have 1 MiB.
    package var maximumBytes = 256 << 20
    /// Batches under way at one time.
    package var concurrency = 8

    package init() {}

    /// For a listing, which holds what it has written until it ends.
    package static let listing: LeaseSettings = {
        var settings = LeaseSettings()
        settings.maximumLeases = 20_000
        settings.maximumBytes = 1 << 30
        return settings
    }()
}
