import AWSClient
import FoundationEssentials
import Testing

@Suite("Signature Version 4")
struct SigV4SignerTests {
    @Test("signs AWS's published requests as botocore does", arguments: BotocoreSignatures.suite)
    func published(_ example: SignatureCase) {
        #expect(example.signed(by: SigV4Signer()).value("Authorization") == example.authorization)
    }

    @Test("signs drawn requests as botocore does", arguments: BotocoreSignatures.drawn)
    func drawn(_ example: SignatureCase) {
        #expect(example.signed(by: SigV4Signer()).value("Authorization") == example.authorization)
    }

    @Test("agrees with the signature that AWS printed for get-vanilla")
    func printed() throws {
        let vanilla = try #require(BotocoreSignatures.suite.first { $0.name == "get-vanilla" })
        let authorization = vanilla.signed(by: SigV4Signer()).value("Authorization")
        #expect(
            authorization == "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, "
                + "SignedHeaders=host;x-amz-date, "
                + "Signature=5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31")
    }

    @Test("S3's way leaves the path as it is")
    func pathOnce() {
        let twice = CanonicalRequest(
            method: "GET", path: "/a%20b//c", query: [], headers: [AWSHeader("Host", "h")], bodyHash: "x")
        let once = CanonicalRequest(
            method: "GET", path: "/a%20b//c", query: [], headers: [AWSHeader("Host", "h")], bodyHash: "x",
            encodesPathTwice: false)
        #expect(twice.text.hasPrefix("GET\n/a%2520b/c\n"))
        #expect(once.text.hasPrefix("GET\n/a%20b//c\n"))
    }

    @Test("a key is derived once for its secret, day, region and service")
    func keyCache() {
        let cache = SigningKeyCache(capacity: 3)
        let signer = SigV4Signer(keys: cache)
        func key(_ secret: String, _ day: Int, _ region: String, _ service: String) -> String? {
            signer.sign(
                method: "GET", path: "/", query: [], headers: [], body: [],
                credentials: Credentials(accessKeyID: "same", secretAccessKey: secret),
                scope: .init(region: region, service: service),
                at: Date(timeIntervalSince1970: Double(day) * 86_400)
            ).value("Authorization")
        }
        let first = key("s", 1, "us-east-1", "iam")
        #expect(key("s", 1, "us-east-1", "iam") == first)
        #expect(cache.count == 1)
        let others = [
            key("t", 1, "us-east-1", "iam"), key("s", 2, "us-east-1", "iam"),
            key("s", 1, "us-east-2", "iam"), key("s", 1, "us-east-1", "sqs"),
        ]
        #expect(Set(others + [first]).count == 5)
        #expect(cache.count <= 3)
        #expect(key("s", 1, "us-east-1", "iam") == first)
    }

    @Test(
        "writes moments in UTC",
        arguments: [
            (0.0, "19700101T000000Z"), (951_782_399, "20000228T235959Z"), (951_782_400, "20000229T000000Z"),
            (1_440_938_160.9, "20150830T123600Z"), (4_107_542_399, "21000228T235959Z"),
            (4_107_542_400, "21000301T000000Z"), (-1, "19691231T235959Z"),
        ])
    func time(_ seconds: Double, _ stamp: String) {
        let time = SigningTime(Date(timeIntervalSince1970: seconds))
        #expect(time.stamp == stamp)
        #expect(time.day == String(stamp.prefix(8)))
    }

    @Test("credentials never show their secret or token")
    func redaction() {
        let credentials = Credentials(accessKeyID: "AKIDEXAMPLE", secretAccessKey: "SECRET", sessionToken: "TOKEN")
        var dumped = ""
        dump(credentials, to: &dumped)
        for text in ["\(credentials)", String(reflecting: credentials), dumped, "\([credentials])"] {
            #expect(!text.contains("SECRET") && !text.contains("TOKEN") && !text.contains("AKIDEXAMPLE"))
        }
    }
}
