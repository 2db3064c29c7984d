import Crypto

/// The canonical request of Signature Version 4, step 1 of
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
package struct CanonicalRequest: Hashable, Sendable {
    /// The whole canonical request, its lines joined by a line feed.
    package let text: String
    /// The names that are signed, lower-case, sorted, joined by `;`.
    package let signedHeaders: String

    /// - Parameters:
    ///   - path: the path as it goes over the wire, percent-encoded.
    ///   - query: names and values, not encoded.
    ///   - headers: every header to sign, `host` among them.
    ///   - encodesPathTwice: true for every service but S3, whose paths are signed as they are.
    package init(
        method: String, path: String, query: [(name: String, value: String)], headers: [AWSHeader],
        bodyHash: String, encodesPathTwice: Bool = true
    ) {
        var values: [String: [String]] = [:]
        for header in headers {
            values[header.name.lowercased(), default: []].append(Self.trimmed(header.value))
        }
        let names = values.keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        signedHeaders = names.joined(separator: ";")

        var lines = [method, encodesPathTwice ? PercentEncoding.encodePath(Self.normalized(path)) : path]
        lines.append(Self.canonicalQuery(query))
        lines += names.map { "\($0):\(values[$0, default: []].joined(separator: ","))" }
        lines += ["", signedHeaders, bodyHash]
        text = lines.joined(separator: "\n")
    }

    /// SHA-256 of a body in lower-case hexadecimal.
    package static func hash(_ body: some Sequence<UInt8>) -> String {
        lowercaseHex(SHA256.hash(data: Array(body)))
    }

    /// The path without `.` and `..` segments and doubled slashes (RFC 3986, 5.2.4, as AWS's test vectors have it).
    static func normalized(_ path: String) -> String {
        guard !path.isEmpty else { return "/" }
        var segments: [Substring] = []
        for segment in path.split(separator: "/") {
            switch segment {
            case ".": break
            case "..": segments = segments.dropLast()
            default: segments.append(segment)
            }
        }
        let joined = "/" + segments.joined(separator: "/")
        return path.hasSuffix("/") && !segments.isEmpty ? joined + "/" : joined
    }

    private static func canonicalQuery(_ query: [(name: String, value: String)]) -> String {
        query
            .map { (name: PercentEncoding.encode($0.name), value: PercentEncoding.encode($0.value)) }
            .sorted { left, right in
                left.name == right.name
                    ? left.value.utf8.lexicographicallyPrecedes(right.value.utf8)
                    : left.name.utf8.lexicographicallyPrecedes(right.name.utf8)
            }
            .map { "\($0.name)=\($0.value)" }
            .joined(separator: "&")
    }

    /// The value without white space at its ends, runs of white space inside as one space.
    static func trimmed(_ value: String) -> String {
        value.split { $0.isASCII && $0.isWhitespace }.joined(separator: " ")
    }
}
