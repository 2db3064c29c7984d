import OpsDomain
import TerminalCore

/// A record about to be cancelled, and the reason being typed.
package struct CancelPrompt: Sendable {
    package let key: RecordKey
    package let record: Record
    package var reason = TextField()
    package var isSending = false
}

extension BindingScope {
    /// The reason of a cancellation is typed.
    package static let cancelling = BindingScope("cancelling", capturesText: true)
}

/// Cancelling a record: the reason, the message or the write, and what became of it.
extension CollectionPane {
    /// How long and how often a record is looked at after its message was sent: the handler takes a second or two.
    private static let looks = 15
    private static let lookInterval = Duration.seconds(2)

    func updateCancelling(
        _ state: inout CollectionState, _ message: CollectionMessage, _ context: UpdateContext
    ) -> [Effect<CollectionMessage>] {
        guard let rule = collection.cancellation else { return [] }
        switch message {
        case .cancelBegan:
            guard let record = state.subject, let key = state.subjectKey else { return [] }
            state.cancelling = CancelPrompt(key: key, record: record)
        case .cancelEdited(let event): _ = state.cancelling?.reason.edit(event)
        case .cancelLeft: state.cancelling = nil
        case .cancelSent: return send(&state, rule)
        case .cancelWritten: return write(&state, rule, context)
        case .cancelAnswered(let key, .success(let id)):
            state.cancelling = nil
            return [notice("Sent; watching what becomes of it. (message \(id))"), follow(key, rule)]
        case .cancelAnswered(_, .failure(let failure)):
            state.cancelling?.isSending = false
            return [.console(.bell), notice(failure.sentence, isProblem: true)]
        case .followed(let key, let record, let seconds): return followed(&state, key, record, seconds, rule, context)
        default: break
        }
        return []
    }

    /// What will be sent or written, word for word.
    func cancelConfirmation(
        for message: CollectionMessage, _ state: CollectionState, _ context: UpdateContext
    ) -> Confirmation? {
        guard let rule = collection.cancellation, let prompt = state.cancelling else { return nil }
        let name = collection.name(of: prompt.record)
        let rest = collection.rest(of: prompt.record)
        let details = rest.isEmpty ? [] : [StyledText(rest)]
        let reason = prompt.reason.text
        switch message {
        case .cancelSent:
            guard let sender else { return nil }
            let body = rule.message(key: prompt.key.text, reason: reason)
            return Confirmation(
                title: "Cancel \(collection.singular) \(name)?",
                details: details + [StyledText("By a message on \(sender.queue):")],
                changes: body.prettyLines.map { .added($0) }, action: "Send", typedName: nil)
        case .cancelWritten:
            let after = rule.cancelled(prompt.record, reason: reason, now: context.now)
            let delta = RecordDelta(from: prompt.record, to: after)
            return Confirmation(
                title: "Cancel \(collection.singular) \(name)?",
                details: details + [StyledText("Directly in the table, without the queue and its handler:")],
                changes: SaveConfirmation.changes(delta), action: "Write", typedName: nil)
        default: return nil
        }
    }

    private func send(
        _ state: inout CollectionState, _ rule: CancellationRule
    ) -> [Effect<CollectionMessage>] {
        guard let prompt = state.cancelling, !prompt.isSending, let sender else { return [] }
        state.cancelling?.isSending = true
        let body = rule.message(key: prompt.key.text, reason: prompt.reason.text).compact
        return [
            .write("cancel") { scope in
                do {
                    scope.send(.cancelAnswered(prompt.key, .success(try await sender.send(body))))
                } catch {
                    let failure =
                        ServiceFailure.told(error)
                        ?? ServiceFailure(
                            reason: .timedOut,
                            sentence:
                                "Sending was cut short: the message may or may not have arrived. Look at the order.")
                    scope.send(.cancelAnswered(prompt.key, .failure(failure)))
                }
            }
        ]
    }

    private func write(
        _ state: inout CollectionState, _ rule: CancellationRule, _ context: UpdateContext
    ) -> [Effect<CollectionMessage>] {
        guard let prompt = state.cancelling, !prompt.isSending else { return [] }
        state.cancelling = nil
        let after = rule.cancelled(prompt.record, reason: prompt.reason.text, now: context.now)
        let change = RecordWrite.changing(prompt.record, to: after, key: prompt.key)
        let service = service
        return [
            .write("save") { scope in
                do {
                    scope.send(.saved(try await service.write(change) ?? after, isNew: false))
                } catch {
                    scope.send(.saveFailed(Self.saveFailure(error)))
                }
            }
        ]
    }

    /// Looks at the record until the handler has done it, or for half a minute.
    private func follow(_ key: RecordKey, _ rule: CancellationRule) -> Effect<CollectionMessage> {
        let service = service
        return .run("follow") { scope in
            let began = scope.now()
            var latest: Record?
            for _ in 0..<Self.looks {
                do {
                    try await scope.sleep(Self.lookInterval)
                    latest = try await service.get(key)
                } catch is CancellationError {
                    return
                } catch {
                    // Out of reach for a moment: the next look tells.
                    continue
                }
                guard let latest, !rule.isDone(latest) else { break }
            }
            scope.send(.followed(key, latest, seconds: scope.now().seconds(since: began)))
        }
    }

    private func followed(
        _ state: inout CollectionState, _ key: RecordKey, _ record: Record?, _ seconds: Double,
        _ rule: CancellationRule, _ context: UpdateContext
    ) -> [Effect<CollectionMessage>] {
        guard let record else {
            return [notice("The \(collection.singular) \(key.text) is not there any more.", isProblem: true)]
        }
        state.rows.write(record, near: nil)
        if state.open?.key == key {
            state.open?.record = record
            layOut(&state, area: context.area)
        }
        let name = "\(collection.singular) \(key.text)"
        guard rule.isDone(record) else {
            return rearrange(&state) + [
                .console(.bell),
                notice(
                    "After \(Int(seconds)) s the \(name) is not cancelled: look at the queue, the dead letters and the logs.",
                    isProblem: true),
            ]
        }
        return rearrange(&state) + [notice("The \(name) is cancelled, after \(Int(seconds)) s.")]
    }

    /// The line in which the reason is typed.
    func drawCancelling(
        _ prompt: CancelPrompt, in line: Rect, of frame: inout Frame, _ context: ViewContext
    ) {
        PromptLine(label: "Cancel \(collection.name(of: prompt.record)), reason: ", field: prompt.reason)
            .draw(in: line, of: &frame, context)
    }
}
