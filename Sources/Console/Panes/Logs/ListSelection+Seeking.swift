import TerminalCore

extension ListSelection {
    /// The nearest row after or before the cursor that fits, going on at the other end; the cursor's own comes last.
    func nearest(forwards: Bool, where fits: (Int) -> Bool) -> Int? {
        guard count > 0 else { return nil }
        return (1...count).lazy.map { (cursor + (forwards ? $0 : count - $0)) % count }.first(where: fits)
    }

    /// Puts the cursor on a row that was looked for: unless it is well in sight, a third down, with what led to it above.
    mutating func show(_ row: Int) {
        let margin = min(2, (pageSize - 1) / 3)
        let isWellInSight = visible.contains(row) && row >= top + min(margin, row) && row < top + pageSize - margin
        move(.to(row))
        if !isWellInSight { scroll(by: row - pageSize / 3 - top) }
    }
}
