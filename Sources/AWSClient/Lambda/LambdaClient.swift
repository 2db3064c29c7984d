extension AWSService {
    /// AWS Lambda over REST with JSON.
    package static let lambda = AWSService(name: "Lambda", endpointPrefix: "lambda", wire: .restJSON)
}

/// The operations of AWS Lambda.
///
/// Source: [AWS Lambda API Reference](https://docs.aws.amazon.com/lambda/latest/api/welcome.html).
package struct LambdaClient: Sendable {
    private let calls: any AWSCalling

    package init(_ calls: any AWSCalling) {
        self.calls = calls
    }

    /// One page of `ListFunctions`, 50 functions at most; `marker` is the page before's `nextMarker`.
    package func functionsPage(marker: String? = nil, maxItems: Int = 50) async throws -> FunctionsPage {
        var query = [(name: "MaxItems", value: String(maxItems))]
        if let marker { query.append((name: "Marker", value: marker)) }
        let call = AWSCall(
            service: .lambda, operation: "ListFunctions", method: "GET", path: "/2015-03-31/functions", query: query,
            isIdempotent: true)
        let response = try await calls.send(call)
        return try CodableBody.decode(FunctionsPage.self, from: response, call: call)
    }

    /// `GetFunctionConfiguration` of a function by name or ARN.
    package func function(named name: String) async throws -> FunctionConfiguration {
        let call = AWSCall(
            service: .lambda, operation: "GetFunctionConfiguration", method: "GET",
            path: "/2015-03-31/functions/\(PercentEncoding.encode(name))/configuration", isIdempotent: true)
        let response = try await calls.send(call)
        return try CodableBody.decode(FunctionConfiguration.self, from: response, call: call)
    }

    /// One page of `ListEventSourceMappings`: what reads an event source, such as a queue, by its ARN. Lambda gives 100 at
    /// most, whatever is asked for; `marker` is the page before's `nextMarker`.
    package func eventSourceMappingsPage(
        sourceARN: String, marker: String? = nil, maxItems: Int = 100
    ) async throws -> EventSourceMappingsPage {
        var query = [
            (name: "EventSourceArn", value: sourceARN), (name: "MaxItems", value: String(maxItems)),
        ]
        if let marker { query.append((name: "Marker", value: marker)) }
        let call = AWSCall(
            service: .lambda, operation: "ListEventSourceMappings", method: "GET",
            path: "/2015-03-31/event-source-mappings", query: query, isIdempotent: true)
        let response = try await calls.send(call)
        return try CodableBody.decode(EventSourceMappingsPage.self, from: response, call: call)
    }

    /// Every page of `eventSourceMappingsPage`. Throws `AWSError` of kind `malformedResponse` when a marker comes twice.
    package func eventSourceMappings(sourceARN: String) async throws -> [EventSourceMapping] {
        var mappings: [EventSourceMapping] = []
        var marker: String?
        var seen: Set<String> = []
        repeat {
            let page = try await eventSourceMappingsPage(sourceARN: sourceARN, marker: marker)
            mappings += page.mappings
            marker = page.nextMarker
            if let marker, !seen.insert(marker).inserted {
                throw AWSError(
                    kind: .malformedResponse, service: AWSService.lambda.name, operation: "ListEventSourceMappings",
                    code: "RepeatedMarker", message: "The same page was offered twice")
            }
        } while marker != nil
        return mappings
    }
}
