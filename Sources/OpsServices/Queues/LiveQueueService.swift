import AWSClient
import OpsDomain

/// The environment's queues over SQS.
package struct LiveQueueService: Sendable {
    /// Attributes are asked for so many queues at a time.
    private static let concurrency = 8

    private let sqs: SQSClient
    private let names: ResourceNames

    package static func make(
        names: ResourceNames, sqs: SQSClient, monitor: QueueMonitor = .none
    ) -> QueueService {
        let live = LiveQueueService(sqs: sqs, names: names)
        return QueueService(list: { try await live.list() }, monitor: monitor)
    }

    private func list() async throws -> [QueueReading] {
        let urls = try await FailureTranslation(resource: "queues of \(names.environment)").run {
            try await self.urls()
        }
        var answers: [(url: String, result: Result<[String: String], ServiceFailure>)] = []
        try await withThrowingTaskGroup(of: (String, Result<[String: String], ServiceFailure>).self) { group in
            for (index, url) in urls.enumerated() {
                if index >= Self.concurrency, let answer = try await group.next() { answers.append(answer) }
                group.addTask { (url, try await attributes(url)) }
            }
            for try await answer in group { answers.append(answer) }
        }
        return Self.readings(answers)
    }

    private func urls() async throws -> [String] {
        var urls: [String] = []
        var token: String?
        var seen: Set<String> = []
        repeat {
            let page = try await sqs.listQueues(prefix: names.prefix, nextToken: token)
            urls += page.queueURLs
            token = page.nextToken
            if let token, !seen.insert(token).inserted { throw PagingFailure.repeated(of: "queues") }
        } while token != nil
        return urls
    }

    private func attributes(_ url: String) async throws -> Result<[String: String], ServiceFailure> {
        do {
            return .success(
                try await FailureTranslation(resource: "queue \(Self.name(url))").run {
                    try await sqs.getQueueAttributes(queueURL: url)
                })
        } catch let failure as ServiceFailure {
            return .failure(failure)
        }
    }

    /// Joins the queues: whose dead letters go where is known from the others' redrive policies.
    private static func readings(
        _ answers: [(url: String, result: Result<[String: String], ServiceFailure>)]
    ) -> [QueueReading] {
        var sources: [String: [String]] = [:]
        for case (let url, .success(let attributes)) in answers {
            guard let policy = redrive(attributes) else { continue }
            sources[policy.deadLetterQueue, default: []].append(name(url))
        }
        return answers.map { url, result in
            let name = name(url)
            let snapshot = result.flatMap { Self.snapshot(name, url, $0, sources: (sources[name] ?? []).sorted()) }
            return QueueReading(name: name, result: snapshot)
        }
        .sorted { $0.name < $1.name }
    }

    private static func snapshot(
        _ name: String, _ url: String, _ attributes: [String: String], sources: [String]
    ) -> Result<QueueSnapshot, ServiceFailure> {
        func count(_ attribute: String) -> Int? { attributes[attribute].flatMap { Int($0) } }
        guard let visible = count("ApproximateNumberOfMessages"),
            let inFlight = count("ApproximateNumberOfMessagesNotVisible"),
            let delayed = count("ApproximateNumberOfMessagesDelayed")
        else {
            return .failure(
                ServiceFailure(reason: .unexpected, sentence: "SQS did not tell how many messages \(name) has."))
        }
        return .success(
            QueueSnapshot(
                name: name, url: url, arn: attributes["QueueArn"] ?? "", visible: visible, inFlight: inFlight,
                delayed: delayed, redrive: redrive(attributes), sources: sources, attributes: attributes))
    }

    /// `RedrivePolicy` is JSON in a string; older queues hold the count as a string.
    static func redrive(_ attributes: [String: String]) -> RedrivePolicy? {
        guard let text = attributes["RedrivePolicy"] else { return nil }
        let policy: JSONNode
        do throws(JSONProblem) {
            policy = try JSONNode(parsing: text)
        } catch {
            // Shown as it is among the attributes; there is no queue to name.
            return nil
        }
        guard let arn = policy["deadLetterTargetArn"]?.text, let name = arn.split(separator: ":").last else {
            return nil
        }
        let receives =
            switch policy["maxReceiveCount"] {
            case .number(let digits)?: Int(digits)
            case .string(let digits)?: Int(digits)
            default: nil as Int?
            }
        return receives.map { RedrivePolicy(deadLetterQueue: String(name), maximumReceives: $0) }
    }

    private static func name(_ url: String) -> String {
        url.split(separator: "/").last.map(String.init) ?? url
    }
}
