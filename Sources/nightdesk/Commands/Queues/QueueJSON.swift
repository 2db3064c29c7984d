import OpsDomain

/// Queues as the commands write them. Ages are seconds, rates messages a minute; null is what nobody knows.
enum QueueJSON {
    /// One queue in a list.
    static func row(_ queue: QueueSnapshot, _ survey: QueueSurvey) -> JSONNode {
        .object(facts(queue, survey))
    }

    /// One queue with everything there is about it.
    static func whole(
        _ queue: QueueSnapshot, _ survey: QueueSurvey, consumers: Result<[QueueConsumer], ServiceFailure>
    ) -> JSONNode {
        var members = facts(queue, survey)
        members.append(JSONMember("arn", .string(queue.arn)))
        members.append(
            JSONMember("maximumReceives", queue.redrive.map { .number(String($0.maximumReceives)) } ?? .null))
        members.append(JSONMember("sources", .array(queue.sources.map { .string($0) })))
        if case .success(let consumers) = consumers {
            members.append(JSONMember("consumers", .array(consumers.map(consumer))))
        } else {
            members.append(JSONMember("consumers", .null))
        }
        members.append(JSONMember("lastDay", day(survey.metrics[queue.name]?.day ?? [:])))
        members.append(
            JSONMember(
                "attributes",
                .object(queue.attributes.sorted { $0.key < $1.key }.map { JSONMember($0.key, attribute($0.value)) })))
        return .object(members)
    }

    /// The age of a row's oldest message, as a person reads it.
    static func age(_ title: String, width: Int) -> OutputColumn {
        OutputColumn(title, width: width, isRightAligned: true) { row in
            guard case .number(let digits)? = row["oldestAge"], let seconds = Double(digits) else { return "" }
            return RelativeAge.text(seconds: seconds)
        }
    }

    private static func facts(_ queue: QueueSnapshot, _ survey: QueueSurvey) -> [JSONMember] {
        let flow = survey.flow(queue)
        return [
            JSONMember("name", .string(queue.name)), JSONMember("url", .string(queue.url)),
            JSONMember("visible", .number(String(queue.visible))),
            JSONMember("inFlight", .number(String(queue.inFlight))),
            JSONMember("delayed", .number(String(queue.delayed))),
            JSONMember("oldestAge", number(survey.oldestAge(queue))),
            JSONMember("inPerMinute", number(flow.inPerMinute)), JSONMember("outPerMinute", number(flow.outPerMinute)),
            JSONMember("drain", flow.drain.text.map { .string($0) } ?? .null),
            JSONMember("kind", .string(queue.isFIFO ? "FIFO" : "standard")),
            JSONMember("encryption", .string(queue.encryption.text)),
            JSONMember("deadLetterQueue", queue.redrive.map { .string($0.deadLetterQueue) } ?? .null),
        ]
    }

    private static func day(_ day: QueueMeasurements) -> JSONNode {
        func maximum(_ measure: QueueMeasure) -> JSONNode { number(day[measure]?.maximum) }
        return .object([
            JSONMember("sent", number(day[.sent]?.sum)), JSONMember("deleted", number(day[.deleted]?.sum)),
            JSONMember("mostVisible", maximum(.visible)), JSONMember("oldestAge", maximum(.oldestAge)),
        ])
    }

    private static func consumer(_ consumer: QueueConsumer) -> JSONNode {
        func whole(_ number: Int?) -> JSONNode { number.map { .number(String($0)) } ?? .null }
        func text(_ text: String?) -> JSONNode { text.map { .string($0) } ?? .null }
        return .object([
            JSONMember("function", .string(consumer.function)), JSONMember("state", .string(consumer.state)),
            JSONMember("stateReason", text(consumer.stateReason)), JSONMember("batchSize", whole(consumer.batchSize)),
            JSONMember("batchingWindow", whole(consumer.batchingWindow)),
            JSONMember("reportsItemFailures", .boolean(consumer.reportsItemFailures)),
            JSONMember("maximumConcurrency", whole(consumer.maximumConcurrency)),
            JSONMember("filters", .array(consumer.filters.map { .string($0) })),
            JSONMember("lastResult", text(consumer.lastResult)),
        ])
    }

    /// Attributes that hold JSON, as policies do, are JSON here too.
    private static func attribute(_ value: String) -> JSONNode {
        guard value.utf8.first == UInt8(ascii: "{") else { return .string(value) }
        do throws(JSONProblem) {
            return try JSONNode(parsing: value)
        } catch {
            // What is no JSON is the text that it is.
            return .string(value)
        }
    }

    /// Two decimals at most: rates are means of a few minutes.
    private static func number(_ value: Double?) -> JSONNode {
        guard let value, value.isFinite, abs(value) < 1e15 else { return .null }
        let hundredths = Int64((value * 100).rounded())
        let (whole, rest) = hundredths.quotientAndRemainder(dividingBy: 100)
        if rest == 0 { return .number(String(whole)) }
        let sign = hundredths < 0 && whole == 0 ? "-" : ""
        let digits = abs(rest) < 10 ? "0\(abs(rest))" : "\(abs(rest))"
        return .number("\(sign)\(whole).\(digits.hasSuffix("0") ? String(digits.dropLast()) : digits)")
    }
}
