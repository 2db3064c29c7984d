/// How everything looks: a style for each scope.
package struct Theme: Hashable, Sendable {
    package let name: String
    /// What the theme itself and those that it inherits from say, by scope.
    package let styles: [ThemeScope: Style]
    /// With fallback applied, still letting through what lies below.
    private let overlays: [ThemeScope: Style]
    /// With fallback applied and the colours of `text` beneath.
    private let complete: [ThemeScope: Style]

    /// - Parameters:
    ///   - styles: what this theme says; every other scope comes from `inherited`, then from its parent scope.
    ///   - inherited: the theme that this one changes; nil for one that stands alone.
    package init(name: String, styles: [ThemeScope: Style], inheriting inherited: Theme? = nil) {
        let all = (inherited?.styles ?? [:]).merging(styles) { _, own in own }
        self.name = name
        self.styles = all
        let text = all[.text] ?? .plain
        let ground = Style(foreground: text.foreground, background: text.background)
        var overlays: [ThemeScope: Style] = [:]
        var complete: [ThemeScope: Style] = [:]
        for scope in ThemeScope.allCases {
            let own = Self.nearest(scope, in: all)
            overlays[scope] = own ?? .plain
            complete[scope] = (own ?? text).over(ground)
        }
        self.overlays = overlays
        self.complete = complete
    }

    /// The style to draw a scope with: where the theme names no colour of its own, with the colours of `text`.
    package subscript(scope: ThemeScope) -> Style { complete[scope] ?? .plain }

    /// The style of a scope that is laid over others with `Style.over` (a selected row, a match): where the theme names no
    /// colour, what lies below shows through.
    package func overlay(_ scope: ThemeScope) -> Style { overlays[scope] ?? .plain }

    private static func nearest(_ scope: ThemeScope, in styles: [ThemeScope: Style]) -> Style? {
        var scope: ThemeScope? = scope
        while let current = scope {
            if let style = styles[current] { return style }
            scope = current.parent
        }
        return nil
    }
}
