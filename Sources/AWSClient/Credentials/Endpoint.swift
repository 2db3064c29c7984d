/// Where requests go: scheme, host, port and a path before every request's own.
package struct Endpoint: Hashable, Sendable {
    package let isSecure: Bool
    /// Lower-case; an IPv6 address in its brackets.
    package let host: String
    /// Nil for the scheme's own port.
    package let port: Int?
    /// Percent-encoded, with a leading slash and none at the end; empty for the root.
    package let basePath: String

    package init(isSecure: Bool = true, host: String, port: Int? = nil, basePath: String = "") {
        self.isSecure = isSecure
        self.host = host
        self.port = port == (isSecure ? 443 : 80) ? nil : port
        self.basePath = basePath
    }

    /// Reads `http://host:port/path` or `https://…`. Throws `AWSError` of kind `configuration`; `origin` names the
    /// setting that the text came from.
    package init(url: String, origin: String) throws(AWSError) {
        func refused(_ why: String) -> AWSError {
            .configuration(code: "InvalidEndpoint", message: "\(origin) is not an endpoint URL: \(why).")
        }
        let isSecure: Bool
        let rest: Substring
        if url.lowercased().hasPrefix("https://") {
            (isSecure, rest) = (true, url.dropFirst(8))
        } else if url.lowercased().hasPrefix("http://") {
            (isSecure, rest) = (false, url.dropFirst(7))
        } else {
            throw refused("it does not start with http:// or https://")
        }
        guard rest.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "\\") }) else {
            throw refused("it holds a character that no URL has")
        }
        guard !rest.contains("?"), !rest.contains("#") else { throw refused("it has a query or a fragment") }
        let slash = rest.firstIndex(of: "/") ?? rest.endIndex
        guard let (host, port) = Self.authority(rest[..<slash]) else { throw refused("its host or port is wrong") }
        var path = String(rest[slash...])
        while path.hasSuffix("/") { path.removeLast() }
        self.init(isSecure: isSecure, host: host, port: port, basePath: path)
    }

    private static func authority(_ text: Substring) -> (host: String, port: Int?)? {
        let hostEnd: Substring.Index
        if text.hasPrefix("[") {
            guard let bracket = text.firstIndex(of: "]") else { return nil }
            hostEnd = text.index(after: bracket)
        } else {
            hostEnd = text.firstIndex(of: ":") ?? text.endIndex
        }
        let host = text[..<hostEnd].lowercased()
        let isName = host.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"),
                UInt8(ascii: "."), UInt8(ascii: "_"):
                true
            default: false
            }
        }
        let isAddress =
            host.hasPrefix("[") && host.dropFirst().dropLast().allSatisfy { $0.isHexDigit || ":.".contains($0) }
        guard !host.isEmpty, isName || isAddress else { return nil }
        let rest = text[hostEnd...]
        if rest.isEmpty { return (host, nil) }
        guard rest.first == ":", rest.dropFirst().allSatisfy(\.isASCII), let port = UInt16(rest.dropFirst()), port > 0
        else { return nil }
        return (host, Int(port))
    }

    /// The `Host` header: the port only when it is not the scheme's own.
    package var authority: String { port.map { "\(host):\($0)" } ?? host }

    /// The whole URL without a path: `https://sqs.eu-west-1.amazonaws.com`.
    package var origin: String { "\(isSecure ? "https" : "http")://\(authority)" }

    /// This machine itself, by name or address (RFC 6761 `localhost`, 127.0.0.0/8, ::1).
    package var isLoopback: Bool {
        if host == "localhost" || host.hasSuffix(".localhost") || host == "[::1]" { return true }
        let parts = host.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
    }
}
