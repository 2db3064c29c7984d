import Testing

@testable import OpsDomain

@Suite struct JSONNodeTests {
    @Test func membersKeepTheirOrderAndNumbersTheirDigits() throws {
        let node = try JSONNode(parsing: #" {"z":1.50,"a":[1e3,-0],"m":{"x":null,"y":true}} "#)
        #expect(node.compact == #"{"z":1.50,"a":[1e3,-0],"m":{"x":null,"y":true}}"#)
    }

    @Test func escapesAreUndoneAndDoneAgain() throws {
        let node = try JSONNode(parsing: #""a\"\\\/\b\f\n\r\t\u00e9\ud83d\ude00\u001b[31m""#)
        #expect(node.text == "a\"\\/\u{8}\u{C}\n\r\té😀\u{1B}[31m")
        #expect(node.compact == #""a\"\\/\u0008\u000c\n\r\té😀\u001b[31m""#)
        #expect(JSONNode.string("\u{9B}31m").compact == #""\u009b31m""#)
    }

    @Test(arguments: [#""\ud800""#, #""\ud800\u0041""#, #""\udc00""#])
    func loneSurrogatesAreReplaced(text: String) throws {
        let decoded = try JSONNode(parsing: text).text
        #expect(decoded?.unicodeScalars.first == "\u{FFFD}")
        #expect(decoded?.hasSuffix("A") == text.contains("0041"))
    }

    @Test(arguments: [
        ("", 0), ("{", 1), ("[1,]", 3), (#"{"a" 1}"#, 5), (#"{"a":1,}"#, 7), ("01", 0), ("1.", 2), ("nul", 0),
        (#""abc"#, 4), (#""\x""#, 2), ("1 2", 2), ("[1 2]", 3), ("\"a\u{1}\"", 2), ("-", 1), (#""\u12g4""#, 5),
        ("not json at all", 0), ("NaN", 0), ("1e", 2), ("]", 0),
    ])
    func faultsAreToldWithTheirPlace(text: String, offset: Int) {
        #expect { try JSONNode(parsing: text) } throws: { ($0 as? JSONProblem)?.offset == offset }
    }

    @Test func nestingIsBounded() throws {
        let deep = String(repeating: "[", count: 200_000)
        #expect(throws: JSONProblem.self) { try JSONNode(parsing: deep) }
        _ = try JSONNode(parsing: String(repeating: "[", count: 200) + String(repeating: "]", count: 200))
    }

    @Test func prettyLinesAreTheSameJSON() throws {
        let text = #"{"a":[],"b":{},"c":[1,{"d":"x\ny"}]}"#
        let node = try JSONNode(parsing: text)
        #expect(
            node.prettyLines == [
                "{", #"  "a": [],"#, #"  "b": {},"#, #"  "c": ["#, "    1,", "    {", #"      "d": "x\ny""#, "    }",
                "  ]", "}",
            ])
        #expect(try JSONNode(parsing: node.prettyLines.joined(separator: "\n")) == node)
    }

    @Test func ofTwoMembersTheLastCounts() throws {
        #expect(try JSONNode(parsing: #"{"a":1,"a":2}"#)["a"] == .number("2"))
    }
}
