import AWSClient
import OpsDomain
import OpsServices
import Testing

/// The other live services against the server.
@Suite(.enabled(if: LiveServer.url != nil))
struct LiveServicesContractTests {
    @Test func queuesTellTheirDepthsAndWhoseDeadLettersTheyHold() async throws {
        try await LiveServer.withConnection { connection in
            let sqs = SQSClient(connection)
            let names = ResourceNames(environment: LiveServer.ownName())
            let dead = try await sqs.createQueue(name: names.deadLetterQueue)
            let arn = try #require(try await sqs.getQueueAttributes(queueURL: dead)["QueueArn"])
            let queue = try await sqs.createQueue(
                name: names.orderQueue,
                attributes: ["RedrivePolicy": #"{"deadLetterTargetArn":"\#(arn)","maxReceiveCount":3}"#])
            for number in 0..<4 {
                var message = OutgoingMessage(body: "m\(number)")
                message.delaySeconds = number == 0 ? 900 : nil
                _ = try await sqs.sendMessage(queueURL: queue, message)
            }
            var request = ReceiveMessageRequest(queueURL: queue)
            request.maxNumberOfMessages = 1
            request.visibilityTimeout = 600
            #expect(try await sqs.receiveMessages(request).count == 1)
            _ = try await sqs.sendMessage(queueURL: dead, OutgoingMessage(body: "dead"))

            let readings = try await LiveQueueService.make(names: names, sqs: sqs).list()
            #expect(readings.map(\.name) == [names.deadLetterQueue, names.orderQueue])
            let letters = try readings[0].result.get()
            #expect([letters.visible, letters.inFlight, letters.delayed] == [1, 0, 0])
            #expect(letters.isDeadLetterQueue && letters.sources == [names.orderQueue])
            #expect(letters.redrive == nil)
            let orders = try readings[1].result.get()
            #expect([orders.visible, orders.inFlight, orders.delayed] == [2, 1, 1])
            #expect(orders.redrive == RedrivePolicy(deadLetterQueue: names.deadLetterQueue, maximumReceives: 3))
            #expect(!orders.isDeadLetterQueue && orders.url == queue)
        }
    }

    @Test func anEnvironmentWithoutQueuesHasNone() async throws {
        try await LiveServer.withConnection { connection in
            let names = ResourceNames(environment: LiveServer.ownName())
            let readings = try await LiveQueueService.make(names: names, sqs: SQSClient(connection)).list()
            #expect(readings.isEmpty)
        }
    }

    @Test func identityIsTheKeysOwner() async throws {
        try await LiveServer.withConnection { connection in
            let caller = try await IdentityService.live(connection).caller()
            #expect(caller.account == "123456789012")
            #expect(caller.arn == "arn:aws:iam::123456789012:user/nightdesk-demo")
            #expect(caller.name == "nightdesk-demo")
        }
    }

    @Test func aTableThatIsNotThereIsNamed() async throws {
        try await LiveServer.withConnection { connection in
            let table = LiveServer.ownName()
            let service = LiveRecordService.make(
                collection: .users, table: table, dynamo: DynamoDBClient(connection), isReadOnly: false)
            do {
                _ = try await service.page(RecordPageRequest())
                Issue.record("there was a page")
            } catch let failure as ServiceFailure {
                guard case .notFound(let what) = failure.reason else {
                    Issue.record("\(failure)")
                    return
                }
                #expect(what.contains(table))
            }
        }
    }

    @Test func theReferenceStackIsFoundWhole() async throws {
        try await LiveServer.withConnection { connection in
            let names = ResourceNames(environment: "development")
            let meter = RequestMeter { _ in connection }
            let services = LiveServices.make(
                names: names, meter: meter, identity: .live(meter), isReadOnly: true,
                journal: Journal(
                    file: JournalFile(path: "/nowhere"),
                    place: JournalPlace(environment: "e", region: "r", endpoint: nil)),
                files: FileService(write: { path, _ in path }, read: { _ in "" }), directory: "/nowhere")
            for collection in OpsDomain.Collection.all {
                let facts = try await #require(services.records[collection.id]).facts()
                #expect(facts.tableName == names.table(of: collection))
                #expect(facts.keys == collection.keys)
            }
            #expect(try await services.queues.list().map(\.name) == [names.deadLetterQueue, names.orderQueue])
            #expect(try await services.logs.groups() == names.logGroups)
        }
    }
}
