/// The answer of a batch operation: HTTP 200 even where every entry failed.
struct BatchAnswer<Success: Decodable & Sendable>: Decodable, Sendable {
    struct Entry: Decodable, Sendable {
        let id: String
        let success: Success

        enum CodingKeys: String, CodingKey { case id = "Id" }

        init(from decoder: any Decoder) throws {
            id = try decoder.container(keyedBy: CodingKeys.self).decode(String.self, forKey: .id)
            success = try Success(from: decoder)
        }
    }

    struct Failure: Decodable, Sendable {
        let id: String
        let code: String
        let message: String?
        let senderFault: Bool?

        enum CodingKeys: String, CodingKey {
            case id = "Id"
            case code = "Code"
            case message = "Message"
            case senderFault = "SenderFault"
        }
    }

    let successful: [Entry]?
    let failed: [Failure]?

    enum CodingKeys: String, CodingKey {
        case successful = "Successful"
        case failed = "Failed"
    }

    /// One outcome for each of `ids`. A failure outweighs a success of the same id.
    func outcomes<Outcome>(
        ids: [String], _ outcome: (String, Success) -> Result<Outcome, BatchFailure>
    ) -> BatchOutcomes<Outcome> {
        let missing = BatchFailure(
            code: "MissingBatchResult", message: "SQS did not say what became of it", isSenderFault: false)
        var outcomes: BatchOutcomes<Outcome> = [:]
        for id in ids { outcomes[id] = .failure(missing) }
        for entry in successful ?? [] where outcomes[entry.id] != nil {
            outcomes[entry.id] = outcome(entry.id, entry.success)
        }
        for entry in failed ?? [] where outcomes[entry.id] != nil {
            outcomes[entry.id] = .failure(
                BatchFailure(code: entry.code, message: entry.message ?? "", isSenderFault: entry.senderFault ?? false))
        }
        return outcomes
    }
}

/// A success that says no more than its id.
struct PlainSuccess: Decodable, Sendable {}
