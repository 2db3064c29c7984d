import Console
import ConsoleTestSupport
import FoundationEssentials
import OpsDomain
import Testing

/// The README's key tables are the bindings'.
@Suite struct ReadmeTests {
    private static let begin = "<!-- keys: written by NIGHTDESK_RECORD=1 swift test --filter ReadmeTests -->\n"
    private static let end = "<!-- end of keys -->"

    @Test func theKeyTablesAreMadeFromTheBindings() throws {
        let url = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../README.md")
        let readme = String(decoding: try Data(contentsOf: url), as: UTF8.self)
        let begin = try #require(readme.firstRange(of: Self.begin)).upperBound
        let end = try #require(readme.firstRange(of: Self.end)).lowerBound
        let records = OpsDomain.Collection.all.map { ($0.id, ScriptedRecords()) }
        let services = ScriptedServices(records: Dictionary(uniqueKeysWithValues: records)).services
        let tables = "\n" + BindingReference.markdown(PaneCatalog.panes(services)) + "\n"
        if ProcessInfo.processInfo.environment["NIGHTDESK_RECORD"] == "1" {
            var rewritten = readme
            rewritten.replaceSubrange(begin..<end, with: tables)
            try Data(rewritten.utf8).write(to: url)
            Issue.record("recorded the README's key tables; run again without NIGHTDESK_RECORD")
        } else {
            #expect(readme[begin..<end] == tables)
        }
    }
}
