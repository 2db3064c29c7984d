/// MD5 ([RFC 1321](https://www.rfc-editor.org/rfc/rfc1321)), which SQS uses to tell damaged messages. It protects against
/// nothing else.
struct MD5 {
    private static let shifts: [UInt32] = [7, 12, 17, 22, 5, 9, 14, 20, 4, 11, 16, 23, 6, 10, 15, 21]

    /// The integer part of 2^32 × |sin(i + 1)|, RFC 1321 section 3.4.
    private static let sines: [UInt32] = [
        0xd76a_a478, 0xe8c7_b756, 0x2420_70db, 0xc1bd_ceee, 0xf57c_0faf, 0x4787_c62a, 0xa830_4613, 0xfd46_9501,
        0x6980_98d8, 0x8b44_f7af, 0xffff_5bb1, 0x895c_d7be, 0x6b90_1122, 0xfd98_7193, 0xa679_438e, 0x49b4_0821,
        0xf61e_2562, 0xc040_b340, 0x265e_5a51, 0xe9b6_c7aa, 0xd62f_105d, 0x0244_1453, 0xd8a1_e681, 0xe7d3_fbc8,
        0x21e1_cde6, 0xc337_07d6, 0xf4d5_0d87, 0x455a_14ed, 0xa9e3_e905, 0xfcef_a3f8, 0x676f_02d9, 0x8d2a_4c8a,
        0xfffa_3942, 0x8771_f681, 0x6d9d_6122, 0xfde5_380c, 0xa4be_ea44, 0x4bde_cfa9, 0xf6bb_4b60, 0xbebf_bc70,
        0x289b_7ec6, 0xeaa1_27fa, 0xd4ef_3085, 0x0488_1d05, 0xd9d4_d039, 0xe6db_99e5, 0x1fa2_7cf8, 0xc4ac_5665,
        0xf429_2244, 0x432a_ff97, 0xab94_23a7, 0xfc93_a039, 0x655b_59c3, 0x8f0c_cc92, 0xffef_f47d, 0x8584_5dd1,
        0x6fa8_7e4f, 0xfe2c_e6e0, 0xa301_4314, 0x4e08_11a1, 0xf753_7e82, 0xbd3a_f235, 0x2ad7_d2bb, 0xeb86_d391,
    ]

    private var a: UInt32 = 0x6745_2301
    private var b: UInt32 = 0xefcd_ab89
    private var c: UInt32 = 0x98ba_dcfe
    private var d: UInt32 = 0x1032_5476

    /// The digest in lower-case hexadecimal.
    static func hex(_ bytes: [UInt8]) -> String {
        var md5 = MD5()
        let whole = bytes.count / 64 * 64
        bytes.withUnsafeBytes { buffer in
            for start in stride(from: 0, to: whole, by: 64) {
                md5.take(UnsafeRawBufferPointer(rebasing: buffer[start..<start + 64]))
            }
        }
        var tail = Array(bytes[whole...])
        tail.append(0x80)
        while tail.count % 64 != 56 { tail.append(0) }
        let bitCount = UInt64(bytes.count) &* 8
        tail.append(contentsOf: (0..<8).map { UInt8(truncatingIfNeeded: bitCount >> UInt64(8 * $0)) })
        tail.withUnsafeBytes { buffer in
            for start in stride(from: 0, to: tail.count, by: 64) {
                md5.take(UnsafeRawBufferPointer(rebasing: buffer[start..<start + 64]))
            }
        }
        return md5.hex
    }

    private mutating func take(_ block: UnsafeRawBufferPointer) {
        let before = (a, b, c, d)
        Self.sines.withUnsafeBufferPointer { sines in
            Self.shifts.withUnsafeBufferPointer { shifts in
                for step in 0..<64 {
                    let mix: UInt32
                    let place: Int
                    switch step >> 4 {
                    case 0: (mix, place) = ((b & c) | (~b & d), step)
                    case 1: (mix, place) = ((d & b) | (~d & c), (5 * step + 1) & 15)
                    case 2: (mix, place) = (b ^ c ^ d, (3 * step + 5) & 15)
                    default: (mix, place) = (c ^ (b | ~d), (7 * step) & 15)
                    }
                    let word = UInt32(littleEndian: block.loadUnaligned(fromByteOffset: place * 4, as: UInt32.self))
                    let sum = a &+ mix &+ sines[step] &+ word
                    let shift = shifts[(step >> 4) * 4 + (step & 3)]
                    (a, d, c, b) = (d, c, b, b &+ ((sum << shift) | (sum >> (32 - shift))))
                }
            }
        }
        a = a &+ before.0
        b = b &+ before.1
        c = c &+ before.2
        d = d &+ before.3
    }

    private var hex: String {
        let digits = Array("0123456789abcdef".utf8)
        var text: [UInt8] = []
        for word in [a, b, c, d] {
            for place in 0..<4 {
                let byte = Int(word >> UInt32(8 * place) & 255)
                text.append(digits[byte >> 4])
                text.append(digits[byte & 15])
            }
        }
        return String(decoding: text, as: UTF8.self)
    }
}
