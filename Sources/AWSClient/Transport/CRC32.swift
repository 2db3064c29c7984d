/// The CRC-32 of IEEE 802.3 that DynamoDB sends as `x-amz-crc32`, eight bytes at a step.
package enum CRC32 {
    /// Eight tables of 256: `tables[k * 256 + b]` is the remainder of byte b followed by k zero bytes.
    private static let tables: [UInt32] = {
        var tables = [UInt32](repeating: 0, count: 8 * 256)
        for byte in 0..<256 {
            tables[byte] = (0..<8).reduce(UInt32(byte)) { rest, _ in rest & 1 == 1 ? rest >> 1 ^ 0xEDB8_8320 : rest >> 1
            }
        }
        for index in 256..<(8 * 256) {
            let before = tables[index - 256]
            tables[index] = before >> 8 ^ tables[Int(before & 0xFF)]
        }
        return tables
    }()

    package static func checksum(_ bytes: [UInt8]) -> UInt32 {
        tables.withUnsafeBufferPointer { table in
            bytes.withUnsafeBytes { bytes in
                var rest: UInt32 = 0xFFFF_FFFF
                var index = 0
                while index + 8 <= bytes.count {
                    let word = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self))
                    let mixed = word ^ UInt64(rest)
                    rest = 0
                    for step in 0..<8 {
                        rest ^= table[(7 - step) * 256 + Int(truncatingIfNeeded: mixed >> UInt64(8 * step) & 0xFF)]
                    }
                    index += 8
                }
                while index < bytes.count {
                    rest = rest >> 8 ^ table[Int(UInt8(truncatingIfNeeded: rest) ^ bytes[index])]
                    index += 1
                }
                return rest ^ 0xFFFF_FFFF
            }
        }
    }
}
