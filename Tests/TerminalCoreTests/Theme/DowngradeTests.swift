import Testing

@testable import TerminalCore

@Suite struct DowngradeTests {
    private let theme = Theme(
        name: "t",
        styles: [
            .text: Style(foreground: .rgb(0xD7, 0xDA, 0xE0), background: .rgb(0x14, 0x16, 0x1B)),
            .tableRowSelected: Style(background: .rgb(0x20, 0x22, 0x28)),
            .textDim: Style(foreground: .rgb(0x20, 0x20, 0x24)),
            .severityError: Style(foreground: .rgb(0xFF, 0x20, 0x20), attributes: .bold),
        ])

    @Test func fewColorsKeepTheNearest() {
        let few = theme.downgraded(to: .sixteen)
        for style in few.styles.values {
            for color in [style.foreground, style.background] {
                switch color.kind {
                case .terminalDefault: break
                case .indexed(let index): #expect(index < 16)
                case .rgb: Issue.record("a 24-bit colour is left")
                }
            }
        }
        #expect([.indexed(1), .indexed(9)].contains(few[.severityError].foreground))
        #expect(few[.severityError].attributes == .bold)
        #expect(few.name == "t")
    }

    @Test(arguments: [
        ("#ff7b72", UInt8(9)), ("#b3242c", 1), ("#f0a45d", 9), ("#e5c07b", 11), ("#744f00", 3), ("#7ecf8a", 10),
        ("#566400", 2),
        ("#5cc8e8", 14), ("#7fb2ff", 12), ("#1f55b5", 4), ("#d39bf0", 13), ("#d7dae0", 7), ("#4a5263", 8),
        ("#14161b", 0),
        ("#ffffff", 15), ("203", 9), ("244", 8), ("5", 5),
    ])
    func aHueStaysAHue(color: String, index: UInt8) throws {
        let theme = Theme(name: "t", styles: [.severityError: try Style(parsing: color)])
        #expect(theme.downgraded(to: .sixteen).styles[.severityError]?.foreground == .indexed(index))
    }

    @Test func textOnAColoredGroundCanBeRead() throws {
        let theme = Theme(name: "t", styles: [.match: try Style(parsing: "#fbfaf7 on #e0d000")])
        #expect(theme.downgraded(to: .sixteen)[.match].foreground == .indexed(0))
    }

    @Test func aSelectionThatFellTogetherWithTheGroundIsReversed() {
        let few = theme.downgraded(to: .sixteen)
        #expect(few.overlay(.tableRowSelected).attributes.contains(.reverse))
        #expect(few[.tableRowSelected] != few[.text])
    }

    @Test func aTextThatFellTogetherWithItsGroundIsSeen() {
        let few = theme.downgraded(to: .sixteen)
        #expect(few[.textDim].foreground != few[.textDim].background)
    }

    @Test func withoutColorsAttributesSpeak() {
        let none = theme.downgraded(to: .monochrome)
        for scope in ThemeScope.allCases {
            #expect(none[scope].foreground == .terminalDefault)
            #expect(none[scope].background == .terminalDefault)
        }
        #expect(none[.tableRowSelected].attributes.contains(.reverse))
        // A theme that says all by attributes is already what such a terminal can show.
        let own = Theme(name: "own", styles: [.severityError: Style(attributes: .underline)])
        #expect(own.downgraded(to: .monochrome) == own)
    }

    @Test func thePersonsOwnSixteenAreLeftAlone() {
        #expect(Theme.standard.downgraded(to: .sixteen) == .standard)
        #expect(Theme.standard.downgraded(to: .palette) == .standard)
    }
}
