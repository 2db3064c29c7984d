import Console
import ConsoleTestSupport
import OpsDomain
import TerminalCore
import Testing

/// Repairs in the dead-letter pane, key by key; how they are carried out is the service's affair.
@Suite struct RepairTests {
    private let services = ScriptedServices(records: World.records(10))

    /// As SQS has them: without the escapes that it does not take.
    private let letters = World.letters.filter { MessageLimits.forbiddenCharacter(in: $0.body) == nil }

    private func console(isReadOnly: Bool = false) -> ConsoleHarness {
        services.setQueues(World.queues)
        services.setGroups(World.groups)
        var options = ConsoleOptions()
        options.isReadOnly = isReadOnly
        let harness = ConsoleHarness(
            panes: PaneCatalog.panes(services.services), services: services, size: Size(rows: 24, columns: 80),
            options: options)
        harness.settle()
        harness.type("4")
        services.leases.send(.opened(queue: "development-order-dlq", retention: .seconds(1_209_600)))
        services.leases.send(.leased(letters, until: World.now.adding(seconds: 112)))
        services.leases.send(.caughtUp(at: World.now))
        harness.settle()
        return harness
    }

    private func settleAll(_ outcome: SendOutcome) {
        services.repairs.advance { ledger in
            for number in ledger.stages.indices {
                ledger.settle(number, outcome)
                if case .sent = outcome { ledger.settle(number, DeleteOutcome.done) }
            }
            ledger.end()
        }
        services.repairs.finish()
    }

    @Test func markedMessagesAreSentBackToWhereTheyCameFrom() throws {
        let harness = console()
        harness.type("  r")
        #expect(harness.text.contains("Send 2 messages again?"))
        #expect(harness.text.contains("2 from development-order-dlq to development-order-queue"))
        #expect(services.repairs.orders.isEmpty)
        harness.type("y")
        let order = try #require(services.repairs.orders.first)
        #expect(order.action == .resend && order.items.count == 2)
        #expect(order.items.allSatisfy { $0.destination == "development-order-queue" && $0.editedBody == nil })
        #expect(harness.text.contains("2 read = 0 moved + 2 not done yet · X stops"))
        // One at a time, and it can be stopped.
        harness.type("r")
        #expect(harness.text.contains("A repair is under way"))
        harness.type("X")
        #expect(services.repairs.stopCount == 1 && harness.text.contains("stopping"))
        settleAll(.sent(messageID: "new"))
        harness.settle()
        #expect(harness.text.contains("2 read = 2 moved"))
    }

    @Test func whatWasNotDoneIsToldMessageByMessage() {
        let harness = console()
        harness.type("*")
        harness.type("ry")
        settleAll(.lost("No answer."))
        harness.settle()
        #expect(harness.text.contains("\(letters.count) in doubt"))
        #expect(harness.text.contains(letters[0].messageID) && harness.text.contains("No answer."))
        harness.press(.escape)
        #expect(harness.text.contains("First seen"))
    }

    @Test func deletingWantsTheirNumberTyped() {
        let harness = console()
        harness.type(" x")
        #expect(harness.text.contains("Delete 1 message?") && harness.text.contains("saved to a file first"))
        harness.type("2")
        harness.press(.enter)
        #expect(services.repairs.orders.isEmpty)
        harness.press(.escape)
        harness.type("x1")
        harness.press(.enter)
        #expect(services.repairs.orders.map(\.action) == [.delete])
        services.leases.send(.removed(messageIDs: services.repairs.orders[0].items.map(\.message.messageID)))
        settleAll(.sent(messageID: ""))
        harness.settle()
        #expect(harness.text.contains("\(letters.count - 1) leased"))
    }

    @Test func anotherQueueIsNamedFirst() {
        let harness = console()
        harness.type("M")
        #expect(harness.text.contains("Send to queue: development-order-queue"))
        harness.press(.control("u"))
        harness.type("elsewhere")
        harness.press(.enter)
        #expect(harness.text.contains("1 from development-order-dlq to elsewhere"))
        harness.type("y")
        #expect(services.repairs.orders.first?.items.map(\.destination) == ["elsewhere"])
    }

    @Test func messagesAreSavedAndRestored() throws {
        let harness = console()
        harness.type("*")
        harness.press(.control("s"))
        harness.press(.control("u"))
        harness.type("kept.jsonl")
        harness.press(.enter)
        #expect(harness.text.contains("Saved \(letters.count) messages in /home/ann/kept.jsonl"))
        #expect(try SavedMessages.read(services.files["kept.jsonl"] ?? "").count == letters.count)
        services.put("nonsense\n", at: "wrong.jsonl")
        harness.type("I")
        harness.type("wrong.jsonl")
        harness.press(.enter)
        #expect(harness.text.contains("1 line of wrong.jsonl cannot be read; nothing was sent."))
        harness.press(.control("u"))
        harness.type("kept.jsonl")
        harness.press(.enter)
        #expect(harness.text.contains("Send \(letters.count) messages out of the file?"))
        harness.type("y")
        let order = try #require(services.repairs.orders.first)
        #expect(order.action == .restore && order.items.allSatisfy { $0.destination == $0.message.queue })
    }

    @Test func whatWasCutShortIsToldAtTheStartAndGoneOnWithWhenAllIsHere() throws {
        let items = letters.map { Repair.Item(SavedMessage($0), destination: "development-order-queue") }
        let repair = Repair(
            id: "r", at: World.now, place: JournalPlace(environment: "development", region: "r", endpoint: nil),
            action: .resend, source: "development-order-dlq", items: items)
        services.repairs.leave([RepairLedger(repair)])
        let harness = console()
        #expect(harness.text.contains("a repair was cut short: u goes on"))
        harness.type("u")
        #expect(harness.text.contains("Go on with what was cut short?"))
        harness.type("y")
        #expect(services.repairs.resumed.map(\.isWhole) == [true])
        settleAll(.sent(messageID: "new"))
        harness.settle()
        #expect(!harness.text.contains("cut short"))
    }

    /// Ten thousand marked letters: what a key and a frame ask of them ends at the first.
    @Test func whetherThereIsAnyIsAskedOfTheFirst() {
        let pane = DeadLettersPane(service: services.services.deadLetters, queues: services.services.queues)
        var driver = PaneDriver(pane)
        driver.appear()
        let letters = (0..<200).map { World.letter($0 + 1, body: "{}") }
        driver.send(.lettersLeased(letters.map { LeasedLetter($0, until: World.now.adding(seconds: 112)) }))
        driver.send(.list(.allMarked))
        var asked = 0
        #expect(
            driver.state.hasSubject { _ in
                asked += 1; return true
            } && asked == 1)
        driver.send(.leasesLost(messageIDs: letters.map(\.messageID)))
        #expect(!driver.state.hasRepairable && driver.state.subjects.count == 200)
    }

    @Test func aReadOnlyConsoleRepairsNothing() {
        let harness = console(isReadOnly: true)
        harness.type("r")
        #expect(harness.text.contains("read-only") && !harness.text.contains("Send 1 message again?"))
        harness.type("x")
        #expect(services.repairs.orders.isEmpty)
    }

    @Test func aMessageThatAnotherConsumerHasIsNotActedOn() {
        let harness = console()
        services.leases.send(.lost(messageIDs: letters.map(\.messageID)))
        harness.settle()
        harness.type("r")
        #expect(harness.text.contains("no message here that this console holds"))
    }
}
