import FoundationEssentials

/// One page of `GetMetricData`.
package struct MetricDataPage: Hashable, Sendable, Decodable {
    package let series: [MetricSeries]
    package let nextToken: String?

    private enum CodingKeys: String, CodingKey {
        case series = "MetricDataResults"
        case nextToken = "NextToken"
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        series = try container.decodeIfPresent([MetricSeries].self, forKey: .series) ?? []
        nextToken = try container.decodeIfPresent(String.self, forKey: .nextToken)
    }
}

/// The points of one query. Where CloudWatch has no point there is none: a gap is not a zero.
package struct MetricSeries: Hashable, Sendable, Decodable {
    package struct Point: Hashable, Sendable {
        /// When its period begins.
        package let time: Date
        package let value: Double
    }

    /// The query's.
    package let id: String
    package let label: String
    package let points: [Point]
    /// False while more of the series may come (`PartialData`), or when CloudWatch failed to read it.
    package let isComplete: Bool

    private enum CodingKeys: String, CodingKey {
        case id = "Id"
        case label = "Label"
        case timestamps = "Timestamps"
        case values = "Values"
        case status = "StatusCode"
    }

    private init(id: String, label: String, points: [Point], isComplete: Bool) {
        self.id = id
        self.label = label
        self.points = points
        self.isComplete = isComplete
    }

    /// Refuses more timestamps than values, or fewer: a point without its time would be drawn in the wrong place.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        id = try container.decode(String.self, forKey: .id)
        label = try container.decodeIfPresent(String.self, forKey: .label) ?? ""
        let times = try container.decodeIfPresent([Date].self, forKey: .timestamps) ?? []
        let values = try container.decodeIfPresent([Double].self, forKey: .values) ?? []
        guard times.count == values.count else {
            throw DecodingError.dataCorruptedError(
                forKey: .values, in: container, debugDescription: "\(times.count) times, \(values.count) values")
        }
        points = zip(times, values).map { Point(time: $0, value: $1) }
        isComplete = try container.decodeIfPresent(String.self, forKey: .status) ?? "Complete" == "Complete"
    }

    /// The series with what the next page adds; complete when the next page says so.
    func joined(with next: MetricSeries) -> MetricSeries {
        MetricSeries(id: id, label: label, points: points + next.points, isComplete: next.isComplete)
    }
}
