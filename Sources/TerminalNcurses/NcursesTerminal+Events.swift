import CNcurses
import Glibc
import TerminalCore

extension NcursesTerminal {
    /// How long an ESC waits for the rest of a sequence. Terminals send a sequence in one go; people do not.
    private static let escapeDelay = Duration.milliseconds(25)

    package func nextEvents(timeout: Duration?) -> [TerminalEvent] {
        let deadline = timeout.map { ContinuousClock.now + $0 }
        while true {
            var events = takePending()
            // With something to tell already, only what is there is added.
            let wait = events.isEmpty ? milliseconds(until: earliest(deadline, escapeDeadline)) : 0
            poll(wait, into: &events)
            if let escape = escapeDeadline, escape <= .now {
                escapeDeadline = nil
                events += decoder.flush().map(TerminalEvent.input)
            }
            if !events.isEmpty { return events }
            if let deadline, deadline <= .now { return [] }
        }
    }

    private func takePending() -> [TerminalEvent] {
        // Once the terminal is gone it stays gone, whoever asks.
        if hasHungUp || !isOpen { return [.ended(.hangUp)] }
        defer { pending.removeAll() }
        return pending
    }

    private func poll(_ wait: Int32, into events: inout [TerminalEvent]) {
        guard isOpen, !hasHungUp else { return }
        let readable = Int16(POLLIN)
        var watched = [
            pollfd(fd: options.input, events: readable, revents: 0),
            pollfd(fd: wakeup.descriptor, events: readable, revents: 0),
            pollfd(fd: nd_signal_descriptor(), events: readable, revents: 0),
        ]
        // Cut short by a signal it answers −1, with nothing set; the signal's byte is in the pipe for the next round.
        guard Glibc.poll(&watched, nfds_t(watched.count), wait) > 0 else { return }
        if watched[2].revents != 0 { takeSignals(into: &events) }
        if watched[1].revents != 0 {
            wakeup.clear()
            events.append(.woken)
        }
        if watched[0].revents != 0 { takeInput(watched[0].revents, into: &events) }
    }

    private func takeInput(_ revents: Int16, into events: inout [TerminalEvent]) {
        var count = 0
        var code: Int32 = 0
        if revents & Int16(POLLIN) != 0 {
            let bytes = [UInt8](unsafeUninitializedCapacity: 16384) { buffer, initialized in
                count = read(options.input, buffer.baseAddress, buffer.count)
                code = errno
                initialized = max(0, count)
            }
            if count < 0, code == EINTR || code == EAGAIN { return }
            events += decoder.feed(bytes).map(TerminalEvent.input)
            escapeDeadline = decoder.hasPendingEscape ? .now + Self.escapeDelay : nil
        }
        // Keys typed before the end are read first: they come with the hang-up, which stays.
        if count <= 0 {
            hasHungUp = true
            events.append(.ended(.hangUp))
        }
    }

    private func takeSignals(into events: inout [TerminalEvent]) {
        var number = nd_next_signal()
        while number != 0 {
            switch number {
            case SIGWINCH:
                if adoptSize() { events.append(.resized(size)) }
            case SIGCONT:
                comeBack()
                events += takePending()
            case SIGTSTP:
                suspend()
                events += takePending()
            default: events.append(.ended(.signal(number)))
            }
            number = nd_next_signal()
        }
    }

    private func earliest(
        _ first: ContinuousClock.Instant?, _ second: ContinuousClock.Instant?
    ) -> ContinuousClock.Instant? {
        guard let first, let second else { return first ?? second }
        return min(first, second)
    }

    /// For `poll`: −1 waits for ever. Rounded up, so that the deadline has passed when the time has run out.
    private func milliseconds(until deadline: ContinuousClock.Instant?) -> Int32 {
        guard let deadline else { return -1 }
        let left = deadline - .now
        guard left > .zero else { return 0 }
        let (seconds, attoseconds) = left.components
        let most = Int64(Int32.max) / 1000 - 1
        return Int32(min(seconds, most) * 1000 + (attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000)
    }
}
