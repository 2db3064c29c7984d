import OpsDomain
import Testing

@Suite struct ValuePathTests {
    @Test func pathsAreWrittenAsDynamoDBWritesThem() {
        let path = ValuePath([.name("address"), .name("lines"), .index(0), .name("zip")])
        #expect(path.text == "address.lines[0].zip")
        #expect(ValuePath([.name("matrix"), .index(1), .index(2)]).text == "matrix[1][2]")
    }

    @Test func namesThatCouldBeMisreadAreQuotedAsInRecordPaths() {
        let path = ValuePath([.name("a.b"), .index(3), .name("c d"), .name("e[0]"), .name("")])
        #expect(path.text == #""a.b"[3]."c d"."e[0]"."""#)
        #expect(ValuePath([.name("a.b"), .name("c")]).text == RecordPath(["a.b", "c"]).text)
    }

    @Test func namesDifferWhenTheirBytesDo() {
        #expect(ValuePath([.name("é")]) != ValuePath([.name("e\u{301}")]))
    }
}
