import Testing

@testable import AWSClient

@Suite struct DynamoDBClientTests {
    @Test func aConditionalUpdateSaysAllAndIsNeverRepeated() async throws {
        let calls = RecordingCalls(
            "{\"Attributes\":{\"name\":{\"S\":\"Bob\"}},\"ConsumedCapacity\":{\"CapacityUnits\":1}}")
        var request = UpdateItemRequest(
            tableName: "users", key: ["id": .string("u-1")], update: "SET #n = :n",
            expression: ExpressionAttributes(
                names: ["#n": "name"], values: [":n": .string("Bob"), ":old": .number("1.0")]))
        request.condition = WriteCondition("attribute_exists(id) AND #n = :old")
        request.returnValues = .allNew
        let response = try await DynamoDBClient(calls).updateItem(request)
        #expect(response.attributes == ["name": .string("Bob")] && response.consumedCapacity == 1)
        #expect(
            calls.body == """
                {"TableName":"users","Key":{"id":{"S":"u-1"}},"UpdateExpression":"SET #n = :n",\
                "ConditionExpression":"attribute_exists(id) AND #n = :old","ReturnValuesOnConditionCheckFailure":"ALL_OLD",\
                "ExpressionAttributeNames":{"#n":"name"},"ExpressionAttributeValues":{":n":{"S":"Bob"},":old":{"N":"1.0"}},\
                "ReturnValues":"ALL_NEW"}
                """)
        #expect(calls.calls.map(\.isIdempotent) == [false])
    }

    @Test func onlyPlainPutsAndDeletesAreRepeatable() async throws {
        let calls = RecordingCalls("{}")
        let client = DynamoDBClient(calls)
        var put = PutItemRequest(tableName: "t", item: ["id": .string("1")])
        _ = try await client.putItem(put)
        put.returnValues = .some(.none)
        _ = try await client.putItem(put)
        put.returnValues = .allOld
        _ = try await client.putItem(put)
        put.returnValues = nil
        put.condition = WriteCondition("attribute_not_exists(id)")
        _ = try await client.putItem(put)
        var delete = DeleteItemRequest(tableName: "t", key: ["id": .string("1")])
        _ = try await client.deleteItem(delete)
        delete.condition = WriteCondition("attribute_exists(id)", returnsItemOnFailure: false)
        _ = try await client.deleteItem(delete)
        #expect(calls.calls.map(\.isIdempotent) == [true, true, false, false, true, false])
        #expect(!calls.body.contains("ReturnValuesOnConditionCheckFailure"))
    }

    @Test func aMissingItemIsNilAndAnEmptyOneIsNot() async throws {
        let request = GetItemRequest(tableName: "t", key: ["id": .string("1")])
        #expect(try await DynamoDBClient(RecordingCalls("{}")).getItem(request).item == nil)
        #expect(try await DynamoDBClient(RecordingCalls("{\"Item\":{}}")).getItem(request).item == Item())
    }

    @Test func aFailedConditionTellsTheItem() {
        func failure(_ body: String, code: String = "ConditionalCheckFailedException") -> ConditionFailure? {
            AWSError(kind: .service, code: code, message: "no", status: 400, body: Array(body.utf8)).conditionFailure
        }
        #expect(
            failure("{\"__type\":\"x#ConditionalCheckFailedException\",\"Item\":{\"a\":{\"N\":\"1\"}}}")
                == .item(["a": .number("1")]))
        #expect(failure("{\"__type\":\"x\"}") == .noItem)
        #expect(failure("{\"Item\":null}") == .noItem)
        #expect(failure("{\"Item\":{\"a\":1}}") == .unreadable(reason: "byte 13: an object expected"))
        #expect(failure("{\"Item\":{}}", code: "ValidationException") == nil)
    }

    @Test func aTableDescriptionHasItsKeysAndIndexes() async throws {
        let calls = RecordingCalls(
            """
            {"Table":{"TableName":"users","TableStatus":"ACTIVE","CreationDateTime":1.7620000001E9,"ItemCount":17,"TableSizeBytes":900,
            "KeySchema":[{"AttributeName":"id","KeyType":"HASH"},{"AttributeName":"at","KeyType":"RANGE"}],
            "AttributeDefinitions":[{"AttributeName":"id","AttributeType":"S"},{"AttributeName":"at","AttributeType":"N"}],
            "BillingModeSummary":{"BillingMode":"PAY_PER_REQUEST"},"TableId":"x","ProvisionedThroughput":{"NumberOfDecreasesToday":0,
            "ReadCapacityUnits":0,"WriteCapacityUnits":0},"GlobalSecondaryIndexes":[{"IndexName":"EmailIndex","KeySchema":
            [{"AttributeName":"email","KeyType":"HASH"}],"Projection":{"ProjectionType":"ALL"},"IndexStatus":"ACTIVE"}],
            "StreamSpecification":{"StreamEnabled":true,"StreamViewType":"NEW_IMAGE"}}}
            """)
        let table = try await DynamoDBClient(calls).describeTable("users")
        #expect(table.partitionKey == "id" && table.sortKey == "at" && table.itemCount == 17)
        #expect(table.billingModeSummary?.billingMode == "PAY_PER_REQUEST")
        #expect(table.globalSecondaryIndexes?.map(\.indexName) == ["EmailIndex"])
        #expect(table.streamSpecification?.streamViewType == "NEW_IMAGE")
        #expect(calls.body == "{\"TableName\":\"users\"}")
    }

    @Test func whatABatchLeftUndoneCanBeSentAgain() async throws {
        let calls = RecordingCalls(
            """
            {"UnprocessedItems":{"t":[{"PutRequest":{"Item":{"id":{"S":"2"}}}},{"DeleteRequest":{"Key":{"id":{"S":"3"}}}}]},
            "ConsumedCapacity":[{"TableName":"t","CapacityUnits":2.0},{"CapacityUnits":1}]}
            """)
        let writes: [BatchWrite] = [.put(["id": .string("2")]), .delete(key: ["id": .string("3")])]
        let response = try await DynamoDBClient(calls).batchWriteItem(BatchWriteItemRequest(writes: ["t": writes]))
        #expect(response.unprocessed == ["t": writes] && response.consumedCapacity == 3)
        let broken = DynamoDBClient(RecordingCalls("{\"UnprocessedItems\":{\"t\":[{}]}}"))
        await #expect(throws: AWSError.self) { try await broken.batchWriteItem(BatchWriteItemRequest(writes: [:])) }
    }

    @Test func aBatchOfGetsAnswersItemsByTable() async throws {
        let calls = RecordingCalls(
            """
            {"Responses":{"t":[{"id":{"S":"1"}}]},"UnprocessedKeys":{"t":{"Keys":[{"id":{"S":"2"}}],"ConsistentRead":true,
            "ProjectionExpression":"#i","ExpressionAttributeNames":{"#i":"id"}}}}
            """)
        var keys = BatchGetKeys(keys: [["id": .string("2")]])
        let response = try await DynamoDBClient(calls).batchGetItem(BatchGetItemRequest(tables: ["t": keys]))
        keys.consistentRead = true
        keys.projectionExpression = "#i"
        keys.names = ["#i": "id"]
        #expect(response.items == ["t": [["id": .string("1")]]])
        #expect(response.unprocessed == ["t": keys])
    }
}
