import TerminalCore

/// The last row: the likeliest keys of what has the focus, as many as fit, and always the help's where it can be reached.
package struct FooterLine {
    package enum Action: Hashable, Sendable {
        case command(CommandReference)
        case overlay(OverlayMessage)
    }

    private struct Item {
        let hint: KeyHint
        let action: Action
        let priority: Int
    }

    private let items: [Item]
    /// Stands at the right end, whatever else fits.
    private let help: Item?
    private let options: TextOptions

    package init(_ state: ConsoleState, _ context: ConsoleContext) {
        options = TextOptions(repertoire: context.symbols.repertoire)
        if let overlay = state.overlays.last {
            items = Self.items(of: overlay, context.symbols)
            help = nil
            return
        }
        let catalogue = CommandCatalogue(state, context)
        let pane = state.focused
        let items = (catalogue.items(of: pane?.id) + catalogue.consoleItems).compactMap {
            Self.item($0, pane, context)
        }
        let help = items.first { $0.action == Self.help(context) }
        let rest = items.enumerated().filter { $0.element.priority > 0 && $0.element.action != help?.action }
        self.help = help
        self.items = rest.sorted { ($1.element.priority, $0.offset) < ($0.element.priority, $1.offset) }.map(\.element)
    }

    package func draw(in row: Rect, of frame: inout Frame, _ context: ConsoleContext) {
        frame.fill(row, style: context.theme[.footer])
        let parts = parts(of: row)
        HintLine(items.map(\.hint)).draw(
            row: row.row, column: parts.items.column, width: parts.items.columns, of: &frame, theme: context.theme)
        if let help {
            HintLine([help.hint]).draw(
                row: row.row, column: parts.help.column, width: parts.help.columns, of: &frame, theme: context.theme)
        }
    }

    /// What a click does.
    package func action(at place: Point, in row: Rect) -> Action? {
        let parts = parts(of: row)
        if let help, parts.help.contains(place) { return help.action }
        guard parts.items.contains(place) else { return nil }
        return HintLine(items.map(\.hint))
            .hint(at: place.column - parts.items.column, width: parts.items.columns, options: options)
            .map { items[$0].action }
    }

    private func parts(of row: Rect) -> (items: Rect, help: Rect) {
        let line = row.columns > 2 ? Rect(row: row.row, column: 1, rows: 1, columns: row.columns - 2) : row
        let width = help.flatMap { HintLine([$0.hint]).places(width: line.columns, options: options).last?.upperBound }
        let parts = line.columns([.flexible(), .fixed(width ?? 0)], gap: width == nil ? 0 : 2)
        return (parts[0], parts[1])
    }

    private static func help(_ context: ConsoleContext) -> Action? {
        context.commands.firstIndex { $0.command == "console.help" }
            .map { .command(CommandReference(owner: .console, index: $0)) }
    }

    /// The priority of what a scope is for: told, dimmed, even while it cannot run, so that nobody looks for it.
    private static let essential = 110

    /// Nil for what cannot run now, or that no key leads to: every key in the footer does what it says.
    private static func item(_ item: CommandCatalogue.Item, _ pane: PaneBox?, _ context: ConsoleContext) -> Item? {
        let priority = item.facts.footerPriority ?? 0
        let isAvailable = item.availability == .available
        guard item.isInScope, isAvailable || priority >= essential else { return nil }
        let chord =
            if let pane {
                context.keymap.chord(of: item.reference, among: item.facts.chords, in: pane.id, scope: pane.scope)
            } else { item.facts.chords.first }
        guard let chord else { return nil }
        return Item(
            hint: KeyHint(chord.label(in: context.symbols), item.facts.label, isEnabled: isAvailable),
            action: .command(item.reference), priority: priority)
    }

    private static func items(of overlay: Overlay, _ symbols: Symbols) -> [Item] {
        if case .question(let question) = overlay {
            return QuestionView.answers(question).map { answer in
                Item(
                    hint: KeyHint(answer.key.label(in: symbols), answer.label), action: .overlay(answer.message),
                    priority: 1)
            }
        }
        return OverlayBindings.table
            .filter { $0.scopes.contains(overlay.scope) && $0.footerPriority != nil }
            .compactMap { entry in
                entry.chords.first.map { chord in
                    Item(
                        hint: KeyHint(chord.label(in: symbols), entry.label), action: .overlay(entry.message),
                        priority: entry.footerPriority ?? 0)
                }
            }
            .sorted { $1.priority < $0.priority }
    }
}

extension Key {
    func label(in symbols: Symbols) -> String { symbols.repertoire == .ascii ? asciiLabel : label }
}
