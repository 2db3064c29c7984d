extension FieldValue {
    /// Appends bytes whose order is the order of a sorted column: numbers by value, texts by their Unicode scalars, others
    /// by what is shown; lists and maps by length first. Equal values have equal bytes, however they are written.
    ///
    /// - Returns: false, and nothing is appended, for a null: in a sorted column it is an absent value.
    package func appendSortKey(to bytes: inout [UInt8]) -> Bool {
        switch self {
        case .null: return false
        case .number(let digits):
            bytes.append(Rank.number.rawValue)
            // What is no number comes from no table; it has its place all the same.
            if !DecimalText.appendSortKey(of: digits, to: &bytes) { bytes.append(contentsOf: digits.utf8) }
        case .string(let text):
            bytes.append(Rank.string.rawValue)
            bytes.append(contentsOf: text.utf8)
        case .boolean(let value): bytes += [Rank.boolean.rawValue, value ? 1 : 0]
        case .binary(let content):
            bytes.append(Rank.binary.rawValue)
            Self.append(content.count, to: &bytes)
            bytes += content
        case .list, .map, .stringSet, .numberSet, .binarySet:
            bytes.append(rank.rawValue)
            Self.append(elementCount ?? 0, to: &bytes)
            bytes.append(contentsOf: displayText.utf8)
        }
        return true
    }

    private static func append(_ count: Int, to bytes: inout [UInt8]) {
        withUnsafeBytes(of: UInt32(truncatingIfNeeded: count).bigEndian) { bytes.append(contentsOf: $0) }
    }

    /// Values of several types in one column: those of a type stand together.
    private enum Rank: UInt8 {
        case number, string, boolean, binary, list, map, set
    }

    private var rank: Rank {
        switch self {
        case .number: .number
        case .string: .string
        case .boolean, .null: .boolean
        case .binary: .binary
        case .list: .list
        case .map: .map
        case .stringSet, .numberSet, .binarySet: .set
        }
    }
}
