/// A message as a person writes it, before it is sent: texts, and what is wrong with them.
package struct SendDraft: Hashable, Sendable {
    /// What of a queue decides what it takes.
    package struct Target: Hashable, Sendable {
        package let queue: String
        package let isFIFO: Bool
        /// The queue makes deduplication ids out of bodies by itself.
        package let deduplicatesByContent: Bool
        /// Bytes.
        package let mostBytes: Int
        /// Whether its consumer is the order handler, whose rules are known.
        package let isOrderQueue: Bool

        /// - Parameter attributes: the queue's, by AWS's names; empty where they are not known.
        package init(queue: String, attributes: [String: String], names: ResourceNames) {
            self.queue = queue
            isFIFO = queue.hasSuffix(".fifo")
            deduplicatesByContent = attributes["ContentBasedDeduplication"] == "true"
            mostBytes = min(
                MessageLimits.size, attributes["MaximumMessageSize"].flatMap { Int($0) } ?? MessageLimits.size)
            isOrderQueue = queue == names.orderQueue
        }
    }

    package enum Field: Hashable, Sendable {
        case body
        /// By its place.
        case attribute(Int)
        case group, deduplication, delay
    }

    /// What SQS and the consumer would say.
    package struct Check: Hashable, Sendable {
        /// Why it cannot be sent.
        package var problems: [Field: String] = [:]
        /// What may be meant so: a test may want a bad message.
        package var warnings: [String] = []
        /// The message; nil while there are problems.
        package var message: QueueMessage?
        /// Bytes that count, of what could be read.
        package var size = 0
    }

    package var body: String
    /// Each as `AttributeArgument` reads it; empty ones are none.
    package var attributes: [String]
    package var groupID: String
    package var deduplicationID: String
    /// Seconds; empty is the queue's own.
    package var delay: String

    package init(
        body: String = "", attributes: [String] = [], groupID: String = "", deduplicationID: String = "",
        delay: String = ""
    ) {
        self.body = body
        self.attributes = attributes
        self.groupID = groupID
        self.deduplicationID = deduplicationID
        self.delay = delay
    }

    package func check(for target: Target) -> Check {
        var check = Check()
        var message = QueueMessage(body: body)
        message.attributes = readAttributes(&check)
        checkIDs(target, &check)
        message.groupID = groupID.isEmpty ? nil : groupID
        message.deduplicationID = deduplicationID.isEmpty ? nil : deduplicationID
        if let seconds = readDelay(target, &check) { message.delay = seconds }
        check.size = message.size
        checkBody(target, &check)
        check.message = check.problems.isEmpty ? message : nil
        return check
    }

    // MARK: Parts

    private func readAttributes(_ check: inout Check) -> [String: MessageAttribute] {
        var found: [String: MessageAttribute] = [:]
        for (index, text) in attributes.enumerated() where !text.isEmpty {
            do throws(AttributeArgument.Problem) {
                let argument = try AttributeArgument(text)
                if found.updateValue(argument.attribute, forKey: argument.name) != nil {
                    check.problems[.attribute(index)] = "There is an attribute \(argument.name) already."
                } else if found.count > MessageLimits.attributes {
                    check.problems[.attribute(index)] = "A message has at most \(MessageLimits.attributes) attributes."
                }
            } catch {
                check.problems[.attribute(index)] = error.sentence
            }
        }
        return found
    }

    private func checkIDs(_ target: Target, _ check: inout Check) {
        if groupID.isEmpty {
            if target.isFIFO { check.problems[.group] = "A FIFO queue needs a group." }
        } else if let sentence = MessageLimits.problem(withID: groupID) {
            check.problems[.group] = sentence
        }
        if deduplicationID.isEmpty {
            if target.isFIFO, !target.deduplicatesByContent {
                check.problems[.deduplication] = "The queue makes none out of the content: give one."
            }
        } else if !target.isFIFO {
            check.problems[.deduplication] = "Only FIFO queues take one."
        } else if let sentence = MessageLimits.problem(withID: deduplicationID) {
            check.problems[.deduplication] = sentence
        }
    }

    private func readDelay(_ target: Target, _ check: inout Check) -> Int? {
        guard !delay.isEmpty else { return nil }
        if target.isFIFO {
            check.problems[.delay] = "On a FIFO queue the delay is the queue's."
            return nil
        }
        guard let seconds = Int(delay), MessageLimits.delay.contains(seconds) else {
            check.problems[.delay] =
                "Seconds, from \(MessageLimits.delay.lowerBound) to \(MessageLimits.delay.upperBound)."
            return nil
        }
        return seconds
    }

    private func checkBody(_ target: Target, _ check: inout Check) {
        if body.isEmpty {
            check.problems[.body] = "SQS takes no empty body."
        } else if let character = MessageLimits.forbiddenCharacter(in: body) {
            check.problems[.body] = "SQS does not take the character \(character)."
        } else if check.size > target.mostBytes {
            check.problems[.body] =
                "\(check.size) bytes with the attributes; \(target.queue) takes \(target.mostBytes)."
        } else {
            check.warnings = warnings(target)
        }
    }

    private func warnings(_ target: Target) -> [String] {
        let body = MessageBody(body)
        let reason = FailureReason(body)
        if case .raw(_, let problem) = body.content {
            let handler = target.isOrderQueue ? " The order handler drops it as done." : ""
            return ["Not JSON: \(problem.reason) at byte \(problem.offset).\(handler)"]
        }
        guard target.isOrderQueue else { return [] }
        switch reason {
        case .none, .notJSON: return []
        case .unknownType(let type):
            let name = type.map { "the type \($0)" } ?? "a message without a type"
            return ["The order handler does not know \(name) and drops it as done."]
        default: return ["The order handler will fail: \(reason.label)."]
        }
    }
}
