import Testing

@testable import OpsDomain

private let id = "8f5c3b1e-2d1a-4c57-9b5e-0a1b2c3d4e5f"

@Suite struct LogLineTests {
    @Test(arguments: [
        ("START RequestId: \(id) Version: $LATEST\n", LogLevel.platform), ("END RequestId: \(id)", .platform),
        ("REPORT RequestId: \(id)\tDuration: 1.00 ms", .platform),
        ("INIT_START Runtime Version: python:3.12.v1", .platform),
        ("[ERROR]\t2026-01-02T03:04:05.678Z\t\(id)\tError processing", .error), ("[ERROR] KeyError: 'x'", .error),
        ("[WARNING]\t2026-01-02T03:04:05.678Z\t\(id)\tx", .warning), ("[INFO]\tx", .info), ("[DEBUG]\tx", .debug),
        ("[CRITICAL]\tx", .error), ("[INFORMAL] x", .info),
        ("2026-01-02T03:04:05.678Z \(id) Task timed out after 30.03 seconds", .error),
        ("2026-01-02T03:04:05.678Z\t\(id)\tERROR\tInvoke Error", .error),
        ("2026-01-02T03:04:05.678Z\t\(id)\tWARN\tslow", .warning),
        ("2026-01-02T03:04:05.678Z\t\(id)\tINFO\tERROR is a word", .info),
        ("RequestId: \(id) Error: Runtime exited with error: signal: killed", .error),
        ("Traceback (most recent call last):\n", .error), ("Processing 3 messages", .info), ("", .info), ("   ", .info),
        ("ERRORS are counted", .info), ("ERROR", .error),
        (#"{"time":"2026-01-02T03:04:05.678Z","type":"platform.report","record":{"status":"error"}}"#, .platform),
        (#"{"timestamp":"x","level":"ERROR","message":"m"}"#, .error),
        (#"{"timestamp":"x","log_level":"ERROR","errorMessage":"m"}"#, .error),
        (#"{"message":"\"level\":\"ERROR\"","level" : "warn"}"#, .warning),
        (#"{"nested":{"level":"ERROR"},"level":"info"}"#, .info),
        (#"{"requestId":"r","ip":"::1","method":"GET","path":"/users","status":502,"latency":3}"#, .error),
        (#"{"requestId":"r","status":"404"}"#, .warning), (#"{"requestId":"r","status":200}"#, .info),
        (#"{"level":"#, .info), (#"{"level"#, .info), ("{", .info), (#"{"a":"\"#, .info),
    ])
    func levels(line: String, level: LogLevel) {
        #expect(LogLineParser.level(of: line) == level)
    }

    @Test func aReportIsReadByName() {
        let line =
            "REPORT RequestId: \(id)\tDuration: 12.34 ms\tBilled Duration: 513 ms\tMemory Size: 256 MB\t"
            + "Max Memory Used: 91 MB\tInit Duration: 500.12 ms\tSomething New: 7 x\t\n"
            + "XRAY TraceId: 1-65a-0b\tSegmentId: 0a\tSampled: true\t\nStatus: error Error Type: Runtime.ExitError\n"
        guard case .report(let report) = LogLineParser.facts(of: line) else {
            Issue.record("no report")
            return
        }
        #expect(report.requestID == id)
        #expect(report.durationMilliseconds == 12.34)
        #expect(report.billedMilliseconds == 513)
        #expect(report.memorySizeMB == 256)
        #expect(report.memoryUsedMB == 91)
        #expect(report.initMilliseconds == 500.12)
        #expect(report.traceID == "1-65a-0b")
        #expect(report.status == "error")
        #expect(report.errorType == "Runtime.ExitError")
    }

    @Test func aJSONReportSaysTheSame() {
        let line =
            #"{"time":"2026-01-02T03:04:05.678Z","type":"platform.report","record":{"requestId":"\#(id)","metrics":"#
            + #"{"durationMs":12.34,"billedDurationMs":513,"memorySizeMB":256,"maxMemoryUsedMB":91,"initDurationMs":500.12},"#
            + #""status":"timeout"}}"#
        guard case .report(let report) = LogLineParser.facts(of: line) else {
            Issue.record("no report")
            return
        }
        #expect(report.requestID == id)
        #expect(report.durationMilliseconds == 12.34)
        #expect(report.memoryUsedMB == 91)
        #expect(report.status == "timeout")
    }

    @Test func otherPlatformLines() {
        #expect(LogLineParser.facts(of: "START RequestId: \(id) Version: 7\n") == .start(requestID: id, version: "7"))
        #expect(LogLineParser.facts(of: "END RequestId: \(id)\n") == .end(requestID: id))
        #expect(
            LogLineParser.facts(of: "2026-01-02T03:04:05.678Z \(id) Task timed out after 30.03 seconds\n\n")
                == .timeout(requestID: id, seconds: 30.03))
        #expect(
            LogLineParser.facts(of: "INIT_START Runtime Version: x") == .platform(type: "INIT_START", requestID: nil))
        guard
            case .initReport(let report) = LogLineParser.facts(
                of: "INIT_REPORT Init Duration: 10000.1 ms\tPhase: init\tStatus: timeout\n")
        else {
            Issue.record("no init report")
            return
        }
        #expect(report.initMilliseconds == 10000.1)
        #expect(report.phase == "init")
        #expect(report.status == "timeout")
    }

    @Test func applicationLines() {
        let logged = "[ERROR]\t2026-01-02T03:04:05.678Z\t\(id)\tError processing message m: boom\nTraceback…"
        #expect(LogLineParser.facts(of: logged) == .application(requestID: id, isUnhandled: false))
        #expect(LogLineParser.headline(of: logged) == "Error processing message m: boom")
        #expect(
            LogLineParser.facts(of: "[ERROR] KeyError: 'x'\nTr…") == .application(requestID: nil, isUnhandled: true))
        let json = #"{"timestamp":"t","level":"INFO","message":"Created user: u","requestId":"\#(id)"}"#
        #expect(LogLineParser.facts(of: json) == .application(requestID: id, isUnhandled: false))
        #expect(LogLineParser.headline(of: json) == "Created user: u")
        let raised = #"{"log_level":"ERROR","errorMessage":"boom","errorType":"KeyError","requestId":"\#(id)"}"#
        #expect(LogLineParser.facts(of: raised) == .application(requestID: id, isUnhandled: true))
        #expect(LogLineParser.headline(of: raised) == "KeyError: boom")
        #expect(LogLineParser.headline(of: "{broken") == "{broken")
    }
}
