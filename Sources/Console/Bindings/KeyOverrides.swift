import TerminalCore

extension CommandFacts {
    /// These facts with the person's own chords, if they chose any.
    package func rebound(by overrides: [String: [Key]]) -> CommandFacts {
        guard let chords = overrides[command] else { return self }
        var copy = self
        copy.chords = chords
        return copy
    }
}

/// The person's own chords, checked.
package enum KeyOverrides {
    /// A sentence for each override that names no command.
    package static func problems(_ overrides: [String: [Key]], commands: Set<String>) -> [String] {
        overrides.keys.filter { !commands.contains($0) }.sorted().map { command in
            "No command is called \"\(command)\": its keys in the configuration do nothing."
        }
    }
}
