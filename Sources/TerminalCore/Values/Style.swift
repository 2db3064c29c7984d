/// How a cell looks: foreground, background and attributes, packed into one word so that comparing two frames is
/// comparing memory.
package struct Style: Hashable, Sendable {
    /// Text attributes that every terminal we support can show or safely ignore.
    package struct Attributes: OptionSet, Hashable, Sendable {
        package let rawValue: UInt8

        package init(rawValue: UInt8) {
            self.rawValue = rawValue
        }

        package static let bold = Attributes(rawValue: 1 << 0)
        package static let dim = Attributes(rawValue: 1 << 1)
        package static let italic = Attributes(rawValue: 1 << 2)
        package static let underline = Attributes(rawValue: 1 << 3)
        package static let reverse = Attributes(rawValue: 1 << 4)
        package static let strikethrough = Attributes(rawValue: 1 << 5)
    }

    /// Foreground in bits 0–25, background in 26–51, attributes in 52–59.
    package let bits: UInt64

    package init(
        foreground: Color = .terminalDefault, background: Color = .terminalDefault, attributes: Attributes = []
    ) {
        bits = UInt64(foreground.bits) | UInt64(background.bits) << 26 | UInt64(attributes.rawValue) << 52
    }

    /// The terminal's own colours and no attribute.
    package static let plain = Style()

    package var foreground: Color { Color(bits: UInt32(truncatingIfNeeded: bits)) }
    package var background: Color { Color(bits: UInt32(truncatingIfNeeded: bits >> 26)) }
    package var attributes: Attributes { Attributes(rawValue: UInt8(truncatingIfNeeded: bits >> 52)) }

    /// This style with another foreground.
    package func foreground(_ color: Color) -> Style {
        Style(foreground: color, background: background, attributes: attributes)
    }

    /// This style with another background.
    package func background(_ color: Color) -> Style {
        Style(foreground: foreground, background: color, attributes: attributes)
    }

    /// This style with attributes added.
    package func adding(_ more: Attributes) -> Style {
        Style(foreground: foreground, background: background, attributes: attributes.union(more))
    }

    /// This style laid over `base`: a default foreground or background lets the base show through, and attributes add
    /// up. A selected row is the row's own colours under the selection's background.
    ///
    /// On a reversed base a style with a background of its own stands as it is, and one without gives its foreground up:
    /// turned round it would be a patch of background.
    package func over(_ base: Style) -> Style {
        let isTurned = base.attributes.contains(.reverse) && !attributes.contains(.reverse)
        let hasGround = background != .terminalDefault
        let keepsBase = foreground == .terminalDefault || isTurned && !hasGround
        return Style(
            foreground: keepsBase ? base.foreground : foreground,
            background: hasGround ? background : base.background,
            attributes: attributes.union(
                isTurned && hasGround ? base.attributes.subtracting(.reverse) : base.attributes))
    }

    /// What is left of this style in a reversed row: its weight and shape. Each colour would be a patch of background.
    package var withoutColors: Style {
        Style(attributes: attributes.subtracting(.dim))
    }
}
