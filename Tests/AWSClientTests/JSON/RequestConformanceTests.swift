import FoundationEssentials
import Testing

@testable import AWSClient

/// Every operation's request, fully filled and as bare as it can be, written signed and as JSON lines for
/// `check_models.py`, which compares them with botocore's service models member by member and signs them anew.
@Suite struct RequestConformanceTests {
    @Test func everyOperationIsMadeAndEachBodyIsWellFormed() async throws {
        let calls = RecordingCalls(Self.answer)
        for request in Self.requests { try await request(calls) }
        let identity = RecordingCalls(Self.identityAnswer)
        _ = try await STSClient(identity).callerIdentity()
        let functions = RecordingCalls(#"{"Functions":[],"FunctionName":"f"}"#)
        _ = try await LambdaClient(functions).functionsPage(marker: "m/+ =", maxItems: 10)
        _ = try await LambdaClient(functions).function(named: "arn:aws:lambda:us-east-1:123456789012:function:f")
        _ = try await LambdaClient(functions).eventSourceMappingsPage(
            sourceARN: "arn:aws:sqs:us-east-1:123456789012:orders", marker: "m/+ =", maxItems: 10)
        _ = try await LambdaClient(functions).eventSourceMappings(sourceARN: "arn:aws:sqs:us-east-1:123456789012:o")
        let all = calls.calls + identity.calls + functions.calls
        var lines: [UInt8] = []
        for call in all {
            if case .json = call.service.wire { #expect(JSONReaderTests.accepts(call.body) == nil) }
            lines += try Self.line(call) + [UInt8(ascii: "\n")]
        }
        #expect(Set(all.map(\.operation)) == Self.operations)
        if let path = ProcessInfo.processInfo.environment["NIGHTDESK_CONFORMANCE_OUT"] {
            try Data(lines).write(to: URL(filePath: path))
        }
    }

    /// A call as the connection puts it on the wire, with temporary credentials.
    private static func line(_ call: AWSCall) throws -> [UInt8] {
        let endpoint = Endpoint(host: "\(call.service.endpointPrefix).eu-west-1.amazonaws.com")
        let request = RequestBuilder(region: "eu-west-1", userAgent: AWSConnection.userAgent).request(
            for: call, endpoint: endpoint,
            credentials: Credentials(
                accessKeyID: SignatureCase.credentials.id, secretAccessKey: SignatureCase.credentials.secret,
                sessionToken: "token/+="),
            at: Date(timeIntervalSince1970: 1_790_000_000))
        var line = JSONWriter()
        line.object {
            $0.member("service", call.service.endpointPrefix)
            $0.member("operation", call.operation)
            $0.member("method", request.method)
            $0.member("url", request.url)
            $0.object("headers") { headers in
                for header in request.headers { headers.member(header.name, header.value) }
            }
            $0.member("body", String(decoding: call.body, as: UTF8.self))
        }
        return line.bytes
    }

    private static let identityAnswer = """
        <GetCallerIdentityResponse><GetCallerIdentityResult><Arn>arn:aws:iam::123456789012:user/u</Arn>\
        <UserId>U</UserId><Account>123456789012</Account></GetCallerIdentityResult></GetCallerIdentityResponse>
        """

    static let operations: Set<String> = [
        "DescribeTable", "ListTables", "Scan", "Query", "GetItem", "PutItem", "UpdateItem", "DeleteItem",
        "BatchWriteItem",
        "BatchGetItem", "CreateTable", "ListQueues", "GetQueueUrl", "GetQueueAttributes", "CreateQueue",
        "SetQueueAttributes",
        "ReceiveMessage", "ChangeMessageVisibility", "ChangeMessageVisibilityBatch", "DeleteMessage",
        "DeleteMessageBatch",
        "SendMessage", "SendMessageBatch", "PurgeQueue", "ListDeadLetterSourceQueues", "StartMessageMoveTask",
        "ListMessageMoveTasks", "CancelMessageMoveTask", "DescribeLogGroups", "DescribeLogStreams", "FilterLogEvents",
        "GetLogEvents", "CreateLogGroup", "CreateLogStream", "PutLogEvents", "PutRetentionPolicy", "StartQuery",
        "GetQueryResults", "StopQuery", "GetMetricData", "PutMetricData", "ListFunctions", "GetFunctionConfiguration",
        "ListEventSourceMappings", "GetCallerIdentity",
    ]

    /// Holds what the answers of all operations must hold.
    static let answer = """
        {"Table":{"TableName":"t","TableStatus":"ACTIVE","KeySchema":[],"AttributeDefinitions":[]},
        "TableDescription":{"TableName":"t","TableStatus":"CREATING","KeySchema":[],"AttributeDefinitions":[]},
        "TableNames":[],"QueueUrl":"q","queueUrls":[],"MessageId":"m","MD5OfMessageBody":"5d41402abc4b2a76b9719d911017c592",
        "TaskHandle":"h","logGroups":[],"logStreams":[],"queryId":"q","status":"Complete"}
        """

    typealias Request = @Sendable (any AWSCalling) async throws -> Void
    static let requests: [Request] = reads + writes + tables + queues + messages + moves + logs + metrics

    static let item: Item = [
        "id": .string("u-1"), "n": .number("1.50"), "b": .binary([1, 2]), "t": .bool(true), "z": .null,
        "m": .map(["l": .list([.number("1"), .null])]), "ss": .stringSet(["a"]), "ns": .numberSet(["1"]),
        "bs": .binarySet([[0]]),
    ]
    static let expression = ExpressionAttributes(
        names: ["#n": "name"], values: [":n": .string("Bob"), ":m": .map(item)])

    static let reads: [Request] = [
        { _ = try await DynamoDBClient($0).scan(ScanRequest(tableName: "users")) },
        {
            var request = ScanRequest(tableName: "users")
            request.indexName = "EmailIndex"
            request.limit = 10
            request.exclusiveStartKey = item
            request.filterExpression = "#n = :n"
            request.projectionExpression = "#n"
            request.expression = expression
            request.segment = ScanSegment(1, of: 4)
            request.select = .specific
            request.consistentRead = false
            request.returnConsumedCapacity = .total
            _ = try await DynamoDBClient($0).scan(request)
        },
        {
            var request = QueryRequest(tableName: "users", keyCondition: "#n = :n", expression: expression)
            _ = try await DynamoDBClient($0).query(request)
            request.indexName = "EmailIndex"
            request.limit = 10
            request.exclusiveStartKey = item
            request.filterExpression = "#n = :n"
            request.projectionExpression = "#n"
            request.scanIndexForward = false
            request.select = .allProjected
            request.consistentRead = true
            request.returnConsumedCapacity = .indexes
            _ = try await DynamoDBClient($0).query(request)
        },
        {
            var request = GetItemRequest(tableName: "users", key: item)
            _ = try await DynamoDBClient($0).getItem(request)
            request.consistentRead = true
            request.projectionExpression = "#n"
            request.names = ["#n": "name"]
            request.returnConsumedCapacity = .some(.none)
            _ = try await DynamoDBClient($0).getItem(request)
        },
        {
            var keys = BatchGetKeys(keys: [item])
            _ = try await DynamoDBClient($0).batchGetItem(BatchGetItemRequest(tables: ["users": keys]))
            keys.consistentRead = true
            keys.projectionExpression = "#n"
            keys.names = ["#n": "name"]
            var request = BatchGetItemRequest(tables: ["users": keys, "orders": BatchGetKeys(keys: [item])])
            request.returnConsumedCapacity = .total
            _ = try await DynamoDBClient($0).batchGetItem(request)
        },
    ]

    static let writes: [Request] = [
        {
            var request = PutItemRequest(tableName: "users", item: item)
            _ = try await DynamoDBClient($0).putItem(request)
            request.condition = WriteCondition("attribute_not_exists(#n)")
            request.expression = expression
            request.returnValues = .allOld
            request.returnConsumedCapacity = .total
            _ = try await DynamoDBClient($0).putItem(request)
        },
        {
            var request = UpdateItemRequest(
                tableName: "users", key: ["id": .string("u")], update: "SET #n = :n", expression: expression)
            _ = try await DynamoDBClient($0).updateItem(request)
            request.condition = WriteCondition("attribute_exists(#n)")
            request.returnValues = .updatedNew
            request.returnConsumedCapacity = .total
            _ = try await DynamoDBClient($0).updateItem(request)
        },
        {
            var request = DeleteItemRequest(tableName: "users", key: ["id": .string("u")])
            _ = try await DynamoDBClient($0).deleteItem(request)
            request.condition = WriteCondition("attribute_exists(#n)")
            request.expression = expression
            request.returnValues = .allOld
            request.returnConsumedCapacity = .total
            _ = try await DynamoDBClient($0).deleteItem(request)
        },
        {
            var request = BatchWriteItemRequest(writes: ["users": [.put(item), .delete(key: ["id": .string("u")])]])
            request.returnConsumedCapacity = .total
            _ = try await DynamoDBClient($0).batchWriteItem(request)
        },
    ]

    static let tables: [Request] = [
        { _ = try await DynamoDBClient($0).describeTable("users") },
        { _ = try await DynamoDBClient($0).listTables() },
        { _ = try await DynamoDBClient($0).listTables(exclusiveStart: "users", limit: 10) },
        {
            var request = CreateTableRequest(
                tableName: "users", keySchema: [KeySchemaElement("id", .hash), KeySchemaElement("at", .range)],
                attributeDefinitions: [AttributeDefinition("id", .string), AttributeDefinition("at", .number)])
            _ = try await DynamoDBClient($0).createTable(request)
            request.globalSecondaryIndexes = [
                CreateTableRequest.Index(
                    name: "byTime", keySchema: [KeySchemaElement("at", .hash)],
                    projection: IndexProjection(projectionType: "INCLUDE", nonKeyAttributes: ["name"]))
            ]
            request.streamViewType = "NEW_AND_OLD_IMAGES"
            _ = try await DynamoDBClient($0).createTable(request)
        },
    ]

    static let queues: [Request] = [
        { _ = try await SQSClient($0).listQueues() },
        { _ = try await SQSClient($0).listQueues(prefix: "dev-", nextToken: "n", pageSize: 10) },
        { _ = try await SQSClient($0).getQueueURL(name: "orders", ownerAccountID: "123456789012") },
        { _ = try await SQSClient($0).getQueueAttributes(queueURL: "q") },
        { _ = try await SQSClient($0).createQueue(name: "orders") },
        {
            _ = try await SQSClient($0).createQueue(
                name: "orders", attributes: ["DelaySeconds": "5", "RedrivePolicy": "{}"], tags: ["stage": "dev"])
        },
        { try await SQSClient($0).setQueueAttributes(queueURL: "q", attributes: ["VisibilityTimeout": "60"]) },
        { try await SQSClient($0).purgeQueue(queueURL: "q") },
        { _ = try await SQSClient($0).listDeadLetterSourceQueues(queueURL: "q", nextToken: "n") },
    ]

    static let messages: [Request] = [
        { _ = try await SQSClient($0).receiveMessages(ReceiveMessageRequest(queueURL: "q")) },
        {
            var request = ReceiveMessageRequest(queueURL: "q")
            request.visibilityTimeout = 120
            request.waitTimeSeconds = 20
            request.receiveRequestAttemptID = "attempt"
            _ = try await SQSClient($0).receiveMessages(request)
        },
        { try await SQSClient($0).changeMessageVisibility(queueURL: "q", receiptHandle: "r", seconds: 0) },
        {
            _ = try await SQSClient($0).changeMessagesVisibility(
                queueURL: "q", [VisibilityBatchEntry(id: "a", receiptHandle: "r", visibilityTimeout: 120)])
        },
        { try await SQSClient($0).deleteMessage(queueURL: "q", receiptHandle: "r") },
        {
            _ = try await SQSClient($0).deleteMessages(queueURL: "q", [DeleteBatchEntry(id: "a", receiptHandle: "r")])
        },
        {
            var message = OutgoingMessage(body: "hello")
            _ = try await SQSClient($0).sendMessage(queueURL: "q", message)
            message.attributes = ["a": .string("x"), "n": .number("1"), "b": .binary([1])]
            message.traceHeader = "Root=1"
            message.groupID = "g"
            message.deduplicationID = "d"
            message.delaySeconds = 5
            _ = try await SQSClient($0).sendMessage(queueURL: "q", message)
            _ = try await SQSClient($0).sendMessages(queueURL: "q", [SendBatchEntry(id: "a", message: message)])
        },
    ]

    static let moves: [Request] = [
        { _ = try await SQSClient($0).startMessageMoveTask(sourceARN: "arn:s") },
        { _ = try await SQSClient($0).startMessageMoveTask(sourceARN: "arn:s", destinationARN: "arn:d", rate: 10) },
        { _ = try await SQSClient($0).listMessageMoveTasks(sourceARN: "arn:s") },
        { _ = try await SQSClient($0).cancelMessageMoveTask(taskHandle: "h") },
    ]

    static let logs: [Request] = [
        { _ = try await LogsClient($0).describeLogGroups(DescribeLogGroupsRequest()) },
        {
            var request = DescribeLogGroupsRequest(namePrefix: "/aws")
            request.namePattern = "lambda"
            request.nextToken = "n"
            request.limit = 50
            _ = try await LogsClient($0).describeLogGroups(request)
        },
        {
            var request = DescribeLogStreamsRequest(group: "g")
            request.namePrefix = "2025"
            request.orderBy = .lastEventTime
            request.descending = true
            request.nextToken = "n"
            request.limit = 50
            _ = try await LogsClient($0).describeLogStreams(request)
        },
        {
            var request = FilterLogEventsRequest(group: "g")
            request.startTime = 1
            request.endTime = 2
            request.filterPattern = "ERROR"
            request.streamNames = ["s"]
            request.streamNamePrefix = "2025"
            request.limit = 10
            request.nextToken = "n"
            request.startFromHead = true
            _ = try await LogsClient($0).filterLogEvents(request)
        },
        {
            var request = GetLogEventsRequest(group: "g", stream: "s")
            request.startTime = 1
            request.endTime = 2
            request.limit = 10
            request.nextToken = "n"
            request.startFromHead = true
            _ = try await LogsClient($0).getLogEvents(request)
        },
        { try await LogsClient($0).createLogGroup(name: "g") },
        { try await LogsClient($0).createLogStream(group: "g", stream: "s") },
        {
            _ = try await LogsClient($0).putLogEvents(
                group: "g", stream: "s", events: [InputLogEvent(timestamp: 1, message: "m")])
        },
        { try await LogsClient($0).putRetentionPolicy(group: "g", days: 7) },
        {
            var request = StartQueryRequest(groups: ["g"], startTime: 1, endTime: 2, query: "fields @message")
            request.limit = 100
            _ = try await LogsClient($0).startQuery(request)
        },
        { _ = try await LogsClient($0).getQueryResults(queryID: "q") },
        { _ = try await LogsClient($0).stopQuery(queryID: "q") },
    ]

    static let metrics: [Request] = [
        {
            let dimension = MetricDimension(name: "QueueName", value: "orders")
            let depth = Metric(
                namespace: "AWS/SQS", name: "ApproximateNumberOfMessagesVisible", dimensions: [dimension])
            let queries = [
                MetricDataQuery(id: "depth", metricStat: MetricStat(metric: depth, period: 60, statistic: "Maximum"))
            ]
            let end = Date(timeIntervalSince1970: 1_790_000_000)
            _ = try await CloudWatchClient($0).metricData(
                MetricDataRequest(queries: queries, start: end.addingTimeInterval(-3_600), end: end))
            try await CloudWatchClient($0).putMetricData(
                namespace: "Nightdesk",
                points: [MetricDatum(name: "Depth", dimensions: [dimension], time: end, value: 2.5, unit: "Count")])
        }
    ]
}
