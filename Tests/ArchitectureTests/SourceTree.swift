import FoundationEssentials

/// The package's own Swift files, read from the checkout that the tests were built in.
struct SourceTree {
    struct File {
        /// From the package's root: `Sources/Console/Runtime/Pane.swift`.
        let path: String
        let text: String

        /// `Console` for the file above.
        var target: String { path.split(separator: "/").dropFirst().first.map(String.init) ?? "" }

        /// The modules that the file imports, whatever stands before the word `import`.
        var imports: [String] {
            text.split(separator: "\n").compactMap { line in
                let words = line.split(separator: " ")
                guard let index = words.firstIndex(of: "import"), index + 1 < words.count,
                    words[..<index].allSatisfy({ $0.hasPrefix("@") || ["package", "internal", "public"].contains($0) })
                else { return nil }
                return words[index + 1].split(separator: ".").first.map(String.init)
            }
        }
    }

    let files: [File]

    /// All `.swift` files below a folder of the package's root.
    init(_ folder: String) throws {
        let root = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3).joined(separator: "/")
        let manager = FileManager.default
        files = try manager.subpathsOfDirectory(atPath: "\(root)/\(folder)")
            .filter { $0.hasSuffix(".swift") }
            .map { path in
                let bytes = manager.contents(atPath: "\(root)/\(folder)/\(path)") ?? Data()
                return File(path: "\(folder)/\(path)", text: String(decoding: bytes, as: UTF8.self))
            }
    }
}
