import OpsDomain
import TerminalCore

/// A line that another pane leads to, and what is of the same invocation, read from the service because the stream does not
/// reach so far back. While it is shown the stream goes on behind it.
package struct LogExcerpt: Sendable {
    package let place: LogPlace
    /// The stream's lines, put aside.
    package var stream: LogLines
    package internal(set) var isLoading = true
    package internal(set) var failure: ServiceFailure?
}

extension LogsState {
    /// The stream's own lines, whether they are shown or not.
    package var stream: LogLines { excerpt?.stream ?? lines }

    mutating func insert(intoStream entries: [LogEntry]) {
        if excerpt == nil { lines.insert(entries) } else { excerpt?.stream.insert(entries) }
    }

    /// Puts the stream in its place again.
    mutating func closeExcerpt() {
        guard let excerpt else { return }
        lines = excerpt.stream
        self.excerpt = nil
    }
}

/// Going to one line.
extension LogsPane {
    /// Lines of one invocation lie as near as this: a function runs for fifteen minutes at most (Lambda quotas).
    private static let reach = 900.0

    func updateExcerpt(_ state: inout LogsState, _ message: LogsMessage) -> [Effect<LogsMessage>] {
        switch message {
        case .lineSought(let place): return show(place, &state)
        case .excerptArrived(let eventID, .success(let answer)):
            guard state.excerpt?.place.eventID == eventID else { return [] }
            state.excerpt?.isLoading = false
            state.lines.setFollowing(false)
            state.lines.insert(answer.lines.map { LogEntry($0) })
            state.lines.show(eventID: eventID, near: answer.lines.first?.timestamp)
        case .excerptArrived(let eventID, .failure(let failure)):
            guard state.excerpt?.place.eventID == eventID else { return [] }
            state.excerpt?.isLoading = false
            state.excerpt?.failure = failure
        default: break
        }
        return []
    }

    private func show(_ place: LogPlace, _ state: inout LogsState) -> [Effect<LogsMessage>] {
        state.closeExcerpt()
        (state.detail, state.detailEntry, state.mode, state.invocation) = (nil, nil, .lines, nil)
        state.prompt.set("")
        state.search.set("")
        let effects = refilter(&state)
        // Where the stream holds it, it stands among all that happened beside it.
        if state.lines.show(eventID: place.eventID, near: place.timestamp) { return effects }
        state.excerpt = LogExcerpt(place: place, stream: state.lines)
        state.lines = LogLines()
        return effects + [read(place)]
    }

    func read(_ place: LogPlace) -> Effect<LogsMessage> {
        let service = service
        return .run("excerpt") { scope in
            var request = LogSearchRequest(
                group: place.group, pattern: LogPattern.quoted(place.text),
                from: place.timestamp.adding(seconds: -Self.reach), to: place.timestamp.adding(seconds: Self.reach))
            request.limit = 1000
            do {
                scope.send(.excerptArrived(place.eventID, .success(try await service.search(request))))
            } catch {
                guard let failure = ServiceFailure.told(error) else { return }
                scope.send(.excerptArrived(place.eventID, .failure(failure)))
            }
        }
    }
}

extension LogLines {
    /// Puts the cursor on an event; false when it is not among the lines shown.
    ///
    /// - Parameter moment: when it was; all that came before is not looked at.
    @discardableResult
    package mutating func show(eventID: String, near moment: Timestamp?) -> Bool {
        guard let moment, let row = row(notBefore: moment) else { return false }
        for row in row..<count {
            guard let line = entry(row)?.line else { continue }
            if line.eventID == eventID {
                show(row)
                return true
            }
        }
        return false
    }

    /// The first shown row that is not before a moment.
    private func row(notBefore moment: Timestamp) -> Int? {
        var (low, high) = (0, count)
        while low < high {
            let middle = low + (high - low) / 2
            guard let entry = entry(middle) else { return nil }
            if entry.timestamp < moment { low = middle + 1 } else { high = middle }
        }
        return low < count ? low : nil
    }
}
