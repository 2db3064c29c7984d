import OpsDomain

/// What queues must not come to, as `config.toml` says it:
///
///     [queues.thresholds]
///     "*-dlq" = "depth 1"
///     "order-queue" = ["depth 1000", "age 15m"]     # s, m, h or d
///
/// The key is a pattern of queue names, with the environment or without; of several that fit, the longest decides.
enum QueueSettings {
    private static let section = "queues"
    private static let table = "queues.thresholds"

    static func read(_ document: inout TOMLDocument) -> QueueThresholds {
        document.expect(["thresholds"], in: section)
        if document.keys(of: section).contains("thresholds"), !document.isTable(table) {
            document.warn("thresholds", section, "a table is wanted here: [queues.thresholds], \"*-dlq\" = \"depth 1\"")
        }
        var thresholds = QueueThresholds()
        for pattern in document.keys(of: table) {
            guard let texts = document.strings(pattern, in: table) else { continue }
            var limits = QueueLimits()
            for text in texts where !take(text, &limits) {
                document.warn(
                    pattern, table, "\"\(text)\" is no threshold; there are \"depth 1000\" and \"age 15m\" (s, m, h, d)"
                )
            }
            if limits != QueueLimits() { thresholds[pattern] = limits }
        }
        return thresholds
    }

    /// False when the text is no threshold. Neither may be 0: every queue would always be over it.
    private static func take(_ text: String, _ limits: inout QueueLimits) -> Bool {
        let words = text.split(separator: " ")
        guard words.count == 2 else { return false }
        switch words[0] {
        case "depth":
            guard let depth = number(words[1]) else { return false }
            limits.depth = depth
        case "age":
            guard let age = seconds(words[1]) else { return false }
            limits.age = age
        default: return false
        }
        return true
    }

    private static func seconds(_ text: Substring) -> Int? {
        guard let unit = text.last, let scale = ["s": 1, "m": 60, "h": 3600, "d": 86_400][unit] else { return nil }
        let (product, overflowed) = (number(text.dropLast()) ?? 0).multipliedReportingOverflow(by: scale)
        return overflowed || product == 0 ? nil : product
    }

    private static func number(_ text: Substring) -> Int? {
        guard text.utf8.allSatisfy({ UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }), let number = Int(text), number > 0
        else { return nil }
        return number
    }
}
