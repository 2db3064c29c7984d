import FoundationEssentials

/// A moment as a signature writes it, in UTC: `20150830T123600Z`.
package struct SigningTime: Hashable, Sendable {
    /// `20150830`, the day of the credential scope.
    package let day: String
    /// `20150830T123600Z`, the value of `X-Amz-Date`.
    package let stamp: String

    package init(_ date: Date) {
        let seconds = Int64(date.timeIntervalSince1970.rounded(.down))
        let days = CivilDay(seconds: seconds)
        let second = Int(seconds - days.start)
        let day = Self.padded(days.year, 4) + Self.padded(days.month, 2) + Self.padded(days.day, 2)
        let time = Self.padded(second / 3600, 2) + Self.padded(second / 60 % 60, 2) + Self.padded(second % 60, 2)
        self.day = day
        self.stamp = "\(day)T\(time)Z"
    }

    private static func padded(_ number: Int, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}

/// A day of the proleptic Gregorian calendar in UTC, by the arithmetic of Howard Hinnant's `chrono` paper
/// (https://howardhinnant.github.io/date_algorithms.html), as Foundation's calendars bring ICU along.
package struct CivilDay: Hashable, Sendable {
    package let year: Int
    package let month: Int
    package let day: Int
    /// Seconds from 1970 to the day's first second.
    package let start: Int64

    /// The day of a moment, given in seconds from 1970.
    package init(seconds: Int64) {
        let days = Int((Double(seconds) / 86_400).rounded(.down))
        let shifted = days + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        start = Int64(days) * 86_400
    }

    /// Seconds from 1970 to the first second of a day.
    package static func start(year: Int, month: Int, day: Int) -> Int64 {
        let shiftedYear = month <= 2 ? year - 1 : year
        let era = (shiftedYear >= 0 ? shiftedYear : shiftedYear - 399) / 400
        let yearOfEra = shiftedYear - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return Int64(era * 146_097 + dayOfEra - 719_468) * 86_400
    }
}
