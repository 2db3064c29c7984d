/// A moment on the calendar (proleptic Gregorian), at some offset from UTC.
package struct CalendarTime: Hashable, Sendable {
    package let year: Int
    package let month: Int
    package let day: Int
    package let hour: Int
    package let minute: Int
    package let second: Int
    package let millisecond: Int

    /// The `YYYY-MM-DD` part.
    package var date: String {
        let sign = year < 0 ? "-" : ""
        return sign + Self.padded(abs(year), 4) + "-" + Self.padded(month, 2) + "-" + Self.padded(day, 2)
    }

    /// The `hh:mm:ss` part.
    package var time: String {
        Self.padded(hour, 2) + ":" + Self.padded(minute, 2) + ":" + Self.padded(second, 2)
    }

    /// The `hh:mm:ss.mmm` part.
    package var timeWithMilliseconds: String {
        time + "." + Self.padded(millisecond, 3)
    }

    private static func padded(_ number: Int, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
    }
}

extension Timestamp {
    /// `2026-01-02T03:04:05.678Z`: ISO 8601, UTC, whole milliseconds.
    package var iso8601: String {
        let time = calendarTime(offset: 0)
        return time.date + "T" + time.timeWithMilliseconds + "Z"
    }

    /// The calendar's day and time, `offset` seconds east of UTC.
    package func calendarTime(offset: Int) -> CalendarTime {
        let perDay: Int64 = 86_400_000
        let (shifted, overflow) = milliseconds.addingReportingOverflow(Int64(offset) * 1000)
        let total = overflow ? milliseconds : shifted
        var days = total / perDay
        var rest = total % perDay
        if rest < 0 {
            rest += perDay
            days -= 1
        }
        let (year, month, day) = Self.civil(days: days)
        let seconds = Int(rest / 1000)
        return CalendarTime(
            year: year, month: month, day: day, hour: seconds / 3600, minute: seconds / 60 % 60, second: seconds % 60,
            millisecond: Int(rest % 1000))
    }

    /// Reads ISO 8601 as AWS, Python and this program write it: a date, `T` or a blank, `hh:mm[:ss[.fraction]]`, then
    /// `Z`, `±hh:mm`, `±hhmm` or nothing, which means UTC. A date alone is its first moment. Digits beyond the
    /// milliseconds are cut. Nil for anything else.
    package init?(iso8601 text: String) {
        var text = text
        let parsed = text.withUTF8 { Self.parse($0) }
        guard let parsed else { return nil }
        self.init(milliseconds: parsed)
    }

    private static func parse(_ bytes: UnsafeBufferPointer<UInt8>) -> Int64? {
        var reader = DigitReader(bytes: bytes)
        guard let year = reader.number(4), reader.take("-"), let month = reader.number(2), reader.take("-"),
            let day = reader.number(2), (1...12).contains(month), (1...daysIn(month, year)).contains(day)
        else { return nil }
        let days = days(year: year, month: month, day: day)
        if reader.isAtEnd { return days * 86_400_000 }
        guard reader.take("T") || reader.take(" ") || reader.take("t"), let hour = reader.number(2), reader.take(":"),
            let minute = reader.number(2), hour < 24, minute < 60
        else { return nil }
        var second = 0
        var fraction = 0
        if reader.take(":") {
            // 60 is a leap second; it is counted as the next minute's first.
            guard let value = reader.number(2), value <= 60 else { return nil }
            second = value
            if reader.take(".") || reader.take(",") {
                guard let value = reader.fraction() else { return nil }
                fraction = value
            }
        }
        guard let offset = reader.offset(), reader.isAtEnd else { return nil }
        let seconds = days * 86_400 + Int64(hour * 3600 + minute * 60 + second - offset)
        return seconds * 1000 + Int64(fraction)
    }

    private static func daysIn(_ month: Int, _ year: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// Days since 1970-01-01 (Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms").
    private static func days(year: Int, month: Int, day: Int) -> Int64 {
        let shifted = Int64(month <= 2 ? year - 1 : year)
        let era = (shifted >= 0 ? shifted : shifted - 399) / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = Int64((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1)
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    private static func civil(days: Int64) -> (year: Int, month: Int, day: Int) {
        let shifted = days + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthIndex = (5 * dayOfYear + 2) / 153
        let day = Int(dayOfYear - (153 * monthIndex + 2) / 5 + 1)
        let month = Int(monthIndex < 10 ? monthIndex + 3 : monthIndex - 9)
        return (Int(yearOfEra + era * 400) + (month <= 2 ? 1 : 0), month, day)
    }
}

/// Walks over a text of digits and marks.
private struct DigitReader {
    let bytes: UnsafeBufferPointer<UInt8>
    var position = 0

    init(bytes: UnsafeBufferPointer<UInt8>) {
        self.bytes = bytes
    }

    var isAtEnd: Bool { position == bytes.count }

    mutating func take(_ mark: Unicode.Scalar) -> Bool {
        guard position < bytes.count, UInt32(bytes[position]) == mark.value else { return false }
        position += 1
        return true
    }

    /// Exactly so many digits.
    mutating func number(_ width: Int) -> Int? {
        guard position + width <= bytes.count else { return nil }
        var value = 0
        for index in position..<position + width {
            guard let digit = digit(index) else { return nil }
            value = value * 10 + digit
        }
        position += width
        return value
    }

    /// Any digits, as thousandths.
    mutating func fraction() -> Int? {
        var value = 0
        var count = 0
        while position < bytes.count, let digit = digit(position) {
            if count < 3 { value = value * 10 + digit }
            count += 1
            position += 1
        }
        guard count > 0 else { return nil }
        return count == 1 ? value * 100 : count == 2 ? value * 10 : value
    }

    /// Seconds east of UTC.
    mutating func offset() -> Int? {
        if isAtEnd || take("Z") || take("z") { return 0 }
        let sign = take("+") ? 1 : take("-") ? -1 : 0
        guard sign != 0, let hours = number(2) else { return nil }
        guard !isAtEnd else { return sign * hours * 3600 }
        _ = take(":")
        guard let minutes = number(2), hours < 24, minutes < 60 else { return nil }
        return sign * (hours * 3600 + minutes * 60)
    }

    private func digit(_ index: Int) -> Int? {
        let byte = bytes[index]
        return byte >= 0x30 && byte <= 0x39 ? Int(byte - 0x30) : nil
    }
}
