import Testing

@testable import AWSClient

@Suite struct JSONWriterTests {
    @Test func commasStandBetweenAndNilIsLeftOut() {
        let bytes = JSONWriter.object { writer in
            writer.member("a", 1)
            writer.member("b", String?.none)
            writer.object("c") { $0.member("d", true) }
            writer.array("e", [1, 2]) { $0.value($1) }
            writer.object("f") { _ in }
            writer.member("g", ["x", "y"])
            writer.memberUnlessEmpty("h", [String]())
            writer.array("i", [0]) { writer, _ in writer.object { $0.member("j", Int64.min) } }
        }
        #expect(
            String(decoding: bytes, as: UTF8.self)
                == "{\"a\":1,\"c\":{\"d\":true},\"e\":[1,2],\"f\":{},\"g\":[\"x\",\"y\"],\"i\":[{\"j\":-9223372036854775808}]}"
        )
    }

    @Test func onlyWhatMustBeEscapedIs() {
        let bytes = JSONWriter.object { $0.member("k\"", "a\"\\/\u{8}\t\n\u{C}\r\u{1B}\u{0}\u{7F}é😀") }
        #expect(
            String(decoding: bytes, as: UTF8.self)
                == "{\"k\\\"\":\"a\\\"\\\\/\\b\\t\\n\\f\\r\\u001b\\u0000\u{7F}é😀\"}")
    }

    @Test func everyScalarComesBack() throws {
        var random = SeededGenerator(seed: 3)
        for _ in 0..<500 {
            let scalars = (0..<20).compactMap { _ in Unicode.Scalar(UInt32.random(in: 0..<0x600, using: &random)) }
            let text = String(String.UnicodeScalarView(scalars)) + "\u{10FFFF}"
            let bytes = JSONWriter.object { $0.member("t", text) }
            let read = try JSONReader.read(bytes) { $0.map { $0.stringText() } }
            #expect(read["t"].map { Array($0.utf8) } == Array(text.utf8))
        }
    }
}
