import ConsoleConfiguration
import TerminalCore
import Testing

@Suite struct ThemeLibraryTests {
    private func library(_ files: [String: String]) -> ThemeLibrary {
        ThemeLibrary(
            directories: ["own", "shipped"], readFile: { path throws(ConfigurationError) in files[path] },
            listFiles: { directory in
                files.keys.filter { $0.hasPrefix(directory + "/") }.map { String($0.dropFirst(directory.count + 1)) }
            })
    }

    @Test func aThemeInheritsStylesAndPalette() throws {
        let loaded = try library([
            "shipped/base.toml":
                "[palette]\nsand = \"#d8c8a0\"\n[styles]\n\"header\" = \"bold sand\"\n\"footer\" = \"red\"\n",
            "own/mine.toml": "inherits = \"base\"\n[styles]\n\"footer\" = \"sand on blue\"\n",
        ]).load("mine")
        #expect(loaded.warnings.isEmpty)
        #expect(loaded.theme[.header].foreground == .rgb(0xD8, 0xC8, 0xA0))
        #expect(loaded.theme[.footer].foreground == .rgb(0xD8, 0xC8, 0xA0))
        #expect(loaded.theme[.footer].background == .indexed(4))
    }

    @Test func whatCannotBeReadIsToldWithItsPlaceAndTheRestWorks() throws {
        let loaded = try library([
            "own/mine.toml":
                "colour = 1\n[styles]\n\"header\" = \"bold sand\"\n\"no.such\" = \"red\"\n\"footer\" = \"red\"\n"
        ]).load("mine")
        let places = loaded.warnings.map(\.place)
        #expect(
            places == ["own/mine.toml, colour", "own/mine.toml, styles.header", "own/mine.toml, styles.\"no.such\""])
        #expect(loaded.theme[.footer].foreground == .indexed(1))
    }

    @Test func aCircleIsAnError() {
        let files = library(["own/a.toml": "inherits = \"b\"", "own/b.toml": "inherits = \"a\""])
        #expect(throws: ConfigurationError("Themes inherit in a circle: a → b → a.")) { try files.load("a") }
    }

    @Test func badTOMLIsToldWithLineAndColumn() {
        let files = library(["own/a.toml": "[styles]\nheader = \n"])
        let error = #expect(throws: ConfigurationError.self) { try files.load("a") }
        #expect(error?.description.contains("own/a.toml is not TOML") == true)
        #expect(error?.description.contains("line 2") == true)
    }

    @Test func aMissingThemeNamesWhereItWasLookedFor() {
        let files = ["own/mine.toml": "", "shipped/dark.toml": "", "shipped/notes.txt": ""]
        let error = #expect(throws: ConfigurationError.self) { try library(files).load("nope") }
        #expect(
            error?.description
                == "There is no theme called nope (looked in own and shipped). There are: dark, mine, "
                + "\(Theme.standard.name).")
    }
}
