import Console
import OpsDomain

/// A canary from its question to its verdict, for a command.
struct CanaryRun {
    let request: CanaryRequest
    /// How long it is watched.
    let seconds: Int
    let write: WriteOptions

    func run(in session: Session) async throws {
        let place = request.destination ?? "where they came from"
        let what = "\(request.count) of the messages of \(request.queue) to \(place)"
        StandardStream.complain("move \(what), and watch for \(seconds) s")
        guard !write.isDryRun else { return }
        try await write.confirm("Move \(what)", in: session)
        let operations = session.services.queueOperations
        let fates = try await operations.canary(request)
        for fate in fates {
            if let problem = fate.problem { StandardStream.complain("nightdesk: \(problem)") }
            guard let moved = fate.moved else { continue }
            StandardStream.complain("\(moved.oldID) is \(moved.newID) in \(moved.destination) now.")
        }
        let sent = fates.compactMap(\.moved)
        guard !sent.isEmpty else { throw CommandFailure(.failed, "No message was moved.") }
        let watch = try await watch(sent, session)
        switch watch.verdict {
        case .cameBack: throw CommandFailure(.failed, watch.sentence)
        case .watching, .consumed, .undecided: StandardStream.complain(watch.sentence)
        }
        if fates.contains(where: { $0.problem != nil }) {
            throw CommandFailure(.partlyDone, "\(sent.count) of \(fates.count) messages were sent.")
        }
    }

    private func watch(_ sent: [CanaryFate.Moved], _ session: Session) async throws -> CanaryWatch {
        let operations = session.services.queueOperations
        var watch = CanaryWatch(sent: sent, startedAt: session.now(), length: seconds)
        var progress = ProgressLine()
        while watch.verdict == .watching {
            let moment = session.now()
            do {
                watch.note(try await operations.sight(request, sent, watch.look(at: moment)), at: moment)
            } catch let failure as ServiceFailure {
                StandardStream.complain("nightdesk: \(failure.sentence)")
                watch.pass(moment)
            }
            progress.show("watched for \(Int(watch.elapsed)) of \(seconds) s")
            guard watch.verdict == .watching else { break }
            let left = Double(seconds) - session.now().seconds(since: watch.startedAt)
            try await session.clock.sleep(.milliseconds(Int64(max(0, min(3, left)) * 1000)))
        }
        progress.end()
        return watch
    }
}
