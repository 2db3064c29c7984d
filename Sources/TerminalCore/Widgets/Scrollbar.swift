/// Which part of something long is seen; drawn in one column, and not at all when everything is seen.
package struct Scrollbar: Hashable, Sendable {
    package var count: Int
    package var visible: Range<Int>

    package init(count: Int, visible: Range<Int>) {
        self.count = count
        self.visible = visible
    }

    package var isNeeded: Bool { visible.count < count }

    /// The rows of a track of `length` that the thumb covers: at least one, touching an end only when that end is seen.
    package func thumb(in length: Int) -> Range<Int> {
        guard isNeeded, length > 0 else { return 0..<max(0, length) }
        let size = min(length, max(1, length * visible.count / count))
        let hidden = count - visible.count
        let room = length - size
        var start = hidden == 0 ? 0 : (room * visible.lowerBound + hidden / 2) / hidden
        if visible.lowerBound > 0, room > 1 { start = max(1, start) }
        if visible.upperBound < count, room > 1 { start = min(room - 1, start) }
        return start..<start + size
    }

    package func draw(column: Int, rows: Range<Int>, of frame: inout Frame, theme: Theme, symbols: Symbols) {
        guard isNeeded else { return }
        let thumb = thumb(in: rows.count)
        for (offset, row) in rows.enumerated() {
            let isThumb = thumb.contains(offset)
            frame.set(
                row: row, column: column, isThumb ? symbols.scrollThumb : symbols.scrollTrack,
                style: theme[isThumb ? .scrollbarThumb : .scrollbar])
        }
    }
}
