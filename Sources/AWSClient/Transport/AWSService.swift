/// One AWS service as the wire knows it. The values are those of botocore's service models (`service-2.json`, metadata).
package struct AWSService: Hashable, Sendable {
    /// How requests are encoded and errors are told apart.
    package enum WireProtocol: Hashable, Sendable {
        /// `X-Amz-Target: {targetPrefix}.{Operation}`, `Content-Type: application/x-amz-json-{version}`.
        case json(version: String, targetPrefix: String)
        case restJSON
        /// Form-encoded request, XML answer; `version` is the `Version` parameter.
        case query(version: String)
    }

    /// The name in messages, and in `AWS_ENDPOINT_URL_{NAME}` (upper-cased, spaces as underscores): `CloudWatch Logs`.
    package let name: String
    /// The first label of the host: `logs` in `logs.eu-west-1.amazonaws.com`.
    package let endpointPrefix: String
    /// The service in the credential scope: `monitoring` for CloudWatch.
    package let signingName: String
    package let wire: WireProtocol
    /// Sent with every request of this service.
    package let extraHeaders: [AWSHeader]

    package init(
        name: String, endpointPrefix: String, signingName: String? = nil, wire: WireProtocol,
        extraHeaders: [AWSHeader] = []
    ) {
        self.name = name
        self.endpointPrefix = endpointPrefix
        self.signingName = signingName ?? endpointPrefix
        self.wire = wire
        self.extraHeaders = extraHeaders
    }
}

/// One header field; names are compared without case.
package struct AWSHeader: Hashable, Sendable {
    package let name: String
    package let value: String

    package init(_ name: String, _ value: String) {
        self.name = name
        self.value = value
    }
}
