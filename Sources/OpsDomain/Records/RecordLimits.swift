/// What a DynamoDB item may be, whatever its table: Amazon DynamoDB developer guide, "Constraints in Amazon DynamoDB" and
/// "DynamoDB item sizes and formats".
package enum RecordLimits {
    /// Names and values together, in bytes.
    package static let mostBytes = 400 * 1024
    /// Levels of lists and maps.
    package static let deepest = 32

    package struct Problem: Error, Hashable, Sendable {
        /// Where it lies; without names when it is about the whole record.
        package let path: RecordPath
        package let sentence: String
    }

    /// Why the table would not take a record; nil when it would.
    package static func problem(in record: Record) -> Problem? {
        do throws(Problem) {
            try check(record.fields, at: RecordPath([]), depth: 0)
        } catch {
            return error
        }
        let size = size(of: record)
        guard size > mostBytes else { return nil }
        return Problem(
            path: RecordPath([]),
            sentence: "The record has \(size) bytes by DynamoDB's count; \(mostBytes) (400 KB) is the most.")
    }

    /// The size by DynamoDB's rules, in bytes: names and texts as UTF-8, two digits of a number a byte.
    package static func size(of record: Record) -> Int { size(of: record.fields) }

    private static func size(of fields: FieldMap) -> Int {
        fields.sorted.reduce(0) { $0 + $1.key.utf8.count + size(of: $1.value) }
    }

    private static func size(of value: FieldValue) -> Int {
        switch value {
        case .string(let text): text.utf8.count
        case .number(let digits): size(ofNumber: digits)
        case .binary(let bytes): bytes.count
        case .boolean, .null: 1
        // A list or map takes three bytes, and each element one more.
        case .list(let elements): elements.reduce(3) { $0 + size(of: $1) + 1 }
        case .map(let members): 3 + members.count + size(of: members)
        case .stringSet(let texts): texts.reduce(0) { $0 + $1.utf8.count }
        case .numberSet(let numbers): numbers.reduce(0) { $0 + size(ofNumber: $1) }
        case .binarySet(let elements): elements.reduce(0) { $0 + $1.count }
        }
    }

    private static func size(ofNumber digits: String) -> Int {
        let significant = DecimalText(digits)?.significantDigits ?? digits.utf8.count
        return (significant + 1) / 2 + 1 + (digits.hasPrefix("-") ? 1 : 0)
    }

    private static func check(_ fields: FieldMap, at path: RecordPath, depth: Int) throws(Problem) {
        for (name, value) in fields.sorted {
            let inner = path.appending(name)
            guard !name.isEmpty else { throw Problem(path: path, sentence: "A field's name may not be empty.") }
            try check(value, at: inner, depth: depth)
        }
    }

    private static func check(_ value: FieldValue, at path: RecordPath, depth: Int) throws(Problem) {
        switch value {
        case .string, .binary, .boolean, .null: return
        case .number(let digits): try check(number: digits, at: path)
        case .list(let elements):
            try checkDepth(depth + 1, at: path)
            for element in elements { try check(element, at: path, depth: depth + 1) }
        case .map(let members):
            try checkDepth(depth + 1, at: path)
            try check(members, at: path, depth: depth + 1)
        case .stringSet(let texts): try check(set: texts.map(ExactText.init), at: path)
        case .numberSet(let numbers):
            for number in numbers { try check(number: number, at: path) }
            try check(set: numbers.map(ExactText.init), at: path)
        case .binarySet(let elements): try check(set: elements, at: path)
        }
    }

    private static func check(number digits: String, at path: RecordPath) throws(Problem) {
        guard let decimal = DecimalText(digits) else {
            throw Problem(path: path, sentence: "\(path.text): \(digits) is not a number.")
        }
        guard decimal.fitsDynamoDB else {
            throw Problem(
                path: path, sentence: "\(path.text): the table holds 38 digits, from 1E-130 to 9.9E+125; this is more.")
        }
    }

    private static func check(set elements: [some Hashable], at path: RecordPath) throws(Problem) {
        guard !elements.isEmpty else {
            throw Problem(path: path, sentence: "\(path.text): a set may not be empty; take the whole field away.")
        }
        guard Set(elements).count == elements.count else {
            throw Problem(path: path, sentence: "\(path.text): a set holds each element once.")
        }
    }

    private static func checkDepth(_ depth: Int, at path: RecordPath) throws(Problem) {
        guard depth > deepest else { return }
        throw Problem(
            path: path, sentence: "\(path.text): the table takes \(deepest) levels of lists and maps, no more.")
    }
}
