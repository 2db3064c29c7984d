/// How many colours a terminal can show, from none to its 256-entry palette.
package enum ColorDepth: Int, Comparable, Hashable, Sendable {
    case monochrome
    /// The eight ANSI colours, without their bright forms.
    case eight
    case sixteen
    case palette

    /// The depth for a terminfo `colors` count; -1 and 0 mean none.
    package init(colors: Int) {
        switch colors {
        case 256...: self = .palette
        case 16...: self = .sixteen
        case 8...: self = .eight
        default: self = .monochrome
        }
    }

    package static func < (left: ColorDepth, right: ColorDepth) -> Bool { left.rawValue < right.rawValue }

    /// The colour of this depth that looks most like `color`. The terminal's own default stays what it is.
    ///
    /// Distances are the "redmean" approximation of seen difference (https://www.compuphase.com/cmetric.htm); 24-bit
    /// colours go to the cube and the greys only, since the first sixteen entries are the person's own.
    package func nearest(_ color: Color) -> Color {
        switch (self, color.kind) {
        case (.monochrome, _), (_, .terminalDefault): .terminalDefault
        case (.palette, .indexed): color
        case (.palette, .rgb(let red, let green, let blue)):
            .indexed(Self.nearestInPalette(RGB(red: Int(red), green: Int(green), blue: Int(blue))))
        case (.sixteen, .indexed(let index)), (.eight, .indexed(let index)):
            .indexed(fold(index < 16 ? index : Self.nearestOfSixteen(Self.value(ofPaletteEntry: index))))
        case (.sixteen, .rgb(let red, let green, let blue)), (.eight, .rgb(let red, let green, let blue)):
            .indexed(fold(Self.nearestOfSixteen(RGB(red: Int(red), green: Int(green), blue: Int(blue)))))
        }
    }

    private func fold(_ index: UInt8) -> UInt8 { self == .eight ? index & 7 : index }
}

extension ColorDepth {
    private struct RGB {
        let red: Int
        let green: Int
        let blue: Int

        func distance(to other: RGB) -> Int {
            let mean = (red + other.red) / 2
            let (r, g, b) = (red - other.red, green - other.green, blue - other.blue)
            // Swift's >> binds tighter than *, unlike C's.
            return (((512 + mean) * r * r) >> 8) + 4 * g * g + (((767 - mean) * b * b) >> 8)
        }
    }

    /// xterm's six levels a channel.
    private static let levels = [0, 95, 135, 175, 215, 255]

    /// xterm's default sixteen; a terminal's own are unknown, and near enough.
    private static let sixteenValues: [RGB] = [
        0x000000, 0xCD0000, 0x00CD00, 0xCDCD00, 0x0000EE, 0xCD00CD, 0x00CDCD, 0xE5E5E5,
        0x7F7F7F, 0xFF0000, 0x00FF00, 0xFFFF00, 0x5C5CFF, 0xFF00FF, 0x00FFFF, 0xFFFFFF,
    ].map { RGB(red: $0 >> 16, green: $0 >> 8 & 0xFF, blue: $0 & 0xFF) }

    private static func value(ofPaletteEntry index: UInt8) -> RGB {
        let index = Int(index)
        switch index {
        case ..<16: return sixteenValues[index]
        case ..<232:
            let cube = index - 16
            return RGB(red: levels[cube / 36], green: levels[cube / 6 % 6], blue: levels[cube % 6])
        default:
            let grey = 8 + 10 * (index - 232)
            return RGB(red: grey, green: grey, blue: grey)
        }
    }

    private static func nearestOfSixteen(_ value: RGB) -> UInt8 {
        UInt8(
            sixteenValues.indices.min { sixteenValues[$0].distance(to: value) < sixteenValues[$1].distance(to: value) }
                ?? 0)
    }

    private static func nearestInPalette(_ value: RGB) -> UInt8 {
        let all = (UInt8(16)...255).map { (index: $0, distance: Self.value(ofPaletteEntry: $0).distance(to: value)) }
        return all.min { $0.distance < $1.distance }?.index ?? 16
    }
}
