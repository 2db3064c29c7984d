/// Where a JSON string's characters stand, quotes not counted. Offsets have 32 bits: no page has 4 GiB.
struct JSONText: Hashable, Sendable {
    let start: UInt32
    let end: UInt32
    /// Some character is written as an escape, so that the bytes are not yet the text.
    let isEscaped: Bool

    var range: Range<Int> { Int(start)..<Int(end) }
}
