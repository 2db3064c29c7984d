import OpsDomain

/// The events that were told, by key, each with the second it was of: 16 bytes a place, and no hashing of what is a hash
/// already.
struct EventMemory {
    private struct Place {
        var high: UInt64 = 0
        var low: UInt32 = 0
        /// Since 1970; 0 where no event is.
        var second: UInt32 = 0
    }

    private(set) var count = 0
    var isEmpty: Bool { count == 0 }
    /// A power of two of them, at most seven eighths taken; looked for from the key's own place on.
    private var places: [Place] = []

    /// The seconds of all events.
    var moments: [Timestamp] {
        places.compactMap { $0.second == 0 ? nil : Timestamp(milliseconds: Int64($0.second) * 1000) }
    }

    /// Remembers an event; false when it was remembered already, whose time is then the new one.
    mutating func insert(_ key: EventKey, at timestamp: Timestamp) -> Bool {
        if (count + 1) * 8 > places.count * 7 { fill(max(1_024, places.count * 2), with: places) }
        let place = Place(
            high: key.high, low: UInt32(truncatingIfNeeded: key.low),
            second: max(1, UInt32(clamping: timestamp.milliseconds / 1000)))
        let index = index(of: place)
        let isNew = places[index].second == 0
        places[index] = place
        if isNew { count += 1 }
        return isNew
    }

    /// Forgets what is of earlier seconds than a moment's.
    mutating func forget(before moment: Timestamp) {
        let first = UInt32(clamping: moment.milliseconds / 1000)
        let kept = places.filter { $0.second != 0 && $0.second >= first }
        var size = 1_024
        while size * 7 < (kept.count + 1) * 8 { size *= 2 }
        fill(size, with: kept)
    }

    private mutating func fill(_ size: Int, with old: [Place]) {
        places = Array(repeating: Place(), count: size)
        count = 0
        for place in old where place.second != 0 {
            places[index(of: place)] = place
            count += 1
        }
    }

    private func index(of place: Place) -> Int {
        let mask = places.count - 1
        return places.withUnsafeBufferPointer { places in
            var index = Int(truncatingIfNeeded: place.high) & mask
            while places[index].second != 0, places[index].high != place.high || places[index].low != place.low {
                index = (index + 1) & mask
            }
            return index
        }
    }
}
