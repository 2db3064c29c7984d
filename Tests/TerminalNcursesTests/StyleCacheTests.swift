import TerminalCore
import Testing

@testable import TerminalNcurses

@Suite struct StyleCacheTests {
    private func cache(_ depth: ColorDepth, limit: Int = 1000, _ defined: Locked<[[Int32]]> = Locked([])) -> StyleCache
    {
        StyleCache(depth: depth, limit: limit) { pair, foreground, background in
            defined.withLock { $0.append([pair, foreground, background]) }
            return true
        }
    }

    @Test func stylesOfTheSameColorsShareAPair() {
        let defined = Locked<[[Int32]]>([])
        var cache = cache(.palette, defined)
        let plain = cache.look(.plain)
        let red = cache.look(Style(foreground: .indexed(1)))
        let boldRed = cache.look(Style(foreground: .indexed(1), attributes: .bold))
        #expect(plain?.pair == 0)
        #expect(red?.pair == boldRed?.pair)
        #expect(boldRed?.attributes == Style.Attributes.bold.rawValue)
        #expect(defined.withLock { $0 } == [[1, 1, -1]])
    }

    @Test func whenPairsRunOutItSaysSo() {
        var cache = cache(.palette, limit: 3)
        #expect(cache.look(Style(foreground: .indexed(1)))?.pair == 1)
        #expect(cache.look(Style(foreground: .indexed(2)))?.pair == 2)
        #expect(cache.look(Style(foreground: .indexed(3))) == nil)
        cache.removeAll()
        #expect(cache.look(Style(foreground: .indexed(3)))?.pair == 1)
        #expect(cache.fallback(Style(background: .indexed(3))).attributes == Style.Attributes.reverse.rawValue)
    }

    @Test func brightColorsAreBoldWhereThereAreEight() {
        var cache = cache(.eight)
        #expect(cache.look(Style(foreground: .indexed(9))) == .init(pair: 1, attributes: 1))
        #expect(cache.look(Style(foreground: .indexed(1))) == .init(pair: 1, attributes: 0))
    }

    @Test func withoutColorsOnlyAttributesAreLeft() {
        var cache = cache(.monochrome)
        let look = cache.look(Style(foreground: .indexed(9), background: .rgb(1, 2, 3), attributes: .underline))
        #expect(look == .init(pair: 0, attributes: Style.Attributes.underline.rawValue))
    }
}
