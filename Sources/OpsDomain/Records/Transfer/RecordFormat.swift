/// How records are written to a file, or read back.
package enum RecordFormat: String, CaseIterable, Sendable {
    /// RFC 4180, one column a field. The types are lost: it is for reading elsewhere.
    case csv
    /// One array of plain JSON objects.
    case json
    /// One plain JSON object a line.
    case jsonl
    /// One `{"Item": …}` a line in DynamoDB's typed JSON, as DynamoDB's own exports have it: what is read back.
    case dynamoDB = "dynamodb-json"

    /// By a file's name: `.csv`, `.json`, `.jsonl`; `.dynamodb.json` and `.ddb.json` keep the types.
    package init?(fileName: String) {
        let name = fileName.lowercased()
        if name.hasSuffix(".dynamodb.json") || name.hasSuffix(".ddb.json") || name.hasSuffix(".dynamodb-json") {
            self = .dynamoDB
        } else if name.hasSuffix(".csv") {
            self = .csv
        } else if name.hasSuffix(".jsonl") || name.hasSuffix(".ndjson") {
            self = .jsonl
        } else if name.hasSuffix(".json") {
            self = .json
        } else {
            return nil
        }
    }

    /// What a file of it is called by its end.
    package var suffix: String {
        switch self {
        case .csv: "csv"
        case .json: "json"
        case .jsonl: "jsonl"
        case .dynamoDB: "dynamodb.json"
        }
    }
}
