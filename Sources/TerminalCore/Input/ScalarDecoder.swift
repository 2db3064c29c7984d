/// UTF-8, a byte at a time, as the Unicode standard advises (section 3.9, "maximal subparts"): every stretch of bytes
/// that cannot be text becomes one U+FFFD, and the byte that broke it is looked at again as a beginning.
struct ScalarDecoder {
    private var value: UInt32 = 0
    private var missing = 0
    /// What the next byte must be: narrower than 80–BF after E0, ED, F0 and F4, which shuts out overlong forms,
    /// surrogates and values past U+10FFFF.
    private var allowed: ClosedRange<UInt8> = 0x80...0xBF

    static let replacement: Unicode.Scalar = "\u{FFFD}"

    /// Whether bytes of an unfinished scalar are held.
    var isPending: Bool { missing > 0 }

    /// Takes one byte and answers what it completed: nothing, a scalar, or U+FFFD. When `consumed` is false the byte
    /// did not belong to what was held and must be offered again.
    mutating func take(_ byte: UInt8) -> (scalar: Unicode.Scalar?, consumed: Bool) {
        guard missing > 0 else { return (begin(byte), true) }
        guard allowed.contains(byte) else {
            missing = 0
            return (Self.replacement, false)
        }
        value = value << 6 | UInt32(byte & 0x3F)
        allowed = 0x80...0xBF
        missing -= 1
        return (missing == 0 ? Unicode.Scalar(value) ?? Self.replacement : nil, true)
    }

    /// Gives up what is held: U+FFFD for an unfinished scalar, nothing otherwise.
    mutating func abandon() -> Unicode.Scalar? {
        guard missing > 0 else { return nil }
        missing = 0
        return Self.replacement
    }

    private mutating func begin(_ byte: UInt8) -> Unicode.Scalar? {
        switch byte {
        case 0x00...0x7F: return Unicode.Scalar(byte)
        case 0xC2...0xDF: expect(1, of: UInt32(byte & 0x1F), 0x80...0xBF)
        case 0xE0: expect(2, of: 0, 0xA0...0xBF)
        case 0xED: expect(2, of: 0xD, 0x80...0x9F)
        case 0xE1...0xEF: expect(2, of: UInt32(byte & 0x0F), 0x80...0xBF)
        case 0xF0: expect(3, of: 0, 0x90...0xBF)
        case 0xF1...0xF3: expect(3, of: UInt32(byte & 0x07), 0x80...0xBF)
        case 0xF4: expect(3, of: 4, 0x80...0x8F)
        default: return Self.replacement
        }
        return nil
    }

    private mutating func expect(_ count: Int, of start: UInt32, _ next: ClosedRange<UInt8>) {
        missing = count
        value = start
        allowed = next
    }
}
