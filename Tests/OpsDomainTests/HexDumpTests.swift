import OpsDomain
import Testing

@Suite struct HexDumpTests {
    @Test func bytesStandInColumnsBesideTheirText() {
        let lines = HexDump.lines(of: Array("Hello, world! \u{0}\u{1B}[2J".utf8) + [0xFF])
        #expect(
            lines == [
                "000000  48 65 6c 6c 6f 2c 20 77  6f 72 6c 64 21 20 00 1b  Hello, world! ..",
                "000010  5b 32 4a ff                                       [2J.",
            ])
    }

    @Test func muchIsCountedInsteadOfShown() {
        let lines = HexDump.lines(of: Array(repeating: 7, count: 100), most: 2)
        #expect(lines.count == 3 && lines[2] == "68 more bytes")
        #expect(HexDump.lines(of: []).isEmpty)
    }
}
