import OpsDomain

/// What `config.toml` says. Flags go before the environment, the environment before this file.
///
///     environment = "staging"
///     theme = "dusk-dark"
///     read-only = true
///     [keys]
///     "users.edit" = ["e", "f2"]
///     [queues.thresholds]
///     "*-dlq" = "depth 1"
package struct Settings: Hashable, Sendable {
    package var environment: String?
    package var profile: String?
    package var region: String?
    package var theme: String?
    package var isReadOnly: Bool?
    /// False leaves the mouse to the terminal, so that its own selection works.
    package var usesMouse: Bool?
    /// Draw with ASCII only.
    package var usesASCII: Bool?
    /// Command to chords, as written; the console checks both.
    package var keys: [String: [String]] = [:]
    /// What is browsed and edited: the reference stack's collections, changed by the file, then the file's own by name.
    package var collections = Collection.all
    /// What raises a notice and the bell.
    package var queueThresholds = QueueThresholds()

    package init() {}

    /// Panes that are no collections.
    private static let takenNames = ["queues", "dead-letters", "logs"]

    /// Reads the file's text. Unknown keys and wrong types are warnings; a text that is no TOML is an error with line
    /// and column.
    package static func parse(
        _ text: String, place: String
    ) throws(ConfigurationError) -> (settings: Settings, warnings: [ConfigurationWarning]) {
        var document = try TOMLDocument(text, place: place)
        document.expect([
            "environment", "profile", "region", "theme", "read-only", "mouse", "ascii", "keys", "collections", "queues",
        ])
        var settings = Settings()
        settings.environment = document.string("environment")
        settings.profile = document.string("profile")
        settings.region = document.string("region")
        settings.theme = document.string("theme")
        // What was meant is not known, and taking it for no would be the one mistake that writes.
        settings.isReadOnly = document.boolean("read-only", ifWrong: true)
        settings.usesMouse = document.boolean("mouse")
        settings.usesASCII = document.boolean("ascii")
        for command in document.keys(of: "keys") {
            settings.keys[command] = document.strings(command, in: "keys")
        }
        settings.queueThresholds = QueueSettings.read(&document)
        for id in document.keys(of: "collections") {
            let place = settings.collections.firstIndex { $0.id == id }
            let read = CollectionSettings(id, known: place.map { settings.collections[$0] }).read(&document)
            guard let collection = read else { continue }
            if let place {
                settings.collections[place] = collection
            } else if Self.takenNames.contains(id) {
                document.warn(id, "collections", "this name is taken by another pane")
            } else {
                settings.collections.append(collection)
            }
        }
        return (settings, document.warnings)
    }
}
