/// Estimated costs, as the header tells them.
package enum Price {
    /// `~$0.03/h`. Under a cent it says so instead of showing a zero; from ten dollars on, cents are left out.
    package static func perHour(_ dollars: Double) -> String {
        guard dollars.isFinite, dollars > 0 else { return "~$0/h" }
        guard dollars < 1_000_000 else { return ">$1000000/h" }
        if dollars < 0.01 { return "<$0.01/h" }
        if dollars >= 10 { return "~$\(Int(dollars.rounded()))/h" }
        let cents = Int((dollars * 100).rounded())
        return "~$\(cents / 100).\(cents % 100 < 10 ? "0" : "")\(cents % 100)/h"
    }
}
