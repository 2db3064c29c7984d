import Console
import ConsoleTestSupport
import OpsDomain
import TerminalCore
import Testing

/// Sending, purging and moving, key by key in the real runtime.
@Suite struct QueueOperationsTests {
    private let services = ScriptedServices()
    private var queues: ScriptedQueueOperations { services.queueOperations }
    private static let sizes = [Size(rows: 24, columns: 80), Size(rows: 40, columns: 120), Size(rows: 10, columns: 40)]
    private static let failure = ServiceFailure(
        reason: .unreachable, sentence: "The endpoint cannot be reached; is the network up?", isTransient: true)

    private func console(
        size: Size = Size(rows: 24, columns: 80), place: ConsolePlace = ConsoleHarness.development,
        isReadOnly: Bool = false, readings: [QueueReading] = World.queues, editor: TextEditor = .none
    ) -> ConsoleHarness {
        services.setQueues(readings)
        var options = ConsoleOptions()
        options.isReadOnly = isReadOnly
        let facts: @Sendable (Timestamp) -> MessageTemplate.Facts = {
            MessageTemplate.Facts(orderID: "order-1", customerID: "user-1", messageID: "message-1", now: $0)
        }
        let pane = QueuesPane(
            service: services.services.queues, operations: queues.operations, files: services.services.files,
            newFacts: facts)
        return ConsoleHarness(
            panes: [pane, LogsPane(service: services.services.logs)], services: services, size: size, place: place,
            options: options, editor: editor)
    }

    /// With the cursor on the order queue, which is the last one.
    private func onOrders(_ harness: ConsoleHarness) { harness.type("G") }

    // MARK: Sending

    @Test func aTemplateIsSentAfterShowingIt() {
        let harness = console()
        onOrders(harness)
        harness.type("m")
        #expect(harness.text.contains("New message for development-order-queue"))
        #expect(harness.text.contains("\"orderId\": \"order-1\""))
        harness.press(.control("s"))
        #expect(harness.text.contains("Send a message to development-order-queue?"))
        #expect(harness.text.contains("In development, eu-central-1") && harness.text.contains("account 123456789012"))
        #expect(queues.sent.isEmpty)
        harness.type("y")
        #expect(queues.sent.map(\.queue) == ["development-order-queue"])
        #expect(MessageBody(queues.sent[0].message.body).order.type == "order_created")
        #expect(harness.text.contains("Sent to order-queue: message sent-1."))
        #expect(harness.state.focused?.scope == .list)
    }

    @Test func everythingThatIsTypedIsSent() {
        let harness = console()
        onOrders(harness)
        harness.type("m")
        harness.press(Key(.tab), .control("u"), .control("k"))
        harness.type("{\"type\":\"other\"}")
        harness.press(.tab)
        harness.type("source=shop")
        harness.press(.tab)
        harness.type("attempt=Number:3")
        harness.press(Key(.tab), Key(.tab))
        harness.type("tenant")
        harness.press(.tab)
        harness.type("30")
        #expect(harness.text.contains("does not know the type other"))
        harness.press(.control("s"))
        #expect(harness.text.contains("With attempt, source, group tenant, delay 30 s"))
        harness.type("y")
        let message = queues.sent.first?.message
        #expect(message?.body == "{\"type\":\"other\"}" && message?.groupID == "tenant" && message?.delay == 30)
        #expect(message?.attributes["attempt"] == MessageAttribute(dataType: "Number", value: .text("3")))
        #expect(message?.attributes.count == 2)
    }

    @Test func badJSONIsWarnedOfAndABadAttributeRefused() {
        let harness = console()
        onOrders(harness)
        harness.type("m")
        harness.press(.tab)
        harness.type("x")
        #expect(harness.text.contains("Not JSON") && harness.text.contains("drops it as done"))
        harness.press(.tab)
        harness.type("a=Number:x")
        harness.press(.control("s"))
        #expect(harness.state.overlays.isEmpty && harness.text.contains("No number that SQS takes"))
        harness.press(.control("u"))
        harness.press(.control("s"))
        harness.type("y")
        #expect(queues.sent.first?.message.body.hasSuffix("}x") == true)
    }

