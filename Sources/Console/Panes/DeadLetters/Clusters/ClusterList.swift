import OpsDomain
import TerminalCore

/// The letters by what they fail with, as a list: largest cluster first unless sorted.
package struct ClusterList: Sendable {
    package private(set) var clusters: [LetterCluster] = []
    package var list = ListState<String>(
        columnNames: [["count"], ["first"], ["last"], ["reason", "cluster"], ["sample", "body"]],
        descendingFirst: [0, 2])
    package private(set) var order = RowOrder()
    /// The beginnings of the samples' bodies, by the clusters' places.
    private var samples: [String] = []

    package init() {}

    package var count: Int { order.count }
    package var selected: LetterCluster? { list.selection.selected.flatMap { self[$0] } }

    package subscript(row: Int) -> LetterCluster? { order[row].map { clusters[$0] } }

    /// The cluster's sample, in one line.
    package func sample(_ row: Int) -> String { order[row].map { samples[$0] } ?? "" }

    /// Brings the rows up to the letters; done only while they are in sight.
    package mutating func refresh(_ letters: [LeasedLetter], _ places: [Int]) {
        let selected = selected?.signature
        clusters = LetterCluster.make(
            of: places.sorted(), signature: { letters[$0].signature }, sentAt: { letters[$0].letter.sentAt })
        samples = clusters.map { letters[$0.sample].preview }
        arrange(keeping: selected)
    }

    package mutating func apply(_ event: ListEvent) {
        let selected = selected?.signature
        let change = list.apply(event, selected: { selected }, all: { [] })
        if change == .rearranged { arrange(keeping: list.anchor(after: event, selected: selected)) }
    }

    private mutating func arrange(keeping signature: String?) {
        let (clusters, samples) = (clusters, samples)
        let sort = list.sort
        order.arrange(
            count: clusters.count, list: &list, keeping: signature, id: { clusters[$0].signature },
            cell: { column, row in column == 3 ? clusters[row].signature : column == 4 ? samples[row] : nil },
            precedes: sort.map { sort in { Self.precedes(clusters[$0], clusters[$1], sort) } })
    }

    private static func precedes(_ left: LetterCluster, _ right: LetterCluster, _ sort: ColumnSort) -> Bool {
        let isBefore: Bool
        switch sort.column {
        case 0: isBefore = left.count < right.count
        case 1: isBefore = left.first ?? .latest < right.first ?? .latest
        case 2: isBefore = left.last ?? .latest < right.last ?? .latest
        default: isBefore = left.signature < right.signature
        }
        if sort.order == .ascending { return isBefore }
        switch sort.column {
        case 0: return left.count > right.count
        case 1: return left.first ?? .earliest > right.first ?? .earliest
        case 2: return left.last ?? .earliest > right.last ?? .earliest
        default: return left.signature > right.signature
        }
    }
}

extension Timestamp {
    /// What is not known comes last whichever way.
    fileprivate static let earliest = Timestamp(milliseconds: .min)
    fileprivate static let latest = Timestamp(milliseconds: .max)
}
