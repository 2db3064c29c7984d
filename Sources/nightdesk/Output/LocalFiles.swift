import AWSClient
import Glibc
import OpsDomain

extension FileService {
    /// Files of this machine.
    static func local(environment: [String: String]) -> FileService {
        FileService(
            write: { path, text in
                do {
                    let place = absolute(path, environment)
                    var sink = try FileSink(place, replacing: false)
                    do {
                        try sink.write(text)
                        try sink.finish()
                    } catch {
                        sink.discard()
                        throw error
                    }
                    return place
                } catch let failure as CommandFailure {
                    throw ServiceFailure(reason: .invalid, sentence: failure.sentence)
                }
            },
            read: { path in
                let place = absolute(path, environment)
                // Opening a pipe waits for its other end, for ever where there is none.
                var facts = stat()
                let isThere = stat(place, &facts) == 0
                guard !isThere || [S_IFREG, S_IFDIR].contains(facts.st_mode & S_IFMT) else {
                    throw ServiceFailure(reason: .invalid, sentence: "No file that holds text: \(path).")
                }
                return try LocalText.read(place, as: path)
            })
    }

    private static func absolute(_ path: String, _ environment: [String: String]) -> String {
        if path.hasPrefix("~/") { return (environment["HOME"] ?? "") + path.dropFirst() }
        if path.hasPrefix("/") { return path }
        guard let directory = getcwd(nil, 0) else { return path }
        defer { free(directory) }
        return String(cString: directory) + "/" + path
    }
}

/// A text that somebody brings, as large as memory bears.
enum LocalText {
    /// - Parameter name: what the person calls the file.
    static func read(_ path: String, as name: String) throws(ServiceFailure) -> String {
        // The reason goes first: a notice is one row, and a path may fill it.
        let bytes: [UInt8]?
        do {
            bytes = try LocalFile.read(path, limit: FileService.mostBytes)
        } catch {
            throw ServiceFailure(reason: .invalid, sentence: "Cannot be read (\(error)): \(name).")
        }
        guard let bytes else {
            throw ServiceFailure(reason: .notFound(what: name), sentence: "There is no file \(name).")
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw ServiceFailure(reason: .invalid, sentence: "Not UTF-8, so no text that can be read: \(name).")
        }
        return text
    }
}