    @Test func templatesKeepWhatWasChangedInThem() {
        let harness = console()
        onOrders(harness)
        harness.type("m")
        harness.press(.tab)
        harness.type("!")
        harness.press(Key(.tab, .shift))
        harness.press(.right)
        #expect(harness.text.contains("order_updated") && !harness.text.contains("Not JSON"))
        harness.press(.left)
        #expect(harness.text.contains("Not JSON"))
        // Nothing is lost without a question.
        harness.press(.escape)
        #expect(harness.text.contains("Discard the message?") && harness.state.focused?.scope == .leavingMessage)
        harness.type("n")
        #expect(harness.text.contains("Not JSON"))
        harness.press(.escape)
        harness.type("y")
        #expect(harness.state.focused?.scope == .list)
        // An untouched one goes without.
        harness.type("m")
        harness.press(.escape)
        #expect(harness.state.focused?.scope == .list)
    }

    @Test func theBodyIsEditedInTheEditor() {
        let jobs = Locked<[EditorJob]>([])
        let gone = Locked<[String]>([])
        let editor = TextEditor(
            edit: { job in
                let round = jobs.withLock { jobs in
                    jobs.append(job)
                    return jobs.count
                }
                if round == 2 { return .failed(sentence: "The editor failed.", text: nil, path: nil) }
                if round == 3 { return .edited(text: job.text, path: "/drafts/3") }
                return .edited(text: "{\n  \"type\": \"other\"\n}\n", path: "/drafts/\(round)")
            }, forget: { path in gone.withLock { $0.append(path) } })
        let harness = console(editor: editor)
        onOrders(harness)
        harness.type("mv")
        #expect(jobs.withLock { $0.first?.text.hasPrefix("{\n  \"type\": \"order_created\",") } == true)
        #expect(jobs.withLock { $0.first?.name } == "message-development-order-queue.json")
        #expect(harness.text.contains("3 lines, below") && harness.text.contains("\"type\": \"other\""))
        harness.press(.control("o"))
        #expect(harness.text.contains("The editor failed."))
        harness.type("v")
        #expect(harness.text.contains("The body was not changed."))
        #expect(gone.withLock { $0 } == ["/drafts/3"])
        harness.press(.control("s"))
        harness.type("y")
        #expect(queues.sent.first?.message.body == "{\n  \"type\": \"other\"\n}")
        #expect(gone.withLock { $0 } == ["/drafts/3", "/drafts/1"])
    }

    @Test func whatFailedIsKept() {
        let harness = console()
        queues.fail(with: Self.failure)
        onOrders(harness)
        harness.type("m")
        harness.press(.control("s"))
        harness.type("y")
        #expect(harness.text.contains("The endpoint cannot be reached") && harness.text.contains("order-1"))
        queues.fail(with: nil)
        harness.press(.control("s"))
        harness.type("y")
        #expect(queues.sent.count == 1)
    }

    @Test func productionWantsItsNameTyped() {
        let harness = console(place: ConsoleHarness.production)
        onOrders(harness)
        harness.type("m")
        harness.type("{}")
        harness.press(.control("s"))
        #expect(harness.text.contains("PRODUCTION (prod)") && harness.text.contains("Type prod"))
        harness.press(.enter)
        #expect(queues.sent.isEmpty)
        harness.type("prod")
        harness.press(.enter)
        #expect(queues.sent.count == 1)
    }

    @Test func leavingTheProgramAsksWhileAMessageIsWritten() {
        let harness = console()
        harness.type("m")
        harness.type("x")
        harness.press(.control("c"))
        #expect(harness.text.contains("1 message written, not sent"))
    }

    // MARK: Purging

    private let letters = World.letters.map { SavedMessage($0) }

