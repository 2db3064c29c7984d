/// The digests by which SQS says what it took in.
///
/// Source: Amazon SQS Developer Guide, "Calculating the MD5 message digest for message attributes".
enum MessageDigest {
    static func ofBody(_ body: String) -> String {
        MD5.hex(Array(body.utf8))
    }

    /// Attributes in the order of their names; each as length and text of name and type, a byte for the kind of value,
    /// length and bytes of the value. Lengths are four bytes, the highest first.
    static func ofAttributes(_ attributes: [String: MessageAttribute]) -> String {
        var bytes: [UInt8] = []
        for (name, attribute) in attributes.sorted(by: { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }) {
            append(Array(name.utf8), to: &bytes)
            append(Array(attribute.dataType.utf8), to: &bytes)
            switch attribute.value {
            case .string(let text):
                bytes.append(1)
                append(Array(text.utf8), to: &bytes)
            case .binary(let value):
                bytes.append(2)
                append(value, to: &bytes)
            }
        }
        return MD5.hex(bytes)
    }

    private static func append(_ field: [UInt8], to bytes: inout [UInt8]) {
        let count = UInt32(truncatingIfNeeded: field.count)
        bytes.append(contentsOf: [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: count >> $0) })
        bytes.append(contentsOf: field)
    }
}
