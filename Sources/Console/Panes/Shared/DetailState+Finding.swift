import TerminalCore

/// Searching a detail view: also in what is folded.
extension DetailState {
    /// Goes to the next match after the current one, or from the bar on; past the end it goes on at the beginning. What
    /// it lies in is unfolded.
    mutating func find(forwards: Bool, _ area: Size) {
        guard let pattern, document.count > 0 else { return }
        let current = sight.current
        let start = current?.line ?? min(barLine ?? scroll.line, document.count - 1)
        for distance in 0...document.count {
            let step = forwards ? distance : -distance
            let index = ((start + step) % document.count + document.count) % document.count
            var ranges = pattern.ranges(in: document.lines[index].plainText)
            if let current, index == current.line, distance == 0 {
                ranges = ranges.filter {
                    forwards ? $0.lowerBound > current.range.lowerBound : $0.lowerBound < current.range.lowerBound
                }
            }
            if let range = forwards ? ranges.first : ranges.last {
                let match = TextView.Match(line: index, range: range)
                sight.current = match
                unfold(match, area)
                let motion = TextMotion.toLine(sight.folds.index(of: index))
                if document.hasValues {
                    sight.bar.move(motion, in: extent(area))
                } else {
                    sight.bar.moveText(motion, in: extent(area))
                }
                return
            }
        }
    }

    private mutating func unfold(_ match: TextView.Match, _ area: Size) {
        var around = document.nodes(around: match.line)
        if let first = around.first, document.nodes[first].lines.lowerBound == match.line {
            let folded = document.foldedLine(of: first).plainText.utf8
            let isSeen = document.lines[match.line].plainText.utf8.prefix(match.range.upperBound)
                .elementsEqual(folded.prefix(match.range.upperBound))
            if isSeen { around.removeFirst() }
        }
        let folded = sight.folds.folded.subtracting(around)
        if folded.count < sight.folds.folded.count { fold(folded, area) }
    }
}
