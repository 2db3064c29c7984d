/// A record as a text to edit: typed JSON, one member a line; and what an edited text comes to.
package struct RecordText: Hashable, Sendable {
    /// Why an edited text cannot be taken over.
    package struct Problem: Error, Hashable, Sendable {
        /// Counted from 1.
        package let line: Int
        package let sentence: String
    }

    package let collection: Collection
    /// The record that is edited; nil when the text makes a new one.
    package let original: Record?

    package init(editing original: Record?, in collection: Collection) {
        self.original = original
        self.collection = collection
    }

    /// The text of a record, its key and the collection's own fields first.
    package func text(of record: Record) -> String {
        let names = collection.keys.names + collection.rules.map(\.field)
        var seen: Set<ExactText> = []
        let first = names.filter { seen.insert(ExactText($0)).inserted }
        return record.typedJSON(first: first).prettyLines.joined(separator: "\n") + "\n"
    }

    /// Reads an edited text. Fields that the edit left as they were may break a rule: they did before.
    package func record(from text: String) throws(Problem) -> Record {
        let record: Record
        do {
            record = try Record(typedJSON: text)
        } catch {
            throw Problem(line: Self.line(at: error.offset, in: text), sentence: error.sentence)
        }
        if let problem = keyProblem(record) ?? ruleProblem(record) {
            throw Problem(line: Self.line(of: problem.path, in: text), sentence: problem.sentence)
        }
        if let problem = RecordLimits.problem(in: record) {
            throw Problem(line: Self.line(of: problem.path, in: text), sentence: problem.sentence)
        }
        return record
    }

    /// The edit with the moment in the fields that bear it.
    package func stamped(_ record: Record, now: Timestamp) -> Record {
        var record = record
        guard original != nil else { return record }
        for rule in collection.rules where rule.checks.contains(.updatedNow) {
            record[rule.field] = .string(now.iso8601)
        }
        return record
    }

    // MARK: Rules

    private func keyProblem(_ record: Record) -> RecordLimits.Problem? {
        for name in collection.keys.names {
            let path = RecordPath([name])
            if let original, record[name] != original[name] {
                let was = original[name].map { $0.typedJSON.compact } ?? "absent"
                return RecordLimits.Problem(
                    path: path, sentence: "\(name) is the key and cannot be changed; it was \(was).")
            }
            guard record[name]?.isUsableAsKey == true else {
                return RecordLimits.Problem(
                    path: path, sentence: "\(name) is the key: a text, number or bytes, and not empty.")
            }
        }
        return nil
    }

    private func ruleProblem(_ record: Record) -> RecordLimits.Problem? {
        for rule in collection.rules where !collection.keys.contains(rule.field) {
            let path = RecordPath([rule.field])
            if let original {
                guard record[rule.field] != original[rule.field] else { continue }
                if rule.isReadOnly {
                    return RecordLimits.Problem(
                        path: path, sentence: "\(rule.field) is written by the system; leave it as it was.")
                }
                if rule.isOnCreateOnly {
                    return RecordLimits.Problem(
                        path: path, sentence: "\(rule.field) is set on creation only; leave it as it was.")
                }
            } else if rule.isReadOnly {
                continue
            }
            if let sentence = RecordValidation.problem(in: record, with: rule) {
                return RecordLimits.Problem(path: path, sentence: sentence)
            }
        }
        return nil
    }

    // MARK: Lines

    private static func line(at offset: Int, in text: String) -> Int {
        1 + text.utf8.prefix(offset).count { $0 == UInt8(ascii: "\n") }
    }

    /// The line on which a value stands, or the nearest that holds it.
    private static func line(of path: RecordPath, in text: String) -> Int {
        do throws(JSONProblem) {
            var node = try JSONNode(parsing: text)
            var indexes: [Int] = []
            for (level, name) in path.names.enumerated() {
                if level > 0 {
                    // `{"M": {…}}`: the map's members are one level down.
                    guard case .object(let wrapper) = node, let member = wrapper.first else { break }
                    indexes.append(0)
                    node = member.value
                }
                guard case .object(let members) = node,
                    let index = members.firstIndex(where: { ExactText($0.name) == name })
                else { break }
                indexes.append(index)
                node = members[index].value
            }
            guard !indexes.isEmpty else { return 1 }
            return line(at: try JSONNodeReader.offset(of: indexes, isName: true, in: text), in: text)
        } catch {
            return line(at: error.offset, in: text)
        }
    }
}
