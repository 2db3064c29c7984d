import Testing

@testable import AWSClient

@Suite struct Base64Tests {
    /// RFC 4648 section 10.
    @Test(arguments: [
        ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="),
        ("foobar", "Zm9vYmFy"),
    ])
    func vectorsOfTheRFC(plain: String, coded: String) {
        #expect(Base64.encode(Array(plain.utf8)) == coded)
        #expect(Array(coded.utf8).withUnsafeBufferPointer { Base64.decode($0) } == Array(plain.utf8))
    }

    @Test func allBytesComeBack() {
        let bytes = (0...255).map { UInt8($0) } + [0xFF]
        let coded = Base64.encode(bytes)
        #expect(Array(coded.utf8).withUnsafeBufferPointer { Base64.decode($0) } == bytes)
    }

    @Test(arguments: ["Z", "Zg", "Zg=", "Zg===", "====", "Z===", "Zm9*", "Zm-_", "Zg==Zg==", "Zm9v\n"])
    func whatIsNotWholeGroupsIsRefused(text: String) {
        #expect(Array(text.utf8).withUnsafeBufferPointer { Base64.decode($0) } == nil)
    }
}
