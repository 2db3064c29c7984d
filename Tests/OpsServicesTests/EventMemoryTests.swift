import OpsDomain
import Testing

@testable import OpsServices

@Suite struct EventMemoryTests {
    private func key(_ number: Int) -> EventKey { EventKey(stream: "s", eventID: "e\(number)") }
    private func moment(_ number: Int) -> Timestamp { Timestamp(milliseconds: 1_762_000_000_000 + Int64(number) * 250) }

    /// Which of the events are new to the memory.
    private func new(_ numbers: Range<Int>, _ memory: inout EventMemory) -> [Int] {
        numbers.filter { memory.insert(key($0), at: moment($0)) }
    }

    @Test func anEventIsNewOnce() {
        var memory = EventMemory()
        let (first, second) = (new(0..<5_000, &memory), new(0..<5_000, &memory))
        #expect(first.count == 5_000 && second.isEmpty)
        #expect(memory.count == 5_000 && memory.moments.count == 5_000)
    }

    @Test func whatIsForgottenIsNewAgainAndNothingElse() {
        var memory = EventMemory()
        _ = new(0..<5_000, &memory)
        // Four events a second: whole seconds go.
        memory.forget(before: moment(2_001))
        #expect(memory.count == 3_000)
        let again = new(1_990..<5_000, &memory)
        #expect(again == Array(1_990..<2_000))
    }

    @Test func anyMomentIsRemembered() {
        var memory = EventMemory()
        for (number, milliseconds) in [Int64.min, -1, 0, 999, .max].enumerated() {
            let moment = Timestamp(milliseconds: milliseconds)
            let (first, second) = (memory.insert(key(number), at: moment), memory.insert(key(number), at: moment))
            #expect(first && !second)
        }
        #expect(memory.count == 5)
    }
}
