import OpsDomain
import TerminalCore

/// The way to each change of a queue.
extension QueuesPane {
    func updateOperation(
        _ state: inout QueuesState, _ message: QueueOperationMessage, _ context: UpdateContext
    ) -> [Effect<QueuesMessage>] {
        switch message {
        case .factsMade, .sendBegan, .sendEdited, .sendFieldMoved, .templateMoved, .bodyEditorAsked, .bodyEdited,
            .sendAsked, .sent, .sendLeft, .sendKept, .sendDiscarded:
            updateSending(&state, message, context)
        case .purgeBegan, .purgeEdited, .purgeSavingToggled, .purgeAsked, .purgeProgressed, .purged, .purgeLeft:
            updatePurging(&state, message, context)
        case .redriveBegan, .movesArrived, .movesDue, .settingsBegan, .settingsEdited, .settingsFieldMoved,
            .settingsKept, .settingsLeft, .moveAsked, .moveStarted, .moveCancelAsked, .moveCancelled, .canaryAsked,
            .canarySent, .sighted, .redriveScrolled, .redriveLeft:
            updateRedrive(&state, message, context)
        }
    }

    package func confirmation(
        for message: QueuesMessage, _ state: QueuesState, _ context: UpdateContext
    ) -> Confirmation? {
        guard case .operation(let message) = message else { return nil }
        switch message {
        case .sendAsked: return sendConfirmation(state)
        case .purgeAsked: return purgeConfirmation(state)
        case .moveAsked: return moveConfirmation(state)
        case .moveCancelAsked: return cancelConfirmation(state)
        case .canaryAsked: return canaryConfirmation(state)
        default: return nil
        }
    }

    package func stagedWork(_ state: QueuesState) -> String? { state.operation?.stagedWork }

    /// What typing means in a form.
    func operationMessage(forText event: InputEvent, _ operation: QueueOperationState) -> QueuesMessage? {
        switch operation {
        case .send: .operation(.sendEdited(event))
        case .purge: .operation(.purgeEdited(event))
        case .redrive: .operation(.settingsEdited(event))
        }
    }

    func draw(
        _ operation: QueueOperationState, _ state: QueuesState, in area: Rect, of frame: inout Frame,
        _ context: ViewContext
    ) {
        switch operation {
        case .send(let form): SendFormView(form: form, context: context).draw(in: area, of: &frame)
        case .purge(let form): PurgeFormView(form: form, context: context).draw(in: area, of: &frame)
        case .redrive(let redrive):
            RedriveView(
                redrive: redrive, snapshot: state.snapshot(of: redrive.queue), names: state.names, context: context
            ).draw(in: area, of: &frame)
        }
    }

    // MARK: Parts

    func notice(_ text: String, isProblem: Bool = false) -> Effect<QueuesMessage> {
        .console(.notice(text, isProblem: isProblem))
    }

    /// What came of a change. One that was cut off by the end of the program may have been done all the same.
    static func result<Answer>(
        _ work: () async throws -> Answer
    ) async -> Result<Answer, ServiceFailure> {
        do {
            return .success(try await work())
        } catch {
            return .failure(
                ServiceFailure.told(error)
                    ?? ServiceFailure(
                        reason: .timedOut, sentence: "It was cut short, and may have been done all the same.",
                        mayBeDone: true))
        }
    }
}
