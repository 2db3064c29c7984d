import Testing

@testable import AWSClient

@Suite struct ItemPageTests {
    static let body = """
        { "Count" : 2, "Items" : [ {"id":{"S":"u-1"}, "name":{"S":"An\\u006ea \\"A\\""}, "age" : { "N" : "41" }, "on":{"BOOL":true},
          "na\\u006de2":{"S":"escaped name"}, "tags":{"SS":["a","b"]}, "m":{"M":{"name":{"S":"inner"}}}},
         {"id":{"S":"u-2"},"bin":{"B":"AP8Q"},"none":{"NULL":true},"age":{"S":"not a number"}} ],
         "ScannedCount":7, "LastEvaluatedKey":{"id":{"S":"u-2"}}, "Unknown":{"x":[1,2]},
         "ConsumedCapacity":{"TableName":"t","CapacityUnits":2.5,"Table":{"CapacityUnits":9}} }
        """

    static func page(_ body: String) throws -> ItemPage {
        try ItemPage(bytes: Array(body.utf8))
    }

    @Test func aPageTellsWhatDynamoDBTold() throws {
        let page = try Self.page(Self.body)
        #expect(page.count == 2 && page.matchedCount == 2 && page.scannedCount == 7)
        #expect(page.lastEvaluatedKey == ["id": .string("u-2")])
        #expect(page.consumedCapacity == 2.5)
    }

    @Test func attributesAreFoundByNameWithTheirTypes() throws {
        let page = try Self.page(Self.body)
        let first = page.item(0)
        #expect(first.attribute("name")?.string == "Anna \"A\"")
        #expect(first.attribute("name")?.withUTF8 { String(decoding: $0, as: UTF8.self) } == "Anna \"A\"")
        #expect(first.attribute("age")?.number == "41")
        #expect(first.attribute("age")?.string == nil)
        #expect(first.attribute("age")?.withUTF8 { Array($0) } == Array("41".utf8))
        #expect(first.attribute("on")?.bool == true)
        #expect(first.attribute("name2")?.string == "escaped name")
        #expect(first.attribute("nam") == nil && first.attribute("") == nil && first.attribute("name22") == nil)
        #expect(first.attribute("m")?.value == .map(["name": .string("inner")]))
        #expect(first.attribute("m")?.withUTF8 { $0.count } == nil)
        #expect(first.names == ["id", "name", "age", "on", "name2", "tags", "m"])
        let second = page.item(1)
        #expect(second.attribute("age")?.type == .string)
        #expect(second.attribute("bin")?.value == .binary([0, 255, 16]))
        #expect(second.attribute("name") == nil)
        #expect(
            second.source
                == "{\"id\":{\"S\":\"u-2\"},\"bin\":{\"B\":\"AP8Q\"},\"none\":{\"NULL\":true},\"age\":{\"S\":\"not a number\"}}"
        )
    }

    @Test func theIndexAgreesWithAFullDecode() throws {
        var random = SeededGenerator(seed: 5)
        let items = (0..<200).map { _ in Item.random(using: &random) }
        let bytes = JSONWriter.object { writer in writer.array("Items", items) { $0.value($1) } }
        let page = try ItemPage(bytes: bytes)
        #expect(page.count == items.count && page.matchedCount == items.count)
        for (view, item) in zip(page.items, items) {
            #expect(view.attributes().typedJSON == item.typedJSON)
            #expect(view.source == item.typedJSON)
            #expect(view.names == item.names)
            for attribute in item.attributes {
                #expect(view.attribute(attribute.name)?.value == attribute.value)
                #expect(view.attribute(attribute.name)?.type == attribute.value.type)
            }
        }
    }

    /// Cut or damaged pages fail with a byte inside them, or are read whole.
    @Test func damagedPagesNeverCrash() {
        let whole = Array(Self.body.utf8)
        for end in 0..<whole.count {
            #expect(throws: JSONFailure.self) { try ItemPage(bytes: Array(whole[..<end])) }
        }
        var random = SeededGenerator(seed: 17)
        for _ in 0..<10_000 {
            var bytes = whole
            for _ in 0..<Int.random(in: 1...3, using: &random) {
                bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
            }
            do {
                let page = try ItemPage(bytes: bytes)
                for item in page.items {
                    let decoded = item.attributes()
                    for name in item.names { #expect(item.attribute(name)?.value == decoded[name]) }
                }
            } catch {
                #expect(error.offset <= bytes.count)
            }
        }
    }

    @Test func emptyPagesAreNotAnError() throws {
        let counted = try Self.page("{\"Count\":12,\"ScannedCount\":40}")
        #expect(counted.count == 0 && counted.matchedCount == 12 && counted.scannedCount == 40)
        let filtered = try Self.page(
            "{\"Items\":[],\"Count\":0,\"ScannedCount\":9,\"LastEvaluatedKey\":{\"id\":{\"S\":\"x\"}}}")
        #expect(filtered.count == 0 && filtered.lastEvaluatedKey == ["id": .string("x")])
        #expect(try Self.page("{\"Items\":null}").lastEvaluatedKey == nil)
    }

    @Test func theIndexCostsLittle() throws {
        let item = "{" + (0..<20).map { "\"attribute\($0)\":{\"S\":\"v\"}" }.joined(separator: ",") + "}"
        let body = "{\"Items\":[" + Array(repeating: item, count: 1000).joined(separator: ",") + "]}"
        let page = try Self.page(body)
        #expect(page.memory - body.utf8.count <= 160 * page.count)
    }

    @Test func aPageThatIsNotJSONIsAnErrorOfTheCallWithItsByte() async throws {
        let client = DynamoDBClient(RecordingCalls("{\"Items\":[{\"id\":{\"S\":\"u-1\"}},{\"id\":{\"S\":5}}]}"))
        let error = await #expect(throws: AWSError.self) { try await client.scan(ScanRequest(tableName: "t")) }
        #expect(error?.kind == .malformedResponse && error?.operation == "Scan" && error?.requestID == "r-1")
        #expect(error?.message == "not the expected JSON at byte 40: a string expected")
    }
}
