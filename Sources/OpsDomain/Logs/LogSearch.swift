/// A look for certain events of one group in a span of time, as opposed to a tail that takes all.
package struct LogSearchRequest: Hashable, Sendable {
    package let group: String
    /// A CloudWatch Logs filter pattern, applied by the service: `LogPattern.quoted` makes one of a text.
    package let pattern: String
    /// Both inclusive.
    package let from: Timestamp
    package let to: Timestamp
    /// Enough is found with so many events: the earliest of them, or the latest.
    package var limit = 100
    /// Looks from the end of the span backwards.
    package var isNewestFirst = false
    /// Each page is a request, and an empty one takes as long as a full one.
    package var mostPages = 10

    package init(group: String, pattern: String, from: Timestamp, to: Timestamp) {
        self.group = group
        self.pattern = pattern
        self.from = from
        self.to = to
    }
}

package struct LogSearchAnswer: Sendable {
    /// In time order.
    package let lines: [LogLine]
    /// All of the span was looked through; false when the limits ended it before.
    package let isComplete: Bool

    package init(lines: [LogLine], isComplete: Bool) {
        self.lines = lines
        self.isComplete = isComplete
    }
}

/// Filter patterns as the service reads them.
package enum LogPattern {
    /// Events that hold this text as it stands. In quotes any character is taken as itself but quotes and backslashes,
    /// which a backslash precedes.
    /// [Filter pattern syntax](https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html)
    package static func quoted(_ text: String) -> String {
        var pattern = "\""
        for scalar in text.unicodeScalars {
            if scalar == "\"" || scalar == "\\" { pattern.unicodeScalars.append("\\") }
            pattern.unicodeScalars.append(scalar)
        }
        return pattern + "\""
    }
}
