import Console
import ConsoleTestSupport
import OpsDomain
import TerminalCore
import Testing

/// What a person does, key by key, in the real runtime over the five panes.
@Suite struct JourneyTests {
    private let services = ScriptedServices(records: World.records(250))

    private func console(_ size: Size = Size(rows: 40, columns: 120), isReadOnly: Bool = false) -> ConsoleHarness {
        services.setQueues(World.queues)
        services.setGroups(World.groups)
        var options = ConsoleOptions()
        options.isReadOnly = isReadOnly
        let harness = ConsoleHarness(
            panes: PaneCatalog.panes(services.services), services: services, size: size, options: options)
        services.tail.send(.lines(World.lines))
        services.tail.send(.caughtUp(at: World.now))
        harness.settle()
        return harness
    }

    @Test func allFiveAreLiveInTheOverview() {
        let text = console().text
        for word in ["Zoe Adler", "order-0001", "order-queue", "About 40 messages", "slow answer"] {
            #expect(text.contains(word), "\(word)")
        }
    }

    @Test func ordersShowTheirCustomersNamesAndAskForEachOnce() throws {
        let users = try #require(services.records["users"])
        users.replace("user-00003", with: nil)
        let harness = console(Size(rows: 40, columns: 120))
        #expect(users.batches.map(\.count) == [12])
        harness.type("2")
        for name in [0, 1, 2].compactMap({ World.user($0)["name"]?.displayText }) {
            #expect(harness.lines.contains { $0.contains("order-00") && $0.contains(name) }, "\(name)")
        }
        // Who is gone has no name, and is not asked for again.
        #expect(harness.lines.contains { $0.contains("order-0003") && $0.contains("user-000") })
        harness.type("jjkkGg")
        let asked = users.batches.flatMap(\.self)
        #expect(Set(asked).count == asked.count && asked.count == 12)
    }

    @Test func whatTheFilterAsksForIsFoundInTheWholeTable() throws {
        let users = try #require(services.records["users"])
        let harness = console(Size(rows: 24, columns: 80))
        harness.type("F")
        #expect(users.pageCount == 1)
        harness.type("/")
        harness.type("email ~ person24")
        harness.press(.enter)
        // Only 100 of the 250 are loaded.
        #expect(harness.text.contains("1 of 100 loaded"))
        let asked = users.pageCount
        harness.type("F")
        #expect(harness.text.contains("F again reads it all: ~250 items"))
        #expect(users.pageCount == asked)
        harness.type("F")
        // The budget holds the next page back until the first is worked off.
        #expect(harness.text.contains("100 of ~250 read, 1 found · X stops"))
        #expect(users.pageCount == asked + 1)
        harness.advance(by: .seconds(1))
        #expect(harness.text.contains("Found 11 in 250 items read"))
        #expect(harness.text.contains("11 of 110 loaded"))
        #expect(harness.lines.contains { $0.contains("person249@") })
        // What was found is no second time there when its page comes.
        harness.press(.escape)
        harness.type("A")
        #expect(harness.text.contains(" 250 ┓"))
        // By its key it is one read, and no question of cost.
        harness.type("/")
        harness.type("userId = user-00249")
        harness.press(.enter)
        let before = users.pageCount
        harness.type("F")
        #expect(harness.text.contains("Found 1 in 1 item read") && users.pageCount == before)
    }

    @Test func whatIsMarkedOrElseShownIsWrittenToAFile() {
        let harness = console(Size(rows: 24, columns: 80))
        harness.type("2")
        harness.type(">")
        harness.press(.control("s"))
        #expect(harness.text.contains("Write 4 orders to: orders-development.csv"))
        harness.press(.enter)
        #expect(harness.text.contains("Wrote 4 orders to /home/ann/orders-development.csv"))
        let lines = services.files["orders-development.csv"]?.split(separator: "\r\n") ?? []
        #expect(lines.count == 5 && lines.dropFirst().allSatisfy { $0.contains("cancelled") })
        // Nothing is written over, and what was typed stays.
        harness.press(.control("s"))
        harness.press(.enter)
        #expect(harness.text.contains("exists already") && harness.text.contains("Write 4 orders to:"))
        harness.press(.control("u"))
        harness.type("some")
        harness.press(.enter)
        #expect(harness.text.contains("The name says no format"))
        harness.type(".dynamodb.json")
        harness.press(.enter)
        #expect(RecordDecoder.lines(of: services.files["some.dynamodb.json"] ?? "").count == 4)
        harness.press(.escape)
        harness.type("  ")
        harness.press(.control("s"))
        #expect(harness.text.contains("Write 2 orders to:"))
        harness.press(.escape)
        #expect(services.files.count == 2)
    }

