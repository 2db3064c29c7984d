/// A step through a list or a text.
package enum ListMotion: Hashable, Sendable {
    case up, down, pageUp, pageDown, halfPageUp, halfPageDown, first, last
    /// To an index, as far as there is one.
    case to(Int)
    case by(Int)
}

/// Which row of a list the cursor is on, and which rows are seen.
///
/// Invariant: with rows, `cursor` is one of them and lies in `visible`, and no blank row is shown that a row could fill;
/// without rows, both are 0.
package struct ListSelection: Hashable, Sendable {
    package private(set) var cursor = 0
    /// The first row that is seen.
    package private(set) var top = 0
    package private(set) var count = 0
    /// How many rows are seen at once, at least one.
    package private(set) var pageSize = 1

    package init(count: Int = 0, pageSize: Int = 1) {
        self.count = max(0, count)
        self.pageSize = max(1, pageSize)
    }

    /// The row under the cursor; nil in an empty list.
    package var selected: Int? { count == 0 ? nil : cursor }
    package var visible: Range<Int> { top..<min(count, top + pageSize) }
    package var isAtEnd: Bool { cursor >= count - 1 }

    /// Tells that there are more or fewer rows now. The cursor keeps its index as far as it can; keeping it on the same
    /// thing is for who knows the things.
    package mutating func setCount(_ count: Int) {
        self.count = max(0, count)
        settle()
    }

    package mutating func setPageSize(_ size: Int) {
        pageSize = max(1, size)
        settle()
    }

    package mutating func move(_ motion: ListMotion) {
        switch motion {
        case .up: go(to: cursor - 1)
        case .down: go(to: cursor + 1)
        case .pageUp: turn(by: -max(1, pageSize - 1))
        case .pageDown: turn(by: max(1, pageSize - 1))
        case .halfPageUp: turn(by: -max(1, pageSize / 2))
        case .halfPageDown: turn(by: max(1, pageSize / 2))
        case .first: go(to: 0)
        case .last: go(to: count - 1)
        case .to(let index): go(to: index)
        case .by(let distance): go(to: cursor + distance)
        }
    }

    /// Moves the window without moving the cursor further than the window's edge makes it (the mouse wheel).
    package mutating func scroll(by rows: Int) {
        top = min(max(0, top + rows), max(0, count - pageSize))
        cursor = min(max(cursor, top), max(top, min(count, top + pageSize) - 1))
        settle()
    }

    /// This selection with a page of another size, for drawing into a rectangle that turned out different.
    package func fitted(to pageSize: Int) -> ListSelection {
        var copy = self
        copy.setPageSize(pageSize)
        return copy
    }

    private mutating func go(to index: Int) {
        cursor = index
        settle()
    }

    private mutating func turn(by rows: Int) {
        top += rows
        cursor += rows
        top = min(max(0, top), max(0, count - pageSize))
        settle()
    }

    private mutating func settle() {
        cursor = min(max(0, cursor), max(0, count - 1))
        top = min(top, cursor, max(0, count - pageSize))
        top = max(top, cursor - pageSize + 1, 0)
    }
}
