import OpsDomain
import TerminalCore

/// A message that is being written. Each template keeps what was changed in it, so that looking at another loses nothing.
package struct SendForm: Sendable {
    package enum Phase: Hashable, Sendable {
        case editing, sending
        /// Asked whether what was written may go.
        case leaving
    }

    package let target: SendDraft.Target
    /// Nil is a message of one's own.
    private static let choices: [MessageTemplate?] = [nil] + MessageTemplate.allCases
    private var choice: Int
    /// By the choice: what each began with, and what it is now.
    private let given: [String]
    private var bodies: [String]
    package private(set) var fields: FormView
    package private(set) var check: SendDraft.Check
    /// The beginning of the body as it reads: JSON laid out, anything else by its own lines.
    package private(set) var bodyLines: [DetailLine] = []
    package var phase = Phase.editing
    package var failure: ServiceFailure?
    /// The editor's file, which keeps the body until it is sent or let go.
    package var draftPath: String?

    /// - Parameter queueDelay: the queue's own, as its attributes tell it.
    package init(target: SendDraft.Target, facts: MessageTemplate.Facts, queueDelay: String?) {
        self.target = target
        given = Self.choices.map { $0?.body(facts) ?? "" }
        bodies = given
        choice = target.isOrderQueue ? 1 : 0
        var fields = [
            FormField(id: "template", label: "Template"), FormField(id: "body", label: "Body"),
            Self.attributeField(0), FormField(id: "group", label: "Group", hint: target.isFIFO ? "needed" : "none"),
        ]
        if target.isFIFO {
            let hint = target.deduplicatesByContent ? "made from the content" : "needed"
            fields.append(FormField(id: "deduplication", label: "Dedup. id", hint: hint))
        } else {
            fields.append(FormField(id: "delay", label: "Delay", hint: "the queue's own: \(queueDelay ?? "0") s"))
        }
        self.fields = FormView(fields: fields)
        check = SendDraft().check(for: target)
        showBody()
        if !target.isOrderQueue { self.fields.focus(on: "body") }
    }

    package var body: String { bodies[choice] }
    package var isTemplateChosen: Bool { fields.focused?.id == "template" }
    package var templateName: String { Self.choices[choice]?.rawValue ?? "none" }

    package var scope: BindingScope {
        if phase == .leaving { return .leavingMessage }
        return isTemplateChosen ? .sendChoice : .sending
    }

    /// Whether something would be lost with the form.
    package var isEdited: Bool {
        bodies != given
            || fields.fields.contains { !["template", "body"].contains($0.id) && !$0.field.isEmpty }
    }

    // MARK: Changing

    package mutating func edit(_ event: InputEvent) {
        guard phase == .editing, let field = fields.focused, field.id != "template" else { return }
        fields.edit { _ = $0.edit(event) }
        failure = nil
        if field.id == "body" {
            bodies[choice] = fields.text(of: "body") ?? ""
            layOutBody()
        } else if field.id.hasPrefix("attribute"), lastAttribute?.field.isEmpty == false {
            addAttribute()
        }
        validate()
    }

    package mutating func moveFocus(forwards: Bool) {
        if forwards { fields.focusNext() } else { fields.focusPrevious() }
    }

    package mutating func moveTemplate(by step: Int) {
        guard phase == .editing else { return }
        choice = (choice + step + Self.choices.count) % Self.choices.count
        failure = nil
        showBody()
    }

    /// The text of an editor's file, without the line end that editors put at the end.
    package mutating func takeBody(_ text: String) {
        bodies[choice] = text.hasSuffix("\n") ? String(text.dropLast()) : text
        failure = nil
        showBody()
    }

    /// What the editor is given: JSON laid out, anything else as it is.
    package var bodyForEditor: String {
        do throws(JSONProblem) {
            let node = try JSONNode(parsing: body)
            return body.contains("\n") ? body + "\n" : node.prettyLines.joined(separator: "\n") + "\n"
        } catch {
            return body + "\n"
        }
    }

    // MARK: Parts

    private static func attributeField(_ number: Int) -> FormField {
        FormField(id: "attribute-\(number)", label: "Attribute", hint: "name=value, or name=Number:3")
    }

    private var lastAttribute: FormField? { fields.fields.last { $0.id.hasPrefix("attribute") } }
    private var attributes: [FormField] { fields.fields.filter { $0.id.hasPrefix("attribute") } }

    /// One is always empty, until there are as many as a message may have.
    private mutating func addAttribute() {
        guard attributes.count < MessageLimits.attributes,
            let last = fields.fields.lastIndex(where: { $0.id.hasPrefix("attribute") })
        else { return }
        fields.fields.insert(Self.attributeField(attributes.count), at: last + 1)
    }

    /// A body of more lines than one does not fit a field: it is shown below, and edited in the editor.
    private mutating func showBody() {
        guard let template = fields.fields.firstIndex(where: { $0.id == "template" }),
            let place = fields.fields.firstIndex(where: { $0.id == "body" })
        else { return }
        fields.fields[template].field.replace(with: templateName)
        let lines = body.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).count
        fields.fields[place].isReadOnly = lines > 1
        fields.fields[place].field.replace(
            with: lines > 1 ? "\(CountText.of(lines, "line")), below; ^O edits them" : body)
        if lines > 1, fields.focused?.id == "body" { fields.focus(on: "template") }
        layOutBody()
        validate()
    }

    private mutating func layOutBody() {
        // More than a screen ever shows; a body may have a hundred thousand lines.
        let most = 300
        var document = DetailDocument()
        do throws(JSONProblem) {
            document.json(try JSONNode(parsing: body))
        } catch {
            document.text(body)
        }
        bodyLines = Array(document.lines.prefix(most))
    }

    package var draft: SendDraft {
        SendDraft(
            body: body, attributes: attributes.map(\.field.text), groupID: fields.text(of: "group") ?? "",
            deduplicationID: fields.text(of: "deduplication") ?? "", delay: fields.text(of: "delay") ?? "")
    }

    private mutating func validate() {
        check = draft.check(for: target)
        var attribute = 0
        for index in fields.fields.indices {
            let key: SendDraft.Field?
            switch fields.fields[index].id {
            case "body": key = .body
            case "group": key = .group
            case "deduplication": key = .deduplication
            case "delay": key = .delay
            case let id where id.hasPrefix("attribute"):
                key = .attribute(attribute)
                attribute += 1
            default: key = nil
            }
            let problem = key.flatMap { check.problems[$0] }
            // What is still empty is told when sending is tried, and by the hints.
            fields.fields[index].error = fields.fields[index].field.isEmpty ? nil : problem
        }
    }

    /// The first thing in the way of sending, as a sentence.
    package var problem: String? {
        guard check.message == nil else { return nil }
        for (field, name) in [(SendDraft.Field.body, "Body"), (.group, "Group"), (.deduplication, "Dedup. id")] {
            if let sentence = check.problems[field] { return "\(name): \(sentence)" }
        }
        return check.problems.values.min() ?? "It cannot be sent."
    }
}
