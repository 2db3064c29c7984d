import FoundationEssentials

/// What to ask `GetMetricData` for: up to 500 series over one span of time.
package struct MetricDataRequest: Hashable, Sendable, Encodable {
    package var queries: [MetricDataQuery]
    package var start: Date
    /// Exclusive.
    package var end: Date
    /// Oldest point first; AWS's own default is newest first.
    package var isAscending: Bool
    package var nextToken: String?

    package init(
        queries: [MetricDataQuery], start: Date, end: Date, isAscending: Bool = true, nextToken: String? = nil
    ) {
        self.queries = queries
        self.start = start
        self.end = end
        self.isAscending = isAscending
        self.nextToken = nextToken
    }

    /// The metrics that are paid for: up to five statistics of one cost as much as one.
    /// https://aws.amazon.com/cloudwatch/pricing/, "API requests"
    package var billedMetrics: Int {
        var statistics: [Metric: Set<String>] = [:]
        for case let stat? in queries.map(\.metricStat) { statistics[stat.metric, default: []].insert(stat.statistic) }
        return statistics.values.reduce(0) { $0 + ($1.count + 4) / 5 }
    }

    private enum CodingKeys: String, CodingKey {
        case queries = "MetricDataQueries"
        case start = "StartTime"
        case end = "EndTime"
        case scanBy = "ScanBy"
        case nextToken = "NextToken"
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(queries, forKey: .queries)
        try container.encode(start, forKey: .start)
        try container.encode(end, forKey: .end)
        try container.encode(isAscending ? "TimestampAscending" : "TimestampDescending", forKey: .scanBy)
        try container.encodeIfPresent(nextToken, forKey: .nextToken)
    }
}

/// One series: a metric with its statistic and period, or an expression over other series.
package struct MetricDataQuery: Hashable, Sendable, Encodable {
    /// Begins with a lower-case letter; the answer names it.
    package let id: String
    package let metricStat: MetricStat?
    /// Metric math, such as `errors / invocations * 100`.
    package let expression: String?
    package let label: String?
    package let returnData: Bool

    package init(id: String, metricStat: MetricStat, label: String? = nil, returnData: Bool = true) {
        self.id = id
        self.metricStat = metricStat
        self.expression = nil
        self.label = label
        self.returnData = returnData
    }

    package init(id: String, expression: String, label: String? = nil, returnData: Bool = true) {
        self.id = id
        self.metricStat = nil
        self.expression = expression
        self.label = label
        self.returnData = returnData
    }

    private enum CodingKeys: String, CodingKey {
        case id = "Id"
        case metricStat = "MetricStat"
        case expression = "Expression"
        case label = "Label"
        case returnData = "ReturnData"
    }
}

/// A metric, how it is summed up, and over how many seconds.
package struct MetricStat: Hashable, Sendable, Encodable {
    package let metric: Metric
    /// Seconds: a multiple of 60.
    package let period: Int
    /// `Sum`, `Average`, `Maximum`, `SampleCount`, `p99`…
    package let statistic: String

    package init(metric: Metric, period: Int, statistic: String) {
        self.metric = metric
        self.period = period
        self.statistic = statistic
    }

    private enum CodingKeys: String, CodingKey {
        case metric = "Metric"
        case period = "Period"
        case statistic = "Stat"
    }
}

/// A metric's name: `AWS/SQS`, `ApproximateAgeOfOldestMessage`, `QueueName=orders`.
package struct Metric: Hashable, Sendable, Encodable {
    package let namespace: String
    package let name: String
    package let dimensions: [MetricDimension]

    package init(namespace: String, name: String, dimensions: [MetricDimension] = []) {
        self.namespace = namespace
        self.name = name
        self.dimensions = dimensions
    }

    private enum CodingKeys: String, CodingKey {
        case namespace = "Namespace"
        case name = "MetricName"
        case dimensions = "Dimensions"
    }
}

/// One name and value that tell metrics of the same name apart.
package struct MetricDimension: Hashable, Sendable, Encodable {
    package let name: String
    package let value: String

    package init(name: String, value: String) {
        self.name = name
        self.value = value
    }

    private enum CodingKeys: String, CodingKey {
        case name = "Name"
        case value = "Value"
    }
}
