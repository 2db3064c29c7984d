import OpsDomain

/// A moment as people give one on a command line: `15m` ago, or ISO 8601.
enum SincePhrase: Hashable {
    case ago(seconds: Double)
    case at(Timestamp)

    /// Longer ago than this nobody has logs.
    private static let longest = 100.0 * 366 * 86_400

    /// Nil when the text is neither, or names a time before there was anything.
    init?(_ text: String) {
        let units: [Character: Double] = ["s": 1, "m": 60, "h": 3_600, "d": 86_400, "w": 604_800]
        if let last = text.last, let unit = units[last], let count = Double(text.dropLast()), count >= 0,
            count * unit <= Self.longest,
            text.dropLast().allSatisfy({ $0.isNumber || $0 == "." })
        {
            self = .ago(seconds: count * unit)
        } else if let moment = Timestamp(iso8601: text) {
            self = .at(moment)
        } else {
            return nil
        }
    }

    func moment(before now: Timestamp) -> Timestamp {
        switch self {
        case .ago(let seconds): now.adding(seconds: -seconds)
        case .at(let moment): moment
        }
    }
}
