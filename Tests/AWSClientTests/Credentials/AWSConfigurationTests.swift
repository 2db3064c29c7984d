import AWSClient
import Testing

@Suite("Configuration from the environment and the shared files")
struct AWSConfigurationTests {
    private static let config = """
        [default]
        region = from-profile
        [profile dev]
        region = from-dev
        max_attempts = 5
        ca_bundle = /etc/ca.pem
        """

    private func load(
        _ environment: [String: String] = [:], profile: String? = nil, region: String? = nil
    ) throws -> AWSConfiguration {
        var environment = environment
        environment["HOME"] = "/h"
        return try AWSConfiguration.load(
            environment: environment, profile: profile, region: region,
            readFile: files([
                "/h/.aws/config": Self.config, "/other": "[profile o]\nregion = from-other\n", "/etc/ca.pem": "-",
                "/h/mine.pem": "-",
            ]))
    }

    private func code(_ body: () throws -> AWSConfiguration) -> String? {
        do {
            return "no error: \(try body().region)"
        } catch {
            return (error as? AWSError)?.code
        }
    }

    @Test("region: flag, AWS_REGION, AWS_DEFAULT_REGION, profile")
    func regionOrder() throws {
        let both = ["AWS_REGION": "from-env", "AWS_DEFAULT_REGION": "from-default"]
        #expect(try load(both, region: "from-flag").region == "from-flag")
        #expect(try load(both).region == "from-env")
        #expect(try load(["AWS_REGION": "", "AWS_DEFAULT_REGION": "from-default"]).region == "from-default")
        #expect(try load().region == "from-profile")
        #expect(try load(["AWS_PROFILE": "dev"]).region == "from-dev")
        #expect(try load(["AWS_PROFILE": "default"], profile: "dev").region == "from-dev")
    }

    @Test("no region, no such profile, a region that is no host label")
    func refusals() {
        #expect(code { try AWSConfiguration.load(environment: [:], readFile: files([:])) } == "NoRegion")
        #expect(code { try load(["AWS_PROFILE": "typo"]) } == "ProfileNotFound")
        #expect(code { try load(profile: "typo") } == "ProfileNotFound")
        for bad in ["a.evil.example", "eu west", "x@evil", "-a", "EU-WEST-1"] {
            #expect(code { try load(region: bad) } == "InvalidRegion")
        }
    }

    @Test("other files by variable, with ~ for the home")
    func otherFiles() throws {
        let other = try load(["AWS_CONFIG_FILE": "/other"], profile: "o")
        #expect(other.region == "from-other")
        #expect(other.profileNames == ["o"])
        #expect(try load(["AWS_CONFIG_FILE": "~/.aws/config"]).profileNames == ["default", "dev"])
    }

    @Test("attempts and authorities come from the profile, and the environment goes before it")
    func settings() throws {
        let dev = try load(profile: "dev")
        #expect(dev.retries.maxAttempts == 5)
        #expect(dev.caBundlePath == "/etc/ca.pem")
        let overruled = try load(["AWS_MAX_ATTEMPTS": "1", "AWS_CA_BUNDLE": "~/mine.pem"], profile: "dev")
        #expect(overruled.retries.maxAttempts == 1)
        #expect(overruled.caBundlePath == "/h/mine.pem")
        #expect(code { try load(["AWS_CA_BUNDLE": "/gone.pem"]) } == "MissingCABundle")
        #expect(try load().retries.maxAttempts == 3)
        #expect(code { try load(["AWS_MAX_ATTEMPTS": "0"]) } == "InvalidMaxAttempts")
        #expect(code { try load(["AWS_RETRY_MODE": "sometimes"]) } == "InvalidRetryMode")
    }

    @Test("a broken file is told with its line, an unreadable one with its reason")
    func brokenFiles() {
        do {
            _ = try AWSConfiguration.load(
                environment: ["HOME": "/h"], region: "r", readFile: files(["/h/.aws/config": "[a]\nwhat\n"]))
            Issue.record("no error")
        } catch {
            let told = error as? AWSError
            #expect(told?.kind == .configuration)
            #expect(told?.message == "/h/.aws/config:2: neither [section] nor name = value")
        }
        do {
            _ = try AWSConfiguration.load(environment: ["AWS_CONFIG_FILE": "/"], region: "r")
            Issue.record("no error")
        } catch {
            #expect((error as? AWSError)?.code == "UnreadableConfigFile")
        }
    }
}
