import Testing

/// The table of DESIGN.md, "Layout", held against the code.
@Suite struct ArchitectureTests {
    /// Our own modules that each target may import.
    private static let allowed: [String: Set<String>] = [
        "TerminalCore": [],
        "TerminalNcurses": ["CNcurses", "TerminalCore"],
        "AWSClient": [],
        "OpsDomain": [],
        "OpsServices": ["OpsDomain", "AWSClient"],
        "Console": ["TerminalCore", "OpsDomain"],
        "ConsoleConfiguration": ["TerminalCore", "OpsDomain"],
        "nightdesk": [
            "TerminalCore", "TerminalNcurses", "AWSClient", "OpsDomain", "OpsServices", "Console",
            "ConsoleConfiguration",
        ],
    ]

    /// Packages of others, each with the one target that may know of it.
    private static let outside: [String: Set<String>] = [
        "AsyncHTTPClient": ["AWSClient"], "NIOCore": ["AWSClient"], "NIOHTTP1": ["AWSClient"], "NIOSSL": ["AWSClient"],
        "NIOPosix": ["AWSClient"], "NIOFoundationCompat": [], "Crypto": ["AWSClient"],
        "Logging": ["AWSClient", "nightdesk"],
        "TOMLKit": ["ConsoleConfiguration"], "ArgumentParser": ["nightdesk"],
    ]

    @Test func targetsImportOnlyWhatTheDesignAllows() throws {
        for file in try SourceTree("Sources").files {
            guard let ours = Self.allowed[file.target] else {
                Issue.record("\(file.path): the target \(file.target) is not in the table")
                continue
            }
            for module in file.imports {
                if Self.allowed[module] != nil || module == "CNcurses" {
                    #expect(ours.contains(module), "\(file.path) imports \(module)")
                } else if let users = Self.outside[module] {
                    #expect(users.contains(file.target), "\(file.path) imports \(module)")
                }
            }
        }
    }

    @Test func nobodyImportsFoundation() throws {
        for file in try SourceTree("Sources").files {
            let foundation = file.imports.filter { $0 == "Foundation" || $0 == "FoundationNetworking" }
            #expect(foundation.isEmpty, "\(file.path): use FoundationEssentials, which brings no ICU")
        }
    }

    @Test func filesStayReadable() throws {
        for folder in ["Sources", "Tests"] {
            for file in try SourceTree(folder).files {
                let lines = file.text.split(separator: "\n", omittingEmptySubsequences: false).count
                #expect(lines <= 600, "\(file.path) has \(lines) lines")
            }
        }
    }

    @Test func nothingUnsafeHides() throws {
        let refused = ["nonisolated(unsafe)", "try!", "as!", "fatalError("]
        for file in try SourceTree("Sources").files {
            for word in refused {
                #expect(!file.text.contains(word), "\(file.path) has \(word)")
            }
            let isTheLock = file.path.hasSuffix("/Locked.swift")
            #expect(isTheLock || !file.text.contains("@unchecked Sendable"), "\(file.path) has @unchecked Sendable")
        }
    }
}
