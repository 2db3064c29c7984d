/// Invocations joined from log lines by stream and request id. Lines may come in any order and more than once: the
/// table is the same in the end.
package struct InvocationTable: Sendable {
    /// Newest first.
    package var rows: [Invocation] { order.map { invocation($0) } }
    package var count: Int { order.count }

    private struct Stream: Hashable {
        let group: String
        let name: String
    }

    /// What is known of one invocation from lines that carry its request id.
    struct Parts: Hashable {
        var firstSeen: Timestamp
        var started: Timestamp?
        var ended: Timestamp?
        var reported: Timestamp?
        var report: InvocationReport?
        var version: String?
        var timedOut = false
        var raised = false
        var error: LooseLine?
    }

    /// A line of an error with what orders it.
    struct LooseLine: Hashable, Comparable {
        let timestamp: Timestamp
        let eventID: String
        let text: String
        let isUnhandled: Bool

        static func < (left: Self, right: Self) -> Bool {
            (left.timestamp, left.eventID) < (right.timestamp, right.eventID)
        }
    }

    private let capacity: Int
    private var parts: [Invocation.ID: Parts] = [:]
    /// By start, newest first.
    private var order: [Invocation.ID] = []
    /// Each stream's invocations, oldest first.
    private var streams: [Stream: [Invocation.ID]] = [:]
    /// Error lines without a request id, oldest first: they are of the invocation that was open in their stream.
    private var loose: [Stream: [LooseLine]] = [:]
    /// Errors whose request id no platform line has named yet, and may never: an access log has request ids, too.
    private var unnamed: [Invocation.ID: Parts] = [:]
    private var unnamedOrder: [Invocation.ID] = []

    /// Holds so many invocations; the oldest go first.
    package init(capacity: Int = 20_000) {
        self.capacity = max(1, capacity)
    }

    package subscript(row: Int) -> Invocation? {
        order.indices.contains(row) ? invocation(order[row]) : nil
    }

    package subscript(id: Invocation.ID) -> Invocation? {
        parts[id] == nil ? nil : invocation(id)
    }

    /// Takes a line in; true when it changed the table. Lines of the functions' own that tell of no error say nothing
    /// about an invocation and cost next to nothing.
    @discardableResult
    package mutating func insert(_ line: LogLine) -> Bool {
        guard line.level == .platform || line.level == .error else { return false }
        return insert(
            eventID: line.eventID, group: line.group, stream: line.stream, timestamp: line.timestamp,
            message: line.message)
    }

    @discardableResult
    package mutating func insert(
        eventID: String, group: String, stream: String, timestamp: Timestamp, message: String
    ) -> Bool {
        let stream = Stream(group: group, name: stream)
        switch LogLineParser.facts(of: message) {
        case .start(let id, let version):
            return change(stream, id, at: timestamp) {
                $0.started = min($0.started ?? timestamp, timestamp)
                $0.version = version ?? $0.version
            }
        case .end(let id):
            return change(stream, id, at: timestamp) { $0.ended = timestamp }
        case .report(let report):
            guard let id = report.requestID else { return false }
            return change(stream, id, at: timestamp) {
                $0.report = report
                $0.reported = timestamp
            }
        case .timeout(let id?, _):
            return change(stream, id, at: timestamp) {
                $0.timedOut = true
                let text = LogLineParser.headline(of: message)
                $0.take(LooseLine(timestamp: timestamp, eventID: eventID, text: text, isUnhandled: false))
            }
        case .application(let id, let isUnhandled):
            guard LogLineParser.level(of: message) == .error else { return false }
            let text = LogLineParser.headline(of: message)
            let line = LooseLine(timestamp: timestamp, eventID: eventID, text: text, isUnhandled: isUnhandled)
            guard let id else { return keep(line, of: stream) }
            return change(stream, id, at: timestamp) { $0.take(line) }
        case .initReport(let report):
            guard let status = report.status, status != "success" else { return false }
            let text = "Init \(status)" + (report.errorType.map { ": \($0)" } ?? "")
            return keep(LooseLine(timestamp: timestamp, eventID: eventID, text: text, isUnhandled: false), of: stream)
        case .timeout(nil, _), .platform:
            return false
        }
    }

    private mutating func keep(_ line: LooseLine, of stream: Stream) -> Bool {
        var lines = loose[stream] ?? []
        let place = lines.partitioningIndex { $0 >= line }
        guard place == lines.count || lines[place] != line else { return false }
        lines.insert(line, at: place)
        if lines.count > capacity { lines.removeFirst() }
        loose[stream] = lines
        return true
    }

    private mutating func change(
        _ stream: Stream, _ requestID: String, at timestamp: Timestamp, _ edit: (inout Parts) -> Void
    ) -> Bool {
        let id = Invocation.ID(group: stream.group, stream: stream.name, requestID: requestID)
        let before = parts[id]
        var after = before ?? unnamed[id] ?? Parts(firstSeen: timestamp)
        after.firstSeen = min(after.firstSeen, timestamp)
        edit(&after)
        guard after.isNamed else {
            hold(after, id)
            return false
        }
        unnamed[id] = nil
        guard after != before else { return false }
        if before?.start != after.start {
            if before != nil { unlist(id, stream) }
            parts[id] = after
            list(id, stream)
        } else {
            parts[id] = after
        }
        dropOldest()
        return parts[id] != nil
    }

    private mutating func hold(_ part: Parts, _ id: Invocation.ID) {
        if unnamed.updateValue(part, forKey: id) == nil { unnamedOrder.append(id) }
        guard unnamedOrder.count > capacity else { return }
        let oldest = unnamedOrder.prefix((capacity + 3) / 4)
        for id in oldest { unnamed[id] = nil }
        unnamedOrder.removeFirst(oldest.count)
    }

    private mutating func list(_ id: Invocation.ID, _ stream: Stream) {
        order.insert(id, at: order.partitioningIndex { !isNewer($0, id) })
        var ids = streams[stream] ?? []
        ids.insert(id, at: ids.partitioningIndex { isNewer($0, id) })
        streams[stream] = ids
    }

    private mutating func unlist(_ id: Invocation.ID, _ stream: Stream) {
        let place = order.partitioningIndex { !isNewer($0, id) }
        if place < order.count, order[place] == id { order.remove(at: place) }
        streams[stream]?.removeAll { $0 == id }
    }

    private mutating func dropOldest() {
        while order.count > capacity, let oldest = order.last {
            let stream = Stream(group: oldest.group, name: oldest.stream)
            unlist(oldest, stream)
            parts[oldest] = nil
            if let next = streams[stream]?.first {
                let begin = start(next)
                loose[stream]?.removeAll { $0.timestamp < begin }
            } else {
                streams[stream] = nil
                loose[stream] = nil
            }
        }
    }

    private func isNewer(_ left: Invocation.ID, _ right: Invocation.ID) -> Bool {
        let (leftStart, rightStart) = (start(left), start(right))
        return leftStart == rightStart ? left.requestID > right.requestID : leftStart > rightStart
    }

    private func start(_ id: Invocation.ID) -> Timestamp {
        parts[id]?.start ?? Timestamp(milliseconds: 0)
    }

    private func invocation(_ id: Invocation.ID) -> Invocation {
        let part = parts[id] ?? Parts(firstSeen: Timestamp(milliseconds: 0))
        let claimed = looseLines(of: id, part)
        let error = (claimed + [part.error].compactMap { $0 }).min()
        let raised = part.raised || claimed.contains { $0.isUnhandled }
        return part.invocation(id, error: error?.text, raised: raised)
    }

    /// The loose lines between an invocation's start and the next one's in its stream.
    private func looseLines(of id: Invocation.ID, _ part: Parts) -> ArraySlice<LooseLine> {
        let stream = Stream(group: id.group, name: id.stream)
        guard let lines = loose[stream], let ids = streams[stream] else { return [] }
        let next = ids.partitioningIndex { isNewer($0, id) }
        let isFirst = ids.first == id
        let low = isFirst ? 0 : lines.partitioningIndex { $0.timestamp >= part.start }
        let high = next < ids.count ? lines.partitioningIndex { $0.timestamp >= start(ids[next]) } : lines.count
        return low < high ? lines[low..<high] : []
    }
}

