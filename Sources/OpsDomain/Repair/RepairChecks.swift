/// What SQS would refuse, told before anything goes out.
package enum RepairChecks {
    /// Why a body cannot be sent; nil when it can.
    package static func problem(with message: QueueMessage) -> String? {
        if message.body.isEmpty { return "A message's body cannot be empty." }
        if let character = MessageLimits.forbiddenCharacter(in: message.body) {
            return "SQS takes no \(character) in a message."
        }
        guard message.size <= MessageLimits.size else {
            return "The message has \(message.size) bytes with its attributes; SQS takes \(MessageLimits.size)."
        }
        return nil
    }

    package static func check(_ items: [Repair.Item]) throws(ServiceFailure) {
        for item in items {
            var message = item.message.resent
            if let body = item.editedBody { message.body = body }
            guard let problem = problem(with: message) else { continue }
            throw ServiceFailure(
                reason: .invalid, sentence: "Message \(item.message.messageID) cannot be sent: \(problem)")
        }
    }
}

extension DeadLetter {
    /// The name of the queue that it was dead-lettered from, where SQS tells it.
    package var sourceQueue: String? {
        systemAttributes["DeadLetterQueueSourceArn"]?.split(separator: ":").last.map(String.init)
    }
}
