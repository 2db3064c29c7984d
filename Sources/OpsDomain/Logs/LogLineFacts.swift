/// What one log line says, as far as the console understands it.
package enum LogLineFacts: Hashable, Sendable {
    /// `START RequestId: …`, `platform.start`.
    case start(requestID: String, version: String?)
    /// `END RequestId: …`, `platform.runtimeDone`.
    case end(requestID: String)
    /// `REPORT RequestId: …`, `platform.report`.
    case report(InvocationReport)
    /// `INIT_REPORT`, `platform.initReport`: the environment's start, told by itself when it failed or was long.
    case initReport(InvocationReport)
    /// `Task timed out after N seconds`.
    case timeout(requestID: String?, seconds: Double?)
    /// A line of the function itself. `isUnhandled` when the runtime wrote it because the handler raised.
    case application(requestID: String?, isUnhandled: Bool)
    /// Any other line of the platform: `platform.extension`, `RESTORE_START`, `XRAY`…
    case platform(type: String, requestID: String?)

    /// The invocation that the line names.
    package var requestID: String? {
        switch self {
        case .start(let id, _), .end(let id): id
        case .report(let report), .initReport(let report): report.requestID
        case .timeout(let id, _), .application(let id, _), .platform(_, let id): id
        }
    }
}

/// The figures of a REPORT line, by name; what a line does not say is nil.
package struct InvocationReport: Hashable, Sendable {
    package var requestID: String?
    package var durationMilliseconds: Double?
    package var billedMilliseconds: Double?
    package var memorySizeMB: Int?
    package var memoryUsedMB: Int?
    package var initMilliseconds: Double?
    package var restoreMilliseconds: Double?
    package var billedRestoreMilliseconds: Double?
    package var traceID: String?
    /// `success`, `failure`, `error`, `timeout`; text reports of older runtimes have none.
    package var status: String?
    package var errorType: String?
    /// Of an init report: `init`, `invoke`, `snap-start`.
    package var phase: String?

    package init() {}
}
