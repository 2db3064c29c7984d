import AWSClient
import FoundationEssentials
import Testing

@Suite("HTTP dates and checksums")
struct HTTPDateTests {
    @Test(
        "a fixed date",
        arguments: [
            ("Sun, 06 Nov 1994 08:49:37 GMT", 784_111_777.0), ("Thu, 01 Jan 1970 00:00:00 GMT", 0),
            ("Tue, 29 Feb 2028 23:59:59 GMT", 1_835_481_599),
        ])
    func fixed(_ text: String, _ seconds: Double) {
        #expect(HTTPDate.parse(text)?.timeIntervalSince1970 == seconds)
    }

    @Test(
        "anything else is none",
        arguments: [
            "", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994", "Sun, 06 Nov 1994 08:49:37 CET",
            "Sun, 06 Nov 1994 25:00:00 GMT", "Sun, 40 Nov 1994 08:49:37 GMT", "Sun, 06 Nov -994 08:49:37 GMT",
            "Sun, 06 Nov 99999999999999999999 08:49:37 GMT",
        ])
    func others(_ text: String) {
        #expect(HTTPDate.parse(text) == nil)
    }

    @Test("CRC-32 as zlib has it, whatever the length")
    func checksum() {
        #expect(CRC32.checksum([]) == 0)
        #expect(CRC32.checksum(Array("123456789".utf8)) == 0xCBF4_3926)
        let bytes = (0..<768).map { UInt8(truncatingIfNeeded: $0) }
        #expect(CRC32.checksum(bytes) == 2965430058)
    }
}
