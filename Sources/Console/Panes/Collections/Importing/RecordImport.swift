import OpsDomain
import TerminalCore

/// A file that records are brought in from: being named, being read, told to be wrong, or waiting to be begun.
package struct RecordImport: Sendable {
    package enum Phase: Sendable {
        /// Its path is typed.
        case naming
        /// Read and held against the table: how many records have been asked for, nil before the first.
        case reading(asked: Int?)
        case faulty(ImportFile.Faults)
        case planned(ImportPreview)
    }

    package var path: TextField
    package var phase: Phase = .naming
    /// Whether records that are there with other content are changed to what the file says.
    package var replaces = false
    /// Lines scrolled out at the top.
    package private(set) var scroll = 0

    package init(path: String = "") {
        self.path = TextField(path)
    }

    /// The file's name without its folders.
    package var name: String { path.text.split(separator: "/").last.map(String.init) ?? path.text }

    package var scope: BindingScope {
        switch phase {
        case .naming: .importing
        case .reading: .importReading
        case .faulty: .importFaults
        case .planned: .importReview
        }
    }

    package var preview: ImportPreview? {
        if case .planned(let preview) = phase { preview } else { nil }
    }

    /// The writes that would begin now.
    package var writeCount: Int { preview?.plan.writeCount(replacing: replaces) ?? 0 }

    package mutating func show(_ phase: Phase) {
        self.phase = phase
        scroll = 0
    }

    package var lineCount: Int {
        switch phase {
        case .naming, .reading: 0
        case .faulty(let faults): faults.sentences.count
        case .planned(let preview): preview.lines.count
        }
    }

    /// A line as it reads, below `lineCount`.
    package func text(ofLine index: Int, in collection: Collection) -> String {
        switch phase {
        case .naming, .reading: return ""
        case .faulty(let faults): return faults.sentences[index]
        case .planned(let preview):
            switch preview.lines[index] {
            case .heading(let text): return text
            case .change(let change): return "    \(change.text)"
            case .record(let number):
                let item = preview.plan.items[number]
                let name = "\(collection.name(of: item.record)) \(collection.rest(of: item.record))"
                switch item.standing {
                case .new: return "+ \(name)"
                case .same: return "  \(name)"
                case .different: return "\(replaces ? "~" : " ") \(name)"
                }
            }
        }
    }

    /// The line at the top when the last one is in sight; lines that do not fit the width are more than one row.
    private func lastTop(in size: Size, _ collection: Collection) -> Int {
        var (top, rows) = (lineCount, 0)
        while top > 0 {
            let text = StyledText(text(ofLine: top - 1, in: collection))
            rows += max(1, text.wrapped(columns: size.columns, options: TextView.options).count)
            if rows > size.rows { break }
            top -= 1
        }
        return min(top, max(0, lineCount - 1))
    }

    /// - Parameter size: of the place where the lines are seen.
    package mutating func move(_ motion: ListMotion, in size: Size, _ collection: Collection) {
        let page = size.rows
        let place =
            switch motion {
            case .up: scroll - 1
            case .down: scroll + 1
            case .pageUp: scroll - page
            case .pageDown: scroll + page
            case .halfPageUp: scroll - page / 2
            case .halfPageDown: scroll + page / 2
            case .first: 0
            case .last: lineCount
            case .to(let line): line
            case .by(let lines): scroll + lines
            }
        scroll = min(lastTop(in: size, collection), max(0, place))
    }

    /// What is shown beside the pane's title.
    package func summary(_ collection: Collection) -> String {
        switch phase {
        case .naming: "importing"
        case .reading(nil): "reading \(name)"
        case .reading(let asked?): "\(CountText.of(asked, collection.singular)) looked up"
        case .faulty: "not begun"
        case .planned: "import, not begun"
        }
    }
}

extension BindingScope {
    /// The file of an import is typed.
    package static let importing = BindingScope("importing", capturesText: true)
    /// It is read and held against the table.
    package static let importReading = BindingScope("import-reading")
    /// What is wrong with it is shown.
    package static let importFaults = BindingScope("import-faults")
    /// What it would change is shown.
    package static let importReview = BindingScope("import-review")
}

/// An import before it begins, line by line: made away from the screen's thread, since there may be many.
package struct ImportPreview: Sendable {
    package enum Line: Hashable, Sendable {
        case heading(String)
        /// The index of an item of the plan.
        case record(Int)
        case change(ConfirmedChange)
    }

    package let plan: ImportPlan
    /// The new ones first, then those that differ with what differs, then the rest.
    package let lines: [Line]
    /// Where records of the file stood in the list, as hints.
    package let rows: [RecordKey: Int]

    package init(_ plan: ImportPlan, rows: RecordRows) {
        self.plan = plan
        var groups: (new: [Line], different: [Line], same: [Line]) = ([], [], [])
        for (index, item) in plan.items.enumerated() {
            switch item.standing {
            case .new: groups.new.append(.record(index))
            case .same: groups.same.append(.record(index))
            case .different(let current):
                groups.different.append(.record(index))
                let delta = RecordDelta(from: current, to: item.record)
                groups.different += delta.changes.flatMap(SaveConfirmation.changes).map { .change($0.shortened) }
            }
        }
        func group(_ title: String, _ count: Int, _ lines: [Line]) -> [Line] {
            lines.isEmpty ? [] : [.heading("\(title): \(CountText.grouped(count))")] + lines
        }
        lines =
            group("New", plan.newCount, groups.new)
            + group("Differ from the table", plan.differentCount, groups.different)
            + group("The same in the table", plan.sameCount, groups.same)
        var wanted = Set(plan.items.map(\.key))
        var found: [RecordKey: Int] = [:]
        for row in 0..<rows.count where !wanted.isEmpty {
            if let key = rows.key(at: row), wanted.remove(key) != nil { found[key] = row }
        }
        self.rows = found
    }
}

extension ConfirmedChange {
    /// So many characters of a value: one field may hold 400 KB.
    private static let longest = 1000

    fileprivate var shortened: ConfirmedChange {
        func shortened(_ text: String) -> String {
            // Counting bytes first: characters of a long text are slow to count.
            guard text.utf8.count > Self.longest, text.count > Self.longest else { return text }
            return "\(text.prefix(Self.longest))… (\(CountText.of(text.utf8.count, "byte")))"
        }
        switch self {
        case .removed(let text): return .removed(shortened(text))
        case .added(let text): return .added(shortened(text))
        }
    }
}
