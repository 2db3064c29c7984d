import Console
import ConsoleTestSupport
import OpsDomain
import TerminalCore
import Testing

/// Bringing records in from a file, key by key in the real runtime.
@Suite struct ImportingTests {
    private let services = ScriptedServices(records: World.records(12))
    private var users: ScriptedRecords { services.records["users"] ?? ScriptedRecords() }
    private static let sizes = [Size(rows: 24, columns: 80), Size(rows: 40, columns: 120), Size(rows: 10, columns: 40)]

    private func console(
        size: Size = Size(rows: 24, columns: 80), place: ConsolePlace = ConsoleHarness.development,
        isReadOnly: Bool = false
    ) -> ConsoleHarness {
        var options = ConsoleOptions()
        options.isReadOnly = isReadOnly
        return ConsoleHarness(
            panes: PaneCatalog.panes(services.services), services: services, size: size, place: place,
            options: options)
    }

    private func user(_ key: String) -> Record? { users.records.first { $0["userId"] == .string(key) } }

    /// One that is new, one as it is, and one with another name and without an age.
    private var changed: Record {
        var record = World.user(1)
        record["name"] = .string("Amira Haddad")
        record["age"] = nil
        return record
    }

    private func put(_ records: [Record], at path: String = "users.dynamodb.json") {
        services.put(RecordEncoder.text(of: records, .dynamoDB, first: ["userId"]), at: path)
    }

    private func preview(_ harness: ConsoleHarness, of path: String = "users.dynamodb.json") {
        harness.type("I")
        harness.type(path)
        harness.press(.enter)
    }

    @Test func aFileIsShownAndWrittenWithoutTouchingWhatIsThere() {
        put([World.user(20), World.user(0), changed])
        let harness = console()
        preview(harness)
        #expect(harness.text.contains("3 users, nothing is written yet"))
        #expect(harness.text.contains("1 new · 1 differ · 1 the same"))
        #expect(harness.text.contains("+ ") && harness.text.contains("- name: amir Haddad"))
        #expect(users.writes.isEmpty && users.batches.count == 1)
        harness.press(.control("s"))
        #expect(harness.text.contains("Import 1 user?") && harness.text.contains("In development, eu-central-1"))
        #expect(harness.text.contains("1 there already and different: left alone."))
        harness.type("y")
        #expect(users.writes.map(\.kind) == [.create])
        #expect(user("user-00020") == World.user(20) && user("user-00001") == World.user(1))
        #expect(harness.text.contains("1 imported"))
        #expect(harness.state.focused?.scope == .list)
        // It is in the list.
        #expect(harness.text.contains("person20@example.com"))
    }

    @Test func whatDiffersIsChangedWhenAskedTo() {
        put([World.user(0), changed])
        let harness = console()
        preview(harness)
        harness.press(.control("s"))
        #expect(harness.text.contains("None is new; r changes those that differ."))
        harness.type("r")
        #expect(harness.text.contains("are changed to what the file says"))
        harness.press(.control("s"))
        #expect(harness.text.contains("Import 1 user?"))
        #expect(harness.text.contains("1 there already: changed to what the file says."))
        harness.type("y")
        #expect(users.updates.map(\.changedFields) == [["age", "name"]])
        #expect(user("user-00001") == changed)
        #expect(harness.lines.contains { $0.contains("Amira Haddad") })
        // And again: there is nothing left to do.
        preview(harness, of: "")
        #expect(harness.text.contains("0 new · 0 differ · 2 the same"))
        harness.press(.enter)
        #expect(harness.text.contains("there is nothing to write"))
    }

    @Test func noAnswerLeavesThePreviewAndEscapeTheList() {
        put([World.user(20)])
        let harness = console()
        preview(harness)
        harness.press(.enter)
        harness.type("n")
        #expect(harness.state.focused?.scope == .importReview)
        harness.press(.escape)
        #expect(harness.state.focused?.scope == .list && users.writes.isEmpty)
    }

    @Test func aWrongFileIsToldLineByLineAndReadAgain() {
        services.put("{\"userId\":{\"S\":\"a\"}}\n{\"name\":{\"S\":\"x\"}}\nid,name\n", at: "bad.json")
        let harness = console()
        preview(harness, of: "bad.json")
        #expect(harness.text.contains("bad.json: 2 lines cannot be imported."))
        #expect(harness.text.contains("line 2: The item has no userId."))
        #expect(harness.text.contains("line 3: Not JSON at byte 0"))
        harness.press(.enter)
        #expect(harness.state.focused?.scope == .importFaults && users.batches.isEmpty)
        put([World.user(20)], at: "bad.json")
        harness.press(.control("r"))
        #expect(harness.text.contains("1 user, nothing is written yet"))
    }

    @Test func whatIsNoFileIsTold() {
        services.put("", at: "empty.json")
        let harness = console()
        preview(harness, of: "nowhere.json")
        #expect(harness.text.contains("There is no file nowhere.json."))
        #expect(harness.state.focused?.scope == .importing)
        harness.press(.control("u"))
        harness.press(.enter)
        #expect(harness.text.contains("Type the name of a file"))
        harness.type("empty.json")
        harness.press(.enter)
        #expect(harness.text.contains("There is no user in the file."))
        harness.press(.escape)
        #expect(harness.state.focused?.scope == .list)
    }

