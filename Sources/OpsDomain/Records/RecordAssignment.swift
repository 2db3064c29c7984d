/// One change of a record as a command line writes it: `name=Ada`, `age=41`, `tags:={"SS":["a","b"]}`.
package struct RecordAssignment: Hashable, Sendable {
    package enum Value: Hashable, Sendable {
        /// Of the type that the field has, or that its rule wants.
        case text(String)
        /// With its type.
        case typed(FieldValue)
    }

    package let field: String
    package let value: Value

    /// Throws a `FieldProblem` that says how an assignment looks.
    package init(_ text: String) throws(FieldProblem) {
        guard let equals = text.firstIndex(of: "="), equals > text.startIndex else {
            throw FieldProblem(sentence: "\"\(text)\" is no assignment, as name=Ada or tags:={\"SS\":[\"a\"]}.")
        }
        let after = String(text[text.index(after: equals)...])
        guard text[text.index(before: equals)] == ":" else {
            (field, value) = (String(text[..<equals]), .text(after))
            return
        }
        field = String(text[..<text.index(before: equals)])
        guard !field.isEmpty else { throw FieldProblem(sentence: "\"\(text)\" names no field.") }
        do {
            let node = try JSONNodeReader.read(after, refusesLoneSurrogates: true)
            let typed = try FieldValue(typedJSON: node, as: field)
            if let problem = RecordLimits.problem(in: Record(fields: [field: typed])) { throw problem }
            value = .typed(typed)
        } catch let problem as JSONProblem {
            throw FieldProblem(sentence: "\(field): not JSON at byte \(problem.offset): \(problem.reason).")
        } catch let fault as TypedJSONFault {
            throw FieldProblem(sentence: fault.sentence)
        } catch let problem as RecordLimits.Problem {
            throw FieldProblem(sentence: problem.sentence)
        } catch {
            throw FieldProblem(sentence: "\(field): \(error)")
        }
    }
}

extension Collection {
    /// A record with assignments and removals made to it, held to the collection's rules; a new one gets what its rules
    /// give by themselves.
    ///
    /// - Parameters:
    ///   - record: as it was; nil for a new one.
    ///   - uuid: the id that a new record gets, lower case.
    /// - Returns: the record as it should be. Throws a `FieldProblem` that names the field.
    package func assigning(
        _ assignments: [RecordAssignment], removing removals: [String] = [], to record: Record?, uuid: String,
        now: Timestamp
    ) throws(FieldProblem) -> Record {
        var after = record ?? Record(fields: [:])
        for assignment in assignments {
            try refuseIfFixed(assignment.field, isNew: record == nil)
            after[assignment.field] = try value(assignment, original: record?[assignment.field])
        }
        for field in removals {
            try refuseIfFixed(field, isNew: record == nil)
            guard after[field] != nil else { throw FieldProblem(sentence: "There is no \(field) to remove.") }
            after[field] = nil
        }
        for rule in rules {
            if record == nil, after[rule.field] == nil {
                if rule.checks.contains(.defaultUUID) { after[rule.field] = .string(uuid) }
                if rule.checks.contains(.defaultNow) { after[rule.field] = .string(now.iso8601) }
            }
            // Setting the moment of an update alone would be no update.
            if record != nil, after != record, rule.checks.contains(.updatedNow) {
                after[rule.field] = .string(now.iso8601)
            }
        }
        let touched = Set((assignments.map(\.field) + removals).map(ExactText.init))
        let problems = RecordValidation.problems(in: after, of: self).sorted { $0.key < $1.key }
        // What was wrong before and was not touched is nobody's fault now.
        if let problem = problems.first(where: { record == nil || touched.contains(ExactText($0.key)) }) {
            throw FieldProblem(sentence: problem.value)
        }
        return after
    }

    private func refuseIfFixed(_ field: String, isNew: Bool) throws(FieldProblem) {
        if !isNew, keys.contains(field) {
            throw FieldProblem(sentence: "\(field) is the key and cannot be changed.")
        }
        guard let rule = rule(field) else { return }
        if rule.isReadOnly, !(isNew && keys.contains(field)) {
            throw FieldProblem(sentence: "\(rule.label) is written by the system, never by a person.")
        }
        if !isNew, rule.isOnCreateOnly {
            throw FieldProblem(sentence: "\(rule.label) is set on creation and never changed.")
        }
    }

    private func value(
        _ assignment: RecordAssignment, original: FieldValue?
    ) throws(FieldProblem) -> FieldValue? {
        switch assignment.value {
        case .typed(let value): return value
        case .text(let text):
            let rule =
                rule(assignment.field) ?? FieldRule(field: assignment.field, label: assignment.field, checks: [])
            return try RecordValidation.parse(
                text, original: original, rule: rule, kind: column(assignment.field)?.kind
            ).get()
        }
    }
}
