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
        /// New orders a second; 0 for a world that stands still.
        var liveRate = 0.0
        /// The server outlives us.
        var keeps = false
        /// A fixed port, or 0 for a free one.
        var port = 0
    }

    let ready: Ready
    private let process: ChildProcess
    private let keeps: Bool

    /// Starts the server and waits until it says that it is ready. Its complaints go to `logPath`.
    init(installation: DemoInstallation, options: Options, logPath: String) throws {
        var arguments = [
            installation.python, "-B", "-m", "demo_server", "--port", String(options.port), "--stack",
            options.environment,
            "--live", "0",
        ]
        if let seed = options.seed { arguments += ["--seed", String(seed)] }
        if options.keeps { arguments.append("--keep") }
        process = try ChildProcess(
            arguments, environment: ["PYTHONPATH": installation.source, "PYTHONDONTWRITEBYTECODE": "1"], input: .pipe,
            output: .pipe, errors: .file(logPath))
        guard let line = process.readLine() else {
            process.terminate()
            throw ChildProcess.Failure(
                description: "The demo server ended before it was ready. What it said is in \(logPath).")
        }
        ready = try JSONDecoder().decode(Ready.self, from: Data(line.utf8))
        keeps = options.keeps
    }

    /// What a client must be told to reach this server instead of AWS.
    var clientEnvironment: [String: String] {
        [
            "AWS_ENDPOINT_URL": ready.endpoint, "AWS_REGION": ready.region, "AWS_ACCESS_KEY_ID": ready.accessKeyId,
            "AWS_SECRET_ACCESS_KEY": ready.secretAccessKey,
        ]
    }

    /// How to reach a server that is kept: shell lines for a person, the ready line's JSON for a program.
    func describe(asJSON: Bool) throws -> String {
        if asJSON { return String(decoding: try JSONEncoder().encode(ready), as: UTF8.self) }
        let exports = clientEnvironment.sorted { $0.key < $1.key }.map { "export \($0.key)=\($0.value)" }
        return (["The demo server stays up (stop it with: kill \(ready.pid))."] + exports).joined(separator: "\n")
    }

    /// Stops the server, unless it is to be kept, and waits for its end.
    func stop() {
        if !keeps { process.terminate() }
    }

    /// Stops the server whatever was asked for.
    func abandon() {
        process.terminate()
    }
}
