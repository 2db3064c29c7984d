/// An order's lines added up: how many pieces, and whether they come to the total where they say their prices.
package struct ItemLines: Hashable, Sendable {
    package let lineCount: Int
    /// The sum of the quantities; nil when a line says none.
    package let pieces: DecimalSum?
    /// What quantities times prices come to; nil when a line says no price.
    package let amount: DecimalSum?
    /// As the record says it.
    package let total: String?

    /// Nil for a record without a list of maps that have quantities.
    package init?(_ record: Record, items: String = "items", total: String = "total") {
        guard case .list(let elements) = record[items], !elements.isEmpty else { return nil }
        var (pieces, amount): (DecimalSum?, DecimalSum?) = (DecimalSum(), DecimalSum())
        for element in elements {
            guard case .map(let line) = element, case .number(let quantity) = line["quantity"] else { return nil }
            pieces = pieces?.adding(quantity)
            let price = ["price", "unitPrice"].lazy.compactMap { name -> String? in
                if case .number(let digits) = line[name] { digits } else { nil }
            }.first
            amount = price.flatMap { amount?.adding(quantity, times: $0) }
        }
        lineCount = elements.count
        self.pieces = pieces
        self.amount = amount
        if case .number(let digits) = record[total] { self.total = digits } else { self.total = nil }
    }

    /// Whether the lines come to the total; nil where that cannot be told.
    package var isRight: Bool? {
        guard let amount, let total, let said = DecimalSum().adding(total) else { return nil }
        return amount == said
    }
}

/// A sum of decimals as money and quantities are written, exact; nil where a number is too large for it.
package struct DecimalSum: Hashable, Sendable {
    /// In units of 10⁻⁶.
    private var millionths: Int64 = 0

    package init() {}

    package func adding(_ digits: String, times factor: String = "1") -> DecimalSum? {
        guard let (left, leftScale) = Self.parts(digits), let (right, rightScale) = Self.parts(factor) else {
            return nil
        }
        let scale = leftScale + rightScale
        guard scale <= 6 else { return nil }
        let (product, overflow) = left.multipliedReportingOverflow(by: right)
        let power = (0..<(6 - scale)).reduce(Int64(1)) { power, _ in power * 10 }
        let (scaled, more) = product.multipliedReportingOverflow(by: power)
        let (sum, most) = millionths.addingReportingOverflow(scaled)
        guard !overflow, !more, !most else { return nil }
        var result = self
        result.millionths = sum
        return result
    }

    /// `12.5`, `3`.
    package var text: String {
        let (whole, rest) = millionths.magnitude.quotientAndRemainder(dividingBy: 1_000_000)
        var digits = String(rest)
        digits = String(repeating: "0", count: 6 - digits.count) + digits
        while digits.last == "0" { digits.removeLast() }
        return (millionths < 0 ? "-" : "") + String(whole) + (digits.isEmpty ? "" : "." + digits)
    }

    /// The digits as a whole number, and how many of them stand behind the point.
    private static func parts(_ text: String) -> (Int64, Int)? {
        let pieces = text.split(separator: ".", omittingEmptySubsequences: false)
        guard pieces.count <= 2, let whole = pieces.first, !whole.isEmpty else { return nil }
        var fraction = pieces.count == 2 ? String(pieces[1]) : ""
        while fraction.last == "0" { fraction.removeLast() }
        guard fraction.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) else { return nil }
        return Int64(whole + fraction).map { ($0, fraction.utf8.count) }
    }
}
