import FoundationEssentials
import Synchronization

/// How far the services' clocks are from ours, learned from the `Date` headers of their answers: for signatures, host by
/// host and only where one was refused, and for whoever must know the services' time, from every answer.
package final class ClockSkew: Sendable {
    /// Signatures hold for five minutes either way: below four the clock is not what was refused.
    package static let tolerance: Double = 240

    /// A `Date` is a whole second, and some time old when it comes: what differs by less than this is no news.
    package static let resolution: Double = 5

    private let offsets = Mutex<[String: Double]>([:])
    private let latest = Mutex(0.0)

    package init() {}

    /// Seconds to add to our time to have the host's.
    package func offset(of host: String) -> Double {
        offsets.withLock { $0[host] ?? 0 }
    }

    /// Seconds to add to our time to have the services', as far as the latest answers tell; 0 for a clock that is right.
    package var current: Double { latest.withLock { $0 } }

    /// Takes the service's time from any answer that came at `now`. One that was long under way says nothing: a laptop
    /// may have slept with it.
    package func note(_ headers: [AWSHeader], sent: Date, now: Date) {
        guard abs(now.timeIntervalSince(sent)) <= Self.resolution,
            let date = headers.value("date").flatMap(HTTPDate.parse)
        else { return }
        let offset = date.timeIntervalSince(now)
        latest.withLock { latest in
            guard abs(offset - latest) > Self.resolution else { return }
            latest = abs(offset) > Self.resolution ? offset : 0
        }
    }

    /// Takes the host's time from an answer that came at `now` and refused a signature made with the offset `used`. True
    /// when that was off by more than the tolerance, so that sending again with the new one may work: also where another
    /// call, refused at the same time, has learned it already.
    package func learn(from headers: [AWSHeader], host: String, used: Double, now: Date) -> Bool {
        guard let date = headers.value("date").flatMap(HTTPDate.parse) else { return false }
        let offset = date.timeIntervalSince(now)
        guard abs(offset - used) > Self.tolerance else { return false }
        offsets.withLock { $0[host] = offset }
        return true
    }
}
