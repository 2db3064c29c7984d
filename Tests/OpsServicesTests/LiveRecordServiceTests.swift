import AWSClient
import ConsoleTestSupport
import OpsDomain
import OpsServices
import Testing

@Suite struct LiveRecordServiceTests {
    private func service(_ calls: ScriptedCalls, isReadOnly: Bool = false) -> RecordService {
        LiveRecordService.make(
            collection: .users, table: "development-users", dynamo: DynamoDBClient(calls), isReadOnly: isReadOnly)
    }

    private let before = Record(fields: [
        "userId": .string("u-1"), "name": .string("Ada"), "age": .number("36"), "email": .string("ada@example.com"),
    ])

    private func change(_ edit: (inout Record) -> Void) -> RecordWrite {
        var after = before
        edit(&after)
        return RecordWrite.changing(before, to: after, key: "u-1")
    }

    private func reason(_ work: () async throws -> Void) async -> ServiceFailure.Reason? {
        do {
            try await work()
            return nil
        } catch {
            return (error as? ServiceFailure)?.reason
        }
    }

    @Test func aPageIsDecodedWhenItIsAskedAndGoesOnWhereItEnded() async throws {
        let calls = ScriptedCalls { _, body in
            body.contains("ExclusiveStartKey")
                ? #"{"Items":[],"Count":0,"ScannedCount":0}"#
                : #"{"Items":[{"userId":{"S":"u-1"},"age":{"N":"36"},"tags":{"L":[{"S":"a"}]}}],"Count":1,"#
                    + #""ScannedCount":1,"LastEvaluatedKey":{"userId":{"S":"u-1"}},"ConsumedCapacity":{"TableName":"t","CapacityUnits":0.5}}"#
        }
        let service = service(calls)
        let batch = try await service.page(RecordPageRequest(limit: 7))
        #expect(batch.page.count == 1)
        #expect(batch.page.text("age", at: 0) == "36")
        #expect(batch.page.text("tags", at: 0) == #"["a"]"#)
        #expect(batch.page.text("name", at: 0) == nil)
        #expect(batch.page.value("age", at: 0) == .number("36"))
        #expect(batch.readUnits == 0.5)
        let cursor = try #require(batch.next)
        let last = try await service.page(RecordPageRequest(cursor: cursor))
        #expect(last.next == nil && last.page.count == 0)
        #expect(calls.calls[0].body.contains(#""Limit":7"#))
        #expect(calls.calls[1].body.contains(#""ExclusiveStartKey":{"userId":{"S":"u-1"}}"#))
    }

    @Test func anIndexAndConsistencyAreAskedFor() async throws {
        let calls = ScriptedCalls { _, _ in #"{"Items":[],"Count":0,"ScannedCount":0}"# }
        let service = service(calls)
        let query = RecordQuery(index: "by-email", keys: "email", partition: .string("a@example.com"))
        for access in [RecordAccess.scan(), .scan(.init(1, of: 2), index: "by-email"), .query(query)] {
            for isConsistent in [false, true] {
                _ = try await service.page(RecordPageRequest(access: access, isConsistent: isConsistent))
            }
        }
        let bodies = try calls.calls.map { try JSONNode(parsing: $0.body) }
        #expect(bodies.map { $0["IndexName"]?.text } == [nil, nil] + Array(repeating: "by-email", count: 4))
        #expect(bodies.map { $0["ConsistentRead"] == .boolean(true) } == [false, true, false, true, false, true])
        #expect(calls.operations == ["Scan", "Scan", "Scan", "Scan", "Query", "Query"])
        #expect(bodies[2]["Segment"]?.compact == "1" && bodies[2]["TotalSegments"]?.compact == "2")
    }

    @Test func aCursorOfSomebodyElseIsRefused() async {
        let calls = ScriptedCalls { _, _ in "{}" }
        let service = service(calls)
        let reason = await reason { _ = try await service.page(RecordPageRequest(cursor: PageCursor(token: [1, 2]))) }
        #expect(reason == .invalid)
        #expect(calls.operations.isEmpty)
    }

    @Test func anUpdateWritesWhatChangedOnConditionThatItIsAsItWas() async throws {
        let calls = ScriptedCalls { _, _ in
            #"{"Attributes":{"userId":{"S":"u-1"},"name":{"S":"Ada L."},"email":{"S":"ada@example.com"}}}"#
        }
        let updated = try await service(calls).update(
            change {
                $0["name"] = .string("Ada L.")
                $0["age"] = nil
                $0["updatedAt"] = .string("now")
            })
        #expect(updated["name"] == .string("Ada L."))
        let body = try JSONNode(parsing: calls.calls[0].body)
        #expect(body["UpdateExpression"]?.text == "SET #n2 = :v1, #n3 = :v2 REMOVE #n1")
        #expect(
            body["ConditionExpression"]?.text
                == "attribute_exists(#n0) AND #n1 = :o0 AND #n2 = :o1 AND attribute_not_exists(#n3)")
        let names = try #require(body["ExpressionAttributeNames"])
        #expect(["#n0", "#n1", "#n2", "#n3"].map { names[$0]?.text } == ["userId", "age", "name", "updatedAt"])
        #expect(body["ExpressionAttributeValues"]?[":o0"]?.compact == #"{"N":"36"}"#)
        #expect(body["Key"]?.compact == #"{"userId":{"S":"u-1"}}"#)
        #expect(body["ReturnValues"]?.text == "ALL_NEW")
        #expect(body["ReturnValuesOnConditionCheckFailure"]?.text == "ALL_OLD")
    }