    @Test func aQueueIsSavedAndPurgedOnceItsNameIsTyped() throws {
        queues.setMessages(letters)
        let harness = console()
        harness.type("p")
        #expect(harness.text.contains("About 40 visible, 0 in flight, 0 delayed"))
        harness.press(.control("u"))
        harness.type("kept.jsonl")
        harness.press(.enter)
        #expect(
            harness.text.contains("Purge development-order-dlq?") && harness.text.contains("Saved first to kept.jsonl.")
        )
        harness.type("order-dlq")
        harness.press(.enter)
        #expect(queues.purged.isEmpty)
        harness.press(.control("u"))
        harness.type("development-order-dlq")
        harness.press(.enter)
        #expect(queues.purged == ["development-order-dlq"])
        #expect(try SavedMessages.read(services.files["kept.jsonl"] ?? "") == letters)
        #expect(harness.text.contains("Purged order-dlq, 4 messages saved: /home/ann/kept.jsonl"))
        // SQS takes one a minute.
        harness.type("p")
        #expect(harness.text.contains("SQS takes one purge a minute. Wait 60 s."))
        harness.advance(by: .seconds(61))
        harness.type("p")
        #expect(harness.state.focused?.scope == .purge)
    }

    @Test func whatCannotBeSavedIsNotPurged() {
        queues.setMessages(letters)
        services.put("", at: "kept.jsonl")
        let harness = console()
        harness.type("p")
        harness.press(.control("u"))
        harness.press(.enter)
        #expect(harness.text.contains("Name a file to save to"))
        harness.type("kept.jsonl")
        harness.press(.enter)
        harness.type("development-order-dlq")
        harness.press(.enter)
        #expect(queues.purged.isEmpty && harness.text.contains("kept.jsonl exists already"))
        harness.press(.control("t"))
        #expect(harness.text.contains("Nothing is saved: what is purged cannot be brought back."))
        harness.press(.enter)
        harness.type("development-order-dlq")
        harness.press(.enter)
        #expect(queues.purged == ["development-order-dlq"] && harness.text.contains("Purged order-dlq; SQS may take"))
    }

    @Test func whatIsAskedDoesNotChangeWithTheCounts() {
        let harness = console()
        harness.type("p")
        harness.press(.enter)
        services.setQueues([World.queue("development-order-dlq", visible: 3, sources: ["development-order-queue"])])
        harness.advance(by: .seconds(6))
        harness.type("development-order-dlq")
        harness.press(.enter)
        #expect(queues.purged == ["development-order-dlq"])
    }

    @Test func readOnlyChangesNothing() {
        let harness = console(isReadOnly: true)
        for key in ["m", "p"] {
            harness.type(key)
            #expect(harness.text.contains("read-only") && harness.state.focused?.scope == .list)
        }
        harness.type("R")
        for key in ["c", "m"] {
            harness.type(key)
            #expect(harness.text.contains("The console is read-only") && harness.state.overlays.isEmpty)
        }
        #expect(queues.started.isEmpty && queues.canaries.isEmpty)
    }

    // MARK: Looks

    private func check(_ name: String, _ readings: [QueueReading] = World.queues, _ prepare: (ConsoleHarness) -> Void) {
        for size in Self.sizes {
            let harness = console(size: size, readings: readings)
            prepare(harness)
            let outcome = FrameSnapshot(harness.frame).compare(
                named: "\(name)-\(size.columns)x\(size.rows)", besides: #filePath)
            #expect(outcome == .same)
        }
    }

    @Test func aMessageLooksLikeThis() {
        check("queue-send") { harness in
            onOrders(harness)
            harness.type("m")
        }
        check("queue-send-warned") { harness in
            onOrders(harness)
            harness.type("m")
            harness.press(Key(.tab), .control("u"), .control("k"))
            harness.type("{\"type\":\"order_created\"}")
            harness.press(.tab)
            harness.type("AWS.x=1")
        }
        check("queue-send-question") { harness in
            onOrders(harness)
            harness.type("m")
            harness.press(.right)
            harness.press(.control("s"))
        }
    }

    @Test func aPurgeLooksLikeThis() {
        let queue = World.queue(
            "development-order-queue", visible: 12, inFlight: 3, delayed: 1, deadLetters: "development-order-dlq")
        check("queue-purge", [queue]) { $0.type("p") }
        check("queue-purge-question", [queue]) { harness in
            harness.type("p")
            harness.press(.control("t"))
            harness.press(.enter)
        }
    }
}
