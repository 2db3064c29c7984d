extension Theme {
    /// This theme for a terminal of `depth`, so that what differs in meaning still differs in looks.
    ///
    /// Without colours, a theme that says much by colour says it by the attributes of `Theme.mono`. With sixteen, hues stay
    /// hues; a selection whose background fell together with the ground is reversed, and a text that fell together with
    /// its background takes a colour that can be read there.
    package func downgraded(to depth: ColorDepth) -> Theme {
        switch depth {
        case .monochrome: return withoutColors
        case .eight, .sixteen: return inSixteen(depth)
        case .palette:
            return Theme(
                name: name,
                styles: styles.mapValues { style in
                    Style(
                        foreground: depth.nearest(style.foreground), background: depth.nearest(style.background),
                        attributes: style.attributes)
                })
        }
    }

    private var withoutColors: Theme {
        let isColorless = styles.values.allSatisfy {
            $0.foreground == .terminalDefault && $0.background == .terminalDefault
        }
        return isColorless ? self : Theme(name: name, styles: Theme.mono.styles)
    }

    private func inSixteen(_ depth: ColorDepth) -> Theme {
        let oldGround = styles[.text] ?? .plain
        let ground = Self.mapped(oldGround, depth)
        var few: [ThemeScope: Style] = [:]
        for (scope, style) in styles {
            let hadBackground =
                style.background != .terminalDefault && style.background != oldGround.background
            var new = Self.mapped(style, depth)
            if hadBackground, new.background == ground.background {
                let sign = Self.signOfLostBackground(scope)
                new = Style(foreground: new.foreground, attributes: new.attributes.union(sign))
            }
            few[scope] = Self.legible(new, on: ground, hadBackground: hadBackground)
        }
        return Theme(name: name, styles: few)
    }

    private static func mapped(_ style: Style, _ depth: ColorDepth) -> Style {
        // The depth folds the sixteen into eight where there are no more.
        Style(
            foreground: depth.nearest(SixteenColors.foreground(style.foreground)),
            background: depth.nearest(SixteenColors.background(style.background)), attributes: style.attributes)
    }

    /// What stands for a background that cannot be told from the ground any more. Panels need nothing: they have a border
    /// or a place of their own.
    private static func signOfLostBackground(_ scope: ThemeScope) -> Style.Attributes {
        if scope == .header || scope.parent == .header { return .reverse }
        return signsOfLostBackground[scope] ?? []
    }

    private static let signsOfLostBackground: [ThemeScope: Style.Attributes] = [
        .tableRowSelected: .reverse, .match: .reverse, .matchCurrent: .reverse, .tabSelected: .reverse,
        .fieldFocused: .underline,
    ]

    private static func legible(_ style: Style, on ground: Style, hadBackground: Bool) -> Style {
        if style.background != .terminalDefault, hadBackground {
            return SixteenColors.legible(style.foreground, on: style.background).map(style.foreground) ?? style
        }
        // On the ground itself only a text of the ground's own colour is lost; the rest is the person's own palette.
        guard style.foreground != .terminalDefault, style.foreground == ground.background else { return style }
        return style.foreground(ground.foreground == ground.background ? .terminalDefault : ground.foreground)
    }
}
