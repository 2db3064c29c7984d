import AWSClient
import Testing

@Suite("Error answers")
struct ServiceErrorParserTests {
    private func parse(
        _ body: String, status: Int = 400, headers: [(String, String)] = [], service: AWSService = Bench.service
    ) -> ServiceError {
        let response = HTTPWireResponse(
            status: status, headers: headers.map { AWSHeader($0.0, $0.1) }, body: Array(body.utf8))
        return ServiceErrorParser.parse(response, service: service)
    }

    @Test("JSON: the type without its namespace, the message in either case")
    func json() {
        let dynamo = parse(
            #"{"__type":"com.amazonaws.dynamodb.v20120810#ResourceNotFoundException","message":"Requested resource not found"}"#,
            headers: [("x-amzn-RequestId", "ABC")])
        #expect(dynamo.code == "ResourceNotFoundException")
        #expect(dynamo.message == "Requested resource not found")
        #expect(dynamo.requestID == "ABC")
        #expect(parse(#"{"__type":"AccessDeniedException","Message":"no"}"#).message == "no")
        #expect(parse(#"{"__type":"X","Item":{"a":{"S":"b"}},"message":7}"#).code == "X")
        #expect(parse(#"{"__type":"X"}"#).message == "")
    }

    @Test("JSON: the shape's name, and the query protocol's old code where there is no other")
    func queryCompatible() {
        let header = [("x-amzn-query-error", "AWS.SimpleQueueService.NonExistentQueue;Sender")]
        #expect(
            parse(#"{"__type":"com.amazonaws.sqs#QueueDoesNotExist","message":"m"}"#, headers: header).code
                == "QueueDoesNotExist")
        #expect(parse(#"{"message":"m"}"#, headers: header).code == "AWS.SimpleQueueService.NonExistentQueue")
    }

    @Test("REST-JSON: the type in a header, cut at its colon")
    func rest() {
        let error = parse(
            #"{"Type":"User","Message":"Function not found"}"#, status: 404,
            headers: [("X-Amzn-ErrorType", "ResourceNotFoundException:http://internal.amazon.com/coral/")],
            service: .lambda)
        #expect(error.code == "ResourceNotFoundException")
        #expect(error.message == "Function not found")
        #expect(error.status == 404)
    }

    @Test("query: XML, wrapped or not, with its request id")
    func query() {
        let wrapped = parse(
            """
            <?xml version="1.0"?><ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>Sender</Type>
            <Code>ExpiredToken</Code><Message>ended &amp; gone</Message></Error><RequestId>R-1</RequestId></ErrorResponse>
            """, status: 403, service: .sts)
        #expect((wrapped.code, wrapped.message, wrapped.requestID) == ("ExpiredToken", "ended & gone", "R-1"))
        let bare = parse("<Error><Code>AccessDenied</Code></Error>", status: 403, service: .sts)
        #expect((bare.code, bare.message) == ("AccessDenied", ""))
    }

    @Test("what no protocol explains: the status, and a short excerpt without tags and control bytes")
    func broken() {
        let html = parse(
            "<!DOCTYPE html><html><body><h1>502 Bad\u{1B}[31m Gateway</h1>\n<p>nginx</p></body></html>", status: 502)
        #expect(html.code == "HTTP502")
        #expect(html.message == "HTTP status 502: 502 Bad [31m Gateway nginx")
        #expect(parse("", status: 503).message == "HTTP status 503 and an empty body")
        #expect(parse("", status: 503).code == "HTTP503")
        #expect(parse(#"{"__type":"cut o"#, status: 500).code == "HTTP500")
        #expect(parse(String(repeating: "x ", count: 5000), status: 500).message.count < 250)
        #expect(parse("[1]", status: 400).code == "HTTP400")
    }

    @Test("an empty body with a type in its header has that code")
    func headerOnly() {
        #expect(
            parse("", status: 413, headers: [("x-amzn-ErrorType", "RequestTooLargeException")]).code
                == "RequestTooLargeException")
    }
}
