extension AWSService {
    /// AWS Security Token Service over the query protocol.
    package static let sts = AWSService(name: "STS", endpointPrefix: "sts", wire: .query(version: "2011-06-15"))
}

/// Who AWS says that the credentials are.
package struct CallerIdentity: Hashable, Sendable {
    /// The twelve digits of the account.
    package let account: String
    /// The user or the assumed role: `arn:aws:sts::123456789012:assumed-role/on-call/anna`.
    package let arn: String
    package let userID: String

    package init(account: String, arn: String, userID: String) {
        self.account = account
        self.arn = arn
        self.userID = userID
    }
}

/// The operations of AWS STS.
///
/// Source: [AWS STS API Reference](https://docs.aws.amazon.com/STS/latest/APIReference/welcome.html).
package struct STSClient: Sendable {
    private let calls: any AWSCalling

    package init(_ calls: any AWSCalling) {
        self.calls = calls
    }

    /// `GetCallerIdentity`: needs no permission, so that it tells working credentials from none.
    package func callerIdentity() async throws -> CallerIdentity {
        let call = AWSCall(
            service: .sts, operation: "GetCallerIdentity",
            body: QueryForm.body(operation: "GetCallerIdentity", version: "2011-06-15"), isIdempotent: true)
        let response = try await calls.send(call)
        let root: XMLElement
        do {
            root = try XMLElement(parsing: response.body)
        } catch {
            throw AWSError.malformed(
                "not XML at byte \(error.offset): \(error.reason)", call: call, response: response)
        }
        guard let result = root.first("GetCallerIdentityResult"), let account = result.first("Account")?.text,
            let arn = result.first("Arn")?.text, let userID = result.first("UserId")?.text
        else {
            throw AWSError.malformed("Account, Arn or UserId is missing", call: call, response: response)
        }
        return CallerIdentity(account: account, arn: arn, userID: userID)
    }
}
