import AWSClient
import FoundationEssentials
import Testing

/// A request and the `Authorization` header that botocore gives it, with the test suite's key.
struct SignatureCase: CustomTestStringConvertible, Sendable {
    static let credentials = (id: "AKIDEXAMPLE", secret: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY")

    let name: String
    let method: String
    let path: String
    let query: [(String, String)]
    let headers: [(String, String)]
    let body: String
    let token: String?
    let time: Double
    let region: String
    let service: String
    let authorization: String

    var testDescription: String { name }

    func signed(by signer: SigV4Signer) -> [AWSHeader] {
        signer.sign(
            method: method, path: path, query: query.map { (name: $0.0, value: $0.1) },
            headers: headers.map { AWSHeader($0.0, $0.1) }, body: Array(body.utf8),
            credentials: Credentials(
                accessKeyID: Self.credentials.id, secretAccessKey: Self.credentials.secret, sessionToken: token),
            scope: .init(region: region, service: service), at: Date(timeIntervalSince1970: time))
    }
}
