import AWSClient
import OpsDomain

extension IdentityService {
    /// Who the credentials belong to, as STS tells it.
    package static func live(_ calls: any AWSCalling) -> IdentityService {
        let client = STSClient(calls)
        return IdentityService(caller: {
            try await FailureTranslation(resource: "the credentials").run {
                let identity = try await client.callerIdentity()
                return OpsDomain.CallerIdentity(account: identity.account, arn: identity.arn)
            }
        })
    }
}
