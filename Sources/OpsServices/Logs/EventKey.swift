/// An event's identity in 16 bytes: two independent 64-bit hashes of its stream and its id, so that a hundred thousand
/// remembered events take little room and two different ones are never taken for one.
package struct EventKey: Hashable, Sendable {
    let high: UInt64
    let low: UInt64

    package init(stream: String, eventID: String) {
        var (stream, eventID) = (stream, eventID)
        self = stream.withUTF8 { stream in eventID.withUTF8 { EventKey(stream: stream, eventID: $0) } }
    }

    /// From UTF-8.
    init(stream: UnsafeBufferPointer<UInt8>, eventID: UnsafeBufferPointer<UInt8>) {
        var high: UInt64 = 0xCBF2_9CE4_8422_2325
        var low: UInt64 = 0x9E37_79B9_7F4A_7C15
        Self.mix(&high, &low, eventID)
        Self.mix(&high, &low, stream)
        self.high = Self.finish(high)
        self.low = Self.finish(low)
    }

    /// Eight bytes at a time, each text with its length, so that no two pairs of texts run together.
    private static func mix(_ high: inout UInt64, _ low: inout UInt64, _ text: UnsafeBufferPointer<UInt8>) {
        let bytes = UnsafeRawBufferPointer(text)
        var offset = 0
        while offset + 8 <= bytes.count {
            mix(&high, &low, bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
            offset += 8
        }
        var rest: UInt64 = 0
        for byte in bytes[offset...] { rest = rest << 8 | UInt64(byte) }
        mix(&high, &low, rest)
        mix(&high, &low, UInt64(bytes.count))
    }

    private static func mix(_ high: inout UInt64, _ low: inout UInt64, _ word: UInt64) {
        high = (high ^ word) &* 0x9FB2_1C65_1E98_DF25
        high = high << 29 | high >> 35
        low = (low &+ word) &* 0xD6E8_FEB8_6659_FD93
        low = low << 23 | low >> 41
    }

    private static func finish(_ value: UInt64) -> UInt64 {
        var value = value
        value = (value ^ value >> 33) &* 0xFF51_AFD7_ED55_8CCD
        value = (value ^ value >> 33) &* 0xC4CE_B9FE_1A85_EC53
        return value ^ value >> 33
    }
}
