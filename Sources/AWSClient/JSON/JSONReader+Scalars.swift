extension JSONReader {
    mutating func boolean() -> Bool {
        skipBlanks()
        if isAt(UInt8(ascii: "t")) {
            word("true")
            return true
        }
        if isAt(UInt8(ascii: "f")) {
            word("false")
        } else {
            fail("true or false expected")
        }
        return false
    }

    /// Whether the next value is `null`, which it then steps over.
    mutating func null() -> Bool {
        skipBlanks()
        guard isAt(UInt8(ascii: "n")) else { return false }
        word("null")
        return failure == nil
    }

    private mutating func word(_ word: StaticString) {
        let length = word.utf8CodeUnitCount
        guard position + length <= bytes.count,
            (0..<length).allSatisfy({ bytes[position + $0] == word.utf8Start[$0] })
        else { return fail("a value expected") }
        position += length
    }

    /// The bytes of a number, as RFC 8259 section 6 writes it.
    mutating func number() -> Range<Int> {
        skipBlanks()
        let start = position
        if isAt(UInt8(ascii: "-")) { position += 1 }
        if isAt(UInt8(ascii: "0")) {
            position += 1
        } else {
            digits()
        }
        if isAt(UInt8(ascii: ".")) {
            position += 1
            digits()
        }
        if isAt(UInt8(ascii: "e")) || isAt(UInt8(ascii: "E")) {
            position += 1
            if isAt(UInt8(ascii: "+")) || isAt(UInt8(ascii: "-")) { position += 1 }
            digits()
        }
        return failure == nil ? start..<position : start..<start
    }

    @inline(__always) private mutating func digits() {
        let start = position
        while position < bytes.count, bytes[position] &- UInt8(ascii: "0") < 10 { position += 1 }
        if position == start { fail("a digit expected") }
    }

    /// A number that is whole and fits 64 bits.
    mutating func integer() -> Int64 {
        let range = number()
        var value: Int64 = 0
        let isNegative = range.first.map { bytes[$0] == UInt8(ascii: "-") } ?? false
        for index in range.dropFirst(isNegative ? 1 : 0) {
            let digit = bytes[index] &- UInt8(ascii: "0")
            let (product, isTooLarge) = value.multipliedReportingOverflow(by: 10)
            let (sum, hasOverflown) = product.subtractingReportingOverflow(Int64(digit))
            guard digit < 10, !isTooLarge, !hasOverflown else {
                fail("a whole number expected", at: range.lowerBound)
                return 0
            }
            value = sum
        }
        // Counted downwards, because the lowest number has no positive twin.
        if isNegative { return value }
        guard value != .min else {
            fail("a whole number expected", at: range.lowerBound)
            return 0
        }
        return -value
    }

    /// A number as the nearest double.
    mutating func double() -> Double {
        let range = number()
        guard failure == nil else { return 0 }
        guard let value = Double(String(decoding: bytes[range], as: UTF8.self)) else {
            fail("a number expected", at: range.lowerBound)
            return 0
        }
        return value
    }
}
