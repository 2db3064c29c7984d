import AWSClient
import ConsoleTestSupport
import Glibc
import OpsDomain
import OpsServices
import Testing

/// Wild records, loaded, changed in one place and saved: on the server everything else is as it was, byte for byte.
/// `NIGHTDESK_FUZZ` says how many (`make test` takes some hundreds).
@Suite(.enabled(if: LiveServer.url != nil))
struct RecordFuzzTests {
    private let count = getenv("NIGHTDESK_FUZZ").flatMap { Int(String(cString: $0)) } ?? 400

    @Test func oneFieldIsChangedAndEveryOtherByteIsAsItWas() async throws {
        try await LiveServer.withConnection { connection in
            let table = try await table(DynamoDBClient(connection))
            var wild = WildRecords(seed: 20_261_125)
            let service = LiveRecordService.make(
                collection: .users, table: table, dynamo: DynamoDBClient(connection), isReadOnly: false)
            var made: [RecordKey: Record] = [:]
            for number in 0..<count {
                let key = "u-\(number)"
                let record = wild.record(key: key)
                made[RecordKey(key)] = try await service.create(record)
            }
            let before = try await stored(table, connection)
            #expect(before.count == count)
            var edits: [RecordKey: RecordPath] = [:]
            var cursor: PageCursor?
            repeat {
                let batch = try await service.page(RecordPageRequest(cursor: cursor))
                for row in 0..<batch.page.count {
                    let record = batch.page.record(at: row)
                    let key = try #require(Collection.users.keys.key(of: record))
                    #expect(record == made[key], "\(key.text) was not loaded as it was made")
                    let (edited, path) = wild.edited(record)
                    edits[key] = path
                    let saved = try await service.write(.changing(record, to: edited, key: key))
                    #expect(saved == edited, "\(key.text) at \(path.text)")
                }
                cursor = batch.next
            } while cursor != nil
            #expect(edits.count == count)
            let after = try await stored(table, connection)
            for (key, path) in edits {
                let (old, new) = (try #require(before[key]), try #require(after[key]))
                let names = Set(old.keys).union(new.keys).filter { $0 != ExactText(path.field) }
                #expect(names.allSatisfy { old[$0] == new[$0] }, "\(key.text): more than \(path.text) was changed")
            }
        }
    }

    private func table(_ dynamo: DynamoDBClient) async throws -> String {
        let table = LiveServer.ownName()
        _ = try await dynamo.createTable(
            CreateTableRequest(
                tableName: table, keySchema: [KeySchemaElement("userId", .hash)],
                attributeDefinitions: [AttributeDefinition("userId", .string)]))
        return table
    }

    /// Every item's attributes as the server's own JSON texts, sets in an order of their own.
    private func stored(
        _ table: String, _ connection: AWSConnection
    ) async throws -> [RecordKey: [ExactText: String]] {
        var items: [RecordKey: [ExactText: String]] = [:]
        var start = ""
        repeat {
            let body = #"{"TableName":"\#(table)","ConsistentRead":true\#(start)}"#
            let call = AWSCall(service: .dynamoDB, operation: "Scan", body: Array(body.utf8), isIdempotent: true)
            let answer = try JSONNode(parsing: String(decoding: try await connection.send(call).body, as: UTF8.self))
            guard case .array(let rows)? = answer["Items"] else { break }
            for row in rows {
                guard case .object(let members) = row, let key = row["userId"]?["S"]?.text else { continue }
                items[RecordKey(key)] = Dictionary(
                    members.map { (ExactText($0.name), Self.text($0.value)) }, uniquingKeysWith: { _, last in last })
            }
            start = answer["LastEvaluatedKey"].map { #","ExclusiveStartKey":\#($0.compact)"# } ?? ""
        } while !start.isEmpty
        return items
    }

    private static func text(_ node: JSONNode) -> String {
        guard case .object(let members) = node else { return node.compact }
        return members.sorted { ExactText($0.name) < ExactText($1.name) }.map { member in
            switch member.value {
            case .array(let elements) where ["SS", "NS", "BS"].contains(member.name):
                "\(member.name)\(elements.map(\.compact).sorted())"
            case .array(let elements): "\(member.name)\(elements.map(text))"
            default: "\(JSONNode.quoted(member.name)):\(text(member.value))"
            }
        }.joined(separator: ",")
    }
}
