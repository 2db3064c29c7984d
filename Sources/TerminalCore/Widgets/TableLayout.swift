/// Where a table's columns stand in a given width. It follows from the declared widths alone, so that it costs the same
/// for ten rows and for ten million, and no column jumps when a page arrives.
package struct TableLayout: Hashable, Sendable {
    package struct Place: Hashable, Sendable {
        /// The column's index in the table's declaration.
        package let index: Int
        /// The columns that it takes, counted from the table's left edge.
        package let columns: Range<Int>
    }

    /// The columns that are shown, from left to right.
    package let places: [Place]

    /// - Parameters:
    ///   - indent: cells kept free at the left.
    ///   - gap: cells between two columns.
    package init(_ columns: [TableColumn], width: Int, indent: Int = 0, gap: Int = 1) {
        let room = max(0, width - indent)
        let kept = Self.kept(columns, room: room, gap: gap)
        let spare = room - gap * max(0, kept.count - 1)
        let widths = Self.widths(kept.map { columns[$0] }, room: spare)
        var start = indent
        var places: [Place] = []
        for (index, width) in zip(kept, widths) where width > 0 {
            places.append(Place(index: index, columns: start..<start + width))
            start += width + gap
        }
        self.places = places
    }

    /// The columns that are shown. When not all of those that could be squeezed in have comfortable widths, the more
    /// important ones get theirs, and less important ones what is left.
    private static func kept(_ columns: [TableColumn], room: Int, gap: Int) -> [Int] {
        let squeezed = fitting(columns, room: room, gap: gap)
        func width(_ indices: [Int], _ part: KeyPath<ColumnWidth, Int>) -> Int {
            indices.reduce(gap * max(0, indices.count - 1)) { $0 + columns[$1].width[keyPath: part] }
        }
        if squeezed.count < 2 || width(squeezed, \.comfortable) <= room { return squeezed }
        var taken: [Int] = []
        for index in columns.indices.sorted(by: { (columns[$1].priority, $0) < (columns[$0].priority, $1) }) {
            let more = taken + [index]
            let isFlexible = columns[index].width.comfortable > columns[index].width.minimum
            if width(more, \.comfortable) <= room || (isFlexible && width(more, \.minimum) <= room) { taken = more }
        }
        return taken.isEmpty ? squeezed : taken.sorted()
    }

    /// The columns that fit with their minimums, by priority; always one.
    private static func fitting(_ columns: [TableColumn], room: Int, gap: Int) -> [Int] {
        var kept = Array(columns.indices)
        while kept.count > 1 {
            let needed = kept.reduce(gap * (kept.count - 1)) { $0 + columns[$1].width.minimum }
            if needed <= room { break }
            var lowest = 0
            for position in kept.indices where columns[kept[position]].priority <= columns[kept[lowest]].priority {
                lowest = position
            }
            kept.remove(at: lowest)
        }
        return kept
    }

    private static func widths(_ columns: [TableColumn], room: Int) -> [Int] {
        guard columns.count > 1 || columns.first.map({ $0.width.minimum <= room }) ?? false else {
            return columns.map { _ in room }
        }
        var widths = columns.map(\.width.minimum)
        var spare = room - widths.reduce(0, +)
        let priorities = Set(columns.map(\.priority)).sorted(by: >)
        for part in [\ColumnWidth.comfortable, \ColumnWidth.ideal] {
            for priority in priorities {
                grow(&widths, by: &spare) {
                    columns[$0].priority == priority ? columns[$0].width[keyPath: part] : 0
                }
            }
        }
        for index in columns.indices.sorted(by: { columns[$0].priority > columns[$1].priority })
        where columns[index].width.isWhole && columns[index].width.maximum - widths[index] <= spare {
            spare -= columns[index].width.maximum - widths[index]
            widths[index] = columns[index].width.maximum
        }
        grow(&widths, by: &spare) { columns[$0].width.isWhole ? 0 : columns[$0].width.maximum }
        return widths
    }

    /// Hands out cells one by one to the narrowest that is still below its goal.
    private static func grow(_ widths: inout [Int], by spare: inout Int, goal: (Int) -> Int) {
        while spare > 0 {
            var narrowest: Int?
            for index in widths.indices where widths[index] < goal(index) {
                if narrowest.map({ widths[index] < widths[$0] }) ?? true { narrowest = index }
            }
            guard let narrowest else { return }
            widths[narrowest] += 1
            spare -= 1
        }
    }
}
