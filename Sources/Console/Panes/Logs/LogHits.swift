/// What a search found among the lines shown.
package struct LogHits: Hashable, Sendable {
    /// Where the cursor stands, from 1 for the oldest; nil when it is on no line that was found.
    package let place: Int?
    package let count: Int
    /// False while older lines are still looked at.
    package let isComplete: Bool

    /// `3 of 12`, `12 found`.
    var text: String {
        if let place { return "\(CountText.grouped(place)) of \(CountText.grouped(count))" }
        if !isComplete { return "\(CountText.grouped(count))+ found" }
        return count == 0 ? "not found" : "\(CountText.grouped(count)) found"
    }
}
