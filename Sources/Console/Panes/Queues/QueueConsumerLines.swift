import OpsDomain
import TerminalCore

/// Who reads a queue, laid out for reading.
enum QueueConsumerLines {
    static func add(_ answer: Loadable<[QueueConsumer]>, to document: inout DetailDocument) {
        if let failure = answer.failure {
            document.line(failure.sentence, .severityError)
            if let requestID = failure.requestID { document.line("Request \(requestID)", .textDim) }
        }
        guard let consumers = answer.latest?.value else {
            if answer.failure == nil { document.line("Lambda has not answered yet.", .textDim) }
            return
        }
        if consumers.isEmpty {
            document.line("No function reads this queue by an event source mapping; others may read it.", .textDim)
        }
        for consumer in consumers { document.facts(facts(consumer)) }
    }

    private static func facts(_ consumer: QueueConsumer) -> [DetailDocument.Fact] {
        var state = consumer.state
        if let reason = consumer.stateReason { state += " (\(reason))" }
        var batch =
            consumer.batchSize.map { "up to \(CountText.of($0, "message"))" } ?? "of a size that Lambda did not tell"
        if let window = consumer.batchingWindow, window > 0 { batch += ", waited for up to \(window) s" }
        batch += consumer.reportsItemFailures ? ", failures reported one by one" : ", failing as a whole"
        var facts = [
            DetailDocument.Fact("Function", consumer.function),
            DetailDocument.Fact("State", state, consumer.isEnabled ? .severityOK : .severityWarning),
            DetailDocument.Fact("Batch", batch),
        ]
        if let bound = consumer.maximumConcurrency {
            facts.append(DetailDocument.Fact("At one time", "up to \(CountText.of(bound, "invocation"))"))
        }
        if let result = consumer.lastResult { facts.append(DetailDocument.Fact("Last poll", result)) }
        for filter in consumer.filters { facts.append(DetailDocument.Fact("Only", filter)) }
        return facts
    }
}
