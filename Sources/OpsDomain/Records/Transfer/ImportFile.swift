/// A file of records in typed JSON, read whole: each has a key of its own, and each is one that the table would take.
package struct ImportFile: Hashable, Sendable {
    package struct Entry: Hashable, Sendable {
        /// From 1; of an array, the element's number.
        package let number: Int
        package let record: Record
        package let key: RecordKey
    }

    /// What keeps a file from being begun.
    package struct Faults: Error, Hashable, Sendable {
        /// How many lines are wrong.
        package let count: Int
        /// What is wrong with the first of them: `line 3: The item has no userId.`
        package let sentences: [String]
        /// So many are told; who took another file by mistake need not read a million.
        package static let mostTold = 200
    }

    /// In the file's order.
    package let entries: [Entry]

    /// - Parameters:
    ///   - keyTypes: what the table says of the fields that its keys and its indexes' keys use.
    ///   - isCancelled: asked now and then, since a large file takes a while; throws no fault for lines not looked at.
    package init(
        _ text: String, of collection: Collection, keyTypes: [ExactText: CollectionFacts.KeyType] = [:],
        isCancelled: () -> Bool = { false }
    ) throws(Faults) {
        var entries: [Entry] = []
        var (count, sentences): (Int, [String]) = (0, [])
        var places: [KeyValue: String] = [:]
        RecordDecoder.read(text, isCancelled: isCancelled) { line in
            do throws(RecordDecoder.Problem) {
                let record = try line.result.get()
                let key = try Self.key(of: record, in: collection, keyTypes)
                if let first = places.updateValue(line.place, forKey: KeyValue(key)) {
                    throw RecordDecoder.Problem(sentence: "The key \(key.text) stands in \(first) already.")
                }
                entries.append(Entry(number: line.number, record: record, key: key))
            } catch {
                count += 1
                if sentences.count < Faults.mostTold { sentences.append("\(line.place): \(error.sentence)") }
            }
        }
        guard count == 0 else { throw Faults(count: count, sentences: sentences) }
        self.entries = entries
    }

    /// The key of a record that the table would take.
    private static func key(
        of record: Record, in collection: Collection, _ keyTypes: [ExactText: CollectionFacts.KeyType]
    ) throws(RecordDecoder.Problem) -> RecordKey {
        let names = collection.keys.names
        guard let key = collection.keys.key(of: record) else {
            throw RecordDecoder.Problem(sentence: "The item has no \(names.joined(separator: " and ")).")
        }
        for name in names where record[name]?.isUsableAsKey == false {
            throw RecordDecoder.Problem(
                sentence: "\(name) is the key: a text, number or bytes, and not empty.")
        }
        for (name, type) in keyTypes.sorted(by: { $0.key < $1.key }) {
            guard let value = record[name.text], value.typeName != type.rawValue else { continue }
            throw RecordDecoder.Problem(
                sentence: "\(name.text) has the type \(value.typeName); the table's keys want \(type.rawValue).")
        }
        if let problem = RecordLimits.problem(in: record) { throw RecordDecoder.Problem(sentence: problem.sentence) }
        return key
    }
}

/// A key as the table tells keys apart: `1.0` and `1` are one number.
struct KeyValue: Hashable {
    private enum Part: Hashable {
        case number(DecimalText)
        case other(FieldValue)

        init(_ value: FieldValue) {
            if case .number(let digits) = value, let number = DecimalText(digits) {
                self = .number(number)
            } else {
                self = .other(value)
            }
        }
    }

    private let partition: Part
    private let sort: Part?

    init(_ key: RecordKey) {
        partition = Part(key.partition)
        sort = key.sort.map(Part.init)
    }
}
