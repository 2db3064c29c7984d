import Crypto
import FoundationEssentials

/// Signs requests with AWS Signature Version 4 in the `Authorization` header.
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv.html
package struct SigV4Signer: Sendable {
    /// What a signature is good for, beside the request itself.
    package struct Scope: Hashable, Sendable {
        package let region: String
        /// `AWSService.signingName`.
        package let service: String

        package init(region: String, service: String) {
            self.region = region
            self.service = service
        }
    }

    private let keys: SigningKeyCache

    package init(keys: SigningKeyCache = SigningKeyCache()) {
        self.keys = keys
    }

    /// The headers given, with `X-Amz-Date`, the session token and `Authorization`. All headers given are signed, so
    /// that `host` must be among them and what proxies may rewrite must not.
    package func sign(
        method: String, path: String, query: [(name: String, value: String)], headers: [AWSHeader], body: [UInt8],
        credentials: Credentials, scope: Scope, at date: Date, encodesPathTwice: Bool = true
    ) -> [AWSHeader] {
        let time = SigningTime(date)
        var signed = headers
        signed.append(AWSHeader("X-Amz-Date", time.stamp))
        if let token = credentials.sessionToken { signed.append(AWSHeader("X-Amz-Security-Token", token)) }
        let request = CanonicalRequest(
            method: method, path: path, query: query, headers: signed, bodyHash: CanonicalRequest.hash(body),
            encodesPathTwice: encodesPathTwice)
        signed.append(
            AWSHeader("Authorization", authorization(request, credentials: credentials, scope: scope, time: time)))
        return signed
    }

    /// Steps 2 to 4: the string to sign, its signature, and the header that carries it.
    private func authorization(
        _ request: CanonicalRequest, credentials: Credentials, scope: Scope, time: SigningTime
    ) -> String {
        let scopeText = "\(time.day)/\(scope.region)/\(scope.service)/aws4_request"
        let text = ["AWS4-HMAC-SHA256", time.stamp, scopeText, CanonicalRequest.hash(request.text.utf8)]
            .joined(separator: "\n")
        let key = keys.key(
            secret: credentials.secretAccessKey, day: time.day, region: scope.region, service: scope.service)
        let signature = lowercaseHex(HMAC<SHA256>.authenticationCode(for: Array(text.utf8), using: key))
        return "AWS4-HMAC-SHA256 Credential=\(credentials.accessKeyID)/\(scopeText), "
            + "SignedHeaders=\(request.signedHeaders), Signature=\(signature)"
    }
}
