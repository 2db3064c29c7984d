import Glibc
import OpsDomain

extension FileService {
    /// Files of this machine.
    static func local(environment: [String: String]) -> FileService {
        FileService { path, text in
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
        }
    }

    private static func absolute(_ path: String, _ environment: [String: String]) -> String {
        if path.hasPrefix("~/") { return (environment["HOME"] ?? "") + path.dropFirst() }
        if path.hasPrefix("/") { return path }
        guard let directory = getcwd(nil, 0) else { return path }
        defer { free(directory) }
        return String(cString: directory) + "/" + path
    }
}
