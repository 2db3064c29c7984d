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
            document.facts(counts(snapshot, state.watch))
            if let note = historyNote(snapshot, state) {
                document.heading("The last 24 hours")
                document.line(note.text, note.scope)
            }
            document.heading("Dead letters")
            document.facts(links(snapshot, state))
            document.heading("Consumers")
            QueueConsumerLines.add(state.watch.consumers?.answer ?? .idle, to: &document)
            document.heading("Attributes")
            document.facts(attributes(snapshot))
        }
        return document
    }

    /// What was open has left the environment.
    static func gone(_ name: String) -> DetailDocument {
        var document = DetailDocument()
        document.heading(name)
        document.line("This queue is no more: SQS does not list it any longer.", .severityError)
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

    private static func counts(_ snapshot: QueueSnapshot, _ watch: QueueWatch) -> [DetailDocument.Fact] {
        let flow = watch.flow(snapshot)
        var facts = [
            DetailDocument.Fact("Visible", "about \(CountText.grouped(snapshot.visible))"),
            DetailDocument.Fact("In flight", "about \(CountText.grouped(snapshot.inFlight))"),
            DetailDocument.Fact("Delayed", "about \(CountText.grouped(snapshot.delayed))"),
        ]
        if let age = watch.oldestAge(snapshot) {
            facts.append(DetailDocument.Fact("Oldest", RelativeAge.text(seconds: age)))
        }
        if let rates = rates(flow, isDead: snapshot.isDeadLetterQueue) {
            facts.append(DetailDocument.Fact("Rates", rates))
        }
        if let growth = watch.samples[snapshot.name]?.growthPerMinute {
            let sign = growth > 0 ? "+" : ""
            facts.append(
                DetailDocument.Fact("Growth", "\(sign)\(CountText.decimal(growth, places: 1)) a minute (own samples)"))
        }
        if let drain = drain(flow) { facts.append(DetailDocument.Fact("Drain", drain)) }
        let kind = snapshot.isFIFO ? "FIFO" : "standard"
        facts.append(DetailDocument.Fact("Kind", "\(kind), \(encryption(snapshot))"))
        return facts
    }

    private static func rates(_ flow: QueueFlow, isDead: Bool) -> String? {
        let out = flow.outPerMinute.map { "\(QueueText.rate($0)) out a minute (CloudWatch)" }
        // Nobody counts what a redrive policy brings.
        if isDead { return out.map { $0 + "; what comes in by redrive is not counted" } }
        guard let incoming = flow.inPerMinute else { return out }
        let text = "\(QueueText.rate(incoming)) in"
        return out.map { "\(text), \($0)" } ?? "\(text) a minute (CloudWatch)"
    }

    /// The estimate, with what it is reckoned from.
    private static func drain(_ flow: QueueFlow) -> String? {
        let source =
            switch flow.source {
            case .cloudWatch: " (CloudWatch)"
            case .ownSamples: " (own samples)"
            case nil: ""
            }
        return switch flow.drain {
        case .unknown, .empty: nil
        case .minutes(let minutes): "empty in about \(RelativeAge.text(seconds: minutes * 60))\(source)"
        case .keepingUp: "keeps up: less than a minute's work waits\(source)"
        case .level: "never at this rate: as much comes as goes\(source)"
        case .growing: "never at this rate: more comes than goes\(source)"
        }
    }

    private static func encryption(_ snapshot: QueueSnapshot) -> String {
        switch snapshot.encryption {
        case .kms(let key): "encrypted with the KMS key \(key)"
        case .sqs: "encrypted with a key of SQS's own"
        case .none: "not encrypted"
        case .unknown: "of unknown encryption"
        }
    }

    /// Why there is no chart, or an old one; nil where the charts say it all.
    private static func historyNote(
        _ snapshot: QueueSnapshot, _ state: QueuesState
    ) -> (text: String, scope: ThemeScope)? {
        let hasChart = QueueCharts.day(state) != nil
        if let failure = state.watch.failure {
            return ((hasChart ? "The charts are old. " : "") + failure.sentence, .severityError)
        }
        if hasChart { return nil }
        return state.watch.dayTold == nil
            ? ("CloudWatch has not answered yet.", .textDim)
            : ("CloudWatch has no points of this queue: nothing has happened in it.", .textDim)
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
