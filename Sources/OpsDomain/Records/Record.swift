/// One item of a collection, whole and decoded: what a detail view shows and an editor edits.
package struct Record: Hashable, Sendable {
    package var fields: FieldMap

    package init(fields: FieldMap) {
        self.fields = fields
    }

    package subscript(field: String) -> FieldValue? {
        get { fields[field] }
        set { fields[field] = newValue }
    }
}

/// A page of records that stays the bytes that came; fields are decoded one by one when a row is shown, filtered or
/// sorted.
package protocol RecordPage: AnyObject, Sendable {
    var count: Int { get }

    /// A field as a person reads it in a cell: strings and numbers as they are, lists and maps in short. Nil when the
    /// row has no such field.
    func text(_ field: String, at row: Int) -> String?

    /// Hands the UTF-8 of what `text` gives to `body`, without making a text of it where there is a way: filters look at
    /// every row. Nil when the row has no such field.
    func withText<Result>(_ field: String, at row: Int, _ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result?

    /// A field with its type.
    func value(_ field: String, at row: Int) -> FieldValue?

    /// The whole record.
    func record(at row: Int) -> Record
}

extension RecordPage {
    package func withText<Result>(
        _ field: String, at row: Int, _ body: (UnsafeBufferPointer<UInt8>) -> Result
    ) -> Result? {
        guard var text = text(field, at: row) else { return nil }
        return text.withUTF8(body)
    }

    /// Nil when the row lacks a key field.
    package func key(_ fields: KeyFields, at row: Int) -> RecordKey? {
        fields.key { value($0, at: row) }
    }
}
