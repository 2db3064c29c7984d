import AWSClient

extension Item {
    /// An item of up to 20 attributes of every type, three levels deep.
    static func random(using random: inout SeededGenerator) -> Item {
        randomMap(depth: 3, using: &random)
    }

    private static func randomMap(depth: Int, using random: inout SeededGenerator) -> Item {
        var item = Item()
        for _ in 0..<Int.random(in: 1...20, using: &random) {
            item[randomText(using: &random)] = randomValue(depth: depth, using: &random)
        }
        return item
    }

    private static func randomText(using random: inout SeededGenerator) -> String {
        let alphabet: [Unicode.Scalar] = [
            "a", "b", "Z", "0", "\"", "\\", "\n", "\u{1B}", "é", "漢", "😀", "/", " ", "{", "\u{301}",
        ]
        var text = String.UnicodeScalarView()
        for _ in 0..<Int.random(in: 0...12, using: &random) {
            text.append(alphabet[Int.random(in: 0..<15, using: &random)])
        }
        return String(text)
    }

    private static func randomValue(depth: Int, using random: inout SeededGenerator) -> AttributeValue {
        let blob = (0..<Int.random(in: 0...5, using: &random)).map { _ in UInt8.random(in: 0...255, using: &random) }
        switch Int.random(in: 0..<(depth > 0 ? 10 : 8), using: &random) {
        case 0: return .number("\(Int.random(in: -999_999...999_999, using: &random)).50")
        case 1: return .binary(blob)
        case 2: return .bool(Bool.random(using: &random))
        case 3: return .null
        case 4: return .stringSet([randomText(using: &random), randomText(using: &random)])
        case 5: return .numberSet(["1", "2.50"])
        case 6: return .binarySet([blob])
        case 8: return .map(randomMap(depth: depth - 1, using: &random))
        case 9: return .list([randomValue(depth: depth - 1, using: &random), .null])
        default: return .string(randomText(using: &random))
        }
    }
}
