import FoundationEssentials

/// The `Date` and `Retry-After` headers' time: `Sun, 06 Nov 1994 08:49:37 GMT` (RFC 9110, 5.6.7, IMF-fixdate).
package enum HTTPDate {
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    /// Nil for anything else, the two obsolete forms among it: no AWS service sends them.
    package static func parse(_ text: String) -> Date? {
        let words = text.split(separator: " ")
        guard words.count == 6, words[5] == "GMT", let day = number(words[1], 1...31),
            let month = months.firstIndex(of: String(words[2])), let year = number(words[3], 1970...9999)
        else { return nil }
        let time = words[4].split(separator: ":", omittingEmptySubsequences: false)
        guard time.count == 3, let hour = number(time[0], 0...23), let minute = number(time[1], 0...59),
            let second = number(time[2], 0...60)
        else { return nil }
        let midnight = CivilDay.start(year: year, month: month + 1, day: day)
        return Date(timeIntervalSince1970: Double(midnight) + Double(hour * 3600 + minute * 60 + second))
    }

    private static func number(_ text: Substring, _ range: ClosedRange<Int>) -> Int? {
        guard text.utf8.allSatisfy({ $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }), let number = Int(text)
        else { return nil }
        return range.contains(number) ? number : nil
    }
}
