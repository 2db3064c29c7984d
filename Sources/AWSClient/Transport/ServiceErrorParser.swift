import FoundationEssentials

/// Reads error answers. Where the body is not what the protocol promises (a proxy's HTML, nothing at all) the status
/// and a short excerpt stand in for code and message.
/// JSON: https://smithy.io/2.0/aws/protocols/aws-json-1_0-protocol.html#operation-error-serialization
/// Query: https://smithy.io/2.0/aws/protocols/aws-query-protocol.html#operation-error-serialization
package enum ServiceErrorParser {
    package static func parse(_ response: HTTPWireResponse, service: AWSService) -> ServiceError {
        let found =
            switch service.wire {
            case .json, .restJSON: json(response) ?? xml(response)
            case .query: xml(response) ?? json(response)
            }
        let fromHeader = response.headers.value("x-amzn-errortype") ?? queryErrorCode(response)
        let code = found?.code ?? fromHeader.flatMap(shortened) ?? "HTTP\(response.status)"
        let message = found?.message ?? excerpt(response)
        return ServiceError(
            service: service.name, status: response.status, code: code, message: message,
            requestID: requestID(response) ?? found?.requestID, body: response.body)
    }

    /// `x-amzn-RequestId`, or S3's `x-amz-request-id`.
    package static func requestID(_ response: HTTPWireResponse) -> String? {
        response.headers.value("x-amzn-requestid") ?? response.headers.value("x-amz-request-id")
    }

    private struct Found {
        var code: String?
        var message: String?
        var requestID: String?
    }

    /// Members of any case, and any type: a member that is not a string must not hide the others.
    private struct JSONBody: Decodable {
        private struct Key: CodingKey {
            let stringValue: String
            var intValue: Int? { nil }
            init(stringValue: String) { self.stringValue = stringValue }
            init?(intValue: Int) { nil }
        }

        var strings: [String: String] = [:]

        init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: Key.self)
            for name in ["__type", "code", "Code", "message", "Message", "errorMessage"] {
                let key = Key(stringValue: name)
                guard container.contains(key) else { continue }
                do {
                    strings[name] = try container.decode(String.self, forKey: key)
                } catch is DecodingError {
                    continue
                }
            }
        }
    }

    private static func json(_ response: HTTPWireResponse) -> Found? {
        guard response.body.first(where: { !$0.isJSONSpace }) == UInt8(ascii: "{") else { return nil }
        let members: [String: String]
        do {
            members = try JSONDecoder().decode(JSONBody.self, from: Data(response.body)).strings
        } catch {
            return nil
        }
        let type = members["__type"] ?? response.headers.value("x-amzn-errortype") ?? members["code"] ?? members["Code"]
        let message = members["message"] ?? members["Message"] ?? members["errorMessage"]
        let code = type.flatMap(shortened)
        return Found(code: code, message: message ?? (code == nil ? nil : ""))
    }

    private static func xml(_ response: HTTPWireResponse) -> Found? {
        let root: XMLElement
        do {
            root = try XMLElement(parsing: response.body)
        } catch {
            return nil
        }
        guard let error = root.name == "Error" ? root : root.first("Error") else { return nil }
        return Found(
            code: error.first("Code")?.text, message: error.first("Message")?.text ?? "",
            requestID: root.first("RequestId")?.text ?? root.first("RequestID")?.text)
    }

    /// `AWS.SimpleQueueService.NonExistentQueue;Sender`: the code that a service had before it spoke JSON.
    private static func queryErrorCode(_ response: HTTPWireResponse) -> String? {
        response.headers.value("x-amzn-query-error")?.split(separator: ";").first.map(String.init)
    }

    /// `com.amazonaws.sqs#QueueDoesNotExist` and `ResourceNotFoundException:http://…` without what is not the name.
    private static func shortened(_ type: String) -> String? {
        let name = type.prefix { $0 != ":" }
        let short = name.split(separator: "#").last.map(String.init) ?? ""
        return short.isEmpty ? nil : short
    }

    /// The first words of a body that no protocol explains: printable ASCII only, tags left out.
    private static func excerpt(_ response: HTTPWireResponse) -> String {
        guard !response.body.isEmpty else { return "HTTP status \(response.status) and an empty body" }
        var text = ""
        var isInTag = false
        for byte in response.body.prefix(2000) {
            switch byte {
            case UInt8(ascii: "<"): isInTag = true
            case UInt8(ascii: ">"):
                isInTag = false
                text.append(" ")
            case 0x21...0x7E where !isInTag: text.unicodeScalars.append(Unicode.Scalar(byte))
            case _ where !isInTag: text.append(" ")
            default: break
            }
        }
        let words = text.split(separator: " ").joined(separator: " ")
        return "HTTP status \(response.status): \(words.prefix(200))"
    }
}

extension UInt8 {
    fileprivate var isJSONSpace: Bool { self == 0x20 || self == 0x0A || self == 0x0D || self == 0x09 }
}
