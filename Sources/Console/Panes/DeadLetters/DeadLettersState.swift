import OpsDomain
import TerminalCore

/// What the dead-letter pane knows.
package struct DeadLettersState: Sendable {
    package enum Lease: Hashable, Sendable {
        /// Nothing is leased: the pane has not had the focus, or was left.
        case none
        case opening
        case open
    }

    package enum Mode: Hashable, Sendable {
        case letters, clusters
    }

    package struct OpenLetter: Sendable {
        package let id: String
        package var detail: DetailState
        package var form: LetterForm = .laidOut
    }

    /// How far the consumer's log has told why letters fail whose bodies do not.
    package enum ClusterLog: Hashable, Sendable {
        case unasked, reading, read
        /// There was more of it than is read in one go.
        case partlyRead
        case failed(ServiceFailure)
    }

    package var names = ResourceNames(environment: "")
    package var lease: Lease = .none
    /// The queue's name, by the environment's rule until the service has told it.
    package var queue: String?
    package var retention: Duration?
    package var letters: [LeasedLetter] = []
    /// Where each letter stands in `letters`; brought up to them when it is asked.
    private var placesByID: [String: Int] = [:]
    package var mode: Mode = .letters
    package var list = ListState<String>(
        columnNames: [
            ["first seen", "seen"], ["expires in", "expires"], ["receives"], ["type"], ["reason"], ["order"], ["body"],
        ])
    package internal(set) var order = RowOrder()
    /// Goes up whenever letters change places in `letters`: an order that was made before is worthless then.
    package internal(set) var generation = 0
    /// An order is being made beside the screen.
    package internal(set) var isArranging = false
    package var clusters = ClusterList()
    /// The signature of the one cluster that is shown.
    package var cluster: String?
    package var clusterLog = ClusterLog.unasked
    /// Letters that the consumer's log was searched for.
    package var askedLog: Set<String> = []
    package var open: OpenLetter?
    /// What the consumer's log says, by message id.
    package var traces: [String: Loadable<LetterTrace>] = [:]
    package var repair = LetterRepair()
    package var failure: ServiceFailure?
    /// When everything visible had been leased.
    package var caughtUpAt: Timestamp?
    /// What is known without leasing: how many wait, and how many somebody holds.
    package var depth: Loadable<QueueSnapshot?> = .idle
    /// When messages were last taken or lost; a depth from before says nothing about who holds what now.
    package var heldSince: Timestamp?

    package init() {}

    package var selected: LeasedLetter? {
        list.selection.selected.flatMap { order[$0] }.map { letters[$0] }
    }

    /// The one letter that keys are about.
    package var subject: LeasedLetter? {
        guard let open else { return mode == .letters ? selected : nil }
        return letters.first { $0.id == open.id }
    }

    /// The letters that an action is about: the open one, else the marked ones, shown or not, else those of the cluster
    /// under the bar, else the one under the bar. In the order in which they were leased.
    package var subjects: [LeasedLetter] {
        if open != nil { return subject.map { [$0] } ?? [] }
        if !list.marks.isEmpty { return letters.filter { list.marks.contains($0.id) } }
        switch mode {
        case .letters: return selected.map { [$0] } ?? []
        case .clusters: return clusters.selected?.places.map { letters[$0] } ?? []
        }
    }

    /// Whether one of `subjects` is so; ends at the first that is, and makes no list of them.
    package func hasSubject(where fits: (LeasedLetter) -> Bool) -> Bool {
        if open != nil { return subject.map(fits) ?? false }
        if !list.marks.isEmpty { return letters.contains { fits($0) && list.marks.contains($0.id) } }
        switch mode {
        case .letters: return selected.map(fits) ?? false
        case .clusters: return clusters.selected?.places.contains { fits(letters[$0]) } ?? false
        }
    }

    /// The bar is on the order's id, in the body.
    package var isOrderAtBar: Bool {
        open?.detail.entryPath == ValuePath([.name("orderId")]) && subject?.order.orderID != nil
    }

    package var heldCount: Int { letters.count(where: \.isHeld) }

    /// About how many messages somebody else holds, by SQS's own count; nil when that is not known, or none.
    package var heldElsewhere: Int? {
        guard lease == .open, caughtUpAt != nil, let latest = depth.latest, let queue = latest.value,
            heldSince.map({ $0 <= latest.at }) ?? true
        else { return nil }
        let count = queue.inFlight - heldCount
        return count > 0 ? count : nil
    }

    /// About how many messages that we hold are no longer in the queue: somebody deleted or purged them. Nil when that is
    /// not known, or none.
    ///
    /// SQS's counts settle within a minute or so (SQS API reference, GetQueueAttributes): one that was asked for sooner
    /// after a receive says nothing.
    package var goneCount: Int? {
        guard lease == .open, let latest = depth.latest, let queue = latest.value, let heldSince,
            latest.at.seconds(since: heldSince) >= 60
        else { return nil }
        let count = heldCount - (queue.visible + queue.inFlight + queue.delayed)
        return count > 0 ? count : nil
    }

    /// Until when all leases hold: the earliest that runs out.
    package var heldUntil: Timestamp? {
        letters.lazy.compactMap { if case .held(let until) = $0.hold { until } else { nil } }.min()
    }

    package var scope: BindingScope {
        if let scope = repair.scope { return scope }
        if let open { return open.detail.scope }
        switch mode {
        case .letters: return list.scope == .list && cluster != nil ? .narrowedList : list.scope
        case .clusters:
            let scope = clusters.list.scope
            guard scope == .list || scope == .narrowedList else { return scope }
            return !list.marks.isEmpty && clusters.list.prompt.isEmpty ? .markedList : .narrowedList
        }
    }

    // MARK: - Places

    /// Where a letter stands in `letters`.
    package mutating func place(of id: String) -> Int? {
        if placesByID.count != letters.count {
            placesByID = Dictionary(
                letters.indices.map { (letters[$0].id, $0) }, uniquingKeysWith: { first, _ in first })
        }
        return placesByID[id]
    }

    /// Takes letters in: those that are there already are leased anew.
    ///
    /// - Returns: whether any was there already.
    mutating func take(_ new: [LeasedLetter]) -> Bool {
        var isAnew = false
        for var letter in new {
            if let place = place(of: letter.id) {
                letter.learn(letters[place].exception)
                letters[place] = letter
                isAnew = true
            } else {
                placesByID[letter.id] = letters.count
                letters.append(letter)
            }
        }
        return isAnew
    }

    /// Lets letters go; the others stay in their order.
    mutating func remove(keeping id: String?, where isGone: (LeasedLetter) -> Bool) {
        var moved: [Int?] = []
        var count = 0
        for letter in letters {
            moved.append(isGone(letter) ? nil : count)
            if moved[moved.count - 1] != nil { count += 1 }
        }
        letters.removeAll(where: isGone)
        placesByID = [:]
        generation += 1
        show(order.places.compactMap { moved[$0] }, keeping: id.flatMap { place(of: $0) })
    }

    mutating func hold(_ ids: [String], _ hold: LeasedLetter.Hold) {
        for id in ids {
            if let place = place(of: id) { letters[place].hold = hold }
        }
    }

    // MARK: - Order

    package var query: LetterQuery { LetterQuery(filter: list.filter, cluster: cluster, sort: list.sort) }

    /// Filters and sorts anew, here and now.
    package mutating func arrange(keeping id: String?) {
        generation += 1
        isArranging = false
        let places = LetterArrangement.places(letters.indices, of: letters, query)
        show(places ?? [], keeping: id.flatMap { place(of: $0) })
    }

    /// Takes in the letters that came last, without a look at the others.
    mutating func admit(from first: Int) {
        let query = query
        let fresh = LetterArrangement.places(first..<letters.count, of: letters, query) ?? []
        let selected = list.selection.selected.flatMap { order[$0] }
        show(LetterArrangement.merged(order.places, fresh, of: letters, query), keeping: selected)
    }

    mutating func show(_ places: [Int], keeping place: Int?) {
        order.show(places, list: &list, keeping: place)
        refreshClusters()
    }
}
