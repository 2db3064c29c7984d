/// One item of a page, decoded as far as it is asked.
package struct ItemView: Sendable {
    package let page: ItemPage
    /// The item's place in its page, from zero.
    package let position: Int

    /// The attribute `name` of the top level; nil when the item has none.
    package func attribute(_ name: String) -> AttributeSlice? {
        var name = name
        return name.withUTF8 { name in
            page.bytes.withUnsafeBufferPointer { bytes in
                guard let offset = page.index.offset(of: name, ofItem: position, in: bytes) else { return nil }
                return JSONReader.reread(bytes, at: offset) { slice(from: &$0) }
            }
        }
    }

    private func slice(from reader: inout JSONReader) -> AttributeSlice? {
        reader.stepOverName()
        guard let type = reader.openAttribute() else { return nil }
        return AttributeSlice(page: page, offset: UInt32(truncatingIfNeeded: reader.position), type: type)
    }

    /// The names of the top level, in their order.
    package var names: [String] {
        page.index.nameOffsets(ofItem: position).map { offset in
            JSONReader.reread(page.bytes, at: offset) { $0.stringText() }
        }
    }

    /// The whole item, decoded.
    package func attributes() -> Item {
        JSONReader.reread(page.bytes, at: start) { $0.item() }
    }

    /// The item's typed JSON just as it came.
    package var source: String {
        JSONReader.reread(page.bytes, at: start) { reader in
            reader.skipValue()
            return String(decoding: reader.bytes[start..<reader.position], as: UTF8.self)
        }
    }

    private var start: Int { Int(page.index.starts[position]) }
}
