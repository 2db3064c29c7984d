import Console
import ConsoleTestSupport
import OpsDomain
import TerminalCore
import Testing

/// Deleting, duplicating, the editor and many at once, key by key in the real runtime.
@Suite struct EditingTests {
    private let services = ScriptedServices(records: World.records(12))
    private var users: ScriptedRecords { services.records["users"] ?? ScriptedRecords() }

    /// An editor that does what a test says, once for each time it is started.
    private final class ScriptedEditor: Sendable {
        private struct Script {
            var rounds: [@Sendable (EditorJob) -> EditorOutcome] = []
            var jobs: [EditorJob] = []
            var gone: [String] = []
        }

        private let state = Locked(Script())

        init(_ rounds: [@Sendable (EditorJob) -> EditorOutcome]) {
            state.withLock { $0.rounds = rounds }
        }

        var jobs: [EditorJob] { state.withLock { $0.jobs } }
        var forgotten: [String] { state.withLock { $0.gone } }

        var editor: TextEditor {
            TextEditor(
                edit: { job in
                    self.state.withLock { state in
                        state.jobs.append(job)
                        guard !state.rounds.isEmpty else { return .failed(sentence: "No more.", text: nil, path: nil) }
                        return state.rounds.removeFirst()(job)
                    }
                },
                forget: { path in self.state.withLock { $0.gone.append(path) } })
        }

        static func replacing(_ old: String, _ new: String) -> @Sendable (EditorJob) -> EditorOutcome {
            { .edited(text: $0.text.replacing(old, with: new), path: "/drafts/1") }
        }
    }

    private func console(
        _ editor: ScriptedEditor = ScriptedEditor([]), size: Size = Size(rows: 24, columns: 80),
        isReadOnly: Bool = false
    ) -> ConsoleHarness {
        var options = ConsoleOptions()
        options.isReadOnly = isReadOnly
        return ConsoleHarness(
            panes: PaneCatalog.panes(services.services), services: services, size: size, options: options,
            editor: editor.editor)
    }

    private func user(_ key: String) -> Record? { users.records.first { $0["userId"] == .string(key) } }

    // MARK: Whole records

    @Test func aUserIsDeletedOnceItsNameIsTyped() {
        let harness = console()
        harness.type("x")
        #expect(harness.text.contains("Delete user Zoe Adler?"))
        #expect(harness.text.contains("- email: person0@example.com"))
        harness.type("Zoe")
        harness.press(.enter)
        #expect(harness.text.contains("Type Zoe Adler to go on."))
        #expect(users.records.count == 12)
        harness.type(" Adler")
        harness.press(.enter)
        #expect(user("user-00000") == nil)
        #expect(harness.text.contains("Deleted user Zoe Adler (person0@example.com, user-00000)"))
        #expect(harness.lines.contains { $0.contains("▌amir Haddad") })
    }

    @Test func aNameThatKeyboardsLackIsNotAskedFor() {
        let harness = console()
        harness.type("jjjjjx")
        #expect(harness.text.contains("Type user-00005"))
    }

    @Test func whatSomebodyChangedIsNotDeletedButShown() {
        let harness = console()
        var theirs = World.user(0)
        theirs["age"] = .number("77")
        users.replace("user-00000", with: theirs)
        harness.type("xZoe Adler")
        harness.press(.enter)
        #expect(user("user-00000") == theirs)
        #expect(harness.text.contains("was not deleted: somebody changed it"))
        #expect(harness.state.focused?.scope == .detail && harness.text.contains("77"))
        harness.type("xZoe Adler")
        harness.press(.enter)
        #expect(user("user-00000") == nil)
        #expect(harness.state.focused?.scope == .list)
    }

    @Test func readOnlyChangesNothing() {
        for key in ["x", "D", "v", "V", "e"] {
            let editor = ScriptedEditor([])
            let harness = console(editor, isReadOnly: true)
            harness.type(key)
            #expect(harness.text.contains("read-only"), "\(key)")
            #expect(editor.jobs.isEmpty && harness.state.overlays.isEmpty, "\(key)")
        }
    }

    @Test func aDuplicateIsARecordOfItsOwn() {
        let harness = console()
        harness.type("jD")
        #expect(harness.text.contains("New user") && harness.text.contains("amir Haddad"))
        harness.press(.control("s"))
        harness.type("y")
        let made = users.created.first
        #expect(made?["name"] == .string("amir Haddad") && made?["age"] == World.user(1)["age"])
        #expect(made?["userId"] != World.user(1)["userId"] && made?["userId"]?.displayText.count == 36)
        #expect(made?["createdAt"] == .string(World.now.iso8601))
    }

    // MARK: The editor