extension InvocationTable.Parts {
    /// A line of the platform tells that there was such an invocation.
    var isNamed: Bool { started != nil || ended != nil || report != nil || timedOut }

    var start: Timestamp {
        if let started { return started }
        if let reported, let duration = report?.durationMilliseconds {
            return min(firstSeen, reported.adding(seconds: -duration / 1000))
        }
        return firstSeen
    }

    mutating func take(_ line: InvocationTable.LooseLine) {
        error = min(error ?? line, line)
        raised = raised || line.isUnhandled
    }

    func invocation(_ id: Invocation.ID, error: String?, raised: Bool) -> Invocation {
        Invocation(
            id: id, start: start, end: ended ?? reported, durationMilliseconds: report?.durationMilliseconds,
            billedMilliseconds: report?.billedMilliseconds, memorySizeMB: report?.memorySizeMB,
            memoryUsedMB: report?.memoryUsedMB, initMilliseconds: report?.initMilliseconds,
            restoreMilliseconds: report?.restoreMilliseconds, traceID: report?.traceID, version: version,
            outcome: outcome(raised: raised, hasError: error != nil), errorLine: error)
    }

    private func outcome(raised: Bool, hasError: Bool) -> Invocation.Outcome {
        if timedOut || report?.status == "timeout" { return .timedOut }
        if raised { return .failed }
        guard let report else { return .running }
        switch report.status {
        case nil, "success": return hasError ? .succeededWithErrors : .succeeded
        default: return .failed
        }
    }
}

extension Array {
    /// The first index whose element fits, when all that fit come after all that do not.
    fileprivate func partitioningIndex(_ fits: (Element) -> Bool) -> Int {
        var (low, high) = (startIndex, endIndex)
        while low < high {
            let middle = low + (high - low) / 2
            if fits(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