    @Test func statusesAreCountedAndShownOneByOne() {
        let harness = console(Size(rows: 24, columns: 80))
        harness.type("2")
        #expect(harness.text.contains(" all 12  ○ cancelled 4  ● completed 4  ◐ pending 4 "))
        harness.type(">")
        #expect(harness.text.contains("4 of 12 match /status:cancelled"))
        #expect(harness.lines.count { $0.contains("○ cancelled ") && $0.contains("order-") } == 4)
        harness.type(">>")
        #expect(harness.text.contains("match /status:pending"))
        harness.type(">")
        #expect(!harness.text.contains("match /"))
        harness.type("<")
        #expect(harness.text.contains("match /status:pending"))
        harness.press(.escape)
        #expect(!harness.text.contains("match /"))
    }

    @Test func anOrderIsCancelledByMessageAndFollowed() throws {
        let orders = try #require(services.records["orders"])
        let harness = console(Size(rows: 24, columns: 80))
        harness.type("2")
        harness.type("K")
        #expect(harness.text.contains("Cancel order-0000"))
        harness.type("too late q?")
        harness.press(.enter)
        #expect(harness.text.contains("By a message on development-order-queue:"))
        #expect(harness.text.contains(#""reason": "too late q?""#))
        #expect(services.sent.isEmpty)
        harness.type("y")
        let body = #"{"type":"order_cancelled","orderId":"order-0000","reason":"too late q?"}"#
        #expect(services.sent == [body])
        #expect(harness.text.contains("Sent; watching what becomes of it."))
        // The handler takes its time.
        harness.advance(by: .seconds(2))
        var done = World.order(0)
        done["status"] = .string("cancelled")
        orders.replace("order-0000", with: done)
        harness.advance(by: .seconds(2))
        #expect(harness.text.contains("is cancelled, after 4 s"))
        #expect(orders.writes.isEmpty)
        harness.type("K")
        #expect(harness.text.contains("is cancelled already"))
    }

    @Test func aCancellationThatNobodyHandlesIsTold() {
        let harness = console(Size(rows: 24, columns: 80))
        harness.type("2")
        harness.type("K")
        harness.press(.enter)
        harness.type("y")
        #expect(services.sent == [#"{"type":"order_cancelled","orderId":"order-0000"}"#])
        for _ in 0..<15 { harness.advance(by: .seconds(2)) }
        #expect(harness.text.contains("is not cancelled"))
    }

    @Test func anOrderIsCancelledInTheTableOnConditionAndAFailureKeepsTheReason() throws {
        let orders = try #require(services.records["orders"])
        let harness = console(Size(rows: 24, columns: 80))
        harness.type("2")
        harness.type("K")
        harness.type("fraud")
        services.failSending(with: World.unreachable)
        harness.press(.enter)
        harness.type("y")
        #expect(harness.text.contains("cannot be reached") && harness.text.contains("fraud"))
        harness.press(.control("t"))
        #expect(harness.text.contains("Directly in the table") && harness.text.contains("+ status: cancelled"))
        harness.type("y")
        #expect(orders.updates.map(\.changedFields) == [["cancelReason", "cancelledAt", "status"]])
        #expect(services.sent.isEmpty)
        let readOnly = console(Size(rows: 24, columns: 80), isReadOnly: true)
        readOnly.type("2")
        readOnly.type("K")
        #expect(readOnly.text.contains("read-only"))
    }

