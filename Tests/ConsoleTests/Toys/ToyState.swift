import Console
import ConsoleTestSupport

extension ConsoleHarness {
    /// The state inside a toy pane's box.
    func toy(_ box: PaneBox) -> ToyPane.State? { box.state(of: ToyPane.self) }

    func toy(_ name: String) -> ToyPane.State? {
        state.panes.first { $0.id.name == name }.flatMap { toy($0) }
    }
}
