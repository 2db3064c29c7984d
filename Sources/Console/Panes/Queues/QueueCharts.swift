import OpsDomain
import TerminalCore

/// The last 24 hours of the open queue, as many charts beside each other as there is room for.
enum QueueCharts {
    private static let measures = QueueMeasure.allCases
    /// Columns below which a chart says too little.
    private static let narrowest = 36
    private static let gap = 2

    /// What CloudWatch has told of the open queue's last 24 hours; nil when it is nothing.
    static func day(_ state: QueuesState) -> QueueMeasurements? {
        guard let open = state.open, let day = state.watch.metrics[open.name]?.day, !day.isEmpty else { return nil }
        return day
    }

    /// Where the charts stand, and where the text does. Without a history, or on a small screen, the text has it all.
    static func parts(_ area: Rect, _ state: QueuesState) -> (charts: Rect, text: Rect) {
        let height =
            day(state) != nil && hasRoom(Size(rows: area.rows, columns: area.columns)) ? rows(of: area.rows) : 0
        let parts = area.rows([.fixed(height), .flexible()])
        return (parts[0], parts[1])
    }

    static func hasRoom(_ size: Size) -> Bool { size.rows >= 10 && size.columns >= 30 }

    /// A third of the pane, and no less than a line can be read in.
    private static func rows(of height: Int) -> Int { min(12, max(height < 16 ? 5 : 7, height / 3)) }

    static func draw(
        in area: Rect, of frame: inout Frame, _ state: QueuesState, _ context: ViewContext,
        limits: QueueLimits
    ) {
        guard !area.isEmpty, let day = day(state) else { return }
        // In line with the text's gutter; a row below it is kept free where there are many.
        let inside = Rect(
            row: area.row, column: area.column + 1, rows: area.rows >= 9 ? area.rows - 1 : area.rows,
            columns: area.columns - 2)
        let count = max(1, min(measures.count, (inside.columns + gap) / (narrowest + gap)))
        frame.fill(area, style: context.theme[.text])
        for index in 0..<count {
            let start = inside.columns * index / count
            let end = inside.columns * (index + 1) / count - (index + 1 < count ? gap : 0)
            let measure = measures[(state.watch.turn + index) % measures.count]
            chart(measure, day[measure], limits, context).draw(
                in: Rect(row: inside.row, column: inside.column + start, rows: inside.rows, columns: end - start),
                of: &frame, theme: context.theme, symbols: context.symbols)
        }
    }

    private static func chart(
        _ measure: QueueMeasure, _ series: QueueSeries?, _ limits: QueueLimits, _ context: ViewContext
    ) -> BrailleChart {
        // What happens is shown by the minute, as everywhere else.
        let isCount = measure == .sent || measure == .deleted
        let scale = isCount ? 60 / Double(series?.period ?? 60) : 1
        let series = isCount ? series?.over(by: context.now) : series
        let values = series?.values.map { $0.map { $0 * scale } } ?? []
        let top = max(values.lazy.compactMap { $0 }.max() ?? 0, 0)
        let latest = series?.latest
        let age = latest.map { context.now.seconds(since: $0.until) } ?? 0
        let limit = measure == .visible ? limits.depth.map(Double.init) : limits.age.map(Double.init)
        return BrailleChart(
            title: title(measure), note: latest.map { "\(text($0.value * scale, measure))" } ?? "no points",
            values: values, top: top > 0 ? top : 1, topLabel: text(top > 0 ? top : 1, measure),
            bottomLabel: "0", startLabel: "24 h ago",
            endLabel: age < 900 ? "now" : "\(RelativeAge.text(seconds: age)) ago",
            threshold: isCount ? nil : limit)
    }

    private static func title(_ measure: QueueMeasure) -> String {
        switch measure {
        case .visible: "Visible"
        case .oldestAge: "Oldest age"
        case .sent: "Sent a minute"
        case .deleted: "Deleted a minute"
        }
    }

    static func text(_ value: Double, _ measure: QueueMeasure) -> String {
        measure == .oldestAge ? RelativeAge.text(seconds: value) : QueueText.rate(value)
    }
}

/// Numbers of queues as the pane writes them.
enum QueueText {
    /// One decimal below ten, where it makes a difference.
    static func rate(_ perMinute: Double) -> String {
        CountText.decimal(perMinute, places: perMinute < 9.95 && perMinute.rounded() != perMinute ? 1 : 0)
    }
}
