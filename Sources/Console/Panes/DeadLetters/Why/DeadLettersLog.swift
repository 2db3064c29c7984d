import OpsDomain

/// From a letter to the line that tells why.
extension DeadLettersPane {
    func goToLog(_ state: DeadLettersState) -> [Effect<DeadLettersMessage>] {
        guard let letter = state.subject, let told = state.told else { return [] }
        return [
            .console(
                .showLine(
                    LogPlace(
                        group: told.group, eventID: told.eventID, timestamp: told.timestamp,
                        text: told.requestID ?? letter.id)))
        ]
    }
}

extension DeadLettersState {
    /// The line of the consumer's log that tells most of the open letter.
    package var told: LoggedFailure? { open.flatMap { traces[$0.id]?.latest?.value.told } }
}