    @Test func anEditedTextIsShownConfirmedAndWritten() {
        let editor = ScriptedEditor([ScriptedEditor.replacing("\"Zoe Adler\"", "\"Zoe B\"")])
        let harness = console(editor)
        harness.type("v")
        #expect(editor.jobs.map(\.name) == ["users-user-00000.json"])
        #expect(editor.jobs.first?.text.hasPrefix("{\n  \"userId\": {\n    \"S\": \"user-00000\"\n  },") == true)
        #expect(harness.terminal.yieldCount == 1)
        #expect(harness.text.contains("Change 1 field of user Zoe Adler?"))
        #expect(harness.text.contains("+ name: Zoe B"))
        // No leaves the change where it is.
        harness.type("n")
        #expect(harness.text.contains("not written yet") && harness.state.focused?.scope == .review)
        #expect(users.updates.isEmpty && editor.forgotten.isEmpty)
        harness.press(.control("s"))
        harness.type("y")
        #expect(user("user-00000")?["name"] == .string("Zoe B"))
        #expect(user("user-00000")?["updatedAt"] == .string(World.now.iso8601))
        #expect(harness.text.contains("Saved user Zoe B"))
        #expect(editor.forgotten == ["/drafts/1"])
    }

    @Test func anUntouchedTextChangesNothing() {
        let editor = ScriptedEditor([ScriptedEditor.replacing("", "")])
        let harness = console(editor)
        harness.type("v")
        #expect(harness.text.contains("Nothing was changed."))
        #expect(harness.state.focused?.scope == .list && editor.forgotten == ["/drafts/1"])
    }

    @Test func aTextWithAProblemIsReopenedThere() {
        let editor = ScriptedEditor([
            ScriptedEditor.replacing("\"N\": \"27\"", "\"N\": \"old\""),
            { job in .edited(text: job.text.replacing("old", with: "28"), path: job.path ?? "none") },
        ])
        let harness = console(editor)
        harness.type("jv")
        #expect(harness.text.contains("age: \"old\" is not a number."))
        #expect(harness.text.contains("What you typed is in /drafts/1"))
        harness.press(.control("s"))
        #expect(users.updates.isEmpty)
        harness.type("v")
        #expect(editor.jobs.last?.path == "/drafts/1" && (editor.jobs.last?.line ?? 0) > 5)
        #expect(harness.text.contains("+ age: 28"))
        harness.type("y")
        #expect(user("user-00001")?["age"] == .number("28"))
    }

    @Test func discardingAsksAndTakesTheFileAway() {
        let editor = ScriptedEditor([{ _ in .edited(text: "{", path: "/drafts/1") }])
        let harness = console(editor)
        harness.type("v")
        harness.press(.escape)
        #expect(harness.text.contains("Discard this change?"))
        harness.type("n")
        #expect(editor.forgotten.isEmpty && harness.state.focused?.scope == .review)
        harness.press(.escape)
        harness.type("y")
        #expect(editor.forgotten == ["/drafts/1"] && harness.state.focused?.scope == .list)
    }

    @Test func anEditorThatIsKilledLosesNothing() {
        let editor = ScriptedEditor([
            { _ in .failed(sentence: "The editor was killed (signal 9).", text: "{ half", path: "/drafts/1") }
        ])
        let harness = console(editor)
        harness.type("v")
        #expect(harness.text.contains("The editor was killed (signal 9).") && harness.text.contains("/drafts/1"))
        harness.press(.escape)
        #expect(harness.state.focused?.scope == .list && harness.text.contains("What you typed is in /drafts/1"))
        #expect(editor.forgotten.isEmpty)
    }

    @Test func aConflictOfTheEditorIsMerged() {
        let editor = ScriptedEditor([ScriptedEditor.replacing("\"Zoe Adler\"", "\"Mine\"")])
        let harness = console(editor)
        harness.type("v")
        var theirs = World.user(0)
        theirs["name"] = .string("Theirs")
        theirs["phone"] = .string("555")
        users.replace("user-00000", with: theirs)
        harness.type("y")
        #expect(harness.state.focused?.scope == .conflict)
        #expect(harness.text.contains("Theirs") && harness.text.contains("phone  only they changed it"))
        harness.type("m")
        harness.press(.enter)
        harness.type("y")
        #expect(user("user-00000")?["name"] == .string("Mine") && user("user-00000")?["phone"] == .string("555"))
        #expect(editor.forgotten == ["/drafts/1"])
    }

    @Test func aNewRecordIsMadeAsJSON() {
        let editor = ScriptedEditor([
            { job in
                let begin = ": {\n    \"S\": \""
                return .edited(
                    text: job.text.replacing("email\"\(begin)", with: "email\"\(begin)n@example.com")
                        .replacing("name\"\(begin)", with: "name\"\(begin)New"), path: "/drafts/1")
            }
        ])
        let harness = console(editor)
        harness.type("V")
        #expect(harness.text.contains("Create a user?") && harness.text.contains("+ email: n@example.com"))
        harness.type("y")
        #expect(users.created.first?["name"] == .string("New"))
        #expect(users.created.first?["userId"]?.displayText.count == 36)
    }

