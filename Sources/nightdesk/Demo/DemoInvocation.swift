import OpsDomain

/// One invocation of a reference function, as the lines that Lambda and the function's own logger write.
///
/// Text format as in Lambda's "Working with function logs"; the files function is set to JSON logging and writes
/// `platform.start` and `platform.report` of the Telemetry API schema instead.
struct DemoInvocation {
    enum Kind {
        case api, consumer, files
    }

    private(set) var events: [DemoLogs.Event] = []
    private let requestID: String
    private var clock: Int64
    private let start: Int64

    private init(start: Timestamp, generator: inout SeededGenerator) {
        requestID = generator.uuid()
        clock = start.milliseconds
        self.start = start.milliseconds
    }

    init(kind: Kind, start: Timestamp, isCold: Bool, records: DemoRecords, generator: inout SeededGenerator) {
        self.init(start: start, generator: &generator)
        switch kind {
        case .api: api(isCold: isCold, records: records, generator: &generator)
        case .consumer: consumer(isCold: isCold, records: records, generator: &generator)
        case .files: files(isCold: isCold, generator: &generator)
        }
    }

    /// The consumer's invocation that fails on one message.
    static func failing(
        _ failed: DemoLogs.Failed, start: Timestamp, isCold: Bool, generator: inout SeededGenerator
    ) -> DemoInvocation {
        var invocation = DemoInvocation(start: start, generator: &generator)
        invocation.begin()
        invocation.log("INFO", "Processing 1 messages")
        switch failed.message.failure {
        case .raised(let exception, let frame):
            invocation.error(
                "Error processing message \(failed.messageID): \(exception.drop { $0 != ":" }.dropFirst(2))",
                exception: exception, frame: frame)
            invocation.end(isCold: isCold, memory: 71, generator: &generator)
        case .timedOut:
            invocation.timeOut()
        }
        return invocation
    }

