import OpsDomain

/// Which messages go out together: up to ten of one destination, no more than SQS takes at a time.
enum RepairBatches {
    static func make(of ledger: RepairLedger) -> [[Int]] {
        var batches: [[Int]] = []
        var size = 0
        for number in ledger.stages.indices where ledger.stages[number] == .planned {
            let bytes = ledger.repair.action == .delete ? 0 : ledger.repair.outgoing(number).size
            let destination = ledger.repair.items[number].destination
            let fits =
                batches.last.map { batch in
                    batch.count < RepairQueue.batchSize && size + bytes <= MessageLimits.size
                        && ledger.repair.items[batch[0]].destination == destination
                } ?? false
            if fits {
                batches[batches.count - 1].append(number)
                size += bytes
            } else {
                batches.append([number])
                size = bytes
            }
        }
        return batches
    }
}
