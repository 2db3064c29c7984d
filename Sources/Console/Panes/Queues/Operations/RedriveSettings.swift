import OpsDomain
import TerminalCore

/// How dead letters go back: as typed, and as read.
package struct RedriveSettings: Hashable, Sendable {
    /// Messages a second; nil lets SQS choose.
    package var rate: Int?
    /// A queue's name; nil is the queue that each came from.
    package var destination: String?
    package var canaryCount = 1
    /// Seconds.
    package var watchLength = 60

    package static let watchLengths = 1...3600

    package init() {}

    /// `back to where each came from, as fast as SQS chooses`.
    package func words(_ sources: [String], _ names: ResourceNames) -> String {
        let place: String
        if let destination {
            place = "to \(names.short(destination))"
        } else if sources.count == 1 {
            place = "back to \(names.short(sources[0]))"
        } else {
            place = "each back to where it came from"
        }
        return "\(place), \(rate.map { "at most \($0) a second" } ?? "as fast as SQS chooses")"
    }

    // MARK: The form

    package var form: FormView {
        FormView(fields: [
            FormField(
                id: "rate", label: "Rate, a second", text: rate.map(String.init) ?? "",
                hint: "1 to 500; empty: SQS chooses"),
            FormField(
                id: "destination", label: "Destination", text: destination ?? "",
                hint: "a queue's name; empty: back to where each came from"),
            FormField(id: "count", label: "Canary, messages", text: String(canaryCount), hint: "1 to 10"),
            FormField(id: "length", label: "Watch, seconds", text: String(watchLength), hint: "1 to 3600"),
        ])
    }

    /// What a form says; nil when something in it is wrong, which is marked then.
    package static func read(_ form: inout FormView, _ queue: String, _ known: [String], _ names: ResourceNames)
        -> RedriveSettings?
    {
        var settings = RedriveSettings()
        var isRight = true
        for index in form.fields.indices {
            let text = form.fields[index].field.text
            let problem: String?
            switch form.fields[index].id {
            case "rate":
                settings.rate = Int(text)
                problem = text.isEmpty ? nil : Self.problem(text, MoveRequest.rates, "messages a second")
            case "destination":
                settings.destination = text.isEmpty ? nil : resolved(text, known, names)
                problem = settings.destination == queue ? "That is where they are." : nil
            case "count":
                settings.canaryCount = Int(text) ?? 1
                problem = Self.problem(text, CanaryRequest.counts, "messages")
            default:
                settings.watchLength = Int(text) ?? 60
                problem = Self.problem(text, watchLengths, "seconds")
            }
            form.fields[index].error = problem
            if problem != nil { isRight = false }
        }
        return isRight ? settings : nil
    }

    private static func problem(_ text: String, _ range: ClosedRange<Int>, _ unit: String) -> String? {
        guard let number = Int(text), range.contains(number) else {
            return "\(range.lowerBound) to \(range.upperBound) \(unit)."
        }
        return nil
    }

    /// A queue by its name with or without the environment.
    private static func resolved(_ text: String, _ known: [String], _ names: ResourceNames) -> String {
        !known.contains(text) && known.contains(names.prefix + text) ? names.prefix + text : text
    }
}
