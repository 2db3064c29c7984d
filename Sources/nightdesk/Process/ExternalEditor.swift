import Console
import Glibc

/// The person's `$VISUAL` or `$EDITOR` on a private file (0600 in a directory of 0700): live, `TextEditor` is this.
///
/// The files stand under the XDG state directory, which outlives a log-out: what was typed stays until it is written or
/// let go.
struct ExternalEditor: Sendable {
    private let directory: String
    private let command: String

    init(environment: [String: String]) {
        directory = UserDirectories(environment: environment).state + "/drafts"
        // POSIX names both; VISUAL is for terminals like ours.
        command = ["VISUAL", "EDITOR"].lazy.compactMap { environment[$0] }.first { !$0.isEmpty } ?? "vi"
    }

    var editor: TextEditor {
        TextEditor(edit: { edit($0) }, forget: { path in if path.hasPrefix(directory + "/") { unlink(path) } })
    }

    private func edit(_ job: EditorJob) -> EditorOutcome {
        let path: String
        do {
            path = try job.path ?? create(job)
        } catch {
            return .failed(sentence: "The text cannot be written for the editor: \(error).", text: nil, path: nil)
        }
        var trouble: String?
        do {
            trouble = ended(try ChildProcess(arguments(path, line: job.line)).wait())
        } catch {
            trouble = "\(error)"
        }
        let text: String
        do {
            text = try read(path)
        } catch {
            let sentence = "What the editor left cannot be read: \(error)."
            return .failed(sentence: trouble.map { "\($0). \(sentence)" } ?? sentence, text: nil, path: path)
        }
        guard let trouble else { return .edited(text: text, path: path) }
        if text == job.text, job.path == nil {
            unlink(path)
            return .failed(sentence: "\(trouble). Nothing was typed.", text: nil, path: nil)
        }
        return .failed(sentence: "\(trouble).", text: text, path: path)
    }

    /// As git runs it: the shell splits the words of the setting, and quotes in it hold.
    private func arguments(_ path: String, line: Int?) -> [String] {
        var arguments = ["/bin/sh", "-c", "\(command) \"$@\"", "nightdesk"]
        if let line, Self.takesLine(command) { arguments.append("+\(line)") }
        return arguments + [path]
    }

    /// Whether `+12` means line 12.
    private static func takesLine(_ command: String) -> Bool {
        let word = command.split(separator: " ").first.map(String.init) ?? command
        let name = word.split(separator: "/").last.map(String.init) ?? word
        return [
            "vi", "vim", "nvim", "view", "ex", "nano", "pico", "emacs", "emacsclient", "micro", "kak", "joe", "jed",
            "mg", "ne", "zile",
        ].contains(name)
    }

    private func ended(_ status: Int32) -> String? {
        switch status {
        case 0: nil
        case 126, 127: "The editor \"\(command)\" cannot be run; set VISUAL or EDITOR"
        case 129...: "The editor was killed (signal \(status - 128))"
        default: "The editor ended with status \(status)"
        }
    }

    // MARK: Files

    private func create(_ job: EditorJob) throws -> String {
        try UserDirectories.make(directory)
        let dot = job.name.lastIndex(of: ".") ?? job.name.endIndex
        for number in 1...999 {
            let place = number == 1 ? job.name : "\(job.name[..<dot])-\(number)\(job.name[dot...])"
            let path = "\(directory)/\(place)"
            let file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
            // Another's draft of the same record is never written over.
            if file < 0, errno == EEXIST { continue }
            guard file >= 0 else { throw Self.failure(path) }
            defer { close(file) }
            do {
                try Self.write(Array(job.text.utf8), to: file, path)
            } catch {
                unlink(path)
                throw error
            }
            return path
        }
        throw ChildProcess.Failure(description: "there are 999 drafts called \(job.name) in \(directory)")
    }

    private static func write(_ bytes: [UInt8], to file: Int32, _ path: String) throws {
        var written = 0
        while written < bytes.count {
            let count = bytes[written...].withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { throw failure(path) }
            written += count
        }
    }

    private func read(_ path: String) throws -> String {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { throw Self.failure(path) }
        defer { close(file) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65536)
        while true {
            let count = Glibc.read(file, &buffer, buffer.count)
            if count < 0 && errno == EINTR { continue }
            guard count >= 0 else { throw Self.failure(path) }
            if count == 0 { break }
            bytes += buffer[..<count]
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw ChildProcess.Failure(description: "\(path) is not UTF-8")
        }
        return text
    }

    private static func failure(_ path: String) -> ChildProcess.Failure {
        ChildProcess.Failure(description: "\(path): \(String(cString: strerror(errno)))")
    }
}
