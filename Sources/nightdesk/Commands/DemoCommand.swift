import ArgumentParser
import Console
import Glibc
import OpsDomain

/// `nightdesk demo`
struct DemoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo",
        abstract: "Open the console on a live demo world, without an AWS account.",
        discussion: """
            Starts an AWS-compatible server on loopback, fills it with users, orders, failing messages and logs, keeps \
            traffic going, and stops it all on leaving. The first time, the server is installed from PyPI into a private \
            environment under the XDG data directory.
            """)

    @OptionGroup var look: LookOptions
    @Option(help: "Multiply the world: 2,000 users, 1,000 orders, 48 dead letters and 22,000 log lines each time.")
    var scale = 1
    @Option(help: "Make the same world again.")
    var seed: UInt64?
    @Option(help: "New orders a second; 0 for a world that stands still.")
    var live = 0.5
    @Option(help: "The server's port on 127.0.0.1 (default: a free one).")
    var port = 0
    @Flag(help: "Leave the server running and print how to reach it.")
    var keep = false
    @Flag(help: "Do not open the console: prepare the world, print how to reach it, and keep it (implies --keep).")
    var noConsole = false
    @Flag(help: "Refuse every write in the console.")
    var readOnly = false

    func validate() throws {
        guard (1...1_000).contains(scale) else { throw ValidationError("--scale takes a number from 1 to 1000.") }
        guard live >= 0, live <= 1_000 else { throw ValidationError("--live takes a number from 0 to 1000.") }
        guard (0...65_535).contains(port) else { throw ValidationError("--port takes a number from 0 to 65535.") }
    }

    @MainActor func run() async throws {
        let variables = ProcessEnvironment.current
        let directories = UserDirectories(environment: variables)
        let installation = try DemoInstallation.prepare(directories: directories, progress: StandardStream.complain)
        try UserDirectories.make(directories.state)
        var options = DemoServer.Options()
        options.seed = seed
        options.keeps = keep || noConsole
        options.port = port
        let server = try DemoServer(
            installation: installation, options: options, logPath: "\(directories.state)/demo-server.log")
        defer { server.stop() }
        do {
            try await open(server, variables: variables)
        } catch {
            // A half-made world is of no use to anybody, kept or not.
            server.abandon()
            throw error
        }
        if options.keeps { print(try server.describe(asJSON: noConsole)) }
    }

    @MainActor private func open(_ server: DemoServer, variables: [String: String]) async throws {
        var environment = variables.filter { !$0.key.hasPrefix("AWS_") }
        environment.merge(server.clientEnvironment) { _, ours in ours }
        let (settings, warnings) = try SettingsFile.load(environment: variables)
        let choice = Session.Choice(environment: "development", isReadOnly: readOnly)
        let session = try Session(choice, settings: settings, environment: environment)
        StandardStream.complain("Filling the demo world (scale \(scale)).")
        let now = session.now()
        let world = DemoWorld(seed: seed ?? UInt64(bitPattern: now.milliseconds), scale: scale, now: now)
        try await DemoSeeder(names: session.names, calls: session.calls).seed(world, now: now)
        try await DemoTraffic(endpoint: server.ready.endpoint).setRate(live, environment: session.names.environment)
        guard !noConsole else {
            await session.close()
            return
        }
        let launcher = ConsoleLauncher(
            session: session, look: look, settings: settings, warnings: warnings, environment: environment)
        let outcome = Result { try launcher.run() }
        await session.close()
        try outcome.get().raiseIfSignal()
    }
}
