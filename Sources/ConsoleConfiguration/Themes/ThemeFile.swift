import TerminalCore

/// One theme file as it is written: what it inherits, its palette, its styles.
///
///     inherits = "dark"
///     [palette]
///     sand = "#d8c8a0"
///     [styles]
///     "table.header" = "bold sand"
///
/// A style that cannot be read is left out with a warning; the theme still works by fallback.
struct ThemeFile {
    let inherits: String?
    let styles: [ThemeScope: Style]
    /// The palette in force, inherited colours included, for themes that inherit from this one.
    let palette: [String: Color]
    let warnings: [ConfigurationWarning]

    /// - Parameter inherited: the palette of the theme that this one inherits from.
    init(document: TOMLDocument, inheritedPalette: [String: Color]) {
        var document = document
        document.expect(["inherits", "palette", "styles"])
        inherits = document.string("inherits")
        var palette = inheritedPalette
        for name in document.keys(of: "palette") {
            guard let text = document.string(name, in: "palette") else { continue }
            do {
                palette[name] = try StyleNotation.color(text)
            } catch {
                document.warn(name, "palette", error.description)
            }
        }
        var styles: [ThemeScope: Style] = [:]
        for name in document.keys(of: "styles") {
            guard let scope = ThemeScope(rawValue: name) else {
                document.warn(name, "styles", "nothing on the screen is called that")
                continue
            }
            guard let text = document.string(name, in: "styles") else { continue }
            do {
                styles[scope] = try Style(parsing: text, palette: palette)
            } catch {
                document.warn(name, "styles", error.description)
            }
        }
        self.palette = palette
        self.styles = styles
        warnings = document.warnings
    }
}
