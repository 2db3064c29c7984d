/// Something in a file that the person wrote cannot be used as it is; the rest of the file is.
package struct ConfigurationWarning: Hashable, Sendable, CustomStringConvertible {
    /// The file, and the key in it: `themes/dusk.toml, styles."table.header"`.
    package let place: String
    /// A sentence without its full stop.
    package let problem: String

    package init(place: String, problem: String) {
        self.place = place
        self.problem = problem
    }

    package var description: String { "\(place): \(problem)." }
}

/// A file that cannot be used at all.
package struct ConfigurationError: Error, Hashable, Sendable, CustomStringConvertible {
    package let description: String

    package init(_ description: String) {
        self.description = description
    }
}
