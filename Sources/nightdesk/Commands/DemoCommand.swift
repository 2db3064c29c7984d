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
        options.outlivesTerminal = keep || noConsole
        options.port = port
        let server = try DemoServer(
            installation: installation, options: options, logPath: "\(directories.state)/demo-server.log")
        // Until it is told to stay it ends with us, however we end: half of a world is of no use to anybody.
        var isKept = false
        defer { if !isKept { server.stop() } }
        // The person's settings say how the console looks, never whom it talks to.
        let (settings, warnings) = try SettingsFile.load(environment: variables)
        // The world is filled over a session of its own: the console's meter counts the console's requests.
        let names = ResourceNames(environment: options.environment)
        // A world of its own has a journal of its own.
        let state = "\(directories.state)/demo"
        for journal in ["journal.jsonl", "repairs.jsonl"] { unlink("\(state)/\(journal)") }
        let filling = Session(
            names: names, configuration: server.ready.configuration, isReadOnly: false, state: state)
        do {
            try await fill(filling, DemoControl(endpoint: server.ready.endpoint))
        } catch {
            await filling.close()
            throw error
        }
        await filling.close()
        let session = Session(
            names: names, configuration: server.ready.configuration, isReadOnly: readOnly, state: state)
        let reason: ExitReason
        do {
            isKept = keep || noConsole
            let launcher = ConsoleLauncher(
                session: session, look: look, settings: settings, warnings: warnings, environment: variables)
            reason = noConsole ? .quit : try launcher.run()
        } catch {
            isKept = false
            await session.close()
            throw error
        }
        await session.close()
        try reason.raiseIfSignal()
        if isKept { print(try server.ready.describe(asJSON: noConsole)) }
    }

    /// Makes the world and starts its traffic; then a server that is to be kept is told so.
    private func fill(_ session: Session, _ control: DemoControl) async throws {
        StandardStream.complain("Filling the demo world (scale \(scale)).")
        let now = session.now()
        let world = DemoWorld(seed: seed ?? UInt64(bitPattern: now.milliseconds), scale: scale, now: now)
        try await DemoSeeder(names: session.names, calls: session.calls, control: control).seed(world, now: now)
        // Now that the dead letters lie there. Some messages change orders, so that there are a few more than orders.
        try await control.remember(queue: session.names.orderQueue, perMinute: live * 60 * 1.2)
        try await control.setRate(live, environment: session.names.environment)
        if keep || noConsole { try await control.keep() }
    }
}