    @Test func aConflictTellsWhatTheTableHolds() async {
        let item = #"{"userId":{"S":"u-1"},"name":{"S":"Somebody"}}"#
        let calls = ScriptedCalls { _, _ in
            throw AWSError.answer("ConditionalCheckFailedException", body: #"{"Item":\#(item)}"#)
        }
        let service = service(calls)
        let change = change { $0["name"] = .string("Ada L.") }
        let current = Record(fields: ["userId": .string("u-1"), "name": .string("Somebody")])
        #expect(await reason { _ = try await service.update(change) } == .conflict(current: current))
        let gone = self.service(ScriptedCalls { _, _ in throw AWSError.answer("ConditionalCheckFailedException") })
        #expect(await reason { _ = try await gone.update(change) } == .conflict(current: nil))
    }

    @Test func aCreationNeverReplaces() async throws {
        let calls = ScriptedCalls { _, _ in "{}" }
        let created = try await service(calls).create(before)
        #expect(created == before)
        let body = try JSONNode(parsing: calls.calls[0].body)
        #expect(body["ConditionExpression"]?.text == "attribute_not_exists(#k)")
        #expect(body["ExpressionAttributeNames"]?["#k"]?.text == "userId")
        #expect(body["Item"]?["age"]?.compact == #"{"N":"36"}"#)
    }

    @Test func readOnlyRefusesBeforeAnyRequest() async {
        let calls = ScriptedCalls { _, _ in "{}" }
        let service = service(calls, isReadOnly: true)
        let change = change { $0["name"] = .string("Ada L.") }
        #expect(await reason { _ = try await service.update(change) } == .readOnly)
        #expect(await reason { _ = try await service.create(before) } == .readOnly)
        #expect(calls.operations.isEmpty)
    }

    @Test func theKeyCannotBeChanged() async {
        let calls = ScriptedCalls { _, _ in "{}" }
        let service = service(calls)
        let change = change { $0["userId"] = .string("u-2") }
        #expect(await reason { _ = try await service.update(change) } == .invalid)
        #expect(calls.operations.isEmpty)
    }

    @Test func aLostAnswerIsLookedAfter() async throws {
        let lost = AWSError(
            kind: .timedOut, service: "DynamoDB", operation: "UpdateItem", code: "TimedOut", message: "late")
        func service(_ item: String) -> RecordService {
            self.service(
                ScriptedCalls { call, _ in
                    if call.operation == "GetItem" { return item }
                    throw lost
                })
        }
        let change = change { $0["name"] = .string("Ada L.") }
        let done = service(#"{"Item":{"userId":{"S":"u-1"},"name":{"S":"Ada L."}}}"#)
        #expect(try await done.update(change)["name"] == .string("Ada L."))
        let undone = service(#"{"Item":{"userId":{"S":"u-1"},"name":{"S":"Ada"}}}"#)
        #expect(await reason { _ = try await undone.update(change) } == .timedOut)
    }

    @Test func aRecordThatIsNotThereIsNil() async throws {
        let calls = ScriptedCalls { _, _ in "{}" }
        #expect(try await service(calls).get("u-404") == nil)
        #expect(calls.calls[0].body.contains(#""ConsistentRead":true"#))
    }

    @Test func factsAreTheTables() async throws {
        let calls = ScriptedCalls { _, _ in
            #"{"Table":{"TableName":"development-users","TableStatus":"ACTIVE","KeySchema":[{"AttributeName":"userId","#
                + #""KeyType":"HASH"}],"AttributeDefinitions":[],"ItemCount":2000,"TableSizeBytes":9000}}"#
        }
        let facts = try await service(calls).facts()
        #expect(facts.approximateCount == 2000)
        #expect(facts.keys == "userId")
    }
}
