import OpsDomain
import TerminalCore

/// Repairs that a test carries out by hand: what was asked for, and streams that it feeds.
package final class ScriptedRepairs: Sendable {
    private struct State {
        var orders: [RepairService.Order] = []
        var resumed: [(ledger: RepairLedger, isWhole: Bool)] = []
        var unfinished: [RepairLedger] = []
        var stops = 0
        var running: RepairService.Progress.Continuation?
        var ledger: RepairLedger?
    }

    private let state = Locked(State())

    package init() {}

    package var orders: [RepairService.Order] { state.withLock { $0.orders } }
    package var resumed: [(ledger: RepairLedger, isWhole: Bool)] { state.withLock { $0.resumed } }
    package var stopCount: Int { state.withLock { $0.stops } }
    /// Repairs that an earlier console left.
    package func leave(_ ledgers: [RepairLedger]) { state.withLock { $0.unfinished = ledgers } }

    package var service: RepairService {
        RepairService(
            begin: { order in
                let repair = Repair(
                    id: "repair-\(self.orders.count + 1)", at: Timestamp(milliseconds: 0),
                    place: JournalPlace(environment: "development", region: "eu-central-1", endpoint: nil),
                    action: order.action, source: order.source, items: order.items)
                self.state.withLock { $0.orders.append(order) }
                return self.stream(RepairLedger(repair))
            },
            unfinished: { self.state.withLock { $0.unfinished } },
            resume: { ledger, isWhole in
                self.state.withLock { $0.resumed.append((ledger, isWhole)) }
                return self.stream(ledger)
            },
            stop: { self.state.withLock { $0.stops += 1 } })
    }

    private func stream(_ ledger: RepairLedger) -> RepairService.Progress {
        let (stream, continuation) = RepairService.Progress.makeStream()
        state.withLock { ($0.running, $0.ledger) = (continuation, ledger) }
        continuation.yield(ledger)
        return stream
    }

    /// Changes the running ledger and tells it.
    package func advance(_ change: (inout RepairLedger) -> Void) {
        state.withLock { state in
            guard var ledger = state.ledger else { return }
            change(&ledger)
            state.ledger = ledger
            state.running?.yield(ledger)
        }
    }

    /// Ends the running one: nil is in order.
    package func finish(_ failure: ServiceFailure? = nil) {
        state.withLock { state in
            state.running?.finish(throwing: failure)
            state.running = nil
        }
    }
}
