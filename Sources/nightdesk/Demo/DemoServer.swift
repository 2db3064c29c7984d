import AWSClient
import FoundationEssentials
import Glibc

/// The AWS-compatible server of the demo, running as a child of ours. See `Resources/DemoServer/README.md`.
final class DemoServer {
    /// What the server says of itself once it is ready.
    struct Ready: Codable {
        let endpoint: String
        let pid: Int32
        let account: String
        let region: String
        let accessKeyId: String
        let secretAccessKey: String
    }

    struct Options {
        var environment = "development"
        var seed: UInt64?
        /// The server is to be kept later (`DemoControl.keep`): no key and no end of our terminal may reach it.
        var outlivesTerminal = false
        /// A fixed port, or 0 for a free one.
        var port = 0
    }

    let ready: Ready
    private let process: ChildProcess

    /// Starts the server and waits until it says that it is ready. Its complaints go to `logPath`.
    init(installation: DemoInstallation, options: Options, logPath: String) throws {
        var arguments = [
            installation.python, "-B", "-m", "demo_server", "--port", String(options.port), "--stack",
            options.environment,
            "--live", "0",
        ]
        if let seed = options.seed { arguments += ["--seed", String(seed)] }
        process = try ChildProcess(
            arguments, environment: ["PYTHONPATH": installation.source, "PYTHONDONTWRITEBYTECODE": "1"], input: .pipe,
            output: .pipe, errors: .file(logPath), hasOwnSession: options.outlivesTerminal)
        guard let line = process.readLine() else {
            process.terminate()
            let said = try Self.lastLine(of: logPath).map { " It said: \($0)." } ?? ""
            throw ChildProcess.Failure(
                description: "The demo server ended before it was ready.\(said) The rest is in \(logPath).")
        }
        ready = try JSONDecoder().decode(Ready.self, from: Data(line.utf8))
    }

    private static func lastLine(of path: String) throws -> String? {
        guard let bytes = try LocalFile.read(path) else { return nil }
        return String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline).last.map(String.init)
    }

    /// Stops the server and waits for its end.
    func stop() {
        process.terminate()
    }
}

extension DemoServer.Ready {
    /// How to reach this server and nothing else: its own keys, region and endpoint. No variable, profile or file has a
    /// say, so that the demo cannot write to an account.
    var configuration: AWSConfiguration {
        AWSConfiguration(
            region: region,
            credentials: StaticCredentialProvider(
                Credentials(accessKeyID: accessKeyId, secretAccessKey: secretAccessKey)),
            endpoints: EndpointResolver(
                region: region, configured: ConfiguredEndpoints(environment: ["AWS_ENDPOINT_URL": endpoint])))
    }

    /// How to reach a server that is kept: shell lines for a person, the ready line's JSON for a program.
    func describe(asJSON: Bool) throws -> String {
        if asJSON { return String(decoding: try JSONEncoder().encode(self), as: UTF8.self) }
        let exports = [
            "AWS_ACCESS_KEY_ID=\(accessKeyId)", "AWS_ENDPOINT_URL=\(endpoint)", "AWS_REGION=\(region)",
            "AWS_SECRET_ACCESS_KEY=\(secretAccessKey)",
        ]
        return (["The demo server stays up (stop it with: kill \(pid))."] + exports.map { "export \($0)" })
            .joined(separator: "\n")
    }
}
