import OpsDomain
import TerminalCore

/// The first row: which environment, who we are, what it costs. What matters least goes first when it gets narrow; the
/// environment and the read-only badge never go.
enum HeaderLine {
    private struct Segment {
        let text: String
        let scope: ThemeScope
        /// The smaller, the sooner it goes.
        let priority: Int
    }

    private static let gap = 2

    static func draw(_ state: ConsoleState, _ context: ConsoleContext, in row: Rect, of frame: inout Frame) {
        let ground = context.theme[.header]
        frame.fill(row, style: ground)
        let room = row.columns - 2
        let (left, right) = fit(left(state, context), right(state, context), in: room, frame.options)
        var column = row.column + 1
        for segment in left { column += write(segment, at: column, row, context, &frame) + gap }
        var end = row.endColumn - 1
        for segment in right.reversed() {
            let width = Glyphs.width(segment.text, options: frame.options)
            end -= width
            write(segment, at: end, row, context, &frame)
            end -= gap
        }
    }

    @discardableResult
    private static func write(
        _ segment: Segment, at column: Int, _ row: Rect, _ context: ConsoleContext, _ frame: inout Frame
    ) -> Int {
        frame.write(
            segment.text, row: row.row, column: column, width: row.endColumn - column,
            style: context.theme.overlay(segment.scope).over(context.theme[.header]), overflow: .ellipsis)
    }

    private static func fit(_ left: [Segment], _ right: [Segment], in room: Int, _ options: TextOptions) -> (
        [Segment], [Segment]
    ) {
        var (left, right) = (left, right)
        while width(left + right, options) > room, left.count + right.count > 1 {
            let least = (left + right).map(\.priority).min() ?? 0
            // One at a time, the rightmost of equals.
            if let index = right.lastIndex(where: { $0.priority == least }) {
                right.remove(at: index)
            } else if let index = left.lastIndex(where: { $0.priority == least }) {
                left.remove(at: index)
            }
        }
        return (left, right)
    }

    private static func width(_ segments: [Segment], _ options: TextOptions) -> Int {
        segments.reduce(gap * max(0, segments.count - 1)) { $0 + Glyphs.width($1.text, options: options) }
    }

    // MARK: - What it tells

    private static func left(_ state: ConsoleState, _ context: ConsoleContext) -> [Segment] {
        var segments = [
            Segment(text: "nightdesk", scope: .headerName, priority: 10), environment(context.place, context.symbols),
        ]
        if context.isReadOnly { segments.append(Segment(text: "[READ-ONLY]", scope: .headerReadOnly, priority: 95)) }
        switch state.header.identity {
        case .asking: break
        case .known(let identity):
            segments.append(Segment(text: identity.account, scope: .header, priority: 60))
        case .unknown(let failure):
            segments.append(
                Segment(
                    text: "\(context.symbols.severityWarning) account: \(failure.reason.inShort)", scope: .header,
                    priority: 58))
        }
        segments.append(Segment(text: context.place.region, scope: .header, priority: 70))
        if case .known(let identity) = state.header.identity {
            segments.append(Segment(text: identity.name, scope: .headerDim, priority: 50))
        }
        return segments
    }

    /// Production is told by words and signs, not by colour alone.
    private static func environment(_ place: ConsolePlace, _ symbols: Symbols) -> Segment {
        guard place.isProduction else {
            return Segment(text: place.environment, scope: .headerEnvironment, priority: 100)
        }
        let name = place.environment.uppercased()
        let words = name.contains("PROD") ? name : "PRODUCTION \(name)"
        let sign = symbols.repertoire == .ascii ? "!!" : "▲"
        return Segment(text: " \(sign) \(words) \(sign) ", scope: .headerProduction, priority: 100)
    }

    private static func right(_ state: ConsoleState, _ context: ConsoleContext) -> [Segment] {
        var segments: [Segment] = []
        if state.writes > 0 {
            segments.append(Segment(text: "writing \(state.writes)", scope: .headerName, priority: 90))
        }
        if let meter = state.header.meter {
            if meter.running > 0 {
                segments.append(
                    Segment(text: "\(context.symbols.stateBusy) \(meter.running)", scope: .header, priority: 30))
            }
            if meter.throttledPerMinute > 0 {
                segments.append(
                    Segment(
                        text: "\(context.symbols.severityWarning) \(meter.throttledPerMinute) throttled",
                        scope: .headerName, priority: 80))
            }
            segments.append(Segment(text: "\(meter.requestsPerMinute) req/min", scope: .header, priority: 45))
            segments.append(Segment(text: Price.perHour(meter.dollarsPerHour), scope: .header, priority: 40))
        }
        let clock = HeaderClock.text(context.now, state.timestamps, utcOffset: context.utcOffset)
        segments.append(Segment(text: clock, scope: .header, priority: 65))
        return segments
    }
}
