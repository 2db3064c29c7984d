import OpsDomain
import TerminalCore

/// What can be done with the value at the bar: folded, and copied with its path.
extension DetailState {
    /// The node that Enter folds: the one that the bar's line opens or closes, or that it is part of. The whole is folded
    /// at its own brackets only: nobody means it by a line within.
    package var nodeAtBar: Int? {
        guard let line = barLine, line < document.count, let node = document.lines[line].node else { return nil }
        return document.lines[line].entry != nil && document.nodes[node].step == nil ? nil : node
    }

    mutating func toggleFold(_ area: Size) {
        guard let node = nodeAtBar else { return }
        var folded = sight.folds.folded
        if folded.remove(node) == nil { folded.insert(node) }
        sight.folds = DetailFolds(folded, in: document)
        sight.bar.put(on: sight.folds.index(of: document.nodes[node].lines.lowerBound), in: extent(area))
        sight.bar.settle(in: extent(area))
    }

    /// The whole stays open: folded it would say nothing.
    mutating func foldAll(_ area: Size) {
        fold(Set(document.nodes.indices.filter { document.nodes[$0].step != nil }), area)
    }

    /// Folds these and no other; the bar stays on its line, or on the one into which that is folded.
    mutating func fold(_ folded: Set<Int>, _ area: Size) {
        let line = sight.line
        sight.folds = DetailFolds(folded, in: document)
        sight.bar.renumber(sight.folds.index(of: line), in: extent(area))
    }

    // MARK: - Copying

    /// Where the value at the bar stands.
    package var path: ValuePath? { barLine.flatMap { $0 < document.count ? document.path(at: $0) : nil } }

    /// The value at the bar.
    package var value: JSONNode? { barLine.flatMap { $0 < document.count ? document.value(at: $0) : nil } }

    /// The path of a single value at the bar, as opposed to one that is folded there.
    package var entryPath: ValuePath? {
        guard let line = barLine, line < document.count, document.lines[line].entry?.step != nil else { return nil }
        return path
    }

    func copyPath() -> [ConsoleRequest] {
        path.map { [.copy($0.text, what: "the path \($0.text)")] } ?? []
    }

    /// A text as it is, anything larger as JSON.
    func copyValue() -> [ConsoleRequest] {
        value.map { value in
            [.copy(value.text ?? value.compact, what: path.map { "the value of \($0.text)" } ?? "the value")]
        } ?? []
    }
}
