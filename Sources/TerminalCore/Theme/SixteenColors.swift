/// Puts a theme's colours into a terminal's own sixteen by what they say rather than by distance.
///
/// The nearest of sixteen by distance makes a soft red grey, and the meaning is gone; here a hue stays a hue, and only
/// what has none becomes a grey. `Theme.downgraded` uses it; the terminal's driver maps what is left by distance.
enum SixteenColors {
    /// A colour for text.
    static func foreground(_ color: Color) -> Color {
        guard let value = RGB(color) else { return color }
        if value.chroma < 30 { return value.grey }
        return .indexed(value.hue + (value.luminance > 0.3 ? 8 : 0))
    }

    /// A colour for a background: pale and dark ones count as greys, since text of every hue must be read on them.
    static func background(_ color: Color) -> Color {
        guard let value = RGB(color) else { return color }
        if value.chroma < 60 || value.highest < 128 { return value.grey }
        return .indexed(value.hue + (value.luminance > 0.5 ? 8 : 0))
    }

    /// Black or white, whichever is read better on a background; nil when the text can be read as it is.
    static func legible(_ foreground: Color, on background: Color) -> Color? {
        guard case .indexed(let text) = foreground.kind, case .indexed(let ground) = background.kind, text < 16,
            ground < 16
        else { return nil }
        if contrast(text, ground) >= 2.5 { return nil }
        return .indexed(contrast(0, ground) > contrast(15, ground) ? 0 : 15)
    }

    /// xterm's default sixteen (the table in its `XTerm-col.ad`); a person's own are unknown, and near enough.
    private static let values: [RGB] = [
        0x000000, 0xCD0000, 0x00CD00, 0xCDCD00, 0x0000EE, 0xCD00CD, 0x00CDCD, 0xE5E5E5,
        0x7F7F7F, 0xFF0000, 0x00FF00, 0xFFFF00, 0x5C5CFF, 0xFF00FF, 0x00FFFF, 0xFFFFFF,
    ].map { RGB(red: $0 >> 16, green: $0 >> 8 & 0xFF, blue: $0 & 0xFF) }

    /// The contrast ratio of WCAG 2.1, from 1 to 21.
    private static func contrast(_ left: UInt8, _ right: UInt8) -> Double {
        let (a, b) = (values[Int(left)].luminance, values[Int(right)].luminance)
        return (max(a, b) + 0.05) / (min(a, b) + 0.05)
    }
}

extension SixteenColors {
    private struct RGB {
        let red: Int
        let green: Int
        let blue: Int

        init(red: Int, green: Int, blue: Int) {
            self.red = red
            self.green = green
            self.blue = blue
        }

        /// Nil for a colour that is one of the terminal's own already.
        init?(_ color: Color) {
            switch color.kind {
            case .terminalDefault: return nil
            case .indexed(let index): self.init(paletteEntry: Int(index))
            case .rgb(let red, let green, let blue): self.init(red: Int(red), green: Int(green), blue: Int(blue))
            }
        }

        private init?(paletteEntry index: Int) {
            switch index {
            case ..<16: return nil
            case ..<232:
                let levels = [0, 95, 135, 175, 215, 255]
                let cube = index - 16
                self.init(red: levels[cube / 36], green: levels[cube / 6 % 6], blue: levels[cube % 6])
            default:
                let grey = 8 + 10 * (index - 232)
                self.init(red: grey, green: grey, blue: grey)
            }
        }

        var highest: Int { max(red, green, blue) }
        var chroma: Int { highest - min(red, green, blue) }

        /// Relative luminance, with gamma 2 for the sRGB curve: near enough to choose among sixteen.
        var luminance: Double {
            let (r, g, b) = (Double(red) / 255, Double(green) / 255, Double(blue) / 255)
            return 0.2126 * r * r + 0.7152 * g * g + 0.0722 * b * b
        }

        var grey: Color {
            switch (red + green + blue) / 3 {
            case ..<78: .indexed(0)
            case ..<172: .indexed(8)
            case ..<238: .indexed(7)
            default: .indexed(15)
            }
        }

        /// The terminal's dark colour of the hue: 1 red, 2 green, 3 yellow, 4 blue, 5 magenta, 6 cyan.
        var hue: UInt8 {
            let span = max(1, chroma)
            let degrees: Int
            if highest == red {
                degrees = 60 * (green - blue) / span
            } else if highest == green {
                degrees = 120 + 60 * (blue - red) / span
            } else {
                degrees = 240 + 60 * (red - green) / span
            }
            // Orange counts as red: it warns, and yellow has a meaning of its own.
            switch (degrees + 360) % 360 {
            case ..<35: return 1
            case ..<65: return 3
            case ..<155: return 2
            case ..<200: return 6
            case ..<260: return 4
            case ..<335: return 5
            default: return 1
            }
        }
    }
}
