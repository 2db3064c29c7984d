import OpsDomain
import OpsServices

/// A queue in memory with visibility timeouts, which counts every receive and can hold one back.
actor FakeLeaseQueue {
    private struct Message {
        let id: String
        var receipt = ""
        var hiddenUntil: Timestamp
        var receives = 0
    }

    private let clock: SteppedClock
    private var messages: [Message]
    private(set) var changes: [LeaseQueue.Change] = []
    private(set) var largestBatch = 0
    private(set) var receives = 0
    private(set) var failures = 0
    private var attributes: [String: String] = ["MessageRetentionPeriod": "1209600"]
    private var isDown = false
    private var isHolding = false
    private var held: [CheckedContinuation<Void, Never>] = []
    private var holdWatchers: [CheckedContinuation<Void, Never>] = []

    init(messages count: Int, clock: SteppedClock) {
        self.clock = clock
        messages = (0..<count).map { Message(id: "m\($0)", hiddenUntil: Timestamp(milliseconds: 0)) }
    }

    nonisolated var calls: LeaseQueue {
        LeaseQueue(
            open: { await self.open() }, receive: { _, visibility, _ in try await self.receive(visibility) },
            change: { _, changes in try await self.change(changes) })
    }

    /// Ids of what others can see.
    var visible: Set<String> {
        Set(messages.filter { $0.hiddenUntil <= clock.now }.map(\.id))
    }

    func setAttribute(_ name: String, _ value: String) { attributes[name] = value }
    func setDown(_ value: Bool) { isDown = value }
    func hold() { isHolding = true }

    /// Waits until a receive has hidden its messages and its answer is on the way.
    func holding() async {
        guard held.isEmpty else { return }
        await withCheckedContinuation { holdWatchers.append($0) }
    }

    func letGo() {
        isHolding = false
        for continuation in held { continuation.resume() }
        held = []
    }

    /// Another consumer takes a message: the receipt that the console has is good no more.
    func steal(_ id: String) {
        guard let index = messages.firstIndex(where: { $0.id == id }) else { return }
        messages[index].receipt = "stolen"
        messages[index].hiddenUntil = clock.now.adding(seconds: 1000)
    }

    /// Makes a leased message visible, as if its timeout had ended.
    func expose(_ id: String) {
        guard let index = messages.firstIndex(where: { $0.id == id }) else { return }
        messages[index].hiddenUntil = clock.now
    }

    private func open() -> LeaseQueue.Opened {
        LeaseQueue.Opened(name: "dlq", url: "https://sqs/dlq", attributes: attributes)
    }

    private func receive(_ visibility: Int) async throws -> [DeadLetter] {
        receives += 1
        try fail()
        var letters: [DeadLetter] = []
        for index in messages.indices where messages[index].hiddenUntil <= clock.now && letters.count < 10 {
            messages[index].receives += 1
            messages[index].receipt = "\(messages[index].id)-\(messages[index].receives)"
            messages[index].hiddenUntil = clock.now.adding(seconds: Double(visibility))
            letters.append(letter(messages[index]))
        }
        if isHolding, !letters.isEmpty {
            await withCheckedContinuation { continuation in
                held.append(continuation)
                for watcher in holdWatchers { watcher.resume() }
                holdWatchers = []
            }
            try Task.checkCancellation()
        }
        return letters
    }

    private func change(_ changes: [LeaseQueue.Change]) throws -> [String: LeaseQueue.Outcome] {
        try fail()
        self.changes += changes
        largestBatch = max(largestBatch, changes.count)
        var outcomes: [String: LeaseQueue.Outcome] = [:]
        for change in changes {
            let index = messages.firstIndex { $0.receipt == change.receiptHandle && $0.hiddenUntil > clock.now }
            if let index { messages[index].hiddenUntil = clock.now.adding(seconds: Double(change.seconds)) }
            outcomes[change.messageID] = index == nil ? .lost : .done
        }
        return outcomes
    }

    private func fail() throws {
        guard isDown else { return }
        failures += 1
        throw ServiceFailure(reason: .unreachable, sentence: "No connection.", isTransient: true)
    }

    private func letter(_ message: Message) -> DeadLetter {
        DeadLetter(
            messageID: message.id, receiptHandle: message.receipt, queue: "dlq", body: "{}", attributes: [:],
            systemAttributes: [:], receiveCount: message.receives, sentAt: nil, firstReceivedAt: nil)
    }
}
