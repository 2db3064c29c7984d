extension QueueSnapshot {
    /// How SQS keeps messages.
    package enum Encryption: Hashable, Sendable {
        /// With a key of KMS, by its id, ARN or alias: reading needs permission to use it.
        case kms(key: String)
        /// With a key of SQS's own.
        case sqs
        case none
        /// SQS did not tell.
        case unknown

        /// In a word.
        package var text: String {
            switch self {
            case .kms: "KMS"
            case .sqs: "SSE"
            case .none: "plain"
            case .unknown: "?"
            }
        }
    }

    /// By the attributes `KmsMasterKeyId` and `SqsManagedSseEnabled`.
    /// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_GetQueueAttributes.html
    package var encryption: Encryption {
        if let key = attributes["KmsMasterKeyId"], !key.isEmpty { return .kms(key: key) }
        switch attributes["SqsManagedSseEnabled"] {
        case "true": return .sqs
        case "false": return .none
        default: return .unknown
        }
    }

    /// `FIFO KMS`, `std SSE`.
    package var marks: String { (isFIFO ? "FIFO " : "std ") + encryption.text }
}
