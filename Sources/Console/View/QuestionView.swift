import TerminalCore

/// A question as a dialog in the middle of the screen.
enum QuestionView {
    static func draw(_ question: QuestionOverlay, of frame: inout Frame, _ context: ConsoleContext) {
        dialog(question, context.symbols, context.theme).draw(
            in: Rect(frame.size), of: &frame, theme: context.theme, symbols: context.symbols)
    }

    static func dialog(_ question: QuestionOverlay, _ symbols: Symbols, _ theme: Theme) -> Dialog {
        let changes = question.changes.map { StyledText($0.text, style: theme.overlay($0.scope)) }
        let place = question.place.map { StyledText($0, style: Style(attributes: .bold)) }
        return Dialog(
            title: question.title, body: question.details + changes + (place.isEmpty ? [] : [""]) + place,
            hints: answers(question).map { KeyHint($0.key.label(in: symbols), $0.label) },
            kind: question.isDanger ? .danger : .normal, field: field(question), scroll: question.scroll,
            idealWidth: 72)
    }

    /// What a click on the dialog answers.
    static func answer(at place: Point, _ question: QuestionOverlay, _ screen: Rect, _ symbols: Symbols, _ theme: Theme)
        -> OverlayMessage?
    {
        let options = TextOptions(repertoire: symbols.repertoire)
        return dialog(question, symbols, theme).hint(at: place, in: screen, options: options)
            .map { answers(question)[$0].message }
    }

    /// Yes and no, with the question's own verb for yes.
    static func answers(_ question: QuestionOverlay) -> [(key: Key, label: String, message: OverlayMessage)] {
        if question.purpose == .telling { return [(Key(.escape), question.action, .dismissed)] }
        let scope = Overlay.question(question).scope
        let messages: [(OverlayMessage, String)] = [
            (.accepted, question.action), (.dismissed, question.typedName == nil ? "no" : "cancel"),
        ]
        return messages.compactMap { message, label in
            OverlayBindings.table.first { $0.message == message && $0.scopes.contains(scope) }?.chords.first
                .map { ($0, label, message) }
        }
    }

    private static func field(_ question: QuestionOverlay) -> FormField? {
        guard let name = question.typedName else { return nil }
        var field = FormField(id: "name", label: "Type \(name)", error: question.error)
        field.field = question.field
        return field
    }
}
