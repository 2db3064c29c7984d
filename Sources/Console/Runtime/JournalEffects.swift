import OpsDomain

/// What the console asks of the journal.
enum JournalEffects {
    /// Once, at the start: writes of before whose end nobody knows.
    static func settle(_ journal: JournalService) -> Effect<ConsoleMessage> {
        .run("journal") { scope in
            do {
                scope.send(.journalSettled(try await journal.settle()))
            } catch {
                if let failure = ServiceFailure.told(error) { scope.send(.undoFailed(failure)) }
            }
        }
    }

    static func find(_ journal: JournalService) -> Effect<ConsoleMessage> {
        .run("find-undo") { scope in
            do {
                scope.send(.undoFound(try await journal.history().lastToUndo))
            } catch {
                if let failure = ServiceFailure.told(error) { scope.send(.undoFailed(failure)) }
            }
        }
    }

    static func undo(_ entry: JournalEntry, _ journal: JournalService) -> Effect<ConsoleMessage> {
        .write("undo") { scope in
            do {
                scope.send(.undone(entry, try await journal.undo(entry)))
            } catch {
                scope.send(
                    .undoFailed(
                        ServiceFailure.told(error)
                            ?? ServiceFailure(reason: .timedOut, sentence: "Taking it back was cut short: look again."))
                )
            }
        }
    }
}
