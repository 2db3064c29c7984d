import ConsoleTestSupport
import OpsDomain
import OpsServices
import Synchronization

/// Two queues in memory with SQS's manners and, by a seed, its faults: requests that are refused, that take effect though
/// their answer is lost, that fail in part, that are refused for a while. Another consumer may take dead letters, or what
/// was sent.
final class FakeQueues: Sendable {
    struct Message: Hashable, Sendable {
        let id: String
        let body: String
        let attributes: [String: MessageAttribute]
        let sentAt: Timestamp
    }

    struct Faults: Sendable {
        /// Of a hundred requests.
        var refused = 0
        var throttled = 0
        /// Without effect, and with.
        var lost = 0
        var answerLost = 0
        /// Of a hundred entries of a batch.
        var entriesRefused = 0
        var garbled = 0
        /// Of a hundred deletions.
        var deletionsFailed = 0

        static let none = Faults()
        static let many = Faults(
            refused: 5, throttled: 8, lost: 8, answerLost: 8, entriesRefused: 4, deletionsFailed: 3)
    }

    private struct State {
        var deadLetters: [String: Message] = [:]
        var sent: [Message] = []
        var consumed: [Message] = []
        var stolen: [Message] = []
        var number = 0
        var requests = (send: 0, delete: 0)
        var generator: SeededGenerator
        /// Requests of a program that was killed have no effect.
        var generation = 0
    }

    static let name = "dev-order-dlq"
    static let source = "dev-order-queue"

    private let state: Mutex<State>
    private let faults: Faults
    private let clock: OpsClock

    init(_ bodies: [String], faults: Faults = .none, seed: UInt64 = 1, clock: OpsClock) {
        var state = State(generator: SeededGenerator(seed: seed))
        for (index, body) in bodies.enumerated() {
            state.deadLetters["d\(index)"] = Message(
                id: "d\(index)", body: body,
                attributes: ["n": MessageAttribute(dataType: "String", value: .text(body))],
                sentAt: Timestamp(milliseconds: 0))
        }
        self.state = Mutex(state)
        self.faults = faults
        self.clock = clock
    }

    var deadLetters: [Message] { state.withLock { Array($0.deadLetters.values) } }
    var sent: [Message] { state.withLock { $0.sent } }
    var consumed: [Message] { state.withLock { $0.consumed } }
    var stolen: [Message] { state.withLock { $0.stolen } }
    var requests: (send: Int, delete: Int) { state.withLock { $0.requests } }

    /// The program is killed: what it still asks for has no effect.
    func cutOff() { state.withLock { $0.generation += 1 } }

    /// Another consumer of the dead letters has one.
    func steal(_ id: String) {
        state.withLock { state in
            if let message = state.deadLetters.removeValue(forKey: id) { state.stolen.append(message) }
        }
    }

    /// The queue's own consumer takes all that there is.
    func consume() {
        state.withLock { state in
            state.consumed += state.sent
            state.sent = []
        }
    }

    /// As one program sees the queues.
    var calls: RepairQueue {
        let generation = state.withLock { $0.generation }
        @Sendable func alive<Answer: Sendable>(_ dead: Answer, _ work: (inout State) -> Answer) -> Answer {
            state.withLock { $0.generation == generation ? work(&$0) : dead }
        }
        return RepairQueue(
            send: { _, messages in alive([:]) { self.send(messages, &$0) } },
            delete: { _, messages in alive([:]) { self.delete(messages, &$0) } },
            look: { _ in
                alive([]) { state in
                    state.sent.map {
                        SendEvidence.Seen(messageID: $0.id, body: $0.body, attributes: $0.attributes, sentAt: $0.sentAt)
                    }
                }
            },
            receipts: { ids in
                alive([:]) { state in
                    let held = ids.filter { state.deadLetters[$0] != nil }.map { ($0, "receipt of \($0)") }
                    return Dictionary(held, uniquingKeysWith: { first, _ in first })
                }
            },
            held: { [] }, forget: { _ in })
    }

    private func send(_ messages: [RepairQueue.Outgoing], _ state: inout State) -> [Int: SendOutcome] {
        state.requests.send += 1
        func all(_ outcome: SendOutcome) -> [Int: SendOutcome] {
            Dictionary(messages.map { ($0.number, outcome) }, uniquingKeysWith: { first, _ in first })
        }
        var chance = Int.random(in: 0..<100, using: &state.generator)
        func happens(_ percent: Int) -> Bool {
            chance -= percent
            return chance < 0
        }
        if happens(faults.refused) { return all(.refused("Not allowed.", isTransient: false)) }
        if happens(faults.throttled) { return all(.refused("Slower.", isTransient: true)) }
        if happens(faults.lost) { return all(.lost("No answer.")) }
        let answerIsLost = happens(faults.answerLost)
        var outcomes: [Int: SendOutcome] = [:]
        for message in messages {
            if Int.random(in: 0..<100, using: &state.generator) < faults.entriesRefused {
                outcomes[message.number] = .refused("Too long.", isTransient: false)
                continue
            }
            state.number += 1
            state.sent.append(
                Message(
                    id: "s\(state.number)", body: message.message.body, attributes: message.message.attributes,
                    sentAt: clock.now()))
            outcomes[message.number] = .sent(messageID: "s\(state.number)")
        }
        return answerIsLost ? all(.lost("No answer.")) : outcomes
    }

    private func delete(_ messages: [RepairQueue.Deletion], _ state: inout State) -> [Int: DeleteOutcome] {
        state.requests.delete += 1
        var outcomes: [Int: DeleteOutcome] = [:]
        for message in messages {
            if Int.random(in: 0..<100, using: &state.generator) < faults.deletionsFailed {
                outcomes[message.number] = .failed("A fault.")
                continue
            }
            state.deadLetters[String(message.receiptHandle.dropFirst("receipt of ".count))] = nil
            outcomes[message.number] = .done
        }
        return outcomes
    }
}
