/// Finds bytes in bytes, upper and lower case of ASCII letters taken as the same.
enum ByteSearch {
    static func contains(_ haystack: UnsafeBufferPointer<UInt8>, _ needle: [UInt8]) -> Bool {
        guard let first = needle.first else { return true }
        guard haystack.count >= needle.count else { return false }
        let lower = folded(first)
        return needle.withUnsafeBufferPointer { needle in
            for start in 0...(haystack.count - needle.count) where folded(haystack[start]) == lower {
                if matches(haystack, start, needle) { return true }
            }
            return false
        }
    }

    private static func matches(
        _ haystack: UnsafeBufferPointer<UInt8>, _ start: Int, _ needle: UnsafeBufferPointer<UInt8>
    ) -> Bool {
        for index in 1..<max(1, needle.count) where folded(haystack[start + index]) != folded(needle[index]) {
            return false
        }
        return true
    }

    private static func folded(_ byte: UInt8) -> UInt8 {
        byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z") ? byte | 0x20 : byte
    }
}
