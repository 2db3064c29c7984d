import ConsoleTestSupport
import OpsDomain
import TerminalCore
import Testing

@testable import Console

/// The real panes in the real console.
@Suite struct CatalogueTests {
    private static let services = ScriptedServices(
        records: [
            "users": ScriptedRecords([], keys: "userId"), "orders": ScriptedRecords([], keys: "orderId"),
        ])

    private var panes: [any Pane] { PaneCatalog.panes(Self.services.services) }

    @Test func noPaneHidesTheConsolesCommands() {
        let boxes = panes.map { PaneBox($0) }
        let context = ConsoleContext(
            place: ConsoleHarness.development, options: ConsoleOptions(), panes: boxes, now: ManualClock().now)
        // Going back a level is the pane's first, and the console's when the pane has none.
        let shared: Set<String> = ["console.back", "console.leave"]
        for box in boxes {
            for scope in Set(box.commands.flatMap(\.scopes)) where !scope.capturesText {
                for (index, facts) in context.commands.enumerated() where !shared.contains(facts.command) {
                    // In a conflict no moment is written, and `t` takes theirs.
                    if scope == .conflict, facts.command == "console.timestamps" { continue }
                    // The template is a field of a form, in which Tab goes from field to field.
                    let tabs = ["console.pane.next", "console.pane.previous"]
                    if scope == .sendChoice, tabs.contains(facts.command) { continue }
                    let reference = CommandReference(owner: .console, index: index)
                    #expect(
                        context.keymap.chord(of: reference, among: facts.chords, in: box.id, scope: scope) != nil,
                        "\(facts.command) is hidden in \(box.id.name) \(scope.name)")
                }
            }
        }
    }

    @Test func everyFooterKeyIsReachableWhereItStands() {
        for size in [Size(rows: 24, columns: 80), Size(rows: 40, columns: 120), Size(rows: 60, columns: 200)] {
            let harness = ConsoleHarness(panes: panes, services: Self.services, size: size)
            for number in 1...5 {
                harness.type("\(number)")
                let footer = harness.lines[size.rows - 1]
                #expect(footer.hasSuffix("? help"), "\(footer)")
                #expect(footer.split(separator: "  ").count >= 3, "\(footer)")
            }
        }
    }

    @Test func theManualCoversEveryCommand() {
        let manual = BindingReference.markdown(panes)
        for box in panes.map({ PaneBox($0) }) {
            for facts in box.commands {
                #expect(manual.contains("| \(facts.label) | \(facts.help)"), "\(facts.command)")
            }
        }
    }
}
