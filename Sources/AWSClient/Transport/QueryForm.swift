/// Bodies of the query protocol: `Action`, `Version` and the parameters, form-encoded.
/// https://smithy.io/2.0/aws/protocols/aws-query-protocol.html#request-serialization
enum QueryForm {
    static func body(
        operation: String, version: String, parameters: [(name: String, value: String)] = []
    ) -> [UInt8] {
        let fixed = [(name: "Action", value: operation), (name: "Version", value: version)]
        return Array(PercentEncoding.encodeQuery(fixed + parameters).utf8)
    }
}
