/// Spans of time in as few columns as a person still reads.
package enum Age {
    /// `12s`, `3m`, `2h`, `4d`: the largest whole unit; nothing is rounded up.
    package static func short(_ seconds: Double) -> String {
        let seconds = Int(max(0, seconds))
        switch seconds {
        case ..<60: return "\(seconds)s"
        case ..<3600: return "\(seconds / 60)m"
        case ..<86400: return "\(seconds / 3600)h"
        default: return "\(seconds / 86400)d"
        }
    }
}
