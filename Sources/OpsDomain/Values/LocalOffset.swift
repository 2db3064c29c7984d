import Glibc

/// The one place that asks the system for its time zone (`TZ`, `/etc/localtime`).
package enum LocalOffset {
    /// Seconds east of UTC that were in force here at a moment, summer time counted; 0 when the system cannot say.
    package static func seconds(at moment: Timestamp) -> Int {
        var time = time_t(moment.milliseconds / 1000)
        var broken = tm()
        guard localtime_r(&time, &broken) != nil else { return 0 }
        return broken.tm_gmtoff
    }
}
