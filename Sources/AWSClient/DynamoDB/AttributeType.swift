/// The ten data types of DynamoDB; the raw value is the type descriptor on the wire.
///
/// Source: Amazon DynamoDB Developer Guide, "Low-level API: data type descriptors".
package enum AttributeType: String, Hashable, Sendable, CaseIterable {
    case string = "S"
    case number = "N"
    case binary = "B"
    case bool = "BOOL"
    case null = "NULL"
    case map = "M"
    case list = "L"
    case stringSet = "SS"
    case numberSet = "NS"
    case binarySet = "BS"
}
