import AWSClient

/// A reader of files that exist only here.
func files(_ contents: [String: String]) -> AWSConfiguration.FileReader {
    { path in contents[path].map { Array($0.utf8) } }
}
