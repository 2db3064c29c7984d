import OpsDomain

/// The time of day in the header, to the minute.
enum HeaderClock {
    /// `14:05 UTC`, or `16:05 local` where local time differs and is asked for.
    static func text(_ now: Timestamp, _ mode: TimestampMode, utcOffset: Int) -> String {
        switch mode {
        case .utc: return "\(time(now, offset: 0)) UTC"
        case .relative, .local:
            return utcOffset == 0 ? "\(time(now, offset: 0)) UTC" : "\(time(now, offset: utcOffset)) local"
        }
    }

    private static func time(_ now: Timestamp, offset: Int) -> String {
        let day: Int64 = 86400
        let second = ((now.milliseconds.flooredQuotient(1000) + Int64(offset)) % day + day) % day
        return "\(twoDigits(second / 3600)):\(twoDigits(second / 60 % 60))"
    }

    private static func twoDigits(_ value: Int64) -> String { value < 10 ? "0\(value)" : "\(value)" }
}

extension Int64 {
    /// The quotient rounded down, as moments before 1970 need it.
    fileprivate func flooredQuotient(_ divisor: Int64) -> Int64 {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? quotient - 1 : quotient
    }
}
