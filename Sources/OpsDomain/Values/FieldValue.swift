/// A typed value of a record: one of DynamoDB's ten attribute types, kept as it is from wire to wire.
///
/// A number stays the decimal text that the table holds (up to 38 digits), never a `Double`.
package indirect enum FieldValue: Hashable, Sendable {
    case string(String)
    case number(String)
    case binary([UInt8])
    case boolean(Bool)
    case null
    case list([FieldValue])
    case map([String: FieldValue])
    case stringSet([String])
    case numberSet([String])
    case binarySet([[UInt8]])
}
