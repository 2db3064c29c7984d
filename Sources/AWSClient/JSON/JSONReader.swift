/// A cursor that validates JSON (RFC 8259) as it goes over bytes, and builds nothing that is not asked for.
///
/// The first failure sticks: from then on every step does nothing and answers nil, false or an empty value, so that
/// loops end, and `read` throws it. Strings must be UTF-8; escapes of lone surrogates pass and decode to U+FFFD, because
/// services written in Python send them. Bytes that were validated before may be read again from any value's start
/// with `reread`, which cannot fail.
struct JSONReader {
    /// Objects and arrays nested deeper than this are refused, so that no answer can exhaust the stack.
    static let maximumDepth = 512

    let bytes: UnsafeBufferPointer<UInt8>
    var position: Int
    private(set) var failure: JSONFailure?
    private var depth = 0
    /// An object or array was just opened: no comma before what follows.
    private var isFresh = false

    private init(_ bytes: UnsafeBufferPointer<UInt8>, at position: Int) {
        self.bytes = bytes
        self.position = position
    }

    /// Reads a whole JSON text; nothing but white space may follow the value that `body` reads.
    static func read<Result>(
        _ bytes: [UInt8], _ body: (inout JSONReader) -> Result
    ) throws(JSONFailure) -> Result {
        let (result, failure) = bytes.withUnsafeBufferPointer { buffer in
            var reader = JSONReader(buffer, at: 0)
            if buffer.count > Int(Int32.max) { reader.fail("too large") }
            let result = body(&reader)
            reader.end()
            return (result, reader.failure)
        }
        if let failure { throw failure }
        return result
    }

    /// Reads from the start of a value in bytes that `read` has validated as the same shape.
    static func reread<Result>(
        _ bytes: [UInt8], at position: Int, _ body: (inout JSONReader) -> Result
    ) -> Result {
        bytes.withUnsafeBufferPointer { reread($0, at: position, body) }
    }

    /// The same for bytes at hand.
    @inline(__always) static func reread<Result>(
        _ bytes: UnsafeBufferPointer<UInt8>, at position: Int, _ body: (inout JSONReader) -> Result
    ) -> Result {
        var reader = JSONReader(bytes, at: position)
        return body(&reader)
    }

    /// Notes what is wrong at the cursor, or at `offset`; only the first note counts.
    mutating func fail(_ reason: StaticString, at offset: Int? = nil) {
        if failure == nil { failure = JSONFailure(offset: offset ?? position, reason: reason.description) }
        position = bytes.count
    }

    /// Whether the byte at the cursor is `byte`; false at the end.
    @inline(__always) func isAt(_ byte: UInt8) -> Bool {
        position < bytes.count && bytes[position] == byte
    }

    @inline(__always) mutating func skipBlanks() {
        while position < bytes.count {
            let byte = bytes[position]
            guard byte <= 0x20, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 else { return }
            position += 1
        }
    }

    private mutating func end() {
        skipBlanks()
        if position < bytes.count { fail("nothing expected after the value") }
    }

    /// What the next value is, by its first byte.
    mutating func kind() -> JSONKind {
        skipBlanks()
        guard position < bytes.count else { return .nothing }
        switch bytes[position] {
        case UInt8(ascii: "{"): return .object
        case UInt8(ascii: "["): return .array
        case UInt8(ascii: "\""): return .string
        case UInt8(ascii: "t"), UInt8(ascii: "f"): return .boolean
        case UInt8(ascii: "n"): return .null
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return .number
        default: return .nothing
        }
    }
}

/// The kinds of JSON values, and the lack of one.
enum JSONKind: Hashable, Sendable {
    case object, array, string, number, boolean, null, nothing
}

// MARK: - Objects and arrays

extension JSONReader {
    /// Steps into an object; then `nextKey` until it answers nil, reading or skipping each value.
    @inline(__always) mutating func openObject() {
        open(UInt8(ascii: "{"), "an object expected")
    }

    /// Steps into an array; then `nextElement` until it answers false, reading or skipping each value.
    @inline(__always) mutating func openArray() {
        open(UInt8(ascii: "["), "an array expected")
    }

    @inline(__always) private mutating func open(_ bracket: UInt8, _ reason: StaticString) {
        skipBlanks()
        guard isAt(bracket) else { return fail(reason) }
        guard depth < Self.maximumDepth else { return fail("nested too deeply") }
        position += 1
        depth += 1
        isFresh = true
    }

    /// The name of the next member, with the cursor behind its colon; nil behind the object's end.
    @inline(__always) mutating func nextKey() -> JSONText? {
        guard goesOn(until: UInt8(ascii: "}"), "a comma or } expected") else { return nil }
        guard isAt(UInt8(ascii: "\"")) else {
            fail("a member's name expected")
            return nil
        }
        let key = string()
        skipBlanks()
        guard isAt(UInt8(ascii: ":")) else {
            fail("a colon expected")
            return nil
        }
        position += 1
        return key
    }

    /// Steps over a member's name and colon, for a reader that starts at the name.
    @inline(__always) mutating func stepOverName() {
        _ = string()
        skipBlanks()
        guard isAt(UInt8(ascii: ":")) else { return fail("a colon expected") }
        position += 1
    }

    /// Whether another element follows; false behind the array's end.
    @inline(__always) mutating func nextElement() -> Bool {
        goesOn(until: UInt8(ascii: "]"), "a comma or ] expected")
    }

    @inline(__always) private mutating func goesOn(until close: UInt8, _ reason: StaticString) -> Bool {
        skipBlanks()
        let wasFresh = isFresh
        isFresh = false
        if isAt(close) {
            position += 1
            depth -= 1
            return false
        }
        if wasFresh {
            if position < bytes.count { return true }
            fail(reason)
            return false
        }
        guard isAt(UInt8(ascii: ",")) else {
            fail(reason)
            return false
        }
        position += 1
        skipBlanks()
        return true
    }

    /// Validates the next value, of whatever kind, and steps over it.
    mutating func skipValue() {
        switch kind() {
        case .object:
            openObject()
            while nextKey() != nil { skipValue() }
        case .array:
            openArray()
            while nextElement() { skipValue() }
        case .string: _ = string()
        case .number: _ = number()
        case .boolean: _ = boolean()
        case .null: _ = null()
        case .nothing: fail("a value expected")
        }
    }
}
