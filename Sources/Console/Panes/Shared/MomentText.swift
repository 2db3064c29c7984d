import OpsDomain

/// Moments as the person wants them written.
package enum MomentText {
    /// For a cell: an age, or day and time without the milliseconds.
    package static func short(_ moment: Timestamp, _ context: ViewContext) -> String {
        switch context.timestamps {
        case .relative: return moment.age(at: context.now)
        case .local: return text(moment, offset: context.utcOffset)
        case .utc: return text(moment, offset: 0)
        }
    }

    /// For a log line: the time of day with milliseconds, or an age.
    package static func logTime(_ moment: Timestamp, _ context: ViewContext) -> String {
        switch context.timestamps {
        case .relative: moment.age(at: context.now)
        case .local: moment.calendarTime(offset: context.utcOffset).timeWithMilliseconds
        case .utc: moment.calendarTime(offset: 0).timeWithMilliseconds
        }
    }

    /// For a detail: day and time, and the age beside it.
    package static func long(_ moment: Timestamp, _ context: ViewContext) -> String {
        let offset = context.timestamps == .local ? context.utcOffset : 0
        let time = moment.calendarTime(offset: offset)
        let age = moment.age(at: context.now)
        let zone = offset == 0 ? "UTC" : "local"
        return "\(time.date) \(time.timeWithMilliseconds) \(zone) (\(age.hasPrefix("in ") ? age : age + " ago"))"
    }

    private static func text(_ moment: Timestamp, offset: Int) -> String {
        let time = moment.calendarTime(offset: offset)
        return time.date + " " + time.time
    }
}
