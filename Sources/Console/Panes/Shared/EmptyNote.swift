import OpsDomain
import TerminalCore

/// What stands where rows would be.
package enum EmptyNote {
    /// - Parameters:
    ///   - unfitting: said when a filter holds and lets nothing through.
    ///   - nothing: said when the answer is in and there is nothing: why, and what to do.
    package static func text(
        failure: ServiceFailure?, isLoading: Bool, unfitting: String?, nothing: String, theme: Theme, symbols: Symbols
    ) -> StyledText {
        if let failure { return self.failure(failure, theme: theme, symbols: symbols) }
        if isLoading { return StyledText("Loading\(symbols.ellipsis)") }
        if let unfitting { return StyledText(unfitting) }
        return StyledText(nothing)
    }

    /// The sentence and the request id; the sentence may quote a server, and is made safe where it is drawn.
    package static func failure(_ failure: ServiceFailure, theme: Theme, symbols: Symbols) -> StyledText {
        var text = StyledText("\(symbols.severityError) ", style: theme.overlay(.severityError))
        text.append(failure.sentence, style: theme.overlay(.severityError))
        if let requestID = failure.requestID {
            text.append("\nRequest \(requestID)", style: theme.overlay(.textDim))
        }
        return text
    }
}
