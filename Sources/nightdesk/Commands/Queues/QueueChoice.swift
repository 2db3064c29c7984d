import ArgumentParser
import Glibc
import OpsDomain

/// The queue that a command is about.
struct QueueChoice: ParsableArguments, Sendable {
    @Argument(help: "The queue's name, with or without the environment.")
    var name: String

    /// The queue's full name, and what is known of it; nil where it may not be asked or is of another environment.
    func resolve(in session: Session) async throws -> (name: String, snapshot: QueueSnapshot?) {
        try await Self.resolve(name, in: session)
    }

    static func resolve(_ name: String, in session: Session) async throws -> (name: String, snapshot: QueueSnapshot?) {
        let readings: [QueueReading]
        do {
            readings = try await session.services.queues.list()
        } catch let failure as ServiceFailure {
            // Who may send to a queue need not be allowed to list them.
            guard case .denied = failure.reason else { throw failure }
            readings = []
        }
        for candidate in [name, session.names.prefix + name] {
            guard let reading = readings.first(where: { $0.name == candidate }) else { continue }
            if case .success(let snapshot) = reading.result { return (candidate, snapshot) }
            return (candidate, nil)
        }
        return (name, nil)
    }
}

extension WriteOptions {
    /// Asks before something is written, unless `--yes` says that it may be. Throws when the answer is no.
    ///
    /// - Parameters:
    ///   - what: what will happen, as `Purge development-order-dlq`.
    ///   - typed: what the answer must be; the environment's name in production, else `y` where there is none.
    func confirm(_ what: String, typed: String? = nil, in session: Session) async throws {
        guard !yes else { return }
        guard isatty(STDIN_FILENO) == 1 else {
            throw CommandFailure(.usage, "There is no terminal to ask on: add --yes to go on, or --dry-run to look.")
        }
        let wanted = typed ?? (session.names.isProduction ? session.names.environment : nil)
        let how = wanted.map { "Type \($0) to go on" } ?? "Go on? [y/N]"
        let account = try await session.services.identity.caller().account
        var prompt = StandardStream(STDERR_FILENO)
        try prompt.write("\(what) in \(session.names.environment), account \(account), \(session.region). \(how) ")
        try prompt.flush()
        guard readLine() == wanted ?? "y" else { throw CommandFailure(.failed, "Nothing was done.") }
    }
}
