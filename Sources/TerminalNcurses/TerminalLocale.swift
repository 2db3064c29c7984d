import CNcurses

/// The character set of the environment, and what was made of it.
package struct TerminalLocale: Hashable, Sendable {
    /// The environment's own name for it, such as `UTF-8` or `ANSI_X3.4-1968`: what the terminal can be trusted with.
    package let codeset: String
    /// Whether character widths and output work in UTF-8 now, be it by the C.UTF-8 locale.
    package let isUnicodeInForce: Bool

    /// Whether the terminal itself speaks UTF-8, as far as the environment tells. If not, send ASCII only.
    package var isUnicodeTerminal: Bool { codeset == "UTF-8" && isUnicodeInForce }

    /// Sets the process's character set from `LC_ALL`, `LC_CTYPE` or `LANG`. Call it once at start, before any thread.
    package static func activate() -> TerminalLocale {
        withUnsafeTemporaryAllocation(of: CChar.self, capacity: 64) { buffer in
            buffer.initialize(repeating: 0)
            let isUnicode = nd_set_locale(buffer.baseAddress, buffer.count)
            let bytes = buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
            return TerminalLocale(codeset: String(decoding: bytes, as: UTF8.self), isUnicodeInForce: isUnicode)
        }
    }
}
