import AWSClient
import OpsDomain
import OpsServices
import Testing

@Suite struct FailureTranslationTests {
    private let translation = FailureTranslation(resource: "table development-users")

    @Test(arguments: [
        ("ThrottlingException", 400, ServiceFailure.Reason.throttled, true),
        ("ProvisionedThroughputExceededException", 400, .throttled, true),
        ("AccessDeniedException", 400, .denied(action: "dynamodb:Scan"), false),
        ("ExpiredTokenException", 400, .expiredCredentials, false),
        ("UnrecognizedClientException", 400, .misconfigured, false),
        ("ResourceNotFoundException", 400, .notFound(what: "table development-users"), false),
        ("ConditionalCheckFailedException", 400, .conflict(current: nil), false),
        ("ValidationException", 400, .invalid, false), ("InternalServerError", 500, .unexpected, true),
    ])
    func codesHaveMeanings(code: String, status: Int, reason: ServiceFailure.Reason, isTransient: Bool) {
        let failure = translation.failure(AWSError.answer(code, "why", status: status))
        #expect(failure.reason == reason)
        #expect(failure.isTransient == isTransient)
        #expect(failure.requestID == "r-9")
        #expect(failure.sentence.hasSuffix("."))
    }

    @Test func theActionIsTheOneThatAWSNames() {
        let message = "User: arn:aws:iam::1:user/a is not authorized to perform: kms:Decrypt on resource: arn:k"
        let failure = translation.failure(AWSError.answer("AccessDeniedException", message))
        #expect(failure.reason == .denied(action: "kms:Decrypt"))
    }

    @Test(arguments: [
        ("SQS", "ChangeMessageVisibilityBatch", "sqs:ChangeMessageVisibility"),
        ("CloudWatch Logs", "FilterLogEvents", "logs:FilterLogEvents"),
        ("STS", "GetCallerIdentity", "sts:GetCallerIdentity"),
    ])
    func actionsAreIAMs(service: String, operation: String, action: String) {
        let error = AWSError.answer("AccessDenied", service: service, operation: operation, status: 403)
        #expect(translation.failure(error).reason == .denied(action: action))
    }

    @Test func otherKindsOfFailure() {
        func reason(_ kind: AWSError.Kind, code: String = "X") -> ServiceFailure.Reason {
            translation.failure(AWSError(kind: kind, service: "SQS", operation: "ListQueues", code: code, message: "m"))
                .reason
        }
        #expect(reason(.unreachable) == .unreachable)
        #expect(reason(.timedOut) == .timedOut)
        #expect(reason(.malformedResponse) == .unexpected)
        #expect(reason(.credentials) == .misconfigured)
        #expect(reason(.credentials, code: "ExpiredToken") == .expiredCredentials)
        #expect(reason(.configuration) == .misconfigured)
    }

    @Test func cancellationIsNoFailure() async {
        await #expect(throws: CancellationError.self) { try await translation.run { throw CancellationError() } }
    }
}
