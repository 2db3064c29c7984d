import FoundationEssentials
import Glibc
import Testing

@testable import TerminalCore

/// The theme files that ship, read as far as their plain shape needs: the program's own reader knows all of TOML.
@Suite struct ShippedThemesTests {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appending(path: "themes")
    private static let names = ["dark", "light", "high-contrast", "colour-blind", "dusk-dark", "dusk-light", "mono"]

    private func theme(_ name: String) throws -> Theme {
        let source = try String(contentsOf: Self.folder.appending(path: "\(name).toml"), encoding: .utf8)
        var palette: [String: Color] = [:]
        var styles: [ThemeScope: Style] = [:]
        var table = ""
        for line in source.split(separator: "\n") where !line.hasPrefix("#") {
            if line.hasPrefix("[") {
                table = String(line)
                continue
            }
            let parts = line.split(separator: "=", maxSplits: 1)
            let key = bare(try #require(parts.first))
            let value = bare(try #require(parts.last))
            if table == "[palette]" {
                palette[key] = try StyleNotation.color(value)
            } else {
                let scope = try #require(ThemeScope(rawValue: key), "no scope “\(key)” in \(name)")
                #expect(styles[scope] == nil, "\(key) twice in \(name)")
                styles[scope] = try Style(parsing: value, palette: palette)
            }
        }
        return Theme(name: name, styles: styles)
    }

    private func bare(_ text: Substring) -> String {
        let start = text.drop { $0 == " " || $0 == "\"" }
        return String(String(start.reversed().drop { $0 == " " || $0 == "\"" }).reversed())
    }

    @Test func noThemeIsForgotten() throws {
        let files = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path)
        #expect(Set(files) == Set(Self.names.map { $0 + ".toml" }))
    }

    @Test(arguments: names)
    func eachNamesWhatTheStandardNames(name: String) throws {
        let theme = try theme(name)
        let reference = name == "mono" ? Theme.mono : .standard
        for scope in reference.styles.keys {
            #expect(theme.styles[scope] != nil, "\(scope.rawValue) in \(name)")
        }
        #expect(theme[.headerProduction] != theme[.headerEnvironment])
        #expect(theme[.tableRowSelected] != theme[.tableRow])
        #expect(theme[.severityError] != theme[.severityWarning])
    }

    @Test func theMonochromeFileIsTheCompiledInOne() throws {
        let file = try theme("mono")
        for scope in ThemeScope.allCases { #expect(file[scope] == Theme.mono[scope], "\(scope.rawValue)") }
    }

    @Test(arguments: names.filter { $0 != "mono" }, [ColorDepth.sixteen, .palette])
    func meaningSurvivesFewerColors(name: String, depth: ColorDepth) throws {
        let few = try theme(name).downgraded(to: depth)
        let apart: [(ThemeScope, ThemeScope)] = [
            (.text, .tableRowSelected), (.header, .headerProduction), (.severityError, .severityOK),
            (.stateBad, .stateGood),
            (.diffAdded, .diffRemoved), (.tab, .tabSelected), (.match, .text), (.match, .matchCurrent),
            (.border, .borderFocused),
        ]
        for (left, right) in apart {
            #expect(few[left] != few[right], "\(left.rawValue), \(right.rawValue) in \(name)")
        }
        for scope in ThemeScope.allCases {
            let style = few[scope]
            #expect(
                style.foreground != style.background || style.foreground == .terminalDefault,
                "\(scope.rawValue) in \(name)")
        }
    }

    /// WCAG 2.1, 1.4.3 (4.5:1) and 1.4.6 (7:1).
    @Test(arguments: names.filter { $0 != "mono" })
    func textCanBeRead(name: String) throws {
        let theme = try theme(name)
        let least = name == "high-contrast" ? 7.0 : 4.5
        let lines: Set<ThemeScope> = [.border, .scrollbar, .progress]
        for scope in ThemeScope.allCases where !lines.contains(scope) {
            let style = theme[scope]
            let contrast = Self.contrast(style.foreground, style.background)
            #expect(contrast >= least, "\(scope.rawValue) in \(name): \(contrast)")
            guard style.background == theme[.text].background else { continue }
            let selected = theme.overlay(.tableRowSelected).over(style)
            #expect(
                Self.contrast(selected.foreground, selected.background) >= least,
                "\(scope.rawValue) under the cursor in \(name)")
        }
    }

    private static func contrast(_ left: Color, _ right: Color) -> Double {
        let (a, b) = (luminance(left), luminance(right))
        return (max(a, b) + 0.05) / (min(a, b) + 0.05)
    }

    private static func luminance(_ color: Color) -> Double {
        guard case .rgb(let red, let green, let blue) = color.kind else { return 0 }
        let parts = [red, green, blue].map { value -> Double in
            let share = Double(value) / 255
            return share <= 0.03928 ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4)
        }
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
    }
}
