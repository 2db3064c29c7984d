import OpsDomain
import TerminalCore

/// The stream of lines as a list: what is kept, what is shown of it, and where the cursor is.
package struct LogLines: Sendable {
    package private(set) var buffer: LogBuffer
    package private(set) var sieve = LogSieve()
    package var selection = ListSelection()
    /// The cursor stays on the newest line.
    package private(set) var isFollowing = true {
        didSet { if isFollowing != oldValue { frozenAt = buffer.numbers.upperBound } }
    }
    /// The number that the next entry had when the cursor left the newest line.
    private var frozenAt = 0

    package init(capacity: Int = 200_000) {
        buffer = LogBuffer(capacity: capacity)
    }

    package var count: Int { sieve.count(in: buffer) }
    /// Lines shown that came since the cursor left the newest one.
    package var newCount: Int {
        isFollowing ? 0 : max(0, count - sieve.row(ofNumber: max(frozenAt, buffer.dropped), in: buffer))
    }
    package var isSifted: Bool { sieve.isDone(in: buffer) }
    package var selected: LogEntry? { selection.selected.flatMap(entry) }

    package func entry(_ row: Int) -> LogEntry? {
        sieve.number(row, in: buffer).flatMap { buffer[$0] }
    }

    package mutating func insert(_ entries: [LogEntry]) {
        let (anchor, number) = anchor
        guard let change = buffer.insert(entries) else { return }
        sieve.follow(change, in: buffer)
        settle(on: anchor, number: number, moved: number >= change.from ? change.inserted : 0)
    }

    package mutating func setFilter(_ filter: LogFilter?) {
        guard filter != sieve.filter else { return }
        let (anchor, number) = anchor
        sieve.setFilter(filter, in: buffer)
        sieve.lookBack(in: buffer, budget: Self.slice)
        settle(on: anchor, number: number, moved: 0)
    }

    /// Tries the filter on the next older lines.
    package mutating func sift() {
        let (anchor, number) = anchor
        sieve.lookBack(in: buffer, budget: Self.slice)
        settle(on: anchor, number: number, moved: 0)
    }

    package mutating func move(_ motion: ListMotion) {
        selection.move(motion)
        switch motion {
        case .down, .pageDown, .halfPageDown, .last: isFollowing = selection.isAtEnd
        case .up, .pageUp, .halfPageUp, .first, .to, .by: isFollowing = false
        }
    }

    package mutating func scroll(by rows: Int) {
        selection.scroll(by: rows)
        isFollowing = rows > 0 && selection.visible.upperBound == selection.count
        if isFollowing { selection.move(.last) }
    }

    package mutating func setFollowing(_ follows: Bool) {
        isFollowing = follows
        if follows { selection.move(.last) }
    }

    /// Puts the cursor on a row that was looked for, with some of what stands around it in sight.
    package mutating func show(_ row: Int) {
        isFollowing = false
        selection.show(row)
    }

    /// The nearest shown row before or after a row whose entry fits.
    package func row(after row: Int, forwards: Bool, where fits: (LogEntry) -> Bool) -> Int? {
        var candidate = forwards ? row + 1 : row - 1
        while candidate >= 0, candidate < count {
            if entry(candidate).map(fits) ?? false { return candidate }
            candidate += forwards ? 1 : -1
        }
        return nil
    }

    /// Entries that a filter is tried on in one go: a few milliseconds.
    static let slice = 5000

    private var anchor: (entry: LogEntry?, number: Int) {
        let number = selection.selected.flatMap { sieve.number($0, in: buffer) } ?? 0
        return (buffer[number], number)
    }

    /// Brings the cursor to the newest line, or back to the entry that it was on.
    private mutating func settle(on anchor: LogEntry?, number: Int, moved: Int) {
        selection.setCount(count)
        if isFollowing {
            selection.move(.last)
            return
        }
        guard let anchor else { return }
        var place = max(number, buffer.dropped)
        for candidate in place...place + moved where buffer[candidate]?.isSame(as: anchor) ?? false {
            place = candidate
            break
        }
        selection.move(.to(sieve.row(ofNumber: place, in: buffer)))
    }
}
