import FoundationEssentials

/// Bodies of small requests and answers, as JSON through Codable. Times are seconds from 1970, as AWS JSON has them.
enum CodableBody {
    /// Throws `AWSError` of kind `configuration` when the value cannot be written: a number that is not finite.
    static func encode(_ value: some Encodable, operation: String) throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.dateEncodingStrategy = .secondsSince1970
        encoder.outputFormatting = .withoutEscapingSlashes
        do {
            return Array(try encoder.encode(value))
        } catch {
            throw AWSError(
                kind: .configuration, operation: operation, code: "InvalidRequest",
                message: "The request cannot be written as JSON: \(error)")
        }
    }

    /// Throws `AWSError` of kind `malformedResponse` when the answer is not what its type says.
    static func decode<Value: Decodable>(
        _ type: Value.Type, from response: AWSResponse, call: AWSCall
    ) throws -> Value {
        let decoder = JSONDecoder()
        decoder.dateDecodingStrategy = .secondsSince1970
        decoder.nonConformingFloatDecodingStrategy = .convertFromString(
            positiveInfinity: "Infinity", negativeInfinity: "-Infinity", nan: "NaN")
        do {
            return try decoder.decode(type, from: Data(response.body))
        } catch let error as DecodingError {
            throw AWSError.malformed(describe(error), call: call, response: response)
        }
    }

    private static func describe(_ error: DecodingError) -> String {
        switch error {
        case .keyNotFound(let key, let context): told("\(key.stringValue) is missing", context)
        case .typeMismatch(_, let context): told("a member has the wrong type", context)
        case .valueNotFound(_, let context): told("a member is null", context)
        case .dataCorrupted(let context): told("not JSON, or a value out of range", context)
        @unknown default: "not as the model says"
        }
    }

    private static func told(_ what: String, _ context: DecodingError.Context) -> String {
        let path = context.codingPath.map(\.stringValue).joined(separator: ".")
        return path.isEmpty ? what : "\(path): \(what)"
    }
}
