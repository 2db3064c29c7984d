import OpsDomain
import TerminalCore

/// What of a document is seen: what is folded, where the bar stands, and the match that a search is on.
package struct DetailSight: Hashable, Sendable {
    package var folds: DetailFolds
    /// By the numbers of lines in sight.
    package var bar = TextBar()
    /// By the document's own lines.
    package var current: TextView.Match?

    package init(_ document: DetailDocument) {
        folds = DetailFolds(in: document)
    }

    /// The document's line under the bar.
    package var line: Int { folds.line(at: bar.line) }

    /// The same sight of another document about the same thing: what had a path keeps it, as far as it is still there.
    ///
    /// - Parameter extent: the other document's, as folded.
    func moved(
        from old: DetailDocument, to new: DetailDocument, extent: (DetailFolds) -> TextExtent
    ) -> DetailSight {
        let places = DetailPlaces(from: old, to: new)
        var sight = self
        sight.current = nil
        sight.folds = DetailFolds(Set(folds.folded.compactMap { places.node($0) }), in: new)
        let extent = extent(sight.folds)
        if new.hasValues, old.hasValues, line < old.count {
            sight.bar.renumber(sight.folds.index(of: places.line(line)), in: extent)
        } else if new.hasValues {
            sight.bar.settle(in: extent)
        } else {
            sight.bar.moveText(.by(0), in: extent)
        }
        return sight
    }
}

/// Where the values of one document stand in another, by their paths.
struct DetailPlaces {
    /// A value by where it stands; nil for the whole, which has no path.
    private struct Key: Hashable {
        let parent: Int?
        let step: ValuePath.Step?
    }

    private let old: DetailDocument
    private let new: DetailDocument
    private var nodes: [Int?]

    init(from old: DetailDocument, to new: DetailDocument) {
        (self.old, self.new) = (old, new)
        var known: [Key: Int] = [:]
        for (index, node) in new.nodes.enumerated() {
            let key = Key(parent: Self.holder(of: node, in: new), step: node.step)
            if known[key] == nil { known[key] = index }
        }
        nodes = []
        for node in old.nodes {
            var parent: Int?
            if let holder = Self.holder(of: node, in: old) {
                // What lies in something that is gone is gone too.
                guard let place = nodes[holder] else {
                    nodes.append(nil)
                    continue
                }
                parent = place
            }
            nodes.append(known[Key(parent: parent, step: node.step)])
        }
    }

    /// The node around that has a path: a layout may put the whole into brackets, or not.
    private static func holder(of node: DetailNode, in document: DetailDocument) -> Int? {
        node.parent.flatMap { document.nodes[$0].step == nil ? nil : $0 }
    }

    func node(_ index: Int) -> Int? { nodes[index] }

    /// The line that shows what a line of the old document shows; else that with the same number, or the last.
    func line(_ line: Int) -> Int {
        let shown = old.lines[line]
        if let step = shown.entry?.step { return find(step, in: shown.node) ?? fallback(line) }
        guard let node = shown.node else { return fallback(line) }
        guard let place = nodes[node] else {
            // It may stand on one line now.
            return old.nodes[node].step.flatMap { find($0, in: old.nodes[node].parent) } ?? fallback(line)
        }
        let (before, after) = (old.nodes[node].lines, new.nodes[place].lines)
        let isEnd = line == before.upperBound - 1
        return isEnd ? after.upperBound - 1 : min(after.lowerBound + line - before.lowerBound, after.upperBound - 1)
    }

    private func fallback(_ line: Int) -> Int { min(line, max(0, new.count - 1)) }

    /// The first line of a value in the node that holds it, by the old document's number.
    private func find(_ step: ValuePath.Step, in node: Int?) -> Int? {
        let holder = node.flatMap { old.nodes[$0].step == nil ? nil : $0 }
        let place = holder.flatMap { nodes[$0] }
        if holder != nil, place == nil { return nil }
        let range = place.map { new.nodes[$0].lines } ?? 0..<new.count
        return range.first { index in
            let line = new.lines[index]
            if let entry = line.entry { return entry.step == step && holds(line.node, in: place) }
            // It may take several lines now.
            return line.node.map { new.nodes[$0].step == step && holds(new.nodes[$0].parent, in: place) } ?? false
        }
    }

    private func holds(_ node: Int?, in place: Int?) -> Bool {
        node == place || place == nil && node.map { new.nodes[$0].step == nil } ?? false
    }
}
