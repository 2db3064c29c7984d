import OpsDomain
import TerminalCore

/// The stream of lines as a list: what is kept, what is shown of it, and where the cursor is.
package struct LogLines: Sendable {
    package private(set) var buffer: LogBuffer
    package private(set) var sieve = LogSieve()
    /// Those of the shown entries that a search finds.
    private var found = LogSieve()
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
    package var isSifted: Bool { sieve.isDone(in: buffer) && found.isDone(in: buffer) }
    /// How far the search got, and where the cursor stands in what it found; nil when nothing is searched for.
    package var hits: LogHits? {
        guard found.filter != nil else { return nil }
        let count = found.count(in: buffer)
        guard found.isDone(in: buffer) else { return LogHits(place: nil, count: count, isComplete: false) }
        let number = selection.selected.flatMap { sieve.number($0, in: buffer) }
        let row = number.map { found.row(ofNumber: $0, in: buffer) }
        let isFound = row.flatMap { found.number($0, in: buffer) } == number
        return LogHits(place: isFound ? row.map { $0 + 1 } : nil, count: count, isComplete: true)
    }
    package var selected: LogEntry? { selection.selected.flatMap(entry) }

    package func entry(_ row: Int) -> LogEntry? {
        sieve.number(row, in: buffer).flatMap { buffer[$0] }
    }

    package mutating func insert(_ entries: [LogEntry]) {
        let (anchor, number) = anchor
        guard let change = buffer.insert(entries) else { return }
        sieve.follow(change, in: buffer)
        found.follow(change, in: buffer)
        settle(on: anchor, number: number, moved: number >= change.from ? change.inserted : 0)
    }

    package mutating func setFilter(_ filter: LogFilter?) {
        guard filter != sieve.filter else { return }
        let (anchor, number) = anchor
        sieve.setFilter(filter, in: buffer)
        sieve.lookBack(in: buffer, budget: Self.slice)
        settle(on: anchor, number: number, moved: 0)
    }

    /// Sets what a line must fit to be found; the rows shown stay the same.
    package mutating func setSearch(_ filter: LogFilter?) {
        guard filter != found.filter else { return }
        found.setFilter(filter, in: buffer)
        found.lookBack(in: buffer, budget: Self.slice)
    }

    /// Tries filter and search on the next older lines.
    package mutating func sift() {
        found.lookBack(in: buffer, budget: Self.slice)
        guard !sieve.isDone(in: buffer) else { return }
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
