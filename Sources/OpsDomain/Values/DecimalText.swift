/// A decimal number's text, compared by value without ever becoming a `Double`: DynamoDB's numbers have 38 digits.
package struct DecimalText: Comparable, Hashable, Sendable {
    private let isNegative: Bool
    /// Without leading and trailing zeros; empty for zero.
    private let digits: [UInt8]
    /// The value is 0.digits × 10^exponent.
    private let exponent: Int

    /// Nil when the text is no decimal number (sign, digits, point and exponent of ten, as DynamoDB takes them).
    package init?(_ text: String) {
        var bytes = Array(text.utf8)[...]
        let isNegative = bytes.first == UInt8(ascii: "-")
        if isNegative || bytes.first == UInt8(ascii: "+") { bytes.removeFirst() }
        let whole = Self.takeDigits(&bytes)
        var fraction: ArraySlice<UInt8> = []
        if bytes.first == UInt8(ascii: ".") {
            bytes.removeFirst()
            fraction = Self.takeDigits(&bytes)
        }
        guard !whole.isEmpty || !fraction.isEmpty else { return nil }
        var power = 0
        if let mark = bytes.first, mark | 0x20 == UInt8(ascii: "e") {
            bytes.removeFirst()
            guard let value = Int(String(decoding: bytes, as: UTF8.self)), abs(value) < 1_000_000 else { return nil }
            power = value
            bytes = []
        }
        guard bytes.isEmpty else { return nil }
        let all = Array(whole + fraction)
        let first = all.firstIndex { $0 != UInt8(ascii: "0") } ?? all.count
        let last = all.lastIndex { $0 != UInt8(ascii: "0") } ?? -1
        digits = first <= last ? Array(all[first...last]) : []
        exponent = digits.isEmpty ? 0 : whole.count - first + power
        self.isNegative = isNegative && !digits.isEmpty
    }

    /// Digits that count: leading and trailing zeros do not.
    package var significantDigits: Int { digits.count }

    /// Whether DynamoDB can hold it: at most 38 digits, from 1E-130 to 9.99…E+125 either side of zero (DynamoDB
    /// developer guide, "Naming rules and data types").
    package var fitsDynamoDB: Bool {
        digits.count <= 38 && (digits.isEmpty || (-129...126).contains(exponent))
    }

    package static func < (left: DecimalText, right: DecimalText) -> Bool {
        if left.isNegative != right.isNegative { return left.isNegative }
        return left.isNegative ? right.isSmallerMagnitude(than: left) : left.isSmallerMagnitude(than: right)
    }

    private func isSmallerMagnitude(than other: DecimalText) -> Bool {
        if digits.isEmpty || other.digits.isEmpty { return digits.isEmpty && !other.digits.isEmpty }
        return exponent == other.exponent
            ? digits.lexicographicallyPrecedes(other.digits) : exponent < other.exponent
    }

    /// Appends bytes whose order is the numbers' order by value; false, and nothing, when the text is no number.
    ///
    /// The sign comes first, then the exponent, then the digits. Below zero all is turned round, and an end that is
    /// larger than any digit lets -1.5 come before -1.
    package static func appendSortKey(of text: String, to bytes: inout [UInt8]) -> Bool {
        guard let number = DecimalText(text) else { return false }
        guard !number.digits.isEmpty else {
            bytes.append(1)
            return true
        }
        bytes.append(number.isNegative ? 0 : 2)
        let turned: UInt8 = number.isNegative ? 0xFF : 0
        let exponent = UInt32(bitPattern: Int32(number.exponent)) ^ 0x8000_0000
        withUnsafeBytes(of: exponent.bigEndian) { for byte in $0 { bytes.append(byte ^ turned) } }
        for digit in number.digits { bytes.append(digit ^ turned) }
        if number.isNegative { bytes.append(0xFF) }
        return true
    }

    private static func takeDigits(_ bytes: inout ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        let taken = bytes.prefix { (0x30...0x39).contains($0) }
        bytes = bytes.dropFirst(taken.count)
        return taken
    }
}
