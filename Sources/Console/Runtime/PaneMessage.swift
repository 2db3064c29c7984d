/// A message of some pane, its type hidden; `PaneBox` alone looks inside.
package struct PaneMessage: Sendable {
    package let pane: PaneID
    let payload: any Sendable

    package init(pane: PaneID, payload: any Sendable) {
        self.pane = pane
        self.payload = payload
    }
}
