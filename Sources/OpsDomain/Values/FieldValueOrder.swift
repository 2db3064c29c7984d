extension FieldValue {
    /// The order of a sorted column: numbers by value, texts by their Unicode scalars, others by what is shown; absent
    /// values and nulls come last whatever the direction.
    package static func precedes(_ left: FieldValue?, _ right: FieldValue?, descending: Bool = false) -> Bool {
        switch (present(left), present(right)) {
        case (nil, _): false
        case (_?, nil): true
        case (let left?, let right?): descending ? isLess(right, left) : isLess(left, right)
        }
    }

    private static func present(_ value: FieldValue?) -> FieldValue? {
        if case .null = value { nil } else { value }
    }

    private static func isLess(_ left: FieldValue, _ right: FieldValue) -> Bool {
        switch (left, right) {
        case (.number(let left), .number(let right)):
            return isLess(number: left, right)
        case (.string(let left), .string(let right)):
            return left < right
        case (.list, .list), (.map, .map):
            let (leftCount, rightCount) = (left.elementCount ?? 0, right.elementCount ?? 0)
            return leftCount == rightCount ? left.displayText < right.displayText : leftCount < rightCount
        default:
            return left.rank == right.rank ? left.displayText < right.displayText : left.rank < right.rank
        }
    }

    private static func isLess(number left: String, _ right: String) -> Bool {
        if let left = Int(left), let right = Int(right) { return left < right }
        guard let first = DecimalText(left), let second = DecimalText(right) else { return left < right }
        return first < second
    }

    private var rank: Int {
        switch self {
        case .number: 0
        case .string: 1
        case .boolean: 2
        case .binary: 3
        case .list: 4
        case .map: 5
        case .stringSet, .numberSet, .binarySet: 6
        case .null: 7
        }
    }
}
