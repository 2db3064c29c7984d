extension AWSService {
    /// Amazon CloudWatch metrics over AWS JSON 1.0, one of the three protocols of its model.
    package static let cloudWatch = AWSService(
        name: "CloudWatch", endpointPrefix: "monitoring",
        wire: .json(version: "1.0", targetPrefix: "GraniteServiceVersion20100801"))
}

/// The operations of Amazon CloudWatch.
///
/// Source: [Amazon CloudWatch API Reference](https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/Welcome.html).
package struct CloudWatchClient: Sendable {
    private let calls: any AWSCalling

    package init(_ calls: any AWSCalling) {
        self.calls = calls
    }

    /// One page of `GetMetricData`: the series asked for, and the token of the next page. A series may go on in the next
    /// page; billed by the metric, not by the request.
    package func metricDataPage(_ request: MetricDataRequest) async throws -> MetricDataPage {
        let call = AWSCall(
            service: .cloudWatch, operation: "GetMetricData",
            body: try CodableBody.encode(request, operation: "GetMetricData"), isIdempotent: true,
            billedItems: request.billedMetrics)
        let response = try await calls.send(call)
        return try CodableBody.decode(MetricDataPage.self, from: response, call: call)
    }

    /// Every page of `GetMetricData`, the parts of a series joined in the order in which they came. Throws `AWSError` of
    /// kind `malformedResponse` when a token comes twice.
    package func metricData(_ request: MetricDataRequest) async throws -> [MetricSeries] {
        var request = request
        var order: [String] = []
        var series: [String: MetricSeries] = [:]
        var seen: Set<String> = []
        while true {
            let page = try await metricDataPage(request)
            for part in page.series {
                if series[part.id] == nil { order.append(part.id) }
                series[part.id] = series[part.id]?.joined(with: part) ?? part
            }
            guard let token = page.nextToken, !token.isEmpty else { return order.compactMap { series[$0] } }
            guard seen.insert(token).inserted else {
                throw AWSError(
                    kind: .malformedResponse, service: AWSService.cloudWatch.name, operation: "GetMetricData",
                    code: "RepeatedToken", message: "The same page was offered twice")
            }
            request.nextToken = token
        }
    }

    /// `PutMetricData`: adds points of own metrics. Adding twice counts twice, so that it is not sent again in doubt.
    package func putMetricData(namespace: String, points: [MetricDatum]) async throws {
        let request = PutMetricDataRequest(namespace: namespace, metricData: points)
        let call = AWSCall(
            service: .cloudWatch, operation: "PutMetricData",
            body: try CodableBody.encode(request, operation: "PutMetricData"), isIdempotent: false)
        _ = try await calls.send(call)
    }
}
