/// Turns the bytes that a terminal sends into keys, pastes, mouse and focus reports.
///
/// It follows ECMA-48 and xterm's "ctlseqs", and takes what terminals really send: cursor keys as CSI and as SS3,
/// xterm's, rxvt's and the Linux console's function keys, CSI-u. Sequences that mean nothing to us are swallowed whole;
/// text never is. Splitting the input anywhere changes nothing, and no input can make it fail or grow without bound.
package struct KeyDecoder: Sendable {
    /// A paste longer than this arrives as several, so that a hostile one cannot eat the memory.
    package static let pasteLimit = 1 << 20

    enum State: Hashable, Sendable {
        case ground
        case escape
        /// After ESC [, collecting parameters.
        case controlSequence
        /// After ESC O.
        case singleShift
        /// After ESC [ [, the Linux console's F1–F5.
        case consoleFunction
        /// After ESC [ M: button, column and row of an X10 mouse report are still to come.
        case oldMouse
        /// Inside an OSC, DCS, SOS, PM or APC string, opened by the given byte.
        case string(opener: UInt8)
        /// After an ESC inside such a string: its end, if a backslash follows.
        case stringEscape
        case paste
    }

    var state = State.ground
    var parameters: [UInt8] = []
    private var scalars = ScalarDecoder()
    /// The scalar being decoded came after an ESC.
    private var isAlt = false
    private var skipped = 0
    private var pasted: [UInt8] = []
    /// How much of the paste's end mark has been seen.
    private var matched = 0

    /// ESC [ [ that turned out to be no function key.
    private static let consolePrefix: [InputEvent] = [.key(Key(.character("["), .alt)), .key(.character("["))]
    private static let pasteEnd = Array("\u{1B}[201~".utf8)
    /// More parameter bytes than this mean noise; the sequence is then swallowed to its end.
    private static let parameterLimit = 64
    private static let stringLimit = 4096

    package init() {}

    /// Whether what is held may be a key all by itself: ESC, or Alt with a character that also opens a sequence. When
    /// no byte follows within about 25 ms, `flush` should decide.
    package var hasPendingEscape: Bool {
        switch state {
        case .escape, .singleShift, .consoleFunction, .stringEscape: true
        case .controlSequence: parameters.isEmpty
        case .string: skipped == 0
        case .ground, .oldMouse, .paste: false
        }
    }

    /// Decodes more input.
    package mutating func feed(_ bytes: some Sequence<UInt8>) -> [InputEvent] {
        var events: [InputEvent] = []
        for byte in bytes { take(byte, into: &events) }
        return events
    }

    /// Decides that nothing follows what `hasPendingEscape` told of, and answers it as keys.
    package mutating func flush() -> [InputEvent] {
        guard hasPendingEscape else { return [] }
        defer { reset() }
        return switch state {
        case .escape, .stringEscape: [.key(Key(.escape))]
        case .controlSequence: [.key(Key(.character("["), .alt))]
        case .consoleFunction: Self.consolePrefix
        case .singleShift:
            [.key(Key(.character("O"), .alt))] + parameters.map { .key(.character(Unicode.Scalar($0))) }
        case .string(let opener): [.key(Key(.character(Unicode.Scalar(opener)), .alt))]
        case .ground, .oldMouse, .paste: []
        }
    }
}

// MARK: - The machine

extension KeyDecoder {
    private mutating func take(_ byte: UInt8, into events: inout [InputEvent]) {
        switch state {
        case .ground: takeText(byte, into: &events)
        case .escape: takeAfterEscape(byte, into: &events)
        case .controlSequence: takeControlSequence(byte, into: &events)
        case .singleShift: takeSingleShift(byte, into: &events)
        case .consoleFunction:
            reset()
            if (0x41...0x45).contains(byte) {
                events.append(.key(Key(.function(Int(byte) - 0x40))))
            } else {
                events += Self.consolePrefix
                take(byte, into: &events)
            }
        case .oldMouse: takeOldMouse(byte, into: &events)
        case .string: takeString(byte, into: &events)
        case .stringEscape:
            reset()
            // Without the backslash it was the ESC of the next key.
            if byte != 0x5C {
                state = .escape
                take(byte, into: &events)
            }
        case .paste: takePaste(byte, into: &events)
        }
    }

    private mutating func reset() {
        state = .ground
        parameters.removeAll(keepingCapacity: true)
        skipped = 0
    }

    private mutating func takeText(_ byte: UInt8, into events: inout [InputEvent]) {
        if scalars.isPending || byte >= 0x80 {
            let (scalar, consumed) = scalars.take(byte)
            if let scalar {
                events.append(.key(Key.typed(scalar, isAlt ? .alt : [])))
                isAlt = false
            }
            if !consumed { take(byte, into: &events) }
        } else if byte == 0x1B {
            state = .escape
        } else {
            events.append(.key(Key.typed(Unicode.Scalar(byte), [])))
        }
    }

