import OpsDomain
import TerminalCore

/// Another collection whose records a field of this one names by their key, and where to ask for them.
package struct LinkedCollection: Sendable {
    package let field: String
    package let collection: Collection
    package let records: RecordService

    package init(field: String, collection: Collection, records: RecordService) {
        self.field = field
        self.collection = collection
        self.records = records
    }
}

/// The names of linked records, asked for as their rows come into view.
extension CollectionPane {
    /// The link whose names stand in a column: the first that there is a column for.
    var named: LinkedCollection? {
        linked.first { collection.column($0.field) != nil }
    }

    /// Rows below those in view whose names are asked for with them: scrolling and a larger pane find them there.
    private static let ahead = 80

    /// Asks for the names of the rows in view that are not known, and of some below, a batch at a time.
    func askNames(_ state: CollectionState) -> [Effect<CollectionMessage>] {
        guard let named, state.form == nil else { return [] }
        var keys: [RecordKey] = []
        if let id = state.open?.record[named.field] { keys.append(RecordKey(partition: id)) }
        let arrangement = state.arrangement
        let visible = state.list.selection.visible
        for index in visible.lowerBound..<min(arrangement.count, visible.upperBound + Self.ahead) {
            guard let row = arrangement[index], let id = arrangement.rows.value(named.field, at: row) else { continue }
            keys.append(RecordKey(partition: id))
        }
        let missing = state.names.missing(among: keys)
        guard !missing.isEmpty else { return [] }
        let records = named.records
        return [
            .run("names", .keep) { scope in
                do {
                    scope.send(.namesArrived(missing, .success(try await records.getMany(missing))))
                } catch {
                    guard let failure = ServiceFailure.told(error) else { return }
                    scope.send(.namesArrived(missing, .failure(failure)))
                    // While this runs nobody asks again: a network that is away is left alone.
                    do { try await scope.sleep(.seconds(10)) } catch { return }
                }
            }
        ]
    }

    func learn(
        _ state: inout CollectionState, _ asked: [RecordKey], _ result: Result<[Record], ServiceFailure>, area: Size
    ) {
        guard let named else { return }
        switch result {
        case .success(let records):
            state.names.learn(records, of: asked, in: named.collection)
            if state.open?.layout == .fields { layOut(&state, area: area) }
        // A name is a convenience: what cannot be had is not asked for again and again, and ids do.
        case .failure(let failure): if !failure.isTransient { state.names.refuse() }
        }
    }

    /// The name that stands for an id in a cell; nil where the id has to do.
    func linkedName(_ field: String, _ value: FieldValue?, _ state: CollectionState) -> String? {
        guard let named, ExactText(named.field) == ExactText(field), let value else { return nil }
        return state.names.name(of: RecordKey(partition: value))
    }
}
