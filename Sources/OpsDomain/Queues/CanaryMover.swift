/// Which messages of a dead-letter queue go first.
package struct CanaryRequest: Hashable, Sendable {
    /// A canary is a batch at most: more are for SQS's own redrive.
    package static let counts = 1...10

    /// The dead-letter queue's name.
    package let queue: String
    /// Another queue's name; nil sends each back to the queue that it came from.
    package let destination: String?
    package let count: Int

    package init(queue: String, destination: String? = nil, count: Int = 1) {
        self.queue = queue
        self.destination = destination
        self.count = count
    }
}

/// What became of one message of a canary.
package enum CanaryFate: Hashable, Sendable {
    /// It is in the other queue, under a new id, and not here any more.
    package struct Moved: Hashable, Sendable {
        package let oldID: String
        package let newID: String
        /// The queue's name.
        package let destination: String

        package init(oldID: String, newID: String, destination: String) {
            self.oldID = oldID
            self.newID = newID
            self.destination = destination
        }
    }

    case moved(Moved)
    /// It was not sent and is here as before.
    case kept(messageID: String, ServiceFailure)
    /// SQS's answer was lost: it is here, and may be there too.
    case unsure(messageID: String, ServiceFailure)
    /// It was sent and could not be deleted here: it is in both.
    case doubled(Moved, ServiceFailure)

    /// The message as the other queue has it.
    package var moved: Moved? {
        switch self {
        case .moved(let moved), .doubled(let moved, _): moved
        case .kept, .unsure: nil
        }
    }

    /// What a person must know of it; nil when all went well.
    package var problem: String? {
        switch self {
        case .moved: nil
        case .kept(let id, let failure): "\(id) was not moved: \(failure.sentence)"
        case .unsure(let id, let failure):
            "\(id) may have been sent, and was not deleted here: \(failure.sentence)"
        case .doubled(let moved, let failure):
            "\(moved.oldID) was sent as \(moved.newID) and could not be deleted here: \(failure.sentence)"
        }
    }
}

/// The order in which single messages are moved, as a value: send first, delete after, give back what was not sent. Who
/// carries the steps out asks for the next one and tells how it went.
package struct CanaryMover: Sendable {
    package enum Step: Hashable, Sendable {
        case send(Int)
        case delete(Int)
        /// Makes it visible again.
        case giveBack(Int)
        case done([CanaryFate])
    }

    private enum Phase: Hashable {
        case received
        case sent(CanaryFate.Moved)
        case failed(CanaryFate)
        case settled(CanaryFate)
    }

    private let messageIDs: [String]
    private var phases: [Phase]

    /// - Parameter messageIDs: what was received; steps name messages by their place in it.
    package init(messageIDs: [String]) {
        self.messageIDs = messageIDs
        phases = messageIDs.map { _ in .received }
    }

    package var next: Step {
        for (index, phase) in phases.enumerated() {
            switch phase {
            case .received: return .send(index)
            case .sent: return .delete(index)
            case .failed: return .giveBack(index)
            case .settled: continue
            }
        }
        return .done(
            phases.compactMap { if case .settled(let fate) = $0 { fate } else { nil } })
    }

    package mutating func sent(_ index: Int, as newID: String, to destination: String) {
        phases[index] = .sent(
            CanaryFate.Moved(oldID: messageIDs[index], newID: newID, destination: destination))
    }

    package mutating func notSent(_ index: Int, _ failure: ServiceFailure) {
        let id = messageIDs[index]
        phases[index] = .failed(
            failure.mayBeDone ? .unsure(messageID: id, failure) : .kept(messageID: id, failure))
    }

    package mutating func deleted(_ index: Int) {
        if case .sent(let moved) = phases[index] { phases[index] = .settled(.moved(moved)) }
    }

    /// It stays in both queues, and is given back so that nobody waits for it.
    package mutating func notDeleted(_ index: Int, _ failure: ServiceFailure) {
        if case .sent(let moved) = phases[index] { phases[index] = .failed(.doubled(moved, failure)) }
    }

    /// Whether or not it could be given back: it becomes visible by itself.
    package mutating func gaveBack(_ index: Int) {
        if case .failed(let fate) = phases[index] { phases[index] = .settled(fate) }
    }
}
