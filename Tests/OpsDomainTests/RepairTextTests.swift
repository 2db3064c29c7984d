import OpsDomain
import Testing

@Suite struct RepairTextTests {
    private let at = Timestamp(milliseconds: 1_772_331_240_000)

    private var repair: Repair {
        let attributes = [
            "kind": MessageAttribute(dataType: "String", value: .text("a\nb\u{1F980}")),
            "raw": MessageAttribute(dataType: "Binary", value: .binary([0, 255])),
        ]
        let items = (0..<4).map { number in
            Repair.Item(
                SavedMessage(
                    queue: "dlq", messageID: "m\(number)", body: "{\"n\":\(number)}\u{0}", attributes: attributes,
                    systemAttributes: ["AWSTraceHeader": "Root=1", "SentTimestamp": "1772331240000"], sentAt: at),
                editedBody: number == 2 ? "{}" : nil, destination: number == 3 ? "orders.fifo" : "orders")
        }
        return Repair(
            id: "r1", at: at,
            place: JournalPlace(
                environment: "dev", region: "eu-central-1", endpoint: "http://127.0.0.1:1", account: "1", who: "ann"),
            action: .resend, source: "dlq", items: items)
    }

    @Test func whatIsWrittenIsReadBack() {
        let events: [RepairText.Event] = [
            .planned(repair), .sending([0, 1, 2]),
            .answered([
                0: .sent(messageID: "s0"), 1: .refused("no", isTransient: false), 2: .lost("gone \"quiet\""),
            ]),
            .deleted([0: .done]), .kept([3], reason: "Stopped."),
        ]
        let text = events.map { RepairText.line($0, of: "r1", at: at) }.joined(separator: "\n")
        let (ledgers, problems) = RepairText.read(text)
        #expect(problems.isEmpty && ledgers.count == 1)
        #expect(ledgers.first?.repair == repair)
        #expect(
            ledgers.first?.stages == [
                .done(messageID: "s0"), .refused("no"), .unsure("gone \"quiet\""), .kept("Stopped."),
            ])
        #expect(ledgers.first?.summary == "4 read = 1 moved + 1 failed + 1 in doubt + 1 kept")
        #expect(ledgers.first?.isEnded == false)
        let ended = RepairText.read(text + "\n" + RepairText.line(.ended, of: "r1", at: at))
        #expect(ended.ledgers.first?.isEnded == true)
    }

    @Test func whatWasBeingSentWhenTheProgramEndedIsKnown() {
        let text = [RepairText.Event.planned(repair), .sending([1])].map { RepairText.line($0, of: "r1", at: at) }
        let ledger = RepairText.read(text.joined(separator: "\n")).ledgers.first
        #expect(ledger?.stages == [.planned, .sending(since: at), .planned, .planned])
        #expect(ledger?.openNumbers.count == 4)
    }

    @Test(arguments: [
        "{", "{\"v\":2}", "{\"v\":1,\"repair\":\"x\",\"at\":\"2026-01-01T00:00:00Z\",\"event\":\"ended\"}",
        "{\"v\":1,\"repair\":\"r1\",\"at\":\"2026-01-01T00:00:00Z\",\"event\":\"sending\",\"messages\":[9]}",
        "{\"v\":1,\"repair\":\"r1\",\"at\":\"2026-01-01T00:00:00Z\",\"event\":\"planned\"}",
    ])
    func aLineThatCannotBeReadIsToldAndTheRestHolds(line: String) {
        let text = RepairText.line(.planned(repair), of: "r1", at: at) + "\n" + line + "\n"
        let (ledgers, problems) = RepairText.read(text + RepairText.line(.ended, of: "r1", at: at))
        #expect(problems.count == 1 && problems[0].hasPrefix("Line 2 of the repairs cannot be read: "))
        #expect(ledgers.map(\.isEnded) == [true])
    }

    @Test func aMessageForAFIFOQueueBearsAnIdThatStopsASecondOne() {
        #expect(repair.outgoing(0).deduplicationID == nil)
        #expect(repair.outgoing(3).deduplicationID == "nightdesk-r1-3")
        #expect(repair.outgoing(2).body == "{}" && repair.outgoing(2).traceHeader == "Root=1")
    }

    @Test func whatWasSentIsKnownByItsContentItsMomentAndByBeingNobodyElses() {
        var ledger = RepairLedger(repair)
        ledger.begin(sending: [0, 1], at: at)
        func seen(_ id: String, _ number: Int, _ seconds: Double) -> SendEvidence.Seen {
            let message = repair.outgoing(number)
            return SendEvidence.Seen(
                messageID: id, body: message.body, attributes: message.attributes, sentAt: at.adding(seconds: seconds))
        }
        // An older one, one that is not in doubt, the dead letter itself, and another's content.
        #expect(
            SendEvidence.matches(ledger, in: [seen("x", 0, -60), seen("y", 2, 1), seen("m0", 0, 1)]).isEmpty)
        #expect(SendEvidence.matches(ledger, in: [seen("x", 0, 1), seen("y", 0, 1)]) == [0: "x"])
        ledger.settle(1, SendOutcome.sent(messageID: "x"))
        #expect(SendEvidence.matches(ledger, in: [seen("x", 0, 1)]).isEmpty)
    }
}
