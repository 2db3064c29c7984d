import AWSClient

/// A service whose clock is an hour ahead: it refuses every signature of our time. The first requests are answered all at
/// one time, once `count` of them have come.
actor SkewedTransport: HTTPTransport {
    private let count: Int
    private var waiting: [CheckedContinuation<Void, Never>] = []
    private var arrived = 0

    init(waitingFor count: Int) {
        self.count = count
    }

    func send(_ request: HTTPWireRequest) async throws -> HTTPWireResponse {
        let date = AWSHeader("Date", "Sun, 30 Aug 2015 13:36:00 GMT")
        arrived += 1
        if arrived < count {
            await withCheckedContinuation { waiting.append($0) }
        } else {
            for waiter in waiting { waiter.resume() }
            waiting = []
        }
        guard request.headers.value("x-amz-date") == "20150830T133600Z" else {
            return HTTPWireResponse(
                status: 400, headers: [date], body: Array(#"{"__type":"InvalidSignatureException"}"#.utf8))
        }
        return HTTPWireResponse(status: 200, headers: [date], body: Array("{}".utf8))
    }
}
