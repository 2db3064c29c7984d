import OpsDomain
import TerminalCore

/// A key typed in the filter's line: the record is asked for by it when no loaded row holds the text.
extension CollectionPane {
    /// Nil when the filter is simply kept.
    func acceptFilter(_ state: inout CollectionState) -> [Effect<CollectionMessage>]? {
        if let problem = state.list.reading.problem { return [notice(problem, isProblem: true)] }
        guard typedKey(state) != nil else { return nil }
        _ = state.list.apply(.filterAccepted, selected: { nil }, all: { [] })
        state.looksUpKey = true
        return lookUpTypedKey(&state)
    }

    /// Asks for the key, once the rows have been looked through and none fits: one read.
    func lookUpTypedKey(_ state: inout CollectionState) -> [Effect<CollectionMessage>] {
        guard state.looksUpKey, !state.isArranging else { return [] }
        state.looksUpKey = false
        guard state.arrangement.count == 0, let key = typedKey(state) else { return [] }
        state.soughtKey = key
        return [notice("Asking for \(collection.singular) \(key.text)"), fetch(key)]
    }

    /// The record is open: the filter that looked for it would leave an empty list behind it.
    func liftTypedKey(_ key: RecordKey, _ state: inout CollectionState) -> [Effect<CollectionMessage>] {
        guard typedKey(state) == key, state.arrangement.count == 0 else { return [] }
        _ = state.list.apply(.filterSet(""), selected: { nil }, all: { [] })
        return rearrange(&state)
    }

    /// What stands in the filter's line, when it can be a key: no blanks, no expression, no column's name.
    private func typedKey(_ state: CollectionState) -> RecordKey? {
        guard case .text(let filter?) = state.list.reading, filter.column == nil, !filter.isInverse,
            collection.keys.sort == nil, !filter.text.contains(where: \.isWhitespace)
        else { return nil }
        switch state.facts.latest?.value.keyTypes[ExactText(collection.keys.partition)] {
        case .number: return DecimalText(filter.text).map { _ in RecordKey(partition: .number(filter.text)) }
        case .binary: return nil
        case .string, nil: return RecordKey(filter.text)
        }
    }
}
