import OpsDomain
import TerminalCore

/// Moments as the person wants them written.
package enum MomentText {
    /// The columns that `short` takes at most, for moments of the last hundred days and of the next.
    package static let shortWidth = 11

    /// For a cell: an age, or day and minute; of another year the day alone.
    package static func short(_ moment: Timestamp, _ context: ViewContext) -> String {
        forms(moment, context)[0]
    }

    /// A cell that writes a moment as fully as its column is wide.
    package static func cell(_ moment: Timestamp, _ context: ViewContext) -> TableCell {
        let forms = forms(moment, context)
        return TableCell(forms[0], scope: .textDim, shorter: Array(forms.dropFirst()))
    }

    /// From long to short: day and minute, then what tells more of the two.
    private static func forms(_ moment: Timestamp, _ context: ViewContext) -> [String] {
        let offset: Int
        switch context.timestamps {
        case .relative: return [moment.age(at: context.now)]
        case .local: offset = context.utcOffset
        case .utc: offset = 0
        }
        let time = moment.calendarTime(offset: offset)
        let today = context.now.calendarTime(offset: offset)
        guard time.year == today.year else { return [time.date, String(time.date.dropLast(3))] }
        let day = String(time.date.dropFirst(5))
        let minute = String(time.time.prefix(5))
        return ["\(day) \(minute)", time.date == today.date ? minute : day]
    }

    /// The columns that `logTime` takes.
    package static let logTimeWidth = 12

    /// For a log line: the time of day with milliseconds. Never an age, which would not tell in which order lines came
    /// nor let them be found elsewhere; who wants ages elsewhere has UTC here, as CloudWatch does.
    package static func logTime(_ moment: Timestamp, _ context: ViewContext) -> String {
        moment.calendarTime(offset: logTimeOffset(context)).timeWithMilliseconds
    }

    /// The title of a column of `logTime`.
    package static func logTimeTitle(_ context: ViewContext) -> String {
        logTimeOffset(context) == 0 ? "Time (UTC)" : "Time (local)"
    }

    private static func logTimeOffset(_ context: ViewContext) -> Int {
        context.timestamps == .local ? context.utcOffset : 0
    }

    /// For a detail: day and time, and the age beside it.
    package static func long(_ moment: Timestamp, _ context: ViewContext) -> String {
        let offset = context.timestamps == .local ? context.utcOffset : 0
        let time = moment.calendarTime(offset: offset)
        let age = moment.age(at: context.now)
        let zone = offset == 0 ? "UTC" : "local"
        return "\(time.date) \(time.timeWithMilliseconds) \(zone) (\(age.hasPrefix("in ") ? age : age + " ago"))"
    }
}
