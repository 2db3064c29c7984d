import Glibc
import TerminalCore

/// A frame as text that a person can review: a plane of characters and a plane of styles, one letter a cell with a
/// legend.
package struct FrameSnapshot {
    package let text: String

    package init(_ frame: Frame) {
        var letters: [Style: Character] = [:]
        var legend: [String] = []
        var alphabet = Array("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")[...]
        var characters: [String] = []
        var styles: [String] = []
        for row in 0..<frame.size.rows {
            var characterLine = ""
            var styleLine = ""
            for cell in frame.row(row) {
                characterLine += cell.glyph.text
                if letters[cell.style] == nil, cell.style != .plain {
                    let letter = alphabet.popFirst() ?? "#"
                    letters[cell.style] = letter
                    legend.append("\(letter) = \(StyleNotation.text(of: cell.style))")
                }
                styleLine.append(letters[cell.style] ?? ".")
            }
            characters.append("|\(characterLine)|")
            styles.append("|\(styleLine)|")
        }
        let cursor = frame.cursor.map { "row \($0.row), column \($0.column)" } ?? "hidden"
        text =
            (["\(frame.size.columns)x\(frame.size.rows), cursor \(cursor)", ""] + characters + [""] + styles
            + ["", ". = plain"] + legend).joined(separator: "\n") + "\n"
    }

    /// How a comparison came out.
    package enum Outcome: Equatable {
        case same
        /// What to tell the person; the test fails with it.
        case different(String)
    }

    /// Compares with the file `Snapshots/NAME.txt` beside the test. With `NIGHTDESK_RECORD=1` it writes the file anew and
    /// is different all the same, so that a recording run never passes.
    package func compare(named name: String, besides testFile: String) -> Outcome {
        let folder = testFile.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
        let path = "\(folder)/Snapshots/\(name).txt"
        if let flag = getenv("NIGHTDESK_RECORD"), String(cString: flag) == "1" {
            return Self.write(text, to: path)
                ? .different("recorded \(name); run again without NIGHTDESK_RECORD")
                : .different("could not write \(path)")
        }
        guard let expected = Self.read(path) else {
            return .different("no snapshot \(name); record it with NIGHTDESK_RECORD=1")
        }
        return expected == text ? .same : .different(Self.difference(expected, text, name))
    }

    private static func difference(_ expected: String, _ actual: String, _ name: String) -> String {
        let old = expected.split(separator: "\n", omittingEmptySubsequences: false)
        let new = actual.split(separator: "\n", omittingEmptySubsequences: false)
        var lines = ["\(name) differs:"]
        for index in 0..<max(old.count, new.count) {
            let before = index < old.count ? old[index] : "(none)"
            let after = index < new.count ? new[index] : "(none)"
            if before != after { lines += ["line \(index + 1)", "- \(before)", "+ \(after)"] }
        }
        return lines.joined(separator: "\n")
    }

    private static func read(_ path: String) -> String? {
        guard let file = fopen(path, "r") else { return nil }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65536)
        while true {
            let count = fread(&buffer, 1, buffer.count, file)
            guard count > 0 else { return String(decoding: bytes, as: UTF8.self) }
            bytes += buffer[..<count]
        }
    }

    private static func write(_ text: String, to path: String) -> Bool {
        guard let file = fopen(path, "w") else { return false }
        let bytes = Array(text.utf8)
        let written = fwrite(bytes, 1, bytes.count, file)
        return fclose(file) == 0 && written == bytes.count
    }
}
