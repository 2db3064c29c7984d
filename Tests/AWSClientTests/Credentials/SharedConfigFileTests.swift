import AWSClient
import Testing

@Suite("Shared config and credentials files")
struct SharedConfigFileTests {
    @Test("are read as botocore reads them", arguments: BotocoreConfigs.all)
    func asBotocore(_ example: ConfigCase) {
        do {
            let file = try SharedConfigFile(path: "config", bytes: Array(example.text.utf8))
            #expect(file.asValues == example.sections)
        } catch {
            #expect(example.sections == nil, "\(error)")
        }
    }

    @Test(
        "say the line at fault",
        arguments: [
            ("region = a\n", 1, "a setting before the first [section]"),
            ("[default]\n\nregion\n", 3, "neither [section] nor name = value"),
            ("[a]\nx = 1\n[b]\n[a]\n", 4, "section [a] stands here a second time"),
            ("[a]\nx = 1\ny = 2\nX = 3\n", 4, "x is set a second time in [a]"),
            ("[a]\n# note\ns3 =\n  oops\n[b]\n", 3, "a line under s3 is not name = value"),
        ])
    func faults(_ text: String, _ line: Int, _ reason: String) {
        do {
            _ = try SharedConfigFile(path: "config", bytes: Array(text.utf8))
            Issue.record("no error")
        } catch {
            #expect(error.line == line)
            #expect(error.description == "config:\(line): \(reason)")
        }
    }

    @Test("refuse bytes that are not UTF-8, and read past a byte order mark")
    func encodings() throws {
        do {
            _ = try SharedConfigFile(path: "c", bytes: Array("[a]\nx = ".utf8) + [0xFF, 0x0A])
            Issue.record("no error")
        } catch {
            #expect(error.description == "c:2: not valid UTF-8")
        }
        let marked = try SharedConfigFile(path: "c", bytes: [0xEF, 0xBB, 0xBF] + Array("[a]\nx = 1".utf8))
        #expect(marked.asValues == ["a": ["x": .plain("1")]])
    }
}