    /// The order opens at once, and one Escape leads back to the letter that named it.
    @Test func fromALetterToItsOrderAndBack() {
        let harness = console(Size(rows: 24, columns: 80))
        harness.type("4")
        services.leases.send(.leased(World.letters, until: World.now.adding(seconds: 100)))
        harness.settle()
        harness.type("G")
        harness.press(.enter)
        #expect(harness.text.contains("Why it failed"))
        harness.type("O")
        #expect(harness.state.focused?.id.name == "orders" && harness.state.focused?.scope == .detail)
        #expect(harness.text.contains("Esc goes back to Dead letters."))
        harness.press(.escape)
        #expect(harness.text.contains("Why it failed"))
        harness.press(.escape)
        #expect(harness.state.focused?.id.name == "dead-letters" && harness.state.focused?.scope == .list)
    }

    @Test func aUserIsEditedInTheFormAndChangedInTheTable() {
        let harness = console(Size(rows: 24, columns: 80))
        harness.type("j")
        harness.press(.enter)
        harness.type("e")
        #expect(harness.text.contains("Edit user amir Haddad (person1@example.com, user-00001)"))
        harness.press(.control("u"))
        harness.type("Amira q:?")
        #expect(harness.text.contains("Changed: name"))
        harness.press(.control("s"))
        #expect(harness.text.contains("- name: amir Haddad"))
        #expect(services.records["users"]?.updates.isEmpty == true)
        // Reading a question takes a person some time, and what they agreed to is what is written.
        harness.advance(by: .seconds(20))
        harness.type("y")
        #expect(services.records["users"]?.updates.map(\.changedFields) == [["name", "updatedAt"]])
        #expect(harness.text.contains("Saved user Amira q:? (person1@example.com, user-00001)"))
        harness.press(.escape)
        #expect(harness.lines.contains { $0.contains("Amira q:?") })
    }

    @Test func aConflictIsMergedAndSavedByKeys() {
        let harness = console(Size(rows: 24, columns: 80))
        harness.type("e")
        harness.press(.control("u"))
        harness.type("Mine")
        var theirs = World.user(0)
        theirs["name"] = .string("Theirs")
        theirs["age"] = .number("61")
        services.records["users"]?.replace("user-00000", with: theirs)
        harness.press(.control("s"))
        harness.type("y")
        #expect(harness.text.contains("Theirs") && harness.text.contains("Mine"))
        harness.press(.enter)
        #expect(harness.text.contains("Choose for name first"))
        harness.type("m")
        harness.press(.enter)
        #expect(harness.text.contains("- name: Theirs") && harness.text.contains("+ name: Mine"))
        harness.type("y")
        let saved = services.records["users"]?.records.first { $0["userId"] == .string("user-00000") }
        #expect(saved?["name"] == .string("Mine"))
        #expect(saved?["age"] == .number("61"))
    }

    @Test func aUserIsCreated() {
        let harness = console(Size(rows: 24, columns: 80))
        harness.type("n")
        harness.paste("new@example.com")
        harness.press(.tab)
        harness.type("New Person")
        harness.press(.control("s"))
        harness.type("y")
        let created = services.records["users"]?.created.first
        #expect(created?["email"] == .string("new@example.com"))
        #expect(created?["userId"]?.displayText.count == 36)
        #expect(created?["createdAt"] == .string(World.now.iso8601))
        #expect(harness.lines.contains { $0.contains("New Person") })
    }

    @Test func savingWhatMayNotBeSavedGoesToTheFieldThatIsWrong() {
        let harness = console(Size(rows: 24, columns: 80))
        harness.type("e")
        harness.press(.control("u"), Key(.tab))
        harness.type("4")
        #expect(harness.text.contains("^S saves · * required"))
        harness.press(.control("s"))
        #expect(harness.text.contains("Name is required."))
        harness.type("Ann")
        harness.press(.control("s"))
        #expect(harness.text.contains("+ name: Ann"))
        harness.type("n")
        // Help can be had where a question mark is text.
        harness.press(Key(.function(1)))
        #expect(harness.text.contains("Keys: Users"))
    }

    @Test func readOnlyRefusesTheFormWithAReason() {
        let harness = console(Size(rows: 24, columns: 80), isReadOnly: true)
        harness.type("e")
        #expect(harness.text.contains("read-only"))
        #expect(!harness.text.contains("Edit user"))
    }

    @Test func quittingWithAnUnsavedFormAsks() {
        let harness = console(Size(rows: 24, columns: 80))
        harness.type("ex")
        harness.press(.control("c"))
        #expect(harness.exit == nil)
        #expect(harness.text.contains("1 user edited, not saved"))
    }

