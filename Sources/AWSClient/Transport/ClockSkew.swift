import FoundationEssentials
import Synchronization

/// How far each host's clock is from ours, learned from the `Date` header of refused requests.
package final class ClockSkew: Sendable {
    /// Signatures hold for five minutes either way: below four the clock is not what was refused.
    package static let tolerance: Double = 240

    private let offsets = Mutex<[String: Double]>([:])

    package init() {}

    /// Seconds to add to our time to have the host's.
    package func offset(of host: String) -> Double {
        offsets.withLock { $0[host] ?? 0 }
    }

    /// Takes the host's time from an answer that came at `now`. True when the offset used so far was off by more than
    /// the tolerance, so that sending again with the new one may work.
    package func learn(from headers: [AWSHeader], host: String, now: Date) -> Bool {
        guard let date = headers.value("date").flatMap(HTTPDate.parse) else { return false }
        let offset = date.timeIntervalSince(now)
        return offsets.withLock { offsets in
            guard abs(offset - (offsets[host] ?? 0)) > Self.tolerance else { return false }
            offsets[host] = offset
            return true
        }
    }
}
