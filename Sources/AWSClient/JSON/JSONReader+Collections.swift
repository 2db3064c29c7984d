extension JSONReader {
    /// Reads an array, each element with `element`.
    mutating func elements<Element>(_ element: (inout JSONReader) -> Element) -> [Element] {
        var elements: [Element] = []
        openArray()
        while nextElement() { elements.append(element(&self)) }
        return elements
    }

    /// Reads an object as a dictionary, each value with `value`; the last of equal names counts.
    mutating func map<Value>(_ value: (inout JSONReader) -> Value) -> [String: Value] {
        var map: [String: Value] = [:]
        openObject()
        while let key = nextKey() { map[text(key)] = value(&self) }
        return map
    }
}
