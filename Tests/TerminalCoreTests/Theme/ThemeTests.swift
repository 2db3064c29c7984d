import Testing

@testable import TerminalCore

@Suite struct ThemeTests {
    private let red = Style(foreground: .indexed(1))

    @Test func aScopeLooksLikeItsNearestNamedAncestor() {
        let theme = Theme(name: "t", styles: [.tableRow: red, .text: Style(foreground: .indexed(7))])
        #expect(theme[.tableRowMarked] == red)
        #expect(theme[.tableRowSelectedInactive] == red)
        #expect(theme[.tableHeader] == Style(foreground: .indexed(7)))
        #expect(ThemeScope.tableRowSelectedInactive.parent == .tableRowSelected)
        #expect(ThemeScope.headerReadOnly.parent == .header)
        #expect(ThemeScope.text.parent == nil)
    }

    @Test func everyDottedScopeHasAParent() {
        for scope in ThemeScope.allCases {
            #expect((scope.parent == nil) == !scope.rawValue.contains("."), "\(scope.rawValue)")
        }
    }

    @Test func aThemesGroundLiesUnderAllItsScopes() {
        let ground = Style(foreground: .rgb(200, 200, 200), background: .rgb(10, 10, 10))
        let theme = Theme(name: "t", styles: [.text: ground, .severityError: red])
        #expect(theme[.severityError] == Style(foreground: .indexed(1), background: .rgb(10, 10, 10)))
        #expect(theme[.footer] == ground)
        // An overlay leaves what it does not name to what it is laid over.
        #expect(theme.overlay(.severityError) == red)
        #expect(theme.overlay(.footer) == .plain)
    }

    @Test func anHeirChangesOnlyWhatItNames() {
        let parent = Theme(name: "p", styles: [.severityError: red, .title: red])
        let theme = Theme(name: "t", styles: [.title: .plain], inheriting: parent)
        #expect(theme[.severityError] == red)
        #expect(theme[.title] == .plain)
        #expect(theme.name == "t")
    }

    @Test(arguments: [Theme.standard, .mono])
    func whatMustBeToldApartIs(theme: Theme) {
        let pairs: [(ThemeScope, ThemeScope)] = [
            (.header, .headerProduction), (.headerEnvironment, .headerProduction), (.tableRow, .tableRowSelected),
            (.tableRowSelected, .tableRowSelectedInactive), (.severityError, .severityWarning),
            (.border, .borderFocused),
            (.match, .matchCurrent), (.text, .match), (.tab, .tabSelected), (.diffAdded, .diffRemoved),
            (.field, .fieldFocused),
        ]
        for (left, right) in pairs { #expect(theme[left] != theme[right], "\(left.rawValue), \(right.rawValue)") }
    }

    @Test func signsTellSeverityAndStateWithoutColor() {
        for symbols in [Symbols.unicode, .ascii] {
            #expect(Set(Severity.allCases.map { $0.symbol(in: symbols) }).count == Severity.allCases.count)
            #expect(Set(Liveness.allCases.map { $0.symbol(in: symbols) }).count == Liveness.allCases.count)
        }
    }

    @Test func asciiSymbolsAreASCII() {
        let all = String(describing: Symbols.ascii)
        #expect(all.utf8.allSatisfy { $0 < 0x80 })
        let box = BoxGlyphs.ascii
        for glyph in [
            box.horizontal, box.vertical, box.topLeft, Symbols.ascii.scrollThumb, Symbols.ascii.progressEmpty,
        ] {
            #expect(glyph.scalars.allSatisfy { $0.isASCII })
        }
    }
}
