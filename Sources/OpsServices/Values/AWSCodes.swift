import AWSClient

/// What AWS's error codes mean to a person, over all services that the console asks.
///
/// Sources: each service's API reference, "Common errors" and the errors of the operations.
enum AWSCodes {
    enum Meaning {
        case throttled
        case tooManyInFlight
        case denied
        case expired
        case wrongCredentials
        case notFound
        case conflict
        case fault
        case invalid
    }

    static let expired: Set<String> = [
        "ExpiredToken", "ExpiredTokenException", "RequestExpired", "TokenRefreshRequired", "ExpiredCredentials",
    ]

    private static let denied: Set<String> = [
        "AccessDenied", "AccessDeniedException", "UnauthorizedOperation", "AuthorizationError", "NotAuthorized",
        "KmsAccessDenied", "KMSAccessDeniedException",
    ]

    private static let wrongCredentials: Set<String> = [
        "UnrecognizedClientException", "InvalidClientTokenId", "SignatureDoesNotMatch", "InvalidSignatureException",
        "IncompleteSignature", "IncompleteSignatureException", "MissingAuthenticationToken",
        "MissingAuthenticationTokenException", "InvalidAccessKeyId", "AuthFailure", "OptInRequired", "InvalidSecurity",
        "NotAuthorizedException", "RequestTimeTooSkewed", "RequestInTheFuture",
    ]

    private static let throttled: Set<String> = [
        "Throttling", "ThrottlingException", "ThrottledException", "RequestThrottledException", "RequestThrottled",
        "TooManyRequestsException", "ProvisionedThroughputExceededException", "RequestLimitExceeded", "SlowDown",
        "ThroughputExceededException", "KmsThrottled", "BandwidthLimitExceeded", "LimitExceededException",
    ]

    private static let notFound: Set<String> = [
        "ResourceNotFoundException", "ResourceNotFound", "QueueDoesNotExist", "NonExistentQueue",
        "AWS.SimpleQueueService.NonExistentQueue", "TableNotFoundException",
    ]

    static func meaning(of error: AWSError) -> Meaning {
        let code = error.code
        if expired.contains(code) { return .expired }
        if denied.contains(code) { return .denied }
        if wrongCredentials.contains(code) { return .wrongCredentials }
        if throttled.contains(code) || error.status == 429 { return .throttled }
        if notFound.contains(code) { return .notFound }
        switch code {
        case "OverLimit", "AWS.SimpleQueueService.OverLimit": return .tooManyInFlight
        case "ConditionalCheckFailedException": return .conflict
        default: break
        }
        if let status = error.status, status >= 500 { return .fault }
        return error.status == 403 ? .denied : .invalid
    }

    /// The IAM action that an operation needs; batches have none of their own (Service Authorization Reference).
    static func action(_ error: AWSError) -> String {
        let prefix =
            switch error.service {
            case "CloudWatch Logs": "logs"
            case let name: name.lowercased().filter { $0 != " " }
            }
        let operation =
            switch (prefix, error.operation) {
            case ("sqs", "SendMessageBatch"): "SendMessage"
            case ("sqs", "DeleteMessageBatch"): "DeleteMessage"
            case ("sqs", "ChangeMessageVisibilityBatch"): "ChangeMessageVisibility"
            case (_, let operation): operation
            }
        return "\(prefix):\(operation)"
    }

    /// The action that AWS itself names: `… is not authorized to perform: dynamodb:Scan on resource: …`.
    static func deniedAction(in message: String) -> String? {
        let mark = "not authorized to perform: "
        var rest = message[...]
        while !rest.isEmpty, !rest.hasPrefix(mark) { rest.removeFirst() }
        let action = rest.dropFirst(mark.count).prefix { $0.isLetter || $0.isNumber || $0 == ":" || $0 == "-" }
        return action.contains(":") ? String(action) : nil
    }
}
