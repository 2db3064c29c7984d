import AWSClient
import OpsDomain

/// The log service over CloudWatch Logs.
package enum LiveLogService {
    package static func make(
        names: ResourceNames, logs: LogsClient, clock: OpsClock = .system, settings: TailSettings = TailSettings()
    ) -> LogService {
        let tail = LogTail(clock: clock, settings: settings, groups: { try await groups(names, logs) }) {
            try await page($0, $1, logs)
        }
        let search = LogSearch(logs: logs, clock: clock, settings: settings)
        return LogService(
            groups: { try await groups(names, logs) }, tail: { tail.stream($0) },
            search: { try await search.answer($0) })
    }

    /// The groups of the environment that there are: those of the reference stack first, in its order, then the others by
    /// name.
    private static func groups(_ names: ResourceNames, _ logs: LogsClient) async throws -> [String] {
        try await FailureTranslation(resource: "log groups of \(names.environment)").run {
            var found: Set<String> = []
            for prefix in names.logGroupPrefixes {
                var request = DescribeLogGroupsRequest(namePrefix: prefix)
                var seen: Set<String> = []
                repeat {
                    let page = try await logs.describeLogGroups(request)
                    found.formUnion(page.logGroups.map(\.logGroupName))
                    request.nextToken = page.nextToken
                    if let token = page.nextToken, !seen.insert(token).inserted {
                        throw PagingFailure.repeated(of: "log groups")
                    }
                } while request.nextToken != nil
            }
            let known = names.logGroups.filter(found.contains)
            return known + found.subtracting(known).sorted()
        }
    }

    private static func page(
        _ question: TailQuestion, _ pattern: String?, _ logs: LogsClient
    ) async throws -> TailPage {
        var request = FilterLogEventsRequest(group: question.group)
        request.startTime = question.start.milliseconds
        request.endTime = question.end?.milliseconds
        request.filterPattern = pattern
        request.nextToken = question.token
        // The plan backs off by itself, over all groups.
        request.maxAttempts = 1
        return LogEventLines(group: question.group, events: try await logs.filterLogEvents(request)).tailPage
    }
}
