import ConsoleTestSupport
import OpsDomain

/// Records of every type, with the worst texts, numbers, names and depths that a table holds.
struct WildRecords {
    private var generator: SeededGenerator

    init(seed: UInt64) {
        generator = SeededGenerator(seed: seed)
    }

    mutating func record(key: String) -> Record {
        var record = Record(fields: ["userId": .string(key)])
        for _ in 0..<Int.random(in: 1...9, using: &generator) { record[name()] = value(depth: 0) }
        // Now and then a large one, and one as deep as DynamoDB takes.
        if chance(200) { record["large"] = .string(String(repeating: text(), count: 2_000)) }
        if chance(50) { record["deep"] = (0..<30).reduce(.string("bottom")) { inner, _ in .map(["a.b": inner]) } }
        return record
    }

    /// A change of one value somewhere in the record, of its type or another; the key is left alone.
    mutating func edited(_ record: Record) -> (record: Record, path: RecordPath) {
        var path = RecordPath([record.fields.names.filter { $0 != "userId" }.randomElement(using: &generator) ?? "new"])
        while case .map(let members)? = record[path: path], let name = members.names.randomElement(using: &generator),
            !chance(3)
        {
            path = path.appending(name)
        }
        var edited = record
        repeat { edited[path: path] = chance(5) ? nil : value(depth: 1) } while edited == record
        return (edited, path)
    }

    private mutating func chance(_ one: Int) -> Bool { Int.random(in: 0..<one, using: &generator) == 0 }

    private mutating func name() -> String {
        let reserved = [
            "name", "status", "items", "total", "Items", "a.b", "a[0]", "#n0", ":v0", " ", "$", "é", "e\u{301}",
        ]
        return chance(2) ? reserved.randomElement(using: &generator) ?? "x" : "f" + text()
    }

    private mutating func text() -> String {
        let pieces = [
            "plain", "\u{0}", "\u{1B}[2J", "\u{7F}", "\u{85}", "\u{2028}", "\u{202E}", "\u{FEFF}", "\"", "\\",
            "\\u0041",
            "/", "\n", "\r\n", "\t", "é", "e\u{301}", "👩🏽‍💻", "名前", "\u{10FFFF}", "ﷺ", "{\"S\":\"x\"}", " ", "'", "&<>",
        ]
        return (0..<Int.random(in: 0...6, using: &generator)).map { _ in
            pieces.randomElement(using: &generator) ?? ""
        }.joined()
    }

    /// In the form that DynamoDB gives back: no zeros that mean nothing, no exponent.
    private mutating func number() -> String {
        let digits = (0..<Int.random(in: 1...37, using: &generator)).map { _ in
            String(Int.random(in: 0...9, using: &generator))
        }.joined()
        let sign = chance(3) ? "-" : ""
        return chance(2) ? "\(sign)1\(digits)" : "\(sign)0.\(digits.prefix(30))7"
    }

    private mutating func bytes() -> [UInt8] {
        (0..<Int.random(in: 1...40, using: &generator)).map { _ in UInt8.random(in: 0...255, using: &generator) }
    }

    private mutating func value(depth: Int) -> FieldValue {
        let kinds = depth > 4 ? 5 : 10
        switch Int.random(in: 0..<kinds, using: &generator) {
        case 0: return .string(text())
        case 1: return .number(number())
        case 2: return .binary(bytes())
        case 3: return .boolean(chance(2))
        case 4: return .null
        case 5: return .list(some { $0.value(depth: depth + 1) })
        case 6:
            var members = FieldMap()
            for _ in 0..<Int.random(in: 0...4, using: &generator) { members[name()] = value(depth: depth + 1) }
            return .map(members)
        case 7: return .stringSet(Set(some { ExactText("x" + $0.text()) }).sorted().map(\.text))
        case 8: return .numberSet(Set(some { $0.number() }).sorted())
        default: return .binarySet(Array(Set(some { $0.bytes() })))
        }
    }

    /// From one to four.
    private mutating func some<Element>(_ make: (inout WildRecords) -> Element) -> [Element] {
        (0..<Int.random(in: 1...4, using: &generator)).map { _ in make(&self) }
    }
}
