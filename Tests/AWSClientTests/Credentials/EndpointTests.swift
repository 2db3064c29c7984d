import AWSClient
import Testing

@Suite("Endpoints")
struct EndpointTests {
    private static let logs = AWSService(name: "CloudWatch Logs", endpointPrefix: "logs", wire: .restJSON)
    private static let config = """
        [profile p]
        services = local
        endpoint_url = http://127.0.0.1:9
        [profile bad]
        services = nowhere
        [services local]
        cloudwatch_logs =
          endpoint_url = http://localhost:7
        """

    private func origin(
        _ environment: [String: String], profile: String? = nil, service: AWSService = logs,
        region: String = "eu-west-1"
    ) throws -> String {
        let configuration = try AWSConfiguration.load(
            environment: environment.merging(["AWS_CONFIG_FILE": "/c"]) { $1 }, profile: profile, region: region,
            readFile: files(["/c": Self.config]))
        return try configuration.endpoints.endpoint(for: service).origin
    }

    private func code(_ body: () throws -> some Any) -> String {
        do {
            return "no error: \(try body())"
        } catch {
            return (error as? AWSError)?.code ?? "\(error)"
        }
    }

    @Test("the service's variable, the common one, the services section, the profile, AWS")
    func order() throws {
        let both = ["AWS_ENDPOINT_URL_CLOUDWATCH_LOGS": "http://localhost:1", "AWS_ENDPOINT_URL": "http://localhost:2"]
        #expect(try origin(both, profile: "p") == "http://localhost:1")
        #expect(try origin(both, service: .sts) == "http://localhost:2")
        #expect(try origin([:], profile: "p") == "http://localhost:7")
        #expect(try origin([:], profile: "p", service: .sts) == "http://127.0.0.1:9")
        #expect(try origin([:]) == "https://logs.eu-west-1.amazonaws.com")
        #expect(
            try origin(both.merging(["AWS_IGNORE_CONFIGURED_ENDPOINT_URLS": "true"]) { $1 }, profile: "p")
                == "https://logs.eu-west-1.amazonaws.com")
        #expect(code { try origin([:], profile: "bad") } == "MissingServicesSection")
    }

    @Test(
        "host names of the partitions",
        arguments: [
            ("us-east-1", "https://monitoring.us-east-1.amazonaws.com"),
            ("us-gov-west-1", "https://monitoring.us-gov-west-1.amazonaws.com"),
            ("cn-north-1", "https://monitoring.cn-north-1.amazonaws.com.cn"),
        ])
    func partitions(_ region: String, _ expected: String) throws {
        #expect(try origin([:], service: .cloudWatch, region: region) == expected)
    }

    @Test("FIPS and dual-stack are refused rather than ignored, unless an endpoint is named")
    func variants() throws {
        #expect(code { try origin(["AWS_USE_FIPS_ENDPOINT": "true"]) } == "UnsupportedEndpointVariant")
        #expect(code { try origin(["AWS_USE_DUALSTACK_ENDPOINT": "TRUE"]) } == "UnsupportedEndpointVariant")
        #expect(
            try origin(["AWS_USE_FIPS_ENDPOINT": "true", "AWS_ENDPOINT_URL": "https://x.example"])
                == "https://x.example")
    }

    @Test(
        "URLs that are endpoints",
        arguments: [
            ("http://localhost:4566", "http://localhost:4566", ""),
            ("HTTPS://Host.Example/", "https://host.example", ""),
            ("https://h:443/a/b/", "https://h", "/a/b"), ("http://[::1]:8000", "http://[::1]:8000", ""),
            ("http://h:443", "http://h:443", ""),
        ])
    func accepted(_ url: String, _ origin: String, _ path: String) throws {
        let endpoint = try Endpoint(url: url, origin: "test")
        #expect(endpoint.origin == origin)
        #expect(endpoint.basePath == path)
    }

    @Test(
        "URLs that are none",
        arguments: [
            "", "localhost:4566", "ftp://h", "http://", "http://:80", "http://h:0", "http://h:99999", "http://h:8x",
            "http://user@h", "http://h?q", "http://h/#f", "http://h h", "http://h\r\nX: y", "http://[::1", "http://h:",
        ])
    func refused(_ url: String) {
        #expect(code { try Endpoint(url: url, origin: "test") } == "InvalidEndpoint")
    }

    @Test("loopback is this machine and nothing that only looks like it")
    func loopback() {
        for host in ["localhost", "sub.localhost", "127.0.0.1", "127.9.9.9", "[::1]"] {
            #expect(Endpoint(isSecure: false, host: host).isLoopback)
        }
        for host in [
            "127.0.0.1.evil.example", "127.evil.example", "localhost.evil", "notlocalhost", "10.0.0.1", "128.0.0.1",
        ] {
            #expect(!Endpoint(isSecure: false, host: host).isLoopback)
        }
    }
}
