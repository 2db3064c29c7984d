import OpsDomain

/// A change that was made in the editor or by merging and waits to be written; or a text that cannot be taken over yet.
package struct RecordReview: Sendable {
    package enum Phase: Hashable, Sendable {
        case reviewing
        case saving
        /// Asked whether the change may go.
        case leaving
    }

    /// The file that holds what was typed.
    package struct Draft: Hashable, Sendable {
        package let text: String
        package let path: String
        /// The change has moved on since, by merging: the file's text is not it any more.
        package var isOutdated = false

        package init(text: String, path: String) {
            self.text = text
            self.path = path
        }
    }

    package let text: RecordText
    /// Nil while the text has a problem.
    package let edited: Record?
    package var draft: Draft?
    /// Why the text cannot be taken over.
    package var problem: RecordText.Problem?
    /// Why the editor ended badly.
    package var trouble: String?
    /// Why the last write did not happen.
    package var failure: ServiceFailure?
    package var phase: Phase = .reviewing
    /// Lines scrolled out at the top.
    package var scroll = 0

    package init(_ text: RecordText, edited: Record?, draft: Draft? = nil) {
        self.text = text
        self.edited = edited
        self.draft = draft
    }

    package var isNew: Bool { text.original == nil }

    /// What is to be written; nil while there is nothing that may be.
    ///
    /// - Parameter now: the moment that the record bears, where its collection keeps one.
    package func write(now: Timestamp) -> RecordWrite? {
        guard let edited, let key = text.collection.keys.key(of: edited) else { return nil }
        guard let original = text.original else { return .creating(edited, key: key) }
        return .changing(original, to: text.stamped(edited, now: now), key: key)
    }
}

extension EditorJob {
    /// A record as a file: `users-4711.json`.
    package init(_ record: Record, _ text: RecordText) {
        let key = text.collection.keys.key(of: record)?.text ?? "new"
        let letters = "\(text.collection.id)-\(key)".unicodeScalars.map { scalar -> Character in
            let isPlain = scalar.properties.isAlphabetic || scalar.properties.numericType != nil
            return scalar.isASCII && (isPlain || "-_.".unicodeScalars.contains(scalar)) ? Character(scalar) : "_"
        }
        self.init(name: String(letters.prefix(100)) + ".json", text: text.text(of: record))
    }
}
