/// The profiles of both shared files. Where both name a setting, the credentials file wins, as in the AWS CLI.
package struct SharedProfiles: Hashable, Sendable {
    package struct Profile: Hashable, Sendable {
        package let name: String
        /// From `config`.
        package var config: [String: SharedConfigFile.Setting] = [:]
        /// From `credentials`.
        package var credentials: [String: SharedConfigFile.Setting] = [:]

        /// A plain setting by its lower-case name; an empty one counts as not set.
        package func value(_ name: String) -> String? {
            let value = (credentials[name] ?? config[name])?.value
            return value.flatMap { $0.isEmpty ? nil : $0 }
        }
    }

    package private(set) var profiles: [String: Profile] = [:]
    /// The `[services NAME]` sections of `config`: by name, then service, then setting.
    package private(set) var services: [String: [String: SharedConfigFile.Setting]] = [:]

    package init(config: SharedConfigFile?, credentials: SharedConfigFile?) {
        for section in config?.sections ?? [] {
            let words = Self.words(of: section.name)
            switch (words.first, words.count) {
            case ("default", 1): profile(named: "default") { $0.config.merge(section.settings) { $1 } }
            case ("profile", 2): profile(named: words[1]) { $0.config.merge(section.settings) { $1 } }
            case ("services", 2): services[words[1]] = section.settings
            default: break
            }
        }
        for section in credentials?.sections ?? [] {
            profile(named: section.name) { $0.credentials = section.settings }
        }
    }

    private mutating func profile(named name: String, change: (inout Profile) -> Void) {
        change(&profiles[name, default: Profile(name: name)])
    }

    /// The words of a section name; quotes keep spaces together: `profile "on call"`. Empty when a quote stays open.
    static func words(of text: String) -> [String] {
        var words: [String] = []
        var word: String?
        var quote: Character?
        for character in text {
            if let open = quote {
                if character == open { quote = nil } else { word?.append(character) }
            } else if character == "\"" || character == "'" {
                quote = character
                word = word ?? ""
            } else if character.isWhitespace {
                if let done = word { words.append(done) }
                word = nil
            } else {
                word = (word ?? "") + String(character)
            }
        }
        guard quote == nil else { return [] }
        if let word { words.append(word) }
        return words
    }
}
