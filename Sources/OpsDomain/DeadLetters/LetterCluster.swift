/// Letters that fail alike.
package struct LetterCluster: Hashable, Sendable {
    /// What they have in common; the cluster's name.
    package let signature: String
    /// Their places in the list that they are of, ascending.
    package internal(set) var places: [Int]
    /// When the first and the last of them was sent, of those that say so.
    package internal(set) var first: Timestamp?
    package internal(set) var last: Timestamp?
    /// The place of the one that was sent last: the freshest trace is the easiest to find.
    package internal(set) var sample: Int

    package var count: Int { places.count }

    /// The clusters of letters, largest first, then by name.
    ///
    /// - Parameters:
    ///   - places: which of the letters, ascending.
    ///   - signature: of the letter at a place.
    ///   - sentAt: when that was sent.
    package static func make(
        of places: some Sequence<Int>, signature: (Int) -> String, sentAt: (Int) -> Timestamp?
    ) -> [LetterCluster] {
        var clusters: [LetterCluster] = []
        var numbers: [String: Int] = [:]
        for place in places {
            let name = signature(place)
            let moment = sentAt(place)
            guard let number = numbers[name] else {
                numbers[name] = clusters.count
                clusters.append(
                    LetterCluster(signature: name, places: [place], first: moment, last: moment, sample: place))
                continue
            }
            clusters[number].places.append(place)
            guard let moment else { continue }
            if clusters[number].first.map({ moment < $0 }) ?? true { clusters[number].first = moment }
            if clusters[number].last.map({ moment > $0 }) ?? true {
                clusters[number].last = moment
                clusters[number].sample = place
            }
        }
        return clusters.sorted { ($1.count, $0.signature) < ($0.count, $1.signature) }
    }
}
