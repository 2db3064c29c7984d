/// One repair of dead letters, as it is meant before anything goes out: which messages, and what is to become of each.
package struct Repair: Hashable, Sendable {
    package enum Action: String, Hashable, Sendable {
        /// Each is sent to its destination, and deleted from the dead-letter queue once SQS has it whole.
        case resend
        /// Each is deleted from the dead-letter queue, after all were saved to a file.
        case delete
        /// Each is sent to its destination; it comes out of a file, and nothing is deleted.
        case restore
    }

    package struct Item: Hashable, Sendable {
        /// As it was received.
        package let message: SavedMessage
        /// Sent in place of the message's own body; nil leaves it as it is.
        package let editedBody: String?
        /// The name of the queue that it is sent to; nil where nothing is sent.
        package let destination: String?

        package init(_ message: SavedMessage, editedBody: String? = nil, destination: String?) {
            self.message = message
            self.editedBody = editedBody
            self.destination = destination
        }
    }

    package let id: String
    package let at: Timestamp
    package let place: JournalPlace
    package let action: Action
    /// The dead-letter queue's name; of a restoration, the file's.
    package let source: String
    package let items: [Item]

    package init(
        id: String, at: Timestamp, place: JournalPlace, action: Action, source: String, items: [Item]
    ) {
        self.id = id
        self.at = at
        self.place = place
        self.action = action
        self.source = source
        self.items = items
    }

    /// What is sent for an item. To a FIFO queue it bears an id by which SQS itself drops what is sent twice within five
    /// minutes ([SendMessage](https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html)).
    package func outgoing(_ number: Int) -> QueueMessage {
        let item = items[number]
        var message = item.message.resent
        if let body = item.editedBody { message.body = body }
        if item.destination?.hasSuffix(".fifo") == true { message.deduplicationID = "nightdesk-\(id)-\(number)" }
        return message
    }
}

/// How far a message of a repair is.
package enum RepairStage: Hashable, Sendable {
    /// Nothing has gone out.
    case planned
    /// Noted before the request; what became of it is not known.
    case sending(since: Timestamp)
    /// SQS has it whole, under this id; the dead letter is still to be deleted.
    case sent(messageID: String)
    /// The dead letter is gone; nil was only deleted.
    case done(messageID: String?)
    /// It was not sent, and is in the dead-letter queue as before.
    case refused(String)
    /// It may have been sent, and is in the dead-letter queue all the same.
    case unsure(String)
    /// It was sent, if there is an id, and the dead letter could not be deleted.
    case notDeleted(messageID: String?, String)
    /// It was left alone.
    case kept(String)

    /// Whether the repair has still to do something with it.
    package var isOpen: Bool {
        switch self {
        case .planned, .sending, .sent: true
        case .done, .refused, .unsure, .notDeleted, .kept: false
        }
    }
}

/// What SQS made of a message that was sent.
package enum SendOutcome: Hashable, Sendable {
    case sent(messageID: String)
    /// Surely not taken; `isTransient` may be tried again.
    case refused(String, isTransient: Bool)
    /// The answer was lost, or says nothing.
    case lost(String)
    /// SQS has something else than was sent.
    case garbled(String)
}

package enum DeleteOutcome: Hashable, Sendable {
    case done
    case failed(String)
}
