import ConsoleConfiguration
import Testing

@Suite struct SettingsTests {
    @Test func settingsAreReadWithTheirTypes() throws {
        let (settings, warnings) = try Settings.parse(
            "environment = \"staging\"\nread-only = true\nmouse = false\n[keys]\n\"users.edit\" = [\"e\", \"f2\"]\nhelp = \"f1\"\n",
            place: "config.toml")
        #expect(warnings.isEmpty)
        #expect(settings.environment == "staging")
        #expect(settings.isReadOnly == true)
        #expect(settings.usesMouse == false)
        #expect(settings.keys == ["users.edit": ["e", "f2"], "help": ["f1"]])
    }

    @Test func wrongTypesAndUnknownKeysAreWarnings() throws {
        let (settings, warnings) = try Settings.parse(
            "read-only = \"yes\"\ntheem = \"dark\"\n[keys]\nhelp = 3\n", place: "config.toml")
        #expect(settings == Settings())
        #expect(warnings.map(\.place) == ["config.toml, theem", "config.toml, read-only", "config.toml, keys.help"])
    }
}
