import AWSClient
import OpsDomain
import OpsServices
import Testing

/// The tail over CloudWatch Logs itself.
@Suite(.enabled(if: LiveServer.url != nil))
struct LogContractTests {
    /// Two log groups of an environment of one's own.
    private struct Subject {
        let names = ResourceNames(environment: LiveServer.ownName())
        let logs: LogsClient
        var service: LogService {
            var settings = TailSettings()
            settings.idleInterval = 1
            settings.assuranceInterval = 1
            return LiveLogService.make(names: names, logs: logs, settings: settings)
        }
        var groups: [String] { [names.functionLogGroups[0], names.accessLogGroup] }

        /// Writes messages of 600 bytes, of which a page of the service holds about 1,700.
        func write(_ count: Int, _ label: String, group: Int, from start: Timestamp, every step: Int64) async throws {
            let stream = "\(label)-\(LiveServer.ownName())"
            try await logs.createLogStream(group: groups[group], stream: stream)
            let padding = String(repeating: "x", count: 600)
            for first in stride(from: 0, to: count, by: 1500) {
                let events = (first..<min(first + 1500, count)).map { index in
                    InputLogEvent(
                        timestamp: start.milliseconds + Int64(index) * step, message: "\(label) \(index) \(padding)")
                }
                let rejected = try await logs.putLogEvents(group: groups[group], stream: stream, events: events)
                #expect(rejected == nil)
            }
        }
    }

    private func withSubject(_ body: (Subject) async throws -> Void) async throws {
        try await LiveServer.withConnection { connection in
            let subject = Subject(logs: LogsClient(connection))
            for group in subject.groups { try await subject.logs.createLogGroup(name: group) }
            try await body(subject)
        }
    }

    /// `history 12` of `history 12 xxxx…`.
    private func label(_ line: LogLine) -> String {
        line.message.split(separator: " ").prefix(2).joined(separator: " ")
    }

    private func labels(_ label: String, _ count: Int) -> [String] { (0..<count).map { "\(label) \($0)" } }

    @Test func groupsAreTheEnvironmentsOwn() async throws {
        try await withSubject { subject in
            let extra = "/aws/lambda/\(subject.names.prefix)another"
            try await subject.logs.createLogGroup(name: extra)
            #expect(try await subject.service.groups() == subject.groups + [extra])
        }
    }

    @Test func aHistoryOfManyPagesIsToldOnceEach() async throws {
        try await withSubject { subject in
            let start = OpsClock.system.now().adding(seconds: -600)
            // All of one millisecond, so that pages end in the midst of it.
            try await subject.write(5_000, "history", group: 0, from: start, every: 0)
            try await subject.write(300, "access", group: 1, from: start, every: 1_000)
            let request = LogTailRequest(groups: subject.groups, since: start.adding(seconds: -60), follows: false)
            var lines: [LogLine] = []
            for await event in subject.service.tail(request) {
                switch event {
                case .lines(let more): lines += more
                case .caughtUp, .joined, .recovered: break
                case .gap(_, _, _, let failure), .failed(_, let failure): Issue.record("\(failure)")
                }
            }
            #expect(lines.count == 5_300)
            #expect(Set(lines.map(\.eventID)).count == 5_300)
            #expect(Set(lines.map(label)) == Set(labels("history", 5_000) + labels("access", 300)))
            for group in 0...1 {
                let times = lines.filter { $0.group == subject.groups[group] }.map(\.timestamp)
                #expect(times == times.sorted())
            }
        }
    }

    @Test func whatComesIsToldOnceThoughItComesLate() async throws {
        try await withSubject { subject in
            let now = OpsClock.system.now()
            try await subject.write(5, "early", group: 0, from: now.adding(seconds: -30), every: 1_000)
            let request = LogTailRequest(groups: subject.groups, since: now.adding(seconds: -60), follows: true)
            var told: [String] = []
            var hasWritten = false
            var assurances = 0
            for await event in subject.service.tail(request) {
                switch event {
                case .lines(let lines): told += lines.map(label)
                case .caughtUp:
                    if hasWritten, told.count >= 12 { assurances += 1 }
                    if !hasWritten {
                        hasWritten = true
                        #expect(told == labels("early", 5))
                        let moment = OpsClock.system.now()
                        // Some are older than what was told already; some share one moment.
                        try await subject.write(3, "late", group: 0, from: moment.adding(seconds: -4), every: 0)
                        try await subject.write(4, "new", group: 1, from: moment, every: 1)
                    }
                case .joined, .recovered: break
                case .gap(_, _, _, let failure), .failed(_, let failure): Issue.record("\(failure)")
                }
                // Looks overlap: one more after all was told tells nothing twice.
                if assurances == 2 { break }
            }
            #expect(told.count == 12)
            #expect(Set(told) == Set(labels("early", 5) + labels("late", 3) + labels("new", 4)))
        }
    }

    @Test func aPatternIsTheServicesOwn() async throws {
        try await withSubject { subject in
            let start = OpsClock.system.now().adding(seconds: -60)
            try await subject.write(20, "ERROR", group: 0, from: start, every: 10)
            try await subject.write(20, "INFO", group: 0, from: start, every: 10)
            let request = LogTailRequest(
                groups: [subject.groups[0]], since: start.adding(seconds: -1), pattern: "ERROR", follows: false)
            var told: [String] = []
            for await case .lines(let lines) in subject.service.tail(request) { told += lines.map(label) }
            #expect(told == labels("ERROR", 20))
        }
    }

    @Test func aGroupThatIsNotThereFailsAloneAndIsNamed() async throws {
        try await withSubject { subject in
            let missing = "/aws/lambda/\(subject.names.prefix)missing"
            let start = OpsClock.system.now().adding(seconds: -60)
            try await subject.write(3, "here", group: 0, from: start, every: 10)
            let request = LogTailRequest(groups: [missing, subject.groups[0]], since: start, follows: true)
            var told: [String] = []
            var failure: ServiceFailure?
            for await event in subject.service.tail(request) {
                if case .lines(let lines) = event { told += lines.map(label) }
                if case .failed(let group, let told) = event, group == missing { failure = told }
                if told.count == 3, failure != nil { break }
            }
            #expect(told == labels("here", 3))
            guard case .notFound(let what)? = failure?.reason else {
                Issue.record("\(String(describing: failure))")
                return
            }
            #expect(what.contains(missing))
        }
    }
}
