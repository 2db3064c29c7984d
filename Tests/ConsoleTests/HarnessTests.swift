import Console
import ConsoleTestSupport
import OpsDomain
import TerminalCore
import Testing

/// The support that every scenario stands on.
@Suite struct HarnessTests {
    @Test func aPollerRunsAsOftenAsTheClockSays() {
        var pane = ToyPane("users", "Users")
        pane.isPolling = true
        let harness = ConsoleHarness(panes: [pane])
        #expect(polls(harness) == 1)
        harness.advance(by: .seconds(4))
        #expect(polls(harness) == 1)
        harness.advance(by: .seconds(11))
        #expect(polls(harness) == 4)
    }

    @Test func cancellingASleeperFreesIt() {
        var pane = ToyPane("users", "Users")
        pane.isPolling = true
        let harness = ConsoleHarness(panes: [pane, ToyPane("orders", "Orders")])
        #expect(harness.clock.sleeperCount == 1)
        harness.press(.tab)
        #expect(harness.clock.sleeperCount == 0)
    }

    @Test func aSnapshotTellsStylesApart() {
        var plain = Frame(size: Size(rows: 1, columns: 3))
        plain.write("abc", row: 0, column: 0, style: .plain)
        var bold = plain
        bold.restyle(Rect(row: 0, column: 1, rows: 1, columns: 1)) { $0.adding(.bold) }
        #expect(FrameSnapshot(plain).text != FrameSnapshot(bold).text)
        #expect(FrameSnapshot(bold).text.contains("|.a.|"))
        #expect(FrameSnapshot(bold).text.contains("a = bold"))
    }

    @Test func scriptedRecordsRefuseAnUpdateOfWhatChanged() async throws {
        let record = Record(fields: ["id": .string("1"), "name": .string("Ann")])
        let records = ScriptedRecords([record])
        var mine = record
        mine["name"] = .string("Anna")
        var theirs = record
        theirs["name"] = .string("Anne")
        records.replace("1", with: theirs)
        let change = RecordWrite.changing(record, to: mine, key: "1")
        let failure = await #expect(throws: ServiceFailure.self) { _ = try await records.service.update(change) }
        #expect(failure?.reason == .conflict(current: theirs))
        #expect(records.records == [theirs])
    }

    private func polls(_ harness: ConsoleHarness) -> Int? {
        harness.state.panes.first.flatMap { harness.toy($0)?.polls }
    }
}
