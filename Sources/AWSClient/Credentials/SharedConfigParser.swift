/// The line-by-line state of `SharedConfigFile`.
struct SharedConfigParser {
    /// A setting whose value may go on in the next line.
    private struct Open {
        let name: String
        let line: Int
        var lines: [Substring]
    }

    private let path: String
    private var sections: [SharedConfigFile.Section] = []
    private var open: Open?
    private var indent = 0
    private var lineNumber = 0

    init(path: String) {
        self.path = path
    }

    mutating func take(_ line: Substring) throws(SharedConfigError) {
        lineNumber += 1
        let content = line.trimmed
        guard let first = content.first else {
            open?.lines.append("")
            return
        }
        if first == "#" || first == ";" { return }
        let lineIndent = line.prefix { $0.isWhitespace }.count
        if open != nil, lineIndent > indent {
            open?.lines.append(content)
            return
        }
        indent = lineIndent
        try closeSetting()
        if first == "[", let end = content.lastIndex(of: "]"), content.index(after: content.startIndex) < end {
            try beginSection(String(content[content.index(after: content.startIndex)..<end]))
        } else {
            try beginSetting(content)
        }
    }

    mutating func finish() throws(SharedConfigError) -> [SharedConfigFile.Section] {
        try closeSetting()
        return sections
    }

    private mutating func beginSection(_ name: String) throws(SharedConfigError) {
        guard !sections.contains(where: { $0.name == name }) else {
            throw failure("section [\(name)] stands here a second time")
        }
        sections.append(SharedConfigFile.Section(name: name, settings: [:]))
    }

    private mutating func beginSetting(_ content: Substring) throws(SharedConfigError) {
        guard let section = sections.last else { throw failure("a setting before the first [section]") }
        guard let mark = content.firstIndex(where: { $0 == "=" || $0 == ":" }), mark != content.startIndex else {
            throw failure("neither [section] nor name = value")
        }
        let name = content[..<mark].trimmed.lowercased()
        guard section.settings[name] == nil else {
            throw failure("\(name) is set a second time in [\(section.name)]")
        }
        open = Open(name: name, line: lineNumber, lines: [content[content.index(after: mark)...].trimmed])
    }

    private mutating func closeSetting() throws(SharedConfigError) {
        guard let open, let last = sections.indices.last else { return }
        self.open = nil
        var lines = open.lines
        while lines.count > 1, lines.last?.isEmpty == true { lines.removeLast() }
        let isNested = lines.count > 1 && lines[0].isEmpty
        sections[last].settings[open.name] = SharedConfigFile.Setting(
            value: lines.joined(separator: "\n"), nested: isNested ? try nested(lines, of: open) : nil,
            line: open.line)
    }

    private func nested(_ lines: [Substring], of open: Open) throws(SharedConfigError) -> [String: String] {
        var settings: [String: String] = [:]
        for line in lines where !line.isEmpty {
            guard let mark = line.firstIndex(of: "=") else {
                throw SharedConfigError(
                    path: path, line: open.line, reason: "a line under \(open.name) is not name = value")
            }
            settings[String(line[..<mark].trimmed)] = String(line[line.index(after: mark)...].trimmed)
        }
        return settings
    }

    private func failure(_ reason: String) -> SharedConfigError {
        SharedConfigError(path: path, line: lineNumber, reason: reason)
    }
}

extension Substring {
    fileprivate var trimmed: Substring {
        var rest = drop { $0.isWhitespace }
        while rest.last?.isWhitespace == true { rest.removeLast() }
        return rest
    }
}
