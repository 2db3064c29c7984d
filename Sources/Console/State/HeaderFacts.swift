import OpsDomain

/// What the header tells beside the place.
package struct HeaderFacts: Sendable {
    package enum Identity: Hashable, Sendable {
        case asking
        case known(CallerIdentity)
        case unknown(ServiceFailure)
    }

    package var identity = Identity.asking
    /// Nil until the meter was read for the first time.
    package var meter: MeterReading?

    package init() {}
}
