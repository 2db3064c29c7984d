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

    @Test(arguments: [
        ("2026-01-02T03:04:05.678Z \(id) Task timed out after 30.01 seconds\n\n", "Task timed out after 30.01 seconds"),
        ("[WARNING]\t2026-01-02T03:04:05.678Z\t\tslow answer\n", "slow answer"),
        ("2026-01-02T03:04:05.678Z\t\(id)\tWARN\tslow\tanswer", "slow\tanswer"),
        (
            "RequestId: \(id) Error: Runtime exited with error: signal: killed",
            "Error: Runtime exited with error: signal: killed"
        ),
        ("[ERROR] KeyError: 'x'\nTraceback (most recent call last):\n  File \"a.py\", line 1, in f\n", "KeyError: 'x'"),
        (
            "[ERROR]\tt\t\(id)\tError processing message m\nTraceback (most recent call last):\n  File \"a.py\"\nKeyError: "
                + "'x'\n\nDuring handling of the above exception, another exception occurred:\n\n"
                + "Traceback (most recent call last):\n  File \"a.py\"\nValueError: two\nlines\n",
            "ValueError: two | Error processing message m"
        ),
        ("Traceback (most recent call last):\n  File \"a.py\"\nKeyError: 'x'\n", "KeyError: 'x'"),
        (
            "2026-01-02T03:04:05.678Z\t\(id)\tERROR\tInvoke Error \t{\"errorType\":\"Error\",\"errorMessage\":\"boom\"}",
            "Error: boom | Invoke Error"
        ),
        ("START RequestId: \(id) Version: $LATEST\n", "START 8f5c3b1e"),
        ("START RequestId: \(id) Version: 7\n", "START 8f5c3b1e, version 7"),
        ("END RequestId: \(id)\n", "END 8f5c3b1e"),
        (
            "REPORT RequestId: \(id)\tDuration: 31.61 ms\tBilled Duration: 33 ms\tMemory Size: 256 MB\t"
                + "Max Memory Used: 123 MB\tInit Duration: 210.22 ms\t\nXRAY TraceId: 1-2\tSegmentId: 3\tSampled: true\n",
            "REPORT 8f5c3b1e 32 ms, billed 33 ms, 123/256 MB, cold 210 ms"
        ),
        (
            #"{"time":"t","type":"platform.start","record":{"requestId":"\#(id)","version":"$LATEST"}}"#,
            "START 8f5c3b1e"
        ),
        (
            #"{"time":"t","type":"platform.report","record":{"requestId":"\#(id)","metrics":{"durationMs":12.34,"#
                + #""billedDurationMs":13,"memorySizeMB":256,"maxMemoryUsedMB":91},"status":"failure"}}"#,
            "REPORT 8f5c3b1e 12 ms, failure, billed 13 ms, 91/256 MB"
        ),
        (#"{"time":"t","type":"platform.extension","record":{"name":"x"}}"#, #"platform.extension {"name":"x"}"#),
        (
            #"{"requestId":"r","ip":"::1","method":"GET","path":"/users/\#(id)","status":"500","latency":917}"#,
            "GET /users/8f5c3b1e.. 500 917 ms"
        ),
        ("[INFO]\tt\t\(id)\t" + #"{"requestId": "r", "method": "GET", "path": "/users"}"#, "GET /users"),
        (
            #"{"level":"ERROR","message":"Error processing m: x","errorType":"KeyError","errorMessage":"'x'"}"#,
            "KeyError: 'x' | Error processing m: x"
        ),
        (
            #"{"level":"ERROR","msg":"failed","exc_info":"Traceback (most recent call last):\n  f\nKeyError: 'x'"}"#,
            "KeyError: 'x' | failed"
        ),
        ("{\n  \"a\": 1\n}\n", #"{"a":1}"#), ("[INFORMAL] talk", "[INFORMAL] talk"), ("[INFO]\t", "[INFO]\t"),
        ("", ""), ("\n", ""), ("  indented", "  indented"),
    ])
    func headlines(line: String, headline: String) {
        #expect(LogLineParser.headline(of: line) == headline)
    }

    @Test(arguments: [
        (
            "[ERROR]\t2026-01-02T03:04:05.678Z\t7f3a0000-1111-2222-3333-444455556666\tError processing message m: 'x'\n"
                + "Traceback (most recent call last):\n  File \"a.py\", line 1, in b\n    c\nKeyError: 'x'\n",
            "KeyError: 'x'", "Error processing message m: 'x'\nTraceback"
        ),
        (
            #"{"level":"ERROR","message":"Error processing message m: 'x'","requestId":"r","errorType":"KeyError","#
                + #""errorMessage":"'x'","stackTrace":["  File \"a.py\", line 1, in b\n    c\n"]}"#,
            "KeyError: 'x'", "Error processing message m: 'x'\n  File"
        ),
        (
            #"{"message":"failed\nTraceback (most recent call last):\n  File\nOSError: no"}"#, "OSError: no",
            "failed\nTrace"
        ),
        ("2026-01-02T03:04:05.678Z r Task timed out after 30.01 seconds", nil, "r Task timed out"),
        (#"{"status":200}"#, nil, #"{"status":200}"#), ("", nil, ""),
    ])
    func anExceptionAndTheTextAroundItAreTakenOut(line: String, exception: String?, text: String) {
        #expect(LogLineParser.exception(in: line) == exception)
        #expect(LogLineParser.text(of: line).hasPrefix(text))
    }
}
