import OpsDomain
import TerminalCore

/// How an open letter is shown; `y` goes round.
package enum LetterForm: Hashable, Sendable {
    /// Why it failed, the body for reading, and all around it.
    case laidOut
    /// The body as it lies in the queue.
    case raw
    /// The body's bytes.
    case hex

    var next: LetterForm {
        switch self {
        case .laidOut: .raw
        case .raw: .hex
        case .hex: .laidOut
        }
    }

    /// For the outline; nil for what everybody expects.
    var word: String? {
        switch self {
        case .laidOut: nil
        case .raw: "raw"
        case .hex: "hex"
        }
    }
}

/// A letter and what is known of it, ready to be laid out anywhere.
package struct LetterPage: Sendable {
    /// What tells one page from another that is on its way.
    package struct Name: Hashable, Sendable {
        package let id: String
        package let form: LetterForm
    }

    let letter: LeasedLetter
    let form: LetterForm
    let retention: Duration?
    let names: ResourceNames
    /// Nil where no log can be asked.
    let trace: Loadable<LetterTrace>?

    init(_ letter: LeasedLetter, _ state: DeadLettersState, _ form: LetterForm, readsLog: Bool) {
        self.letter = letter
        self.form = form
        retention = state.retention
        names = state.names
        trace = readsLog ? state.traces[letter.id] ?? .idle : nil
    }

    var name: Name { Name(id: letter.id, form: form) }

    func document() -> DetailDocument {
        var document = DetailDocument()
        switch form {
        case .laidOut: document = LetterDocument.make(of: self)
        case .raw: document.text(letter.letter.body)
        case .hex:
            for line in HexDump.lines(of: Array(letter.letter.body.utf8), most: .max) { document.line(line) }
        }
        return document
    }
}
