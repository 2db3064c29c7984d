/// An AWS `config` or `credentials` file as the AWS CLI reads it, which is Python's `configparser` with one level of
/// nesting: names before `=` or `:` in any case, a line indented deeper than its name continues the value, a value that
/// starts on the next line is a nested section, `#` and `;` begin a comment only at the start of a line.
/// https://docs.aws.amazon.com/cli/latest/userguide/cli-configure-files.html
package struct SharedConfigFile: Hashable, Sendable {
    package struct Section: Hashable, Sendable {
        /// What stands between the brackets: `profile dev`.
        package let name: String
        /// By lower-case name.
        package var settings: [String: Setting]
    }

    package struct Setting: Hashable, Sendable {
        /// Continuation lines are joined by line feeds.
        package let value: String
        /// The sub-keys of a nested section, in the case they are written in; nil when the value is plain.
        package let nested: [String: String]?
        /// Counted from one.
        package let line: Int
    }

    package let path: String
    package let sections: [Section]

    /// Reads a file's bytes; `path` is for messages only. Throws `SharedConfigError` with the line at fault.
    package init(path: String, bytes: [UInt8]) throws(SharedConfigError) {
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw SharedConfigError(path: path, line: Self.firstInvalidLine(bytes), reason: "not valid UTF-8")
        }
        var parser = SharedConfigParser(path: path)
        let withoutMark = text.hasPrefix("\u{FEFF}") ? text.dropFirst() : Substring(text)
        let lineEnds: Set<Character> = ["\n", "\r\n", "\r"]
        for line in withoutMark.split(omittingEmptySubsequences: false, whereSeparator: lineEnds.contains) {
            try parser.take(line)
        }
        self.path = path
        self.sections = try parser.finish()
    }

    private static func firstInvalidLine(_ bytes: [UInt8]) -> Int {
        let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        let index = lines.firstIndex { String(validating: $0, as: UTF8.self) == nil }
        return (index ?? 0) + 1
    }
}

/// A shared file that cannot be read: where, and what is wrong there.
package struct SharedConfigError: Error, Hashable, Sendable, CustomStringConvertible {
    package let path: String
    package let line: Int
    package let reason: String

    package var description: String { "\(path):\(line): \(reason)" }
}
