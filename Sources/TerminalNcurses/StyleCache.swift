import TerminalCore

/// Gives each style its terminal attributes and colour pair, and each pair of colours one number.
///
/// Terminals have from 64 to 65,536 pairs. When they are used up `look` answers nil; after `removeAll` the numbers may be
/// given out again, which recolours what is on the screen, so that everything must be drawn anew.
struct StyleCache {
    struct Look: Hashable {
        let pair: Int32
        let attributes: UInt8
    }

    private struct Colors: Hashable {
        let foreground: Int32
        let background: Int32
    }

    let depth: ColorDepth
    private let limit: Int32
    private let define: (_ pair: Int32, _ foreground: Int32, _ background: Int32) -> Bool
    private var looks: [UInt64: Look] = [:]
    private var pairs: [Colors: Int32] = [:]

    /// `limit` counts pair 0, which is the terminal's own colours and is never defined.
    init(depth: ColorDepth, limit: Int, define: @escaping (Int32, Int32, Int32) -> Bool) {
        self.depth = depth
        self.limit = Int32(clamping: min(limit, 32768))
        self.define = define
    }

    /// How to show `style`; nil when the pairs are used up.
    mutating func look(_ style: Style) -> Look? {
        if let known = looks[style.bits] { return known }
        let (foreground, isBright) = index(of: style.foreground, canBrighten: depth == .eight)
        let colors = Colors(foreground: foreground, background: index(of: style.background, canBrighten: false).index)
        guard let pair = pair(for: colors) else { return nil }
        let attributes = isBright ? style.attributes.union(.bold) : style.attributes
        let look = Look(pair: pair, attributes: attributes.rawValue)
        looks[style.bits] = look
        return look
    }

    /// What to show when even an empty cache cannot hold one frame's pairs: no colours, and a background as reverse.
    func fallback(_ style: Style) -> Look {
        let attributes = style.background == .terminalDefault ? style.attributes : style.attributes.union(.reverse)
        return Look(pair: 0, attributes: attributes.rawValue)
    }

    mutating func removeAll() {
        looks.removeAll(keepingCapacity: true)
        pairs.removeAll(keepingCapacity: true)
    }

    private mutating func pair(for colors: Colors) -> Int32? {
        if colors.foreground < 0, colors.background < 0 { return 0 }
        if let known = pairs[colors] { return known }
        let next = Int32(pairs.count) + 1
        guard next < limit, define(next, colors.foreground, colors.background) else { return nil }
        pairs[colors] = next
        return next
    }

    /// The palette entry, or −1 for the terminal's own. With eight colours the bright ones are the dark ones in bold.
    private func index(of color: Color, canBrighten: Bool) -> (index: Int32, isBright: Bool) {
        let nearest = (canBrighten ? ColorDepth.sixteen : depth).nearest(color)
        guard case .indexed(let index) = nearest.kind else { return (-1, false) }
        return canBrighten && index >= 8 ? (Int32(index) - 8, true) : (Int32(index), false)
    }
}
