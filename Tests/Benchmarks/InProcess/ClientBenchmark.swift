import AWSClient
import Glibc
import OpsDomain
import OpsServices

/// `nightdesk-bench logs|receive|lease|scan|scan4`: our client at work in this process, as far as it goes, without the pace that the
/// console keeps for the service's sake. Prints what it took as a line of JSON. `make bench` alone builds it.
@main
struct ClientBenchmark {
    static func main() async throws {
        let work = CommandLine.arguments.dropFirst().first ?? ""
        let configuration = try AWSConfiguration.load(environment: environment)
        let connection = AWSConnection(configuration: configuration, transport: AsyncHTTPTransport())
        let begin = ContinuousClock.now
        let count: Int
        switch work {
        case "logs": count = await lines(connection)
        case "receive": count = try await messages(connection, requests: 2_000)
        case "lease": count = try await leases(connection)
        case "scan": count = try await records(connection, segments: 1)
        case "scan4": count = try await records(connection, segments: 4)
        default:
            print("usage: nightdesk-bench logs|receive|lease|scan|scan4")
            exit(2)
        }
        let (seconds, attoseconds) = (ContinuousClock.now - begin).components
        var usage = rusage()
        getrusage(RUSAGE_SELF.rawValue, &usage)
        let cpu = Self.seconds(usage.ru_utime) + Self.seconds(usage.ru_stime)
        print(#"{"count":\#(count),"seconds":\#(Double(seconds) + Double(attoseconds) / 1e18),"cpu":\#(cpu)}"#)
    }

    /// Every line of the last quarter of an hour, in order, each once, told apart by level: what the logs pane gets.
    private static func lines(_ connection: AWSConnection) async -> Int {
        var settings = TailSettings()
        settings.rate = 1_000_000
        settings.burst = 1_000_000
        let names = ResourceNames(environment: "development")
        let service = LiveLogService.make(names: names, logs: LogsClient(connection), settings: settings)
        var moment = timespec()
        clock_gettime(CLOCK_REALTIME, &moment)
        let now = Timestamp(milliseconds: Int64(moment.tv_sec) * 1000)
        let request = LogTailRequest(
            groups: [names.functionLogGroups[0]], since: now.adding(seconds: -900), follows: false)
        var kept: [[LogLine]] = []
        for await event in service.tail(request) {
            if case .lines(let lines) = event { kept.append(lines) }
        }
        return kept.reduce(0) { $0 + $1.count }
    }

    /// The whole table as the pages that the console keeps: read, checked and indexed, by so many readers at once.
    private static func records(_ connection: AWSConnection, segments: Int) async throws -> Int {
        let service = LiveRecordService.make(
            collection: .users, table: "development-users", dynamo: DynamoDBClient(connection), isReadOnly: true)
        return try await withThrowingTaskGroup(of: [any RecordPage].self) { group in
            for segment in 0..<segments {
                group.addTask {
                    let part = segments > 1 ? RecordAccess.Segment(segment, of: segments) : nil
                    var kept: [any RecordPage] = []
                    var next: PageCursor?
                    repeat {
                        let batch = try await service.page(RecordPageRequest(cursor: next, access: .scan(part)))
                        kept.append(batch.page)
                        next = batch.next
                    } while next != nil
                    return kept
                }
            }
            return try await group.reduce(into: 0) { sum, pages in sum += pages.reduce(0) { $0 + $1.count } }
        }
    }

    /// Every message of a queue leased, as the dead-letter pane leases them, until nothing more is visible.
    private static func leases(_ connection: AWSConnection) async throws -> Int {
        var settings = LeaseSettings()
        settings.maximumLeases = 100_000
        let name = "lease-\(getpid())"
        let keeper = LeaseKeeper(
            queueName: name, queue: .live(name: name, sqs: SQSClient(connection)), settings: settings)
        var count = 0
        reading: for await event in keeper.service().lease() {
            switch event {
            case .leased(let letters, _): count += letters.count
            case .caughtUp: break reading
            case .failed(let failure): throw failure
            case .opened, .extended, .lost, .removed, .full: continue
            }
        }
        return count
    }

    private static func messages(_ connection: AWSConnection, requests: Int) async throws -> Int {
        let client = SQSClient(connection)
        var request = ReceiveMessageRequest(queueURL: "http://127.0.0.1/123456789012/bench-queue")
        request.waitTimeSeconds = 0
        var count = 0
        for _ in 0..<requests { count += try await client.receiveMessages(request).count }
        return count
    }

    private static var environment: [String: String] {
        var variables: [String: String] = [:]
        for name in ["HOME", "AWS_ENDPOINT_URL", "AWS_REGION", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"] {
            variables[name] = getenv(name).map { String(cString: $0) }
        }
        return variables
    }

    private static func seconds(_ time: timeval) -> Double {
        Double(time.tv_sec) + Double(time.tv_usec) / 1e6
    }
}
