import OpsDomain
import TerminalCore

/// One line of a detail view, before it has colours: made in `update`, searched, and dressed in `view`.
package struct DetailLine: Hashable, Sendable {
    package enum Part: Hashable, Sendable {
        case text(String, ThemeScope?)
        /// Written as the person wants times to be, with its age.
        case moment(Timestamp)
    }

    package var parts: [Part]
    /// The innermost value of several lines that this one is part of, by its index in the document.
    package var node: Int?
    /// The single value that stands here.
    package var entry: DetailEntry?

    package init(_ parts: [Part] = []) {
        self.parts = parts
    }

    package init(_ text: String, _ scope: ThemeScope? = nil) {
        parts = text.isEmpty ? [] : [.text(text, scope)]
    }

    package static let blank = DetailLine()

    /// The line's text where no clock is at hand: moments in ISO 8601. What searches look at.
    package var plainText: String {
        parts.map { part in
            switch part {
            case .text(let text, _): text
            case .moment(let moment): moment.iso8601
            }
        }.joined()
    }

    package func styled(_ context: ViewContext) -> StyledText {
        var line = StyledText()
        for part in parts {
            switch part {
            case .text(let text, let scope): line.append(text, style: scope.map(context.theme.overlay) ?? .plain)
            case .moment(let moment): line.append(MomentText.long(moment, context))
            }
        }
        return line
    }
}
