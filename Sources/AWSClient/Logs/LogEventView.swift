/// One event of a page, decoded as far as it is asked.
package struct LogEventView: Sendable {
    package let page: LogEventPage
    /// The event's place in its page, from zero.
    package let position: Int

    private var entry: LogEventEntry { page.entries[position] }

    /// Milliseconds since 1970, as the program said.
    package var timestamp: Int64 { entry.timestamp }

    /// Unique in the account's Region; events of GetLogEvents have none.
    package var id: String? {
        entry.idOffset.map { offset in JSONReader.reread(page.bytes, at: offset) { $0.stringText() } }
    }

    /// Events of GetLogEvents do not name theirs: it is the one asked for.
    package var streamName: String? {
        entry.streamOffset.map { offset in JSONReader.reread(page.bytes, at: offset) { $0.stringText() } }
    }

    /// Hands the UTF-8 of stream name and event id to `body`, without copies where they have no escapes. Nil without an id.
    package func withIdentityUTF8<Result>(
        _ body: (_ stream: UnsafeBufferPointer<UInt8>, _ id: UnsafeBufferPointer<UInt8>) -> Result
    ) -> Result? {
        guard let idOffset = entry.idOffset else { return nil }
        return page.bytes.withUnsafeBufferPointer { bytes in
            JSONReader.reread(bytes, at: idOffset) { reader in
                reader.withUTF8(reader.string()) { id in
                    guard let streamOffset = entry.streamOffset else { return body(Self.nothing, id) }
                    return JSONReader.reread(bytes, at: streamOffset) { reader in
                        reader.withUTF8(reader.string()) { body($0, id) }
                    }
                }
            }
        }
    }

    private static var nothing: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: nil, count: 0) }

    /// The message: hostile text, with the line end that the program wrote.
    package var message: String {
        let text = entry.message
        return JSONReader.reread(page.bytes, at: Int(text.start)) { $0.text(text) }
    }

    /// Hands the message's UTF-8 to `body` without making a `String`, and without a copy where it has no escapes. For
    /// searches over many events.
    package func withMessageUTF8<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
        let text = entry.message
        return JSONReader.reread(page.bytes, at: Int(text.start)) { reader in
            guard text.isEscaped else { return body(reader.raw(text)) }
            return reader.unescaped(text).withUnsafeBufferPointer(body)
        }
    }
}
