import OpsDomain
import TerminalCore

/// A queue laid out for reading: its counts, where it leads, and every attribute.
enum QueueDocument {
    static func make(of reading: QueueReading, in state: QueuesState) -> DetailDocument {
        var document = DetailDocument()
        switch reading.result {
        case .failure(let failure):
            document.heading(reading.name)
            document.line(failure.sentence, .severityError)
            if let requestID = failure.requestID { document.line("Request \(requestID)", .textDim) }
        case .success(let snapshot):
            document.heading(snapshot.name)
            if let stale = state.stale[snapshot.name] { document.line(stale.failure.sentence, .severityError) }
            document.facts(counts(snapshot, state.histories[snapshot.name]))
            document.heading("Dead letters")
            document.facts(links(snapshot, state))
            document.heading("Attributes")
            document.facts(attributes(snapshot))
        }
        return document
    }

    static func json(of snapshot: QueueSnapshot) -> JSONNode {
        .object(
            [
                JSONMember("name", .string(snapshot.name)), JSONMember("url", .string(snapshot.url)),
                JSONMember("visible", .number(String(snapshot.visible))),
                JSONMember("inFlight", .number(String(snapshot.inFlight))),
                JSONMember("delayed", .number(String(snapshot.delayed))),
                JSONMember("deadLetterQueue", snapshot.redrive.map { .string($0.deadLetterQueue) } ?? .null),
                JSONMember(
                    "attributes",
                    .object(
                        snapshot.attributes.sorted { $0.key < $1.key }.map { JSONMember($0.key, .string($0.value)) })),
            ])
    }

    private static func counts(_ snapshot: QueueSnapshot, _ history: QueueHistory?) -> [DetailDocument.Fact] {
        var facts = [
            DetailDocument.Fact("Visible", "about \(CountText.grouped(snapshot.visible))"),
            DetailDocument.Fact("In flight", "about \(CountText.grouped(snapshot.inFlight))"),
            DetailDocument.Fact("Delayed", "about \(CountText.grouped(snapshot.delayed))"),
            DetailDocument.Fact("Kind", snapshot.isFIFO ? "FIFO" : "standard"),
        ]
        if let growth = history?.growthPerMinute {
            facts.append(
                DetailDocument.Fact(
                    "Growth", "\(growth > 0 ? "+" : "")\(CountText.decimal(growth, places: 1)) messages a minute"))
        }
        return facts
    }

    private static func links(_ snapshot: QueueSnapshot, _ state: QueuesState) -> [DetailDocument.Fact] {
        var facts: [DetailDocument.Fact] = []
        if let redrive = snapshot.redrive {
            let depth = state.depth(of: redrive.deadLetterQueue).map { "about \(CountText.grouped($0)) waiting" }
            facts.append(
                DetailDocument.Fact("Go to", "\(redrive.deadLetterQueue) (\(depth ?? "depth not known"))"))
            facts.append(DetailDocument.Fact("After", CountText.of(redrive.maximumReceives, "receive")))
        } else if !snapshot.isDeadLetterQueue {
            facts.append(DetailDocument.Fact("Go to", "nowhere: this queue has no redrive policy", .textDim))
        }
        if snapshot.isDeadLetterQueue {
            facts.append(DetailDocument.Fact("Come from", snapshot.sources.joined(separator: ", ")))
        }
        return facts
    }

    private static func attributes(_ snapshot: QueueSnapshot) -> [DetailDocument.Fact] {
        let first = [("URL", snapshot.url), ("ARN", snapshot.arn)].map { label, value in
            DetailDocument.Fact(label, value).holding(.string(value), at: nil)
        }
        return first
            + snapshot.attributes.filter { $0.key != "QueueArn" }.sorted { $0.key < $1.key }.map { name, value in
                fact(name, value).holding(node(value) ?? .string(value), at: .name(name))
            }
    }

    /// Seconds as spans, epoch seconds as moments, JSON laid out (SQS API reference, GetQueueAttributes).
    private static func fact(_ name: String, _ value: String) -> DetailDocument.Fact {
        switch name {
        case "VisibilityTimeout", "MessageRetentionPeriod", "DelaySeconds", "ReceiveMessageWaitTimeSeconds",
            "KmsDataKeyReusePeriodSeconds":
            guard let seconds = Double(value) else { return DetailDocument.Fact(name, value) }
            return DetailDocument.Fact(
                name, seconds < 60 ? "\(value) s" : "\(RelativeAge.text(seconds: seconds)) (\(value) s)")
        case "CreatedTimestamp", "LastModifiedTimestamp":
            guard let seconds = Int64(value), abs(seconds) < 1 << 40 else { return DetailDocument.Fact(name, value) }
            return DetailDocument.Fact(name, Timestamp(milliseconds: seconds * 1000))
        case "MaximumMessageSize":
            guard let bytes = Int(value) else { return DetailDocument.Fact(name, value) }
            return DetailDocument.Fact(name, CountText.of(bytes, "byte"))
        default:
            return node(value).map { DetailDocument.Fact(name, $0) } ?? DetailDocument.Fact(name, value)
        }
    }

    private static func node(_ text: String) -> JSONNode? {
        guard text.utf8.first == UInt8(ascii: "{") else { return nil }
        do throws(JSONProblem) {
            return try JSONNode(parsing: text)
        } catch {
            // What is no JSON is shown as the text that it is.
            return nil
        }
    }
}
