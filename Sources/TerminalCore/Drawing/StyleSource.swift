/// The style of each glyph of a text, asked in order of offset.
protocol StyleSource {
    mutating func style(at offset: Int) -> Style
}

/// One style for all.
struct UniformStyle: StyleSource {
    let style: Style

    func style(at offset: Int) -> Style { style }
}

/// The runs of a styled text between a base below and an overlay above them.
struct RunStyles: StyleSource {
    private let runs: [StyledText.Run]
    private let base: Style
    private let overlay: Style
    private var index = 0
    private var end: Int
    private var current: Style

    init(_ runs: [StyledText.Run], base: Style, overlay: Style) {
        self.runs = runs
        self.base = base
        self.overlay = overlay
        end = runs.first?.end ?? .max
        current = overlay.over((runs.first?.style ?? .plain).over(base))
    }

    mutating func style(at offset: Int) -> Style {
        while offset >= end {
            index += 1
            end = index < runs.count ? runs[index].end : .max
            current = overlay.over((index < runs.count ? runs[index].style : .plain).over(base))
        }
        return current
    }
}
