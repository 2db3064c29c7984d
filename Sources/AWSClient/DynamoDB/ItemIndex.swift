/// Where the items of a page and their attributes' names stand.
struct ItemIndex: Sendable {
    /// For each item the byte of its `{`.
    private(set) var starts: [UInt32] = []
    /// For each item the place of its first attribute in `names`; one more entry than items.
    private var firstAttributes: [UInt32] = [0]
    /// For each attribute the byte of its name's opening quote; the top bit says that the name has escapes.
    private var names: [UInt32] = []

    private static let escapedBit: UInt32 = 1 << 31

    init() {}

    /// Validates an array of items and notes where all is. Offsets fit 31 bits: the reader refuses more bytes.
    init(from reader: inout JSONReader) {
        reader.openArray()
        while reader.nextElement() {
            starts.append(UInt32(truncatingIfNeeded: reader.position))
            reader.openObject()
            while let name = reader.nextKey() {
                names.append((name.start &- 1) | (name.isEscaped ? Self.escapedBit : 0))
                reader.skipAttributeValue()
            }
            firstAttributes.append(UInt32(truncatingIfNeeded: names.count))
        }
        trim()
    }

    /// Growth leaves up to half of an array empty; pages are kept for long.
    private mutating func trim() {
        starts = starts.withUnsafeBufferPointer { Array($0) }
        firstAttributes = firstAttributes.withUnsafeBufferPointer { Array($0) }
        names = names.withUnsafeBufferPointer { Array($0) }
    }

    var count: Int { starts.count }
    var memory: Int { (starts.capacity + firstAttributes.capacity + names.capacity) * 4 }

    func attributeCount(ofItem position: Int) -> Int {
        Int(firstAttributes[position + 1] - firstAttributes[position])
    }

    /// The bytes of the opening quotes of an item's attribute names.
    func nameOffsets(ofItem position: Int) -> some BidirectionalCollection<Int> {
        names[Int(firstAttributes[position])..<Int(firstAttributes[position + 1])].lazy.map {
            Int($0 & ~Self.escapedBit)
        }
    }

    /// The byte of the opening quote of the attribute `name` of an item; the last one of several.
    func offset(of name: UnsafeBufferPointer<UInt8>, ofItem position: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Int?
    {
        var place = Int(firstAttributes[position + 1])
        while place > Int(firstAttributes[position]) {
            place -= 1
            let entry = names[place]
            let offset = Int(entry & ~Self.escapedBit)
            if entry & Self.escapedBit != 0 {
                if Self.hasEscapedName(name, at: offset, in: bytes) { return offset }
            } else if Self.hasName(name, at: offset, in: bytes) {
                return offset
            }
        }
        return nil
    }

    @inline(__always) private static func hasName(
        _ name: UnsafeBufferPointer<UInt8>, at offset: Int, in bytes: UnsafeBufferPointer<UInt8>
    ) -> Bool {
        let end = offset + 1 + name.count
        guard end < bytes.count, bytes[end] == UInt8(ascii: "\"") else { return false }
        for index in 0..<name.count where bytes[offset + 1 + index] != name[index] { return false }
        return true
    }

    private static func hasEscapedName(
        _ name: UnsafeBufferPointer<UInt8>, at offset: Int, in bytes: UnsafeBufferPointer<UInt8>
    ) -> Bool {
        JSONReader.reread(bytes, at: offset) { reader in
            let text = reader.string()
            return reader.says(text, name)
        }
    }
}
