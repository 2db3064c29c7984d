import ArgumentParser
import Console

/// `nightdesk keys`: the key table that README and manual show, made from the bindings.
struct KeysCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "keys", abstract: "Write every key and its command as a Markdown table.")

    func run() throws {
        print(BindingReference.markdown(PaneCatalog.panes(.unconnected)), terminator: "")
    }
}
