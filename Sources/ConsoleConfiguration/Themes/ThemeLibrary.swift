import TerminalCore

/// Finds themes by name in a list of directories, or by path, and resolves what they inherit.
package struct ThemeLibrary: Sendable {
    /// Reads a text file whole; nil when there is none. Throws a `ConfigurationError` when it cannot be read.
    package typealias FileReader = @Sendable (_ path: String) throws(ConfigurationError) -> String?

    /// The names of the files in a directory; none when it is not there.
    package typealias DirectoryLister = @Sendable (_ path: String) -> [String]

    private let directories: [String]
    private let readFile: FileReader
    private let listFiles: DirectoryLister

    /// - Parameter directories: searched in order; the person's own before those that ship.
    package init(
        directories: [String], readFile: @escaping FileReader, listFiles: @escaping DirectoryLister
    ) {
        self.directories = directories
        self.readFile = readFile
        self.listFiles = listFiles
    }

    /// The themes that there are, by name.
    package var names: [String] {
        let files = directories.flatMap(listFiles).filter { $0.hasSuffix(".toml") }
        return Set(files.map(Self.stem) + [Theme.standard.name]).sorted()
    }

    /// A theme and what was wrong with its files.
    package struct Loaded: Sendable {
        package let theme: Theme
        package let warnings: [ConfigurationWarning]
    }

    /// Loads a theme by name (`dark`) or by path (`./mine.toml`). `standard` is the compiled-in one, which needs no
    /// file. Throws `ConfigurationError` when there is none, when it is no TOML, or when themes inherit in a circle.
    package func load(_ nameOrPath: String) throws(ConfigurationError) -> Loaded {
        let resolved = try resolve(nameOrPath, chain: [])
        return Loaded(theme: resolved.theme, warnings: resolved.warnings)
    }

    private struct Resolved {
        var theme: Theme
        var palette: [String: Color]
        var warnings: [ConfigurationWarning]
    }

    private func resolve(_ name: String, chain: [String]) throws(ConfigurationError) -> Resolved {
        if name == Theme.standard.name { return Resolved(theme: .standard, palette: [:], warnings: []) }
        guard !chain.contains(name) else {
            throw ConfigurationError("Themes inherit in a circle: \((chain + [name]).joined(separator: " → ")).")
        }
        let (path, text) = try find(name)
        var document = try TOMLDocument(text, place: path)
        var base: Resolved?
        if let parent = document.string("inherits") {
            base = try resolve(parent, chain: chain + [name])
        }
        let file = ThemeFile(
            document: try TOMLDocument(text, place: path), inheritedPalette: base?.palette ?? [:])
        let title = name.hasSuffix(".toml") ? Self.stem(name) : name
        return Resolved(
            theme: Theme(name: title, styles: file.styles, inheriting: base?.theme), palette: file.palette,
            warnings: (base?.warnings ?? []) + file.warnings)
    }

    private func find(_ name: String) throws(ConfigurationError) -> (path: String, text: String) {
        if name.contains("/") || name.hasSuffix(".toml") {
            guard let text = try readFile(name) else {
                throw ConfigurationError("There is no theme file \(name).")
            }
            return (name, text)
        }
        for directory in directories {
            let path = "\(directory)/\(name).toml"
            if let text = try readFile(path) { return (path, text) }
        }
        let places = directories.isEmpty ? "nowhere to look" : directories.joined(separator: " and ")
        throw ConfigurationError(
            "There is no theme called \(name) (looked in \(places)). There are: \(names.joined(separator: ", ")).")
    }

    private static func stem(_ path: String) -> String {
        let file = path.split(separator: "/").last.map(String.init) ?? path
        return file.hasSuffix(".toml") ? String(file.dropLast(5)) : file
    }
}
