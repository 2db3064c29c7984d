import Testing

@testable import OpsDomain

@Suite struct InvocationTableTests {
    private struct Line {
        let eventID: String
        let stream: String
        let at: Int64
        let message: String
    }

    private let group = "/aws/lambda/development-sqs-handler"

    private func requestID(_ number: Int) -> String {
        "00000000-0000-4000-8000-" + String(repeating: "0", count: 12 - String(number).count) + String(number)
    }

    private var lines: [Line] {
        [
            Line(eventID: "0", stream: "s", at: 900, message: "INIT_START Runtime Version: python"),
            Line(eventID: "1", stream: "s", at: 1000, message: "START RequestId: \(requestID(1)) Version: $LATEST"),
            Line(eventID: "2", stream: "s", at: 1005, message: "[INFO]\tt\t\(requestID(1))\tProcessing 1 messages"),
            Line(
                eventID: "3", stream: "s", at: 1010,
                message: "[ERROR]\tt\t\(requestID(1))\tError processing message m: x"),
            Line(eventID: "4", stream: "s", at: 1020, message: "END RequestId: \(requestID(1))"),
            Line(
                eventID: "5", stream: "s", at: 1020,
                message:
                    "REPORT RequestId: \(requestID(1))\tDuration: 20.00 ms\tBilled Duration: 21 ms\tMemory Size: 256 MB\tMax Memory Used: 128 MB\tInit Duration: 99.5 ms"
            ),
            Line(eventID: "6", stream: "s", at: 2000, message: "START RequestId: \(requestID(2)) Version: $LATEST"),
            Line(eventID: "7", stream: "s", at: 2010, message: "[ERROR] KeyError: 'orderId'\nTraceback"),
            Line(eventID: "8", stream: "s", at: 2020, message: "REPORT RequestId: \(requestID(2))\tDuration: 20.00 ms"),
            Line(eventID: "9", stream: "s", at: 3000, message: "START RequestId: \(requestID(3)) Version: $LATEST"),
            Line(eventID: "a", stream: "s", at: 6000, message: "t \(requestID(3)) Task timed out after 3.00 seconds"),
            Line(
                eventID: "b", stream: "s", at: 6000, message: "REPORT RequestId: \(requestID(3))\tDuration: 3000.00 ms"),
            Line(eventID: "c", stream: "t", at: 5000, message: "START RequestId: \(requestID(4)) Version: $LATEST"),
        ]
    }

    private func table(_ lines: [Line], capacity: Int = 100) -> InvocationTable {
        var table = InvocationTable(capacity: capacity)
        for line in lines {
            table.insert(
                eventID: line.eventID, group: group, stream: line.stream, timestamp: Timestamp(milliseconds: line.at),
                message: line.message)
        }
        return table
    }

    @Test func linesAreJoinedNewestFirst() {
        let rows = table(lines).rows
        #expect(rows.map(\.id.requestID) == [4, 3, 2, 1].map(requestID))
        #expect(rows.map(\.outcome) == [.running, .timedOut, .failed, .succeededWithErrors])
        #expect(rows[3].function == "development-sqs-handler")
        #expect(rows[3].isColdStart && !rows[2].isColdStart)
        #expect(rows[3].memoryShare == 0.5)
        #expect(rows[3].errorLine == "Error processing message m: x")
        #expect(rows[3].end == Timestamp(milliseconds: 1020))
        #expect(rows[2].errorLine == "KeyError: 'orderId'")
        #expect(rows[1].errorLine?.hasSuffix("Task timed out after 3.00 seconds") == true)
        #expect(rows[0].end == nil && rows[0].durationMilliseconds == nil)
    }

    @Test(arguments: 0..<200)
    func anyOrderAndRepetitionGivesTheSameTable(seed: UInt64) {
        var generator = SplitMix64(state: seed &+ 1)
        let shuffled = (lines + lines.filter { _ in Bool.random(using: &generator) }).shuffled(using: &generator)
        #expect(table(shuffled).rows == table(lines).rows)
    }

    @Test func aReportWithoutItsStartTellsWhenItBegan() {
        let rows = table([lines[5]]).rows
        #expect(rows.first?.start == Timestamp(milliseconds: 1000))
        #expect(rows.first?.outcome == .succeeded)
    }

    @Test func theOldestGoWhenThereIsNoRoom() {
        let rows = table(lines.shuffled(), capacity: 2).rows
        #expect(rows.map(\.id.requestID) == [4, 3].map(requestID))
    }

    @Test func anErrorWhoseRequestNoPlatformLineNamesIsNoInvocation() {
        let access = Line(
            eventID: "x", stream: "api", at: 1500,
            message: #"{"requestId":"\#(requestID(9))","status":502,"level":"error"}"#)
        let before = table(lines).rows
        #expect(table(lines + [access]).rows == before)
        #expect(table([access]).count == 0)
        #expect(table([lines[3]]).count == 0)
        #expect(table([lines[3], lines[5]]).rows.first?.errorLine == "Error processing message m: x")
    }

    @Test func aRepeatedLineChangesNothing() {
        var table = table(lines)
        let first = lines[1]
        let changed = table.insert(
            eventID: first.eventID, group: group, stream: first.stream, timestamp: Timestamp(milliseconds: first.at),
            message: first.message)
        #expect(!changed)
    }
}

/// A repeatable generator (SplitMix64).
struct SplitMix64: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
