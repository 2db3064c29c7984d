/// A function that reads a queue by an event source mapping. Others may read it too, of whom Lambda knows nothing.
package struct QueueConsumer: Hashable, Sendable {
    /// The mapping's.
    package let id: String
    /// The function's name, with its version or alias where the mapping has one: `orders:live`.
    package let function: String
    /// `Enabled`, `Disabled`, `Updating`… in Lambda's words.
    package let state: String
    package let stateReason: String?
    /// Messages an invocation, at most.
    package let batchSize: Int?
    /// Seconds that a batch may be waited for.
    package let batchingWindow: Int?
    /// Whether single messages of a batch can fail without the others.
    package let reportsItemFailures: Bool
    /// Invocations at one time; nil for no bound.
    package let maximumConcurrency: Int?
    /// JSON; a message that fits none is deleted unseen.
    package let filters: [String]
    package let lastResult: String?

    package init(
        id: String, function: String, state: String, stateReason: String? = nil, batchSize: Int? = nil,
        batchingWindow: Int? = nil, reportsItemFailures: Bool = false, maximumConcurrency: Int? = nil,
        filters: [String] = [], lastResult: String? = nil
    ) {
        self.id = id
        self.function = function
        self.state = state
        self.stateReason = stateReason
        self.batchSize = batchSize
        self.batchingWindow = batchingWindow
        self.reportsItemFailures = reportsItemFailures
        self.maximumConcurrency = maximumConcurrency
        self.filters = filters
        self.lastResult = lastResult
    }

    package var isEnabled: Bool { state == "Enabled" }
}
