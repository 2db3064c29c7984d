import OpsDomain

/// A question asked over and over.
package enum RefreshLoop {
    /// Asks at once, then every `interval` after the answer; sooner after a failure, so that what comes back is seen
    /// soon. `ask` turns failures into messages itself and answers whether it went well. Ends when it is cancelled.
    package static func effect<Message>(
        _ id: String, every interval: Duration,
        ask: @escaping @Sendable (EffectScope<Message>) async -> Bool
    ) -> Effect<Message> {
        .run(id, .replace) { scope in
            while !Task.isCancelled {
                let wentWell = await ask(scope)
                do {
                    try await scope.sleep(wentWell ? interval : min(interval, .seconds(5)))
                } catch {
                    // Sleep ends early only when the effect is cancelled.
                    return
                }
            }
        }
    }
}

extension ServiceFailure {
    /// Any error of a service as a failure; nil for a cancellation, which needs no telling. Services throw nothing else
    /// than these two, so that the last line is for a service that broke its promise.
    package static func told(_ error: any Error) -> ServiceFailure? {
        switch error {
        case let failure as ServiceFailure: failure
        case is CancellationError: nil
        default: ServiceFailure(reason: .unexpected, sentence: "Something unexpected happened: \(error)")
        }
    }
}
