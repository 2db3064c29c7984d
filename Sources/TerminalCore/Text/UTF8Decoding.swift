/// Reads scalars out of bytes that may be malformed, as RFC 3629 defines UTF-8: no overlong form, no surrogate, nothing
/// past U+10FFFF.
enum UTF8Decoding {
    /// The scalar that begins at `offset` and its length in bytes; nil at the end, and where no well-formed one begins.
    @inline(__always)
    static func scalar(in bytes: UnsafeBufferPointer<UInt8>, at offset: Int) -> (scalar: Unicode.Scalar, length: Int)? {
        guard offset < bytes.count else { return nil }
        let first = bytes[offset]
        if first < 0x80 { return (Unicode.Scalar(first), 1) }
        return longScalar(in: bytes, at: offset, first: first)
    }

    private static func longScalar(
        in bytes: UnsafeBufferPointer<UInt8>, at offset: Int, first: UInt8
    ) -> (scalar: Unicode.Scalar, length: Int)? {
        let length: Int
        var value: UInt32
        let least: UInt32
        switch first {
        case 0xC2...0xDF: (length, value, least) = (2, UInt32(first & 0x1F), 0x80)
        case 0xE0...0xEF: (length, value, least) = (3, UInt32(first & 0x0F), 0x800)
        case 0xF0...0xF4: (length, value, least) = (4, UInt32(first & 0x07), 0x1_0000)
        default: return nil
        }
        guard offset + length <= bytes.count else { return nil }
        for index in 1..<length {
            let byte = bytes[offset + index]
            guard byte & 0xC0 == 0x80 else { return nil }
            value = value << 6 | UInt32(byte & 0x3F)
        }
        guard value >= least, let scalar = Unicode.Scalar(value) else { return nil }
        return (scalar, length)
    }
}

extension StringProtocol {
    /// Hands over the text's UTF-8 without copying it, wherever it already lies in one piece.
    func withUTF8Bytes<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
        utf8.withContiguousStorageIfAvailable(body) ?? Array(utf8).withUnsafeBufferPointer(body)
    }
}
