/// One page of `ListFunctions`.
package struct FunctionsPage: Hashable, Sendable, Decodable {
    package let functions: [FunctionConfiguration]
    /// The marker of the next page; nil on the last.
    package let nextMarker: String?

    private enum CodingKeys: String, CodingKey {
        case functions = "Functions"
        case nextMarker = "NextMarker"
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        functions = try container.decodeIfPresent([FunctionConfiguration].self, forKey: .functions) ?? []
        let marker = try container.decodeIfPresent(String.self, forKey: .nextMarker)
        nextMarker = marker?.isEmpty == false ? marker : nil
    }
}

/// A function as it is set up. Its environment variables are left where they are: they hold secrets.
package struct FunctionConfiguration: Hashable, Sendable, Decodable {
    package struct Logging: Hashable, Sendable, Decodable {
        /// `Text` or `JSON`.
        package let format: String?
        package let group: String?

        private enum CodingKeys: String, CodingKey {
            case format = "LogFormat"
            case group = "LogGroup"
        }
    }

    package struct DeadLetters: Hashable, Sendable, Decodable {
        package let targetARN: String?

        private enum CodingKeys: String, CodingKey {
            case targetARN = "TargetArn"
        }
    }

    package let name: String
    package let arn: String?
    /// `python3.12`; nil for container images.
    package let runtime: String?
    package let handler: String?
    package let description: String?
    /// MB.
    package let memorySize: Int?
    /// Seconds.
    package let timeout: Int?
    /// Bytes of the package.
    package let codeSize: Int?
    /// ISO 8601, as AWS writes it: `2026-01-31T10:00:00.000+0000`.
    package let lastModified: String?
    /// `Active`, `Pending`, `Inactive`, `Failed`.
    package let state: String?
    package let stateReason: String?
    package let lastUpdateStatus: String?
    package let architectures: [String]?
    package let logging: Logging?
    package let deadLetters: DeadLetters?

    /// Where its lines go: the group it names, else the one that Lambda makes.
    package var logGroup: String { logging?.group ?? "/aws/lambda/\(name)" }

    private enum CodingKeys: String, CodingKey {
        case name = "FunctionName"
        case arn = "FunctionArn"
        case runtime = "Runtime"
        case handler = "Handler"
        case description = "Description"
        case memorySize = "MemorySize"
        case timeout = "Timeout"
        case codeSize = "CodeSize"
        case lastModified = "LastModified"
        case state = "State"
        case stateReason = "StateReason"
        case lastUpdateStatus = "LastUpdateStatus"
        case architectures = "Architectures"
        case logging = "LoggingConfig"
        case deadLetters = "DeadLetterConfig"
    }
}
