import Console
import ConsoleTestSupport
import TerminalCore
import Testing

@Suite struct MailboxTests {
    @Test func everythingArrivesOnceAndInEachPostersOrder() async {
        let waker = MemoryTerminal.Waker()
        let mailbox = Mailbox<[Int]>(waker: waker)
        await withTaskGroup { group in
            for poster in 0..<4 {
                group.addTask { for number in 0..<1_000 { mailbox.post([poster, number]) } }
            }
        }
        let items = mailbox.drain()
        for poster in 0..<4 {
            #expect(items.filter { $0[0] == poster }.map { $0[1] } == Array(0..<1_000))
        }
        #expect(mailbox.isEmpty)
        #expect(waker.count >= 1)
    }

    @Test func aPostAfterADrainWakesAgain() {
        let waker = MemoryTerminal.Waker()
        let mailbox = Mailbox<Int>(waker: waker)
        mailbox.post(1)
        mailbox.post(2)
        #expect(waker.count == 1)
        #expect(mailbox.drain() == [1, 2])
        mailbox.post(3)
        #expect(waker.count == 2)
    }
}
