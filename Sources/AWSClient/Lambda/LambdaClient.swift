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
}