    @Test func anOrderLeadsToItsCustomerAndBackToTheirOrders() {
        let harness = console(Size(rows: 24, columns: 80))
        harness.type("2")
        harness.type("jju")
        #expect(harness.text.contains("user-00002"))
        #expect(harness.text.contains("person2@example.com"))
        harness.type("O")
        #expect(harness.text.contains("order-0002"))
        #expect(!harness.text.contains("order-0003"))
    }

    @Test func theDeadLettersAreAKeyFromTheirQueue() {
        let harness = console(Size(rows: 24, columns: 80))
        harness.type("3")
        harness.type("d")
        services.leases.send(.opened(queue: "development-order-dlq", retention: .seconds(1_209_600)))
        services.leases.send(.leased(World.letters, until: World.now.adding(seconds: 100)))
        harness.settle()
        #expect(harness.text.contains("4 leased"))
        harness.press(.enter)
        #expect(harness.text.contains("Why it failed"))
    }

    @Test func theWholeTableIsLoadedByOneKey() {
        let harness = console(Size(rows: 24, columns: 80))
        harness.type("A")
        #expect(harness.text.contains("All 250 users loaded."))
        harness.type("G")
        #expect(harness.text.contains("person249@"))
    }

    @Test func staleWhileTheWorldIsAwayAndFreshWhenItIsBack() {
        let harness = console()
        for records in services.records.values { records.fail(with: World.unreachable) }
        services.setQueues([], failure: World.unreachable)
        harness.advance(by: .seconds(20))
        #expect(harness.text.contains("Zoe Adler"))
        #expect(harness.text.contains("order-queue"))
        let stale = PaneStatusProbe(harness).failures
        #expect(stale.isSuperset(of: ["users", "orders", "queues"]))
        for records in services.records.values { records.fail(with: nil) }
        services.setQueues(World.queues)
        harness.advance(by: .seconds(20))
        #expect(PaneStatusProbe(harness).failures.isEmpty)
    }

    /// Whatever is pressed, in whatever state, at whatever size: nothing crashes and every frame has its size.
    @Test(arguments: [UInt64(1), 2, 3])
    func noKeyCrashesAnything(seed: UInt64) {
        var generator = KeyGenerator(state: seed)
        let harness = console(Size(rows: 24, columns: 80))
        services.leases.send(.leased(World.letters, until: World.now.adding(seconds: 100)))
        for step in 0..<700 {
            if step.isMultiple(of: 97) {
                harness.resize(Size(rows: 5 + Int(generator.next() % 40), columns: 20 + Int(generator.next() % 120)))
            }
            let key = generator.key()
            // Leaving and suspending have tests of their own.
            if key == .control("c") || key == .control("z") || key == .character("q") { continue }
            harness.press(key)
            if step.isMultiple(of: 50) {
                services.tail.send(.lines([World.line("line \(step)", 1000 + step, secondsAgo: Double(step % 20))]))
                harness.advance(by: .seconds(3))
            }
            #expect(harness.frame.size == harness.terminal.size)
            guard harness.exit == nil else {
                Issue.record("\(key.chord) left the program")
                return
            }
        }
    }
}

/// Which panes say that something failed.
private struct PaneStatusProbe {
    let failures: Set<String>

    init(_ harness: ConsoleHarness) {
        let context = World.view(isFocused: true, now: harness.clock.now)
        failures = Set(harness.state.panes.filter { $0.status(context).failure != nil }.map(\.id.name))
    }
}

private struct KeyGenerator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return state >> 33
    }

    mutating func key() -> Key {
        let codes: [Key.Code] = [
            .enter, .tab, .escape, .up, .down, .left, .right, .home, .end, .pageUp, .pageDown, .backspace, .delete,
        ]
        switch next() % 10 {
        case 0...2: return Key(codes[Int(next()) % codes.count])
        case 3:
            let letter = Unicode.Scalar(UInt8(ascii: "a") + UInt8(next() % 26))
            return .control(letter)
        default: return .character(Unicode.Scalar(UInt8(0x20 + next() % 95)))
        }
    }
}
