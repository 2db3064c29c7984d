import FoundationEssentials

/// Turns a call into the signed request that goes over the wire.
package struct RequestBuilder: Sendable {
    private let signer: SigV4Signer
    private let region: String
    private let userAgent: String

    package init(region: String, userAgent: String, signer: SigV4Signer = SigV4Signer()) {
        self.region = region
        self.userAgent = userAgent
        self.signer = signer
    }

    /// `date` is the service's time as far as known. Signed are the headers of the call and of its protocol, and `Host`;
    /// not signed is what a proxy may change.
    package func request(
        for call: AWSCall, endpoint: Endpoint, credentials: Credentials, at date: Date
    ) -> HTTPWireRequest {
        let path = endpoint.basePath + (call.path.hasPrefix("/") ? call.path : "/\(call.path)")
        var headers = [AWSHeader("Host", endpoint.authority)] + call.headers
        for header in protocolHeaders(of: call) where headers.value(header.name) == nil { headers.append(header) }
        headers = signer.sign(
            method: call.method, path: path, query: call.query, headers: headers, body: call.body,
            credentials: credentials, scope: .init(region: region, service: call.service.signingName), at: date)
        headers.append(AWSHeader("User-Agent", userAgent))
        headers.append(AWSHeader("Accept-Encoding", "identity"))
        let query = call.query.isEmpty ? "" : "?\(PercentEncoding.encodeQuery(call.query))"
        return HTTPWireRequest(
            method: call.method, url: "\(endpoint.origin)\(path)\(query)", headers: headers, body: call.body,
            timeout: call.attemptTimeout, responseLimit: call.responseLimit)
    }

    private func protocolHeaders(of call: AWSCall) -> [AWSHeader] {
        let own =
            switch call.service.wire {
            case .json(let version, let prefix):
                [
                    AWSHeader("Content-Type", "application/x-amz-json-\(version)"),
                    AWSHeader("X-Amz-Target", "\(prefix).\(call.operation)"),
                ]
            case .restJSON: call.body.isEmpty ? [] : [AWSHeader("Content-Type", "application/json")]
            case .query: [AWSHeader("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")]
            }
        return own + call.service.extraHeaders
    }
}
