import FoundationEssentials

/// One value of an own metric for `PutMetricData`.
package struct MetricDatum: Hashable, Sendable, Encodable {
    package let name: String
    package let dimensions: [MetricDimension]
    package let time: Date
    package let value: Double
    /// `Count`, `Milliseconds`… as AWS lists them; nil for none.
    package let unit: String?

    package init(name: String, dimensions: [MetricDimension] = [], time: Date, value: Double, unit: String? = nil) {
        self.name = name
        self.dimensions = dimensions
        self.time = time
        self.value = value
        self.unit = unit
    }

    private enum CodingKeys: String, CodingKey {
        case name = "MetricName"
        case dimensions = "Dimensions"
        case time = "Timestamp"
        case value = "Value"
        case unit = "Unit"
    }
}

struct PutMetricDataRequest: Encodable {
    let namespace: String
    let metricData: [MetricDatum]

    private enum CodingKeys: String, CodingKey {
        case namespace = "Namespace"
        case metricData = "MetricData"
    }
}
