import Testing

@testable import TerminalCore

@Suite struct StyleNotationTests {
    @Test func wordsMakeAStyle() throws {
        let palette = ["ink": Color.rgb(1, 2, 3)]
        #expect(
            try Style(parsing: "bold red on #112233")
                == Style(foreground: .indexed(1), background: .rgb(0x11, 0x22, 0x33), attributes: .bold))
        #expect(
            try Style(parsing: " on ink  italic underline ", palette: palette)
                == Style(background: .rgb(1, 2, 3), attributes: [.italic, .underline]))
        #expect(try Style(parsing: "bright-blue on 236") == Style(foreground: .indexed(12), background: .indexed(236)))
        #expect(try Style(parsing: "#F0a on default") == Style(foreground: .rgb(255, 0, 170)))
        #expect(try Style(parsing: "") == .plain)
        #expect(try Style(parsing: "red", palette: ["red": .rgb(9, 9, 9)]).foreground == .rgb(9, 9, 9))
    }

    @Test(arguments: [
        ("bold rde", StyleNotationError.unknownWord("rde"), "did you mean “red”"),
        ("revers", .unknownWord("revers"), "did you mean “reverse”"),
        ("chartreuse", .unknownWord("chartreuse"), "palette name"),
        ("#12345", .badHexadecimal("#12345"), "#rrggbb"),
        ("#ggg", .badHexadecimal("#ggg"), "a–f"),
        ("256", .badIndex("256"), "255"),
        ("red blue", .secondForeground("blue"), "after “on”"),
        ("on red on blue", .secondBackground("blue"), "second background"),
        ("red on", .missingBackground, "after it"),
    ])
    func mistakesAreToldInASentence(text: String, error: StyleNotationError, says: String) {
        #expect(throws: error) { try Style(parsing: text) }
        #expect(error.description.contains(says), "\(error.description)")
    }

    @Test func aMistakeIsToldWithoutItsEscapeSequences() {
        #expect(!StyleNotationError.unknownWord("\u{1B}[31m").description.unicodeScalars.contains("\u{1B}"))
    }

    @Test func writtenStylesReadTheSame() throws {
        let colors: [Color] = [
            .terminalDefault, .indexed(0), .indexed(15), .indexed(16), .indexed(255), .rgb(0, 10, 255),
        ]
        for foreground in colors {
            for background in colors {
                for bits in UInt8(0)..<64 {
                    let style = Style(
                        foreground: foreground, background: background, attributes: .init(rawValue: bits))
                    let read = try Style(parsing: StyleNotation.text(of: style))
                    #expect(read == style)
                }
            }
        }
    }
}