    @Test func theFormGoesOnInTheEditor() {
        let editor = ScriptedEditor([ScriptedEditor.replacing("\"Form\"", "\"Form and editor\"")])
        let harness = console(editor)
        harness.type("e")
        harness.press(.control("u"))
        harness.type("Form")
        harness.press(.control("o"))
        #expect(harness.text.contains("+ name: Form and editor"))
        harness.type("y")
        #expect(user("user-00000")?["name"] == .string("Form and editor"))
    }

    @Test func anotherTypeIsSeenInTheQuestion() {
        let editor = ScriptedEditor([ScriptedEditor.replacing("\"S\": \"Zoe Adler\"", "\"N\": \"5\"")])
        let harness = console(editor)
        harness.type("v")
        #expect(harness.text.contains("- name: {\"S\":\"Zoe Adler\"}"))
        #expect(harness.text.contains("+ name: {\"N\":\"5\"}"))
    }

    // MARK: Many

    @Test func markedUsersAreDeletedOnceTheirNumberIsTyped() {
        let harness = console()
        harness.type("   x")
        #expect(harness.text.contains("Delete 3 users?") && harness.text.contains("Type 3"))
        harness.type("3")
        harness.press(.enter)
        #expect(users.records.count == 9)
        #expect(harness.text.contains("3 deleted"))
        #expect(harness.state.focused?.scope == .list)
    }

    @Test func markedUsersAreChangedAfterADryRun() {
        let harness = console()
        harness.type("   e")
        harness.press(.tab)
        harness.type("55")
        #expect(harness.text.contains("Set one field of 3 marked users"))
        harness.press(.control("s"))
        #expect(harness.text.contains("Change Age of 3 users?"))
        #expect(harness.text.contains("- amir Haddad: age 27") && harness.text.contains("+ amir Haddad: age 55"))
        #expect(users.updates.isEmpty)
        harness.type("y")
        #expect(users.updates.map(\.changedFields) == Array(repeating: ["age", "updatedAt"], count: 3))
        #expect(harness.text.contains("3 changed"))
    }

    @Test func aValueThatBreaksARuleIsToldBeforeAnythingIsWritten() {
        let harness = console()
        harness.type("  e")
        harness.press(.control("s"))
        #expect(harness.text.contains("Name is required."))
        #expect(harness.state.overlays.isEmpty)
    }

    @Test func whatDidNotHappenStaysMarkedAndIsListed() {
        let harness = console()
        var theirs = World.user(1)
        theirs["age"] = .number("77")
        users.replace("user-00001", with: theirs)
        users.replace("user-00002", with: nil)
        harness.type("    x4")
        harness.press(.enter)
        #expect(harness.text.contains("2 deleted, 2 conflicts"))
        #expect(harness.state.focused?.scope == .outcome)
        #expect(harness.text.contains("amir Haddad (person1@example.com, user-00001)"))
        harness.press(.escape)
        #expect(harness.text.contains("marked"))
        #expect(user("user-00001") == theirs)
    }
}

@Suite struct BulkWriteTests {
    private let writes = (0..<15).map { number in
        RecordWrite.deleting(World.user(number), key: RecordKey(World.user(number)["userId"]?.displayText ?? ""))
    }

    @Test func fourAreUnderWayAtOnceAndEveryOneIsCounted() {
        var bulk = BulkWrite(.change, writes)
        #expect(bulk.begin().map(\.index) == [0, 1, 2, 3])
        #expect(bulk.begin().isEmpty)
        for index in 0..<10 {
            bulk.settle(index, .done)
            _ = bulk.begin()
        }
        bulk.settle(10, .conflict("Somebody changed it."))
        bulk.settle(11, .failed("Throttled."))
        // 12 and 13 are under way, 14 begins when one of them ends.
        bulk.stop()
        #expect(!bulk.isFinished && bulk.isStopping)
        bulk.settle(12, .done)
        #expect(bulk.begin().isEmpty)
        bulk.settle(13, .done)
        #expect(bulk.isFinished || bulk.summary.contains("not tried"))
        #expect(bulk.summary.hasPrefix("12 changed, 1 conflict, 1 failed"))
    }

    @Test func stoppingLeavesTheRestUntried() {
        var bulk = BulkWrite(.delete, writes)
        _ = bulk.begin()
        bulk.stop()
        for index in 0..<4 { bulk.settle(index, .done) }
        #expect(bulk.isFinished)
        #expect(bulk.summary == "4 deleted, 11 not tried")
        #expect(UndoneList(bulk, in: .users)?.lines.count == 11)
    }
}
