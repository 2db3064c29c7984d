/// One run of a function, joined from its log lines.
package struct Invocation: Hashable, Sendable {
    /// What tells two invocations apart.
    package struct ID: Hashable, Sendable {
        package let group: String
        package let stream: String
        package let requestID: String

        package init(group: String, stream: String, requestID: String) {
            self.group = group
            self.stream = stream
            self.requestID = requestID
        }
    }

    package enum Outcome: Hashable, Sendable {
        /// No report yet: under way, or its report was not seen.
        case running
        case succeeded
        /// It succeeded and logged an error on the way, as when a part of a batch fails and the handler reports it.
        case succeededWithErrors
        /// The handler raised, or the runtime failed.
        case failed
        case timedOut
    }

    package let id: ID
    /// From START, else reckoned from the report and its duration, else the first line seen.
    package let start: Timestamp
    package let end: Timestamp?
    package let durationMilliseconds: Double?
    package let billedMilliseconds: Double?
    package let memorySizeMB: Int?
    package let memoryUsedMB: Int?
    /// The start of the execution environment before the handler ran: a cold start. Nil for a warm one.
    package let initMilliseconds: Double?
    /// SnapStart's restore, which takes the place of an init.
    package let restoreMilliseconds: Double?
    package let traceID: String?
    package let version: String?
    package let outcome: Outcome
    /// The first line that tells of an error, without what follows it; an invocation may have one and still succeed.
    package let errorLine: String?

    /// The function's name, when the group is a function's.
    package var function: String {
        let prefix = "/aws/lambda/"
        return id.group.hasPrefix(prefix) ? String(id.group.dropFirst(prefix.count)) : id.group
    }

    package var isColdStart: Bool { initMilliseconds != nil || restoreMilliseconds != nil }

    /// Used memory as a share of what there is, from 0 to 1.
    package var memoryShare: Double? {
        guard let memoryUsedMB, let memorySizeMB, memorySizeMB > 0 else { return nil }
        return Double(memoryUsedMB) / Double(memorySizeMB)
    }
}
