/// One row's worth of what a line says, for lines that say it at length.
enum LogSummary {
    /// `REPORT 8b72c1d0 32 ms, billed 33 ms, 123/256 MB, cold 210 ms`; nil for lines with nothing to sum up.
    static func text(of facts: LogLineFacts) -> String? {
        switch facts {
        case .start(let id, let version):
            "START \(short(id[...]))" + (version.flatMap { $0 == "$LATEST" ? nil : ", version \($0)" } ?? "")
        case .end(let id): "END \(short(id[...]))"
        case .report(let report): text(of: report, "REPORT")
        case .initReport(let report): text(of: report, "INIT_REPORT")
        case .timeout, .application, .platform: nil
        }
    }

    /// `GET /users/8b72c1d0.. 500 917 ms` from an access log's members, or those of them that there are.
    static func access(_ node: JSONNode) -> String? {
        guard let method = word(node["method"] ?? node["httpMethod"]),
            let path = word(node["path"] ?? node["resourcePath"])
        else { return nil }
        var parts = [method, short(path: path)]
        if let status = word(node["status"]) { parts.append(status) }
        if let latency = word(node["latency"] ?? node["responseLatency"]) { parts.append("\(latency) ms") }
        return parts.joined(separator: " ")
    }

    private static func text(of report: InvocationReport, _ name: String) -> String? {
        var facts: [String] = []
        if let duration = report.durationMilliseconds { facts.append(milliseconds(duration)) }
        if let status = report.status, status != "success" { facts.append(status) }
        if let error = report.errorType { facts.append(error) }
        if let billed = report.billedMilliseconds { facts.append("billed \(milliseconds(billed))") }
        if let used = report.memoryUsedMB {
            facts.append("\(used)/\(report.memorySizeMB.map(String.init) ?? "?") MB")
        }
        if let initialization = report.initMilliseconds { facts.append("cold \(milliseconds(initialization))") }
        if let restore = report.restoreMilliseconds { facts.append("restored \(milliseconds(restore))") }
        guard !facts.isEmpty else { return nil }
        let id = report.requestID.map { " \(short($0[...]))" } ?? ""
        return "\(name)\(id) \(facts.joined(separator: ", "))"
    }

    /// The first group of a UUID tells it from its neighbours; anything else stays whole.
    private static func short(_ id: Substring) -> Substring {
        TextLogLine.isRequestID(id) ? id.prefix(8) : id
    }

    private static func short(path: String) -> String {
        path.split(separator: "/", omittingEmptySubsequences: false)
            .map { TextLogLine.isRequestID($0) ? "\($0.prefix(8)).." : String($0) }
            .joined(separator: "/")
    }

    private static func milliseconds(_ value: Double) -> String {
        guard value.isFinite, abs(value) < 1e12 else { return "? ms" }
        return "\(Int(value.rounded())) ms"
    }

    private static func word(_ node: JSONNode?) -> String? {
        switch node {
        case .string(let text): text
        case .number(let digits): digits
        case nil, .null, .boolean, .array, .object: nil
        }
    }
}
