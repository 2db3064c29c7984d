import TerminalCore

/// Something that lies over the panes and gets the keys.
package enum Overlay: Sendable {
    case help(HelpOverlay)
    case palette(PaletteOverlay)
    case question(QuestionOverlay)

    package var scope: BindingScope {
        switch self {
        case .help: .help
        case .palette: .palette
        case .question(let question): question.typedName == nil ? .question : .typedQuestion
        }
    }
}

extension BindingScope {
    package static let help = BindingScope("help", capturesText: true)
    package static let palette = BindingScope("palette", capturesText: true)
    package static let question = BindingScope("question")
    package static let typedQuestion = BindingScope("typed question", capturesText: true)
}

/// What changes an overlay, beside text.
package enum OverlayMessage: Hashable, Sendable {
    case accepted
    case dismissed
    /// Ctrl-C: in the question whether to quit, yes; elsewhere away with it.
    case interrupted
    case moved(ListMotion)
    case completionRequested
    case historyMoved(Int)
}
