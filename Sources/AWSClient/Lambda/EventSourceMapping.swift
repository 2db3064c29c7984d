/// One page of `ListEventSourceMappings`.
package struct EventSourceMappingsPage: Hashable, Sendable, Decodable {
    package let mappings: [EventSourceMapping]
    /// The marker of the next page; nil on the last.
    package let nextMarker: String?

    private enum CodingKeys: String, CodingKey {
        case mappings = "EventSourceMappings"
        case nextMarker = "NextMarker"
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        mappings = try container.decodeIfPresent([EventSourceMapping].self, forKey: .mappings) ?? []
        let marker = try container.decodeIfPresent(String.self, forKey: .nextMarker)
        nextMarker = marker?.isEmpty == false ? marker : nil
    }
}

/// What makes a function read a queue: which function, in which state, so many messages at a time.
///
/// Source: [EventSourceMappingConfiguration](https://docs.aws.amazon.com/lambda/latest/api/API_EventSourceMappingConfiguration.html).
package struct EventSourceMapping: Hashable, Sendable, Decodable {
    package struct Scaling: Hashable, Sendable, Decodable {
        /// Invocations that may run at one time for this queue; nil for no bound.
        package let maximumConcurrency: Int?

        private enum CodingKeys: String, CodingKey {
            case maximumConcurrency = "MaximumConcurrency"
        }
    }

    package struct Filters: Hashable, Sendable, Decodable {
        package struct Filter: Hashable, Sendable, Decodable {
            /// JSON in a string.
            package let pattern: String?

            private enum CodingKeys: String, CodingKey {
                case pattern = "Pattern"
            }
        }

        package let filters: [Filter]?

        private enum CodingKeys: String, CodingKey {
            case filters = "Filters"
        }
    }

    package let uuid: String
    package let functionARN: String?
    /// `Creating`, `Enabling`, `Enabled`, `Disabling`, `Disabled`, `Updating` or `Deleting`.
    package let state: String?
    /// Why it is in this state, in Lambda's words.
    package let stateReason: String?
    /// Messages an invocation, at most.
    package let batchSize: Int?
    /// Seconds that Lambda may wait to fill a batch.
    package let batchingWindow: Int?
    /// `ReportBatchItemFailures`, or none.
    package let responseTypes: [String]?
    /// What came of the last poll: `OK`, `No records processed`, `PROBLEM: …`.
    package let lastResult: String?
    package let scaling: Scaling?
    package let filtering: Filters?

    private enum CodingKeys: String, CodingKey {
        case uuid = "UUID"
        case functionARN = "FunctionArn"
        case state = "State"
        case stateReason = "StateTransitionReason"
        case batchSize = "BatchSize"
        case batchingWindow = "MaximumBatchingWindowInSeconds"
        case responseTypes = "FunctionResponseTypes"
        case lastResult = "LastProcessingResult"
        case scaling = "ScalingConfig"
        case filtering = "FilterCriteria"
    }
}
