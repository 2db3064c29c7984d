/// How a tail asks. Times are seconds.
///
/// FilterLogEvents allows about five requests a second for a whole account and Region, other programs included
/// (CloudWatch Logs quotas), so the tail keeps below that with room for a search.
package struct TailSettings: Hashable, Sendable {
    /// Requests a second over all groups.
    package var rate = 4.0
    /// After throttling the rate is halved, down to this, and grows back slowly.
    package var minimumRate = 0.5
    /// Requests that may go out at once after a pause.
    package var burst = 4.0
    /// Requests a second of all searches together, and how many may go out at once. With the tail's rate they come to what
    /// an account has.
    package var searchRate = 1.0
    package var searchBurst = 4.0
    /// A live group that has something new is asked again after this.
    package var hotInterval = 1.0
    /// A live group that stays quiet is asked less and less often, down to this.
    package var idleInterval = 5.0
    /// And down to this once it has been quiet for `restAfter`.
    package var restInterval = 15.0
    package var restAfter = 120.0
    /// Each look begins so long before the newest event that was seen, because events arrive late and out of order.
    package var overlap = 5.0
    /// Now and then a look begins earlier, for what arrives very late: up to `deepOverlap` less `deepInterval`, a minute.
    package var deepOverlap = 90.0
    package var deepInterval = 30.0
    /// Every few minutes a look begins earlier still, for what arrives very late into a busy group: up to `longOverlap`
    /// less `longInterval`, twelve minutes.
    package var longOverlap = 900.0
    package var longInterval = 180.0
    /// Either begins later rather than read more than so many again: some pages, a few seconds.
    package var lookEvents = 20_000
    /// A quiet group's look begins no earlier than this before now. It covers late events and a clock that is a little wrong.
    package var quietReach = 900.0
    /// History is read in slices, each read to its end before the next begins; they grow and shrink with what is in
    /// them, so that a failure never costs much and the memory of what was told stays small.
    package var firstSlice = 900.0
    package var shortestSlice = 1.0
    /// Slices in which there is nothing grow beyond it.
    package var longestSlice = 86_400.0
    /// Pages that a slice should come to.
    package var pagesInSlice = 8
    /// Event ids that are remembered a group. When there are more, looks begin later rather than tell anything twice.
    package var memory = 400_000
    package var concurrency = 4
    /// How often groups are listed again for new ones, where a tail takes them.
    package var listInterval = 180.0
    /// While it is live, that it is gets told this often.
    package var assuranceInterval = 5.0
    /// The pause after a failure; it doubles up to `longestPause`.
    package var shortestPause = 1.0
    package var longestPause = 10.0
    /// A failure that may pass is told when so many requests in a row have failed: each is sent once only, so that a
    /// throttled service is left alone.
    package var tolerance = 3
    /// Senseless answers to one question, after which that stretch of time is given up and told as a gap.
    package var patience = 5

    package init() {}
}
