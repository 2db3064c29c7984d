/// Numbers for people.
package enum CountText {
    /// `1,204`.
    package static func grouped(_ number: Int) -> String {
        let digits = String(number.magnitude)
        var text = ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index).isMultiple(of: 3) { text += "," }
            text.append(digit)
        }
        return number < 0 ? "-" + text : text
    }

    /// `1 line`, `3 lines`.
    package static func of(_ count: Int, _ singular: String, _ plural: String? = nil) -> String {
        "\(grouped(count)) \(count == 1 ? singular : plural ?? singular + "s")"
    }

    /// `512 B`, `1.5 KB`, `38 MB`, by thousands.
    package static func bytes(_ count: Int) -> String {
        var (value, unit) = (Double(count), "B")
        for larger in ["KB", "MB", "GB", "TB"] where abs(value) >= 999.5 { (value, unit) = (value / 1000, larger) }
        return "\(decimal(value, places: unit == "B" || abs(value) >= 9.95 ? 0 : 1)) \(unit)"
    }

    /// `12.34` from a value and how many decimals it is to have; rounded half away from zero.
    package static func decimal(_ value: Double, places: Int) -> String {
        guard value.isFinite, abs(value) < 1e12 else { return "–" }
        var scale = 1.0
        for _ in 0..<places { scale *= 10 }
        let scaled = Int((abs(value) * scale).rounded())
        let whole = grouped(scaled / Int(scale))
        let sign = value < 0 && scaled > 0 ? "-" : ""
        guard places > 0 else { return sign + whole }
        let fraction = String(scaled % Int(scale))
        return sign + whole + "." + String(repeating: "0", count: places - fraction.count) + fraction
    }
}
