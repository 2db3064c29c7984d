/// An event's identity in 16 bytes: two independent 64-bit hashes of its stream and its id, so that a hundred thousand
/// remembered events take little room and two different ones are never taken for one.
package struct EventKey: Hashable, Sendable {
    private let high: UInt64
    private let low: UInt64

    package init(stream: String, eventID: String) {
        var high: UInt64 = 0xCBF2_9CE4_8422_2325
        var low: UInt64 = 0x9E37_79B9_7F4A_7C15
        for byte in eventID.utf8 { Self.mix(&high, &low, byte) }
        Self.mix(&high, &low, 0xFF)
        for byte in stream.utf8 { Self.mix(&high, &low, byte) }
        self.high = Self.finish(high)
        self.low = Self.finish(low)
    }

    /// FNV-1a on one side, a multiply-and-rotate on the other.
    private static func mix(_ high: inout UInt64, _ low: inout UInt64, _ byte: UInt8) {
        high = (high ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
        low = (low &+ UInt64(byte)) &* 0xD6E8_FEB8_6659_FD93
        low = low << 23 | low >> 41
    }

    private static func finish(_ value: UInt64) -> UInt64 {
        var value = value
        value = (value ^ value >> 33) &* 0xFF51_AFD7_ED55_8CCD
        value = (value ^ value >> 33) &* 0xC4CE_B9FE_1A85_EC53
        return value ^ value >> 33
    }
}
