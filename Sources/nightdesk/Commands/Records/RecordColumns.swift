import OpsDomain

/// The columns of a collection in a table on standard output.
enum RecordColumns {
    static func of(_ collection: OpsDomain.Collection) -> [OutputColumn] {
        collection.columns.map { column in
            switch column.kind {
            case .count:
                OutputColumn(column.title, width: column.idealWidth, isRightAligned: true) { row in
                    if case .array(let elements)? = row[column.field] { String(elements.count) } else { "" }
                }
            case .number:
                .member(column.field, column.title, width: column.idealWidth, isRightAligned: true)
            case .identifier:
                // A table is for copying ids out of, too: whole ones.
                .member(column.field, column.title, width: max(36, column.idealWidth))
            case .text, .timestamp, .status:
                .member(column.field, column.title, width: max(column.kind == .timestamp ? 24 : 0, column.idealWidth))
            }
        }
    }
}