    @Test func theTableOutOfReachIsTold() {
        put([World.user(20)])
        let harness = console()
        users.fail(with: World.unreachable)
        preview(harness)
        #expect(harness.text.contains("The endpoint cannot be reached"))
        #expect(harness.state.focused?.scope == .importing)
        users.fail(with: nil)
        harness.press(.enter)
        #expect(harness.text.contains("1 user, nothing is written yet"))
    }

    @Test func readOnlyImportsNothing() {
        let harness = console(isReadOnly: true)
        harness.type("I")
        #expect(harness.text.contains("read-only") && harness.state.focused?.scope == .list)
    }

    @Test func productionWantsItsNameTyped() {
        put([World.user(20)])
        let harness = console(place: ConsoleHarness.production)
        preview(harness)
        harness.press(.control("s"))
        #expect(harness.text.contains("PRODUCTION (prod)") && harness.text.contains("Type prod"))
        harness.press(.enter)
        #expect(users.writes.isEmpty)
        harness.type("prod")
        harness.press(.enter)
        #expect(users.writes.count == 1)
    }

    @Test func whatWasChangedMeanwhileIsToldAndTheRestIsDone() {
        put((20..<26).map(World.user) + [changed])
        let harness = console()
        preview(harness)
        harness.type("r")
        var theirs = World.user(1)
        theirs["name"] = .string("Theirs")
        users.replace("user-00001", with: theirs)
        users.replace("user-00022", with: World.user(22))
        harness.press(.control("s"))
        harness.type("y")
        #expect(harness.text.contains("5 imported, 2 conflicts"))
        #expect(harness.state.focused?.scope == .outcome)
        #expect(harness.text.contains("person1@example.com") && harness.text.contains("person22@example.com"))
        #expect(harness.text.contains("What was not done can be imported again"))
        #expect(user("user-00001") == theirs)
    }

    @Test func theLastLineIsReachedWhateverItsLength() {
        var long = World.user(2)
        long["note"] = .string(String(repeating: "a long note ", count: 200))
        put([long] + (3..<12).map(World.user))
        for size in Self.sizes.prefix(2) {
            let harness = console(size: size)
            preview(harness)
            harness.type("G")
            #expect(harness.text.contains("person11@example.com") && !harness.text.contains("more below"))
            harness.type("jjjj")
            #expect(harness.text.contains("person11@example.com"))
            harness.type("g")
            #expect(harness.text.contains("Differ from the table: 1"))
        }
    }

    @Test func hidingThePaneStartsTheReadingAgain() {
        put([World.user(20)])
        var driver = PaneDriver(
            CollectionPane(.users, service: users.service, files: services.services.files),
            area: Size(rows: 20, columns: 80))
        driver.appear()
        driver.send(.editing(.importBegan))
        driver.send(.editing(.importEdited(.paste("users.dynamodb.json"))))
        #expect(driver.send(.editing(.importReadAsked)).started == ["import"])
        #expect(driver.appear().started.contains("import"))
        #expect(driver.send(.editing(.importStopped)).cancelled == ["import"])
        #expect(!driver.appear().started.contains("import"))
        #expect(driver.state.scope == .importing)
    }

    @Test func manyNewOnesStandInTheListOnceEach() {
        put((0..<60).map(World.user))
        let harness = console()
        preview(harness)
        harness.press(.control("s"))
        harness.type("y")
        #expect(users.records.count == 60)
        #expect(harness.text.contains("48 imported"))
        #expect(harness.text.contains("┏ 1 Users ━") && harness.text.contains(" 60 "))
        harness.press(.control("r"))
        #expect(harness.text.contains(" 60 "))
    }

    @Test func theTableIsAskedAHundredAtATime() async throws {
        let records = ScriptedRecords(World.users(150), keys: "userId")
        let told = Locked<[Int]>([])
        let text = RecordEncoder.text(of: World.users(250), .dynamoDB, first: [])
        let plan = try await ImportPlan.make(
            ImportFile(text, of: .users), in: .users, from: records.service
        ) { asked in told.withLock { $0.append(asked) } }
        #expect(records.batches.map(\.count) == [100, 100, 50])
        #expect(told.withLock { $0 } == [100, 200, 250])
        #expect((plan.sameCount, plan.newCount) == (150, 100))
    }

    // MARK: Looks

    private func check(_ name: String, _ prepare: (ConsoleHarness) -> Void) {
        for size in Self.sizes {
            let harness = console(size: size)
            prepare(harness)
            let outcome = FrameSnapshot(harness.frame).compare(
                named: "\(name)-\(size.columns)x\(size.rows)", besides: #filePath)
            #expect(outcome == .same)
        }
    }

    @Test func thePromptLooksLikeThis() {
        check("import-naming") { harness in
            harness.type("I")
            harness.type("users.dyn")
        }
    }

    @Test func thePreviewLooksLikeThis() {
        var long = World.user(2)
        long["note"] = .string(String(repeating: "a long note ", count: 200))
        put([World.user(20), World.user(0), changed, long] + (3..<12).map(World.user))
        check("import-preview") { preview($0) }
        check("import-replacing") { harness in
            preview(harness)
            harness.type("rjj")
        }
        check("import-question") { harness in
            preview(harness)
            harness.type("r")
            harness.press(.enter)
        }
    }

    @Test func faultsLookLikeThis() {
        services.put((0..<50).map { "{\"name\":{\"S\":\"\($0)\"}}\n" }.joined(), at: "keyless.json")
        check("import-faulty") { preview($0, of: "keyless.json") }
    }
}
