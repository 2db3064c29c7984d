/// Lambda's JSON format: platform events by the Telemetry API's schema, and application lines of the runtimes.
enum JSONLogLine {
    /// Nil when the line is no JSON object.
    static func facts(of message: String) -> LogLineFacts? {
        guard let node = object(message) else { return nil }
        if let type = node["type"]?.text, type.hasPrefix("platform.") {
            return platform(type, record: node["record"] ?? .null)
        }
        let requestID = node["requestId"]?.text ?? node["AWSRequestId"]?.text ?? node["aws_request_id"]?.text
        if let text = node["message"]?.text, text.contains("Task timed out after ") {
            return .timeout(requestID: requestID, seconds: nil)
        }
        // The runtime's own error report has `log_level`; a logger's line has `level`.
        return .application(requestID: requestID, isUnhandled: node["log_level"] != nil)
    }

    static func headline(of message: String) -> String? {
        guard message.utf8.first == UInt8(ascii: "{"), let node = object(message) else { return nil }
        if let type = node["type"]?.text, type.hasPrefix("platform.") {
            let record = node["record"] ?? .null
            return LogSummary.text(of: platform(type, record: record)) ?? "\(type) \(record.compact)"
        }
        if let told = node["message"] ?? node["msg"] {
            let text = told.text ?? LogSummary.access(told) ?? told.compact
            let line = TextLogLine.withoutPreamble(text.prefix { !$0.isNewline })
            return TracedException.headline(exception(node) ?? TracedException.text(in: text), line)
        }
        if let exception = exception(node) { return String(exception) }
        return LogSummary.access(node) ?? node.compact
    }

    /// Nil also when the line is no JSON object.
    static func exception(in message: String) -> Substring? {
        guard message.utf8.first == UInt8(ascii: "{"), let node = object(message) else { return nil }
        return exception(node) ?? (node["message"] ?? node["msg"])?.text.flatMap(TracedException.text)
    }

    /// Message and traceback of a runtime's or logger's line; nil for any other.
    static func text(of message: String) -> String? {
        guard message.utf8.first == UInt8(ascii: "{"), let node = object(message) else { return nil }
        let told = (node["message"] ?? node["msg"])?.text
        let trace = ["stackTrace", "stack_trace", "exc_info", "exception"].lazy.compactMap { name -> String? in
            switch node[name] {
            case .string(let text)?: text
            case .array(let lines)?: lines.map { $0.text ?? $0.compact }.joined(separator: "\n")
            default: nil
            }
        }.first
        let parts = [told, trace, trace == nil || node["errorType"] != nil ? exception(node).map(String.init) : nil]
        return told == nil && trace == nil ? nil : parts.compactMap(\.self).joined(separator: "\n")
    }

    /// `KeyError: 'x'` from the members that runtimes and loggers have for it.
    private static func exception(_ node: JSONNode) -> Substring? {
        let text = node["errorMessage"]?.text.map { $0.prefix { !$0.isNewline } }
        if let type = node["errorType"]?.text { return text.map { "\(type): \($0)" } ?? type[...] }
        return text ?? ["exc_info", "exception"].lazy.compactMap { node[$0]?.text.flatMap(TracedException.text) }.first
    }

    private static func object(_ message: String) -> JSONNode? {
        do throws(JSONProblem) {
            let node = try JSONNode(parsing: message)
            if case .object = node { return node }
            return nil
        } catch {
            // A line that only looks like JSON is a line of text; there is nothing to tell.
            return nil
        }
    }

    private static func platform(_ type: String, record: JSONNode) -> LogLineFacts {
        let requestID = record["requestId"]?.text
        switch type {
        case "platform.start", "platform.invokeStart":
            if let requestID { return .start(requestID: requestID, version: record["version"]?.text) }
        case "platform.runtimeDone":
            if let requestID { return .end(requestID: requestID) }
        case "platform.report", "platform.invokeReport":
            return .report(report(record))
        case "platform.initReport":
            return .initReport(report(record))
        default: break
        }
        return .platform(type: type, requestID: requestID)
    }

    private static func report(_ record: JSONNode) -> InvocationReport {
        var report = InvocationReport()
        let metrics = record["metrics"] ?? .null
        report.requestID = record["requestId"]?.text
        report.durationMilliseconds = metrics["durationMs"]?.double
        report.billedMilliseconds = metrics["billedDurationMs"]?.double
        report.memorySizeMB = metrics["memorySizeMB"]?.double.flatMap(Int.init(exactly:))
        report.memoryUsedMB = metrics["maxMemoryUsedMB"]?.double.flatMap(Int.init(exactly:))
        report.initMilliseconds = metrics["initDurationMs"]?.double
        report.restoreMilliseconds = metrics["restoreDurationMs"]?.double
        report.billedRestoreMilliseconds = metrics["billedRestoreDurationMs"]?.double
        report.status = record["status"]?.text
        report.errorType = record["errorType"]?.text
        report.phase = record["phase"]?.text
        report.traceID = record["tracing"]?["value"]?.text
        return report
    }
}

extension JSONNode {
    fileprivate var double: Double? {
        if case .number(let digits) = self { Double(digits) } else { nil }
    }
}
