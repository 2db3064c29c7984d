import AWSClient
import Testing

@Suite("Small XML")
struct XMLElementTests {
    @Test("elements, attributes, entities, CDATA, comments")
    func whole() throws {
        let text = """
            <?xml version="1.0" encoding="UTF-8"?>
            <!-- note -->
            <a:Root xmlns:a="u>v" one='2'><Name>A &lt;b&gt; &#x41;&#66; <![CDATA[<raw>&]]></Name><Empty/><!-- x -->
            <Inner ><Deep>1</Deep></Inner ></a:Root>
            """
        let root = try XMLElement(parsing: Array(text.utf8))
        #expect(root.name == "Root")
        #expect(root.first("Name")?.text == "A <b> AB <raw>&")
        #expect(root.first("Empty")?.text == "")
        #expect(root.first("Inner")?.first("Deep")?.text == "1")
        #expect(root.first("Missing") == nil)
    }

    @Test(
        "what is not whole is refused",
        arguments: [
            "", "text", "<a>", "<a></b>", "<a", "<a><b></a>", "<a>&nope;</a>", "<a>&#xFFFFFFFF;</a>", "<a></a>x",
            "<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>", "<a><![CDATA[x</a>", "<a x=\"></a>", "<></>",
        ])
    func refused(_ text: String) {
        #expect(throws: XMLElement.Failure.self) { try XMLElement(parsing: Array(text.utf8)) }
    }

    @Test("nesting is bounded, every cut of a document is refused, bytes must be UTF-8")
    func hostile() throws {
        let deep = String(repeating: "<a>", count: 100_000)
        #expect(throws: XMLElement.Failure.self) { try XMLElement(parsing: Array(deep.utf8)) }
        let whole = Array("<r><c k='v'>x&amp;y</c><!-- z --></r>".utf8)
        for length in 0..<whole.count {
            #expect(throws: XMLElement.Failure.self) { try XMLElement(parsing: Array(whole[..<length])) }
        }
        #expect(throws: XMLElement.Failure.self) {
            try XMLElement(parsing: Array("<a>".utf8) + [0xFF] + Array("</a>".utf8))
        }
    }
}
