import OpsDomain
import TerminalCore

/// Why a letter failed: by the handler's rules, and in the words of the consumer's log.
enum WhySection {
    static func append(_ page: LetterPage, to document: inout DetailDocument) {
        let letter = page.letter
        // What somebody who opens a letter wants to know comes first: a pane may have but nine rows.
        document.heading("Why it failed")
        if letter.content.isUnexplained, let exception = page.trace?.latest?.value.exception {
            document.line("The consumer raises: \(exception)", .severityError)
            // Where the body keeps the rules there is nothing to say about it; where it breaks one, that may be why.
            if letter.reason != .none { document.line(letter.reason.sentence, .severityWarning) }
        } else {
            document.line(letter.reason.sentence, letter.reason == .none ? nil : .severityWarning)
        }
        guard let trace = page.trace else {
            appendRule(letter, to: &document)
            return
        }
        let function = page.names.short(page.names.consumerLogGroup)
        if let failure = trace.failure {
            appendRule(letter, to: &document)
            document.line("The log of \(function) could not be asked: \(failure.sentence)", .severityError)
        } else if let told = trace.latest?.value {
            append(told, letter, function, to: &document)
        } else {
            appendRule(letter, to: &document)
            document.line("Looking into the log of \(function)…", .textDim)
        }
    }

    private static func appendRule(_ letter: LeasedLetter, to document: inout DetailDocument) {
        if let exception = letter.reason.exception { document.line("The handler raises: \(exception)", .severityError) }
    }

    private static func append(
        _ trace: LetterTrace, _ letter: LeasedLetter, _ function: String, to document: inout DetailDocument
    ) {
        guard let told = trace.told else {
            appendRule(letter, to: &document)
            appendNothing(trace, function, to: &document)
            return
        }
        if trace.failures.isEmpty { appendRule(letter, to: &document) }
        var line: [DetailLine.Part] = [.text("\(sentence(trace, told, function)) ", nil), .moment(told.timestamp)]
        if let request = told.requestID { line.append(.text(", request \(request)", .textDim)) }
        document.append(DetailLine(line))
        TracebackText.append(LogLineParser.text(of: told.message), to: &document)
        if !trace.isComplete { document.line("There is more of the log than was looked through.", .severityWarning) }
    }

    private static func sentence(_ trace: LetterTrace, _ told: LoggedFailure, _ function: String) -> String {
        let failures = trace.failures.count
        if failures > 1 { return "\(function) failed on it \(failures) times, the last time" }
        if failures == 1 { return "\(function) failed on it" }
        let timeouts = trace.timeouts.count
        if timeouts > 0 {
            // A run that times out names no message: it may have been this one or a neighbour in its batch.
            return "\(function) does not name it; around its receives it ran out of time "
                + "\(CountText.of(timeouts, "time")), the last time"
        }
        return "\(function) names it, but no failure of it, the last time"
    }

    private static func appendNothing(_ trace: LetterTrace, _ function: String, to document: inout DetailDocument) {
        document.append(
            DetailLine([
                .text("The log of \(function) does not name it, from ", .textDim), .moment(trace.from),
                .text(" to ", .textDim), .moment(trace.to), .text(".", .textDim),
            ]))
        if !trace.isComplete { document.line("Not all of that was looked through.", .severityWarning) }
    }
}
