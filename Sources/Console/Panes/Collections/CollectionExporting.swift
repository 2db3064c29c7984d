import OpsDomain
import TerminalCore

/// The file that an export goes to, being typed.
package struct ExportPrompt: Sendable {
    package var path: TextField
    /// What will be written.
    package let count: Int
    package var isWriting = false

    package init(path: String, count: Int) {
        self.path = TextField(path)
        self.count = count
    }
}

extension BindingScope {
    /// The file of an export is typed.
    package static let exporting = BindingScope("exporting", capturesText: true)
}

/// Writing what is marked, or else what is shown, to a file.
extension CollectionPane {
    func updateExporting(
        _ state: inout CollectionState, _ message: CollectionMessage, _ context: UpdateContext
    ) -> [Effect<CollectionMessage>] {
        switch message {
        case .exportBegan:
            let count = state.list.marks.isEmpty ? state.arrangement.count : state.list.marks.count
            state.exporting = ExportPrompt(path: "\(collection.id)-\(context.place.environment).csv", count: count)
        case .exportEdited(let event): _ = state.exporting?.path.edit(event)
        case .exportLeft: state.exporting = nil
        case .exportAsked: return export(&state)
        case .exported(.success(let (path, count))):
            state.exporting = nil
            return [notice("Wrote \(CountText.of(count, collection.singular)) to \(path)")]
        case .exported(.failure(let failure)):
            state.exporting?.isWriting = false
            return [.console(.bell), notice(failure.sentence, isProblem: true)]
        default: break
        }
        return []
    }

    private func export(_ state: inout CollectionState) -> [Effect<CollectionMessage>] {
        guard let prompt = state.exporting, !prompt.isWriting, let files else { return [] }
        let path = prompt.path.text
        guard let format = RecordFormat(fileName: path) else {
            return [
                notice(
                    "The name says no format: end it with .csv, .json, .jsonl or .dynamodb.json (keeps the types).",
                    isProblem: true)
            ]
        }
        state.exporting?.isWriting = true
        let (arrangement, marks) = (state.arrangement, state.list.marks)
        let fields = collection.exportFields
        return [
            .write("export") { scope in
                var records: [Record] = []
                for index in 0..<arrangement.count {
                    guard let row = arrangement[index], let record = arrangement.rows.record(at: row) else { continue }
                    if marks.isEmpty || arrangement.rows.key(at: row).map(marks.contains) == true {
                        records.append(record)
                    }
                }
                do {
                    let text = RecordEncoder.text(of: records, format, first: fields)
                    scope.send(.exported(.success((try await files.write(path, text), records.count))))
                } catch {
                    if let failure = ServiceFailure.told(error) { scope.send(.exported(.failure(failure))) }
                }
            }
        ]
    }

    func drawExporting(_ prompt: ExportPrompt, in line: Rect, of frame: inout Frame, _ context: ViewContext) {
        PromptLine(label: "Write \(CountText.of(prompt.count, collection.singular)) to: ", field: prompt.path)
            .draw(in: line, of: &frame, context)
    }
}
