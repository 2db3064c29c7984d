import Testing

@testable import AWSClient

@Suite struct MessageDigestTests {
    /// RFC 1321, appendix A.5.
    @Test(arguments: [
        ("", "d41d8cd98f00b204e9800998ecf8427e"), ("a", "0cc175b9c0f1b6a831c399e269772661"),
        ("abc", "900150983cd24fb0d6963f7d28e17f72"), ("message digest", "f96b697d7cb7938d525a2f31aaf161d0"),
        ("abcdefghijklmnopqrstuvwxyz", "c3fcd3d76192e4007dfb496cca67e13b"),
        ("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789", "d174ab98d277d9f5a5611c2c9f419d9f"),
        (
            "12345678901234567890123456789012345678901234567890123456789012345678901234567890",
            "57edf4a22be3c955ac49da2e2107b67a"
        ),
    ])
    func vectorsOfTheRFC(text: String, digest: String) {
        #expect(MD5.hex(Array(text.utf8)) == digest)
    }

    /// Around the block's 64 bytes and the 56 after which the length needs a block of its own; digests by Python's hashlib.
    @Test(arguments: [
        (55, "ef1772b6dff9a122358552954ad0df65"), (56, "3b0c8ac703f828b04c6c197006d17218"),
        (63, "b06521f39153d618550606be297466d5"), (64, "014842d480b571495a4a0363793f7367"),
        (65, "c743a45e0d2e6a95cb859adae0248435"), (1000, "cabe45dcc9ae5b66ba86600cca6b8ba8"),
    ])
    func lengthsAroundABlock(count: Int, digest: String) {
        #expect(MD5.hex([UInt8](repeating: UInt8(ascii: "a"), count: count)) == digest)
    }

    /// Digests as moto's own server computes them.
    @Test func attributesAreDigestedInTheOrderOfTheirNames() {
        #expect(
            MessageDigest.ofAttributes(["timestamp": .number("1493147359900")]) == "235c5c510d26fb653d073faed50ae77c")
        let attributes: [String: MessageAttribute] = [
            "a": .string("é✓"), "B.x": MessageAttribute(dataType: "Number.float", value: .string("1.5")),
            "blob": .binary([0, 255, 16]),
        ]
        #expect(MessageDigest.ofAttributes(attributes) == "186ca8355dc38869d71b7ff01de4bc21")
    }
}
