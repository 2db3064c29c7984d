import Glibc

/// A pseudo-terminal: the driver under test has one end, the test plays the person's terminal at the other.
///
/// It is never the test run's controlling terminal.
final class PseudoTerminal {
    struct Failure: Error {
        let step: String
        let code: Int32
    }

    let master: Int32
    let slave: Int32
    private var isMasterOpen = true

    // From Linux's asm-generic/ioctls.h; the importer does not see macros with a size in them.
    private static let getNumber: UInt = 0x8004_5430
    private static let setLock: UInt = 0x4004_5431

    init(rows: UInt16, columns: UInt16) throws {
        master = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
        guard master >= 0 else { throw Failure(step: "ptmx", code: errno) }
        var number: Int32 = 0
        var unlocked: Int32 = 0
        guard ioctl(master, Self.setLock, &unlocked) == 0, ioctl(master, Self.getNumber, &number) == 0 else {
            throw Failure(step: "number", code: errno)
        }
        slave = open("/dev/pts/\(number)", O_RDWR | O_NOCTTY | O_CLOEXEC)
        guard slave >= 0 else { throw Failure(step: "slave", code: errno) }
        try resize(rows: rows, columns: columns)
    }

    deinit {
        hangUp()
        close(slave)
    }

    func resize(rows: UInt16, columns: UInt16) throws {
        var size = winsize(ws_row: rows, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
        guard ioctl(master, UInt(TIOCSWINSZ), &size) == 0 else { throw Failure(step: "size", code: errno) }
    }

    /// Closes the terminal window.
    func hangUp() {
        if isMasterOpen { close(master) }
        isMasterOpen = false
    }

    func type(_ text: String) throws {
        let bytes = Array(text.utf8)
        guard write(master, bytes, bytes.count) == bytes.count else { throw Failure(step: "type", code: errno) }
    }

    /// What was sent to the terminal, up to the first `mark`, which is left out. Fails after five quiet seconds.
    func read(upTo mark: UInt8) throws -> [UInt8] {
        var result: [UInt8] = []
        var byte: UInt8 = 0
        while true {
            var watched = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
            guard poll(&watched, 1, 5000) == 1, Glibc.read(master, &byte, 1) == 1 else {
                throw Failure(step: "read after \(String(decoding: result.suffix(80), as: UTF8.self))", code: errno)
            }
            if byte == mark { return result }
            result.append(byte)
        }
    }

    /// What is waiting right now.
    func drain() -> [UInt8] {
        var result: [UInt8] = []
        var byte: UInt8 = 0
        while true {
            var watched = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
            guard poll(&watched, 1, 0) == 1, Glibc.read(master, &byte, 1) == 1 else { return result }
            result.append(byte)
        }
    }

    var modes: termios {
        get throws {
            var modes = termios()
            guard tcgetattr(slave, &modes) == 0 else { throw Failure(step: "modes", code: errno) }
            return modes
        }
    }
}