    private mutating func takeAfterEscape(_ byte: UInt8, into events: inout [InputEvent]) {
        switch byte {
        case 0x5B: state = .controlSequence
        case 0x4F: state = .singleShift
        // ] P X ^ _
        case 0x5D, 0x50, 0x58, 0x5E, 0x5F: state = .string(opener: byte)
        case 0x1B:
            // Two ESC in a row: the first was the key. The second may yet open something.
            events.append(.key(Key(.escape)))
        case 0x80...:
            reset()
            isAlt = true
            takeText(byte, into: &events)
        default:
            reset()
            events.append(.key(Key.typed(Unicode.Scalar(byte), .alt)))
        }
    }

    private mutating func takeControlSequence(_ byte: UInt8, into events: inout [InputEvent]) {
        switch byte {
        case 0x5B where parameters.isEmpty: state = .consoleFunction
        case 0x4D where parameters.isEmpty: state = .oldMouse
        case 0x20...0x3F where byte != 0x24 || !isShiftedFunction:
            if parameters.count < Self.parameterLimit { parameters.append(byte) }
        case 0x24, 0x40...0x7E:
            let sequence = ControlSequence(parameters: parameters, final: byte)
            let isNoise = parameters.count >= Self.parameterLimit
            reset()
            if isNoise { return }
            if sequence.isPasteStart {
                state = .paste
            } else if let event = sequence.event {
                events.append(event)
            }
        default:
            // A control byte or a byte of text: the sequence was cut off, and this is the next thing typed.
            reset()
            take(byte, into: &events)
        }
    }

    /// rxvt ends its shifted function keys with `$`, which elsewhere stands before the last byte.
    private var isShiftedFunction: Bool {
        (1...2).contains(parameters.count) && parameters.allSatisfy { (0x30...0x39).contains($0) }
    }

    private mutating func takeSingleShift(_ byte: UInt8, into events: inout [InputEvent]) {
        switch byte {
        case 0x30...0x39, 0x3B:
            if parameters.count < Self.parameterLimit { parameters.append(byte) }
        case 0x20...0x7E:
            let sequence = ControlSequence(parameters: parameters, final: byte)
            reset()
            if let key = sequence.shiftedKey {
                events.append(.key(key))
            } else if sequence.parameters.isEmpty {
                // Not a key of any keypad: Alt-O, and then this.
                events.append(.key(Key(.character("O"), .alt)))
                take(byte, into: &events)
            }
        default:
            if parameters.isEmpty { events.append(.key(Key(.character("O"), .alt))) }
            reset()
            take(byte, into: &events)
        }
    }

    private mutating func takeOldMouse(_ byte: UInt8, into events: inout [InputEvent]) {
        guard byte >= 0x20 else {
            reset()
            return take(byte, into: &events)
        }
        parameters.append(byte)
        guard parameters.count == 3 else { return }
        let report = parameters.map { Int($0) - 32 }
        reset()
        let isRelease = report[0] & 0b11 == 3 && report[0] & 0x40 == 0
        let event = MouseEvent(
            code: isRelease ? report[0] & ~0b11 : report[0], column: report[1], row: report[2], isRelease: isRelease)
        if let event { events.append(.mouse(event)) }
    }

    private mutating func takeString(_ byte: UInt8, into events: inout [InputEvent]) {
        switch byte {
        case 0x07: reset()
        case 0x1B: state = .stringEscape
        case 0x00..<0x20:
            reset()
            take(byte, into: &events)
        default:
            skipped += 1
            if skipped >= Self.stringLimit { reset() }
        }
    }

    private mutating func takePaste(_ byte: UInt8, into events: inout [InputEvent]) {
        if byte == Self.pasteEnd[matched] {
            matched += 1
            guard matched == Self.pasteEnd.count else { return }
            matched = 0
            deliverPaste(pasted.count, into: &events)
            reset()
            return
        }
        pasted.append(contentsOf: Self.pasteEnd.prefix(matched))
        matched = 0
        if byte == Self.pasteEnd[0] {
            matched = 1
        } else {
            pasted.append(byte)
        }
        if pasted.count >= Self.pasteLimit { deliverPaste(wholeScalars(in: pasted), into: &events) }
    }

    private mutating func deliverPaste(_ count: Int, into events: inout [InputEvent]) {
        guard count > 0 else { return }
        let text = String(decoding: pasted.prefix(count), as: UTF8.self)
        pasted.removeFirst(count)
        // Terminals send a carriage return for each line end of a paste.
        var lines = String.UnicodeScalarView()
        var afterReturn = false
        for scalar in text.unicodeScalars {
            if scalar == "\r" {
                lines.append("\n")
            } else if scalar != "\n" || !afterReturn {
                lines.append(scalar)
            }
            afterReturn = scalar == "\r"
        }
        events.append(.paste(String(lines)))
    }

    /// How many bytes can be cut off the front without cutting a scalar or a line end in two.
    private func wholeScalars(in bytes: [UInt8]) -> Int {
        if bytes.last == 0x0D { return bytes.count - 1 }
        var start = bytes.count
        while start > 0, bytes.count - start < 3, bytes[start - 1] & 0xC0 == 0x80 { start -= 1 }
        return start > 0 && bytes[start - 1] >= 0xC0 ? start - 1 : bytes.count
    }
}
