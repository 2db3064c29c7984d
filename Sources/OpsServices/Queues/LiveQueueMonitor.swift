import AWSClient
import FoundationEssentials
import OpsDomain

/// Measures of queues out of CloudWatch, and their consumers out of Lambda.
///
/// Sources: [Available CloudWatch metrics for Amazon SQS](https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html),
/// [GetMetricData](https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html).
package enum LiveQueueMonitor {
    /// Queries that one GetMetricData takes.
    private static let queriesPerRequest = 500

    package static func make(
        names: ResourceNames, cloudWatch: CloudWatchClient, lambda: LambdaClient
    ) -> QueueMonitor {
        QueueMonitor(
            measure: { queues, span, now in
                try await FailureTranslation(resource: "queue metrics of \(names.environment)").run {
                    try await measure(queues, span, now, cloudWatch)
                }
            },
            consumers: { queue in
                try await FailureTranslation(resource: "consumers of \(queue.name)").run {
                    try await lambda.eventSourceMappings(sourceARN: queue.arn).map(consumer)
                }
            })
    }

    // MARK: Measures

    private static func measure(
        _ queues: [String], _ span: QueueSpan, _ now: Timestamp, _ cloudWatch: CloudWatchClient
    ) async throws -> [String: QueueMeasurements] {
        let (start, end) = span.bounds(endingAt: now)
        let questions = queues.flatMap { queue in QueueMeasure.allCases.map { (queue: queue, measure: $0) } }
        var measurements: [String: QueueMeasurements] = [:]
        for first in stride(from: 0, to: questions.count, by: queriesPerRequest) {
            let part = Array(questions[first..<min(first + queriesPerRequest, questions.count)])
            let queries = part.enumerated().map { index, question in
                MetricDataQuery(
                    id: "q\(index)",
                    metricStat: MetricStat(
                        metric: Metric(
                            namespace: "AWS/SQS", name: question.measure.metric,
                            dimensions: [MetricDimension(name: "QueueName", value: question.queue)]),
                        period: span.period, statistic: question.measure.statistic))
            }
            let answer = try await cloudWatch.metricData(
                MetricDataRequest(queries: queries, start: date(start), end: date(end)))
            let points = Dictionary(answer.map { ($0.id, $0.points) }, uniquingKeysWith: { first, _ in first })
            for (index, question) in part.enumerated() {
                guard let points = points["q\(index)"], !points.isEmpty else { continue }
                measurements[question.queue, default: [:]][question.measure] = series(points, span, start)
            }
        }
        return measurements
    }

    private static func date(_ moment: Timestamp) -> Date {
        Date(timeIntervalSince1970: Double(moment.milliseconds) / 1000)
    }

    /// Points in their places; what lies outside of the span, or is no number, is left out.
    private static func series(_ points: [MetricSeries.Point], _ span: QueueSpan, _ start: Timestamp) -> QueueSeries {
        var values = [Double?](repeating: nil, count: span.length / span.period)
        for point in points where point.value.isFinite {
            let seconds = point.time.timeIntervalSince1970 - Double(start.milliseconds) / 1000
            guard seconds >= 0, seconds < Double(span.length) else { continue }
            values[Int(seconds) / span.period] = point.value
        }
        return QueueSeries(start: start, period: span.period, values: values)
    }

    // MARK: Consumers

    private static func consumer(_ mapping: EventSourceMapping) -> QueueConsumer {
        QueueConsumer(
            id: mapping.uuid, function: mapping.functionARN.map(functionName) ?? "a function that Lambda did not name",
            state: mapping.state ?? "in an unknown state", stateReason: mapping.stateReason,
            batchSize: mapping.batchSize, batchingWindow: mapping.batchingWindow,
            reportsItemFailures: mapping.responseTypes?.contains("ReportBatchItemFailures") ?? false,
            maximumConcurrency: mapping.scaling?.maximumConcurrency,
            filters: mapping.filtering?.filters?.compactMap(\.pattern) ?? [], lastResult: mapping.lastResult)
    }

    /// `orders` or `orders:live` out of `arn:aws:lambda:eu-west-1:123456789012:function:orders:live`.
    private static func functionName(_ arn: String) -> String {
        let parts = arn.split(separator: ":", omittingEmptySubsequences: false)
        return parts.count > 6 ? parts[6...].joined(separator: ":") : arn
    }
}

extension QueueMeasure {
    fileprivate var metric: String {
        switch self {
        case .visible: "ApproximateNumberOfMessagesVisible"
        case .oldestAge: "ApproximateAgeOfOldestMessage"
        case .sent: "NumberOfMessagesSent"
        case .deleted: "NumberOfMessagesDeleted"
        }
    }

    /// Of what is a state the worst of a period, of what happens all of it.
    fileprivate var statistic: String {
        switch self {
        case .visible, .oldestAge: "Maximum"
        case .sent, .deleted: "Sum"
        }
    }
}