    private mutating func api(isCold: Bool, records: DemoRecords, generator: inout SeededGenerator) {
        begin()
        let call = generator.pick(DemoVocabulary.userAgentPaths)
        let user = Self.text("userId", generator.pick(records.users))
        let path = call.path.replacing("{id}", with: user)
        log(
            "INFO",
            #"{"requestId": "\#(requestID)", "method": "\#(call.method)", "path": "\#(path)", "sourceIp": "198.51.100.7"}"#
        )
        pass(Int64.random(in: 3...140, using: &generator))
        switch (call.method, Int.random(in: 0..<100, using: &generator)) {
        case (_, 98...):
            error(
                "Unexpected error", exception: "KeyError: 'requestContext'",
                frame: #"claims = event["requestContext"]["authorizer"]["claims"]"#)
        case ("POST", 90...): log("WARNING", "Validation error: Invalid email format")
        case ("POST", _): log("INFO", "Created user: \(user)")
        case ("DELETE", _): log("INFO", "Deleted user: \(user)")
        default: break
        }
        end(isCold: isCold, memory: Int.random(in: 68...112, using: &generator), generator: &generator)
    }

    private mutating func consumer(isCold: Bool, records: DemoRecords, generator: inout SeededGenerator) {
        begin()
        let count = Int.random(in: 1...4, using: &generator)
        log("INFO", "Processing \(count) messages")
        for _ in 0..<count {
            let order = Self.text("orderId", generator.pick(records.orders))
            let (type, verb) = generator.pick([
                ("order_created", "Created"), ("order_created", "Created"), ("order_updated", "Updated"),
                ("order_cancelled", "Cancelled"),
            ])
            log("INFO", "Processing message type: \(type)")
            pass(Int64.random(in: 5...60, using: &generator))
            log("INFO", "\(verb) order: \(order)")
            log("INFO", "Successfully processed message: \(generator.uuid())")
        }
        if generator.chance(0.006) {
            timeOut()
        } else {
            end(isCold: isCold, memory: Int.random(in: 70...96, using: &generator), generator: &generator)
        }
    }

    private mutating func files(isCold: Bool, generator: inout SeededGenerator) {
        write(
            #"{"time":"\#(now.iso8601)","type":"platform.start","record":{"requestId":"\#(requestID)","version":"$LATEST"}}"#
        )
        let key = "uploads/\(generator.hexadecimal(digits: 8)).\(generator.pick(["png", "json", "csv"]))"
        json("INFO", "Processing: s3://development-uploads-123456789012/\(key) - Event: ObjectCreated:Put")
        pass(Int64.random(in: 10...400, using: &generator))
        let fails = generator.chance(0.02)
        if fails {
            json(
                "ERROR",
                "Error processing record: An error occurred (404) when calling the HeadObject operation: Not Found")
        } else {
            json("INFO", "Stored metadata for: \(key)")
        }
        pass(2)
        let initialization = isCold ? #","initDurationMs":\#(Int.random(in: 240...620, using: &generator)).41"# : ""
        write(
            #"{"time":"\#(now.iso8601)","type":"platform.report","record":{"requestId":"\#(requestID)","metrics":"#
                + #"{"durationMs":\#(clock - start).37,"billedDurationMs":\#(clock - start + 1),"memorySizeMB":256,"#
                + #""maxMemoryUsedMB":\#(Int.random(in: 64...180, using: &generator))\#(initialization)},"#
                + #""status":"\#(fails ? "failure" : "success")"}}"#)
    }

    private var now: Timestamp { Timestamp(milliseconds: clock) }

    private mutating func pass(_ milliseconds: Int64) {
        clock += milliseconds
    }

    private mutating func write(_ message: String) {
        events.append(DemoLogs.Event(timestamp: now, message: message))
    }

    private mutating func begin() {
        write("START RequestId: \(requestID) Version: $LATEST\n")
        pass(1)
    }

    private mutating func log(_ level: String, _ text: String) {
        write("[\(level)]\t\(now.iso8601)\t\(requestID)\t\(text)\n")
        pass(1)
    }

    private mutating func json(_ level: String, _ text: String) {
        write(
            #"{"timestamp":"\#(now.iso8601)","level":"\#(level)","message":"\#(text)","requestId":"\#(requestID)"}"#)
        pass(1)
    }

    private mutating func error(_ text: String, exception: String, frame: String) {
        log(
            "ERROR",
            text + "\nTraceback (most recent call last):\n  File \"/var/task/handler.py\", line 48, in handler\n"
                + "    process_message(message)\n  File \"/var/task/handler.py\", line 131, in process_message\n"
                + "    \(frame)\n\(exception)")
    }

    private mutating func timeOut() {
        clock = start + 30_010
        write("\(now.iso8601) \(requestID) Task timed out after 30.01 seconds\n\n")
        write("END RequestId: \(requestID)\n")
        write(
            "REPORT RequestId: \(requestID)\tDuration: 30000.00 ms\tBilled Duration: 30000 ms\tMemory Size: 256 MB\t"
                + "Max Memory Used: 98 MB\tStatus: timeout\t\n")
    }

    private mutating func end(isCold: Bool, memory: Int, generator: inout SeededGenerator) {
        pass(Int64.random(in: 1...9, using: &generator))
        write("END RequestId: \(requestID)\n")
        let duration = clock - start
        let fraction = Int.random(in: 10...99, using: &generator)
        let initialization =
            isCold ? "Init Duration: \(Int.random(in: 180...540, using: &generator)).\(fraction) ms\t" : ""
        write(
            "REPORT RequestId: \(requestID)\tDuration: \(duration).\(fraction) ms\tBilled Duration: \(duration + 1) ms\t"
                + "Memory Size: 256 MB\tMax Memory Used: \(memory) MB\t\(initialization)\n")
    }

    private static func text(_ field: String, _ record: Record) -> String {
        if case .string(let text)? = record[field] { text } else { "" }
    }
}
