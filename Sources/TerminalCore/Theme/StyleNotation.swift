/// How themes write styles: `bold red on #112233`.
///
/// A style is words in any order: attributes, at most one colour for the text, and `on` with one for the background. A
/// colour is `default`, one of the terminal's sixteen by name (`red`, `bright-red`), a palette number (`0`–`255`),
/// `#rgb`, `#rrggbb`, or a name of the theme's own palette.
package enum StyleNotation {
    /// Reads a style; an empty text is the plain style.
    /// - Parameter palette: the theme's own colour names, which go before the terminal's.
    package static func style(
        _ text: String, palette: [String: Color] = [:]
    ) throws(StyleNotationError) -> Style {
        var attributes: Style.Attributes = []
        var foreground: Color?
        var background: Color?
        var expectsBackground = false
        for word in text.split(whereSeparator: \.isWhitespace).map(String.init) {
            if expectsBackground {
                guard background == nil else { throw .secondBackground(word) }
                background = try color(word, palette: palette)
                expectsBackground = false
            } else if word == "on" {
                expectsBackground = true
            } else if palette[word] == nil, let attribute = attributeNames[word] {
                attributes.insert(attribute)
            } else {
                let color = try color(word, palette: palette)
                guard foreground == nil else { throw .secondForeground(word) }
                foreground = color
            }
        }
        if expectsBackground { throw .missingBackground }
        return Style(
            foreground: foreground ?? .terminalDefault, background: background ?? .terminalDefault,
            attributes: attributes)
    }

    /// Reads one colour.
    package static func color(
        _ word: String, palette: [String: Color] = [:]
    ) throws(StyleNotationError) -> Color {
        if let color = palette[word] { return color }
        if word == "default" { return .terminalDefault }
        if word.hasPrefix("#") {
            guard let color = hexadecimal(word.dropFirst()) else { throw .badHexadecimal(word) }
            return color
        }
        if word.utf8.allSatisfy({ $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }) {
            guard let index = UInt8(word) else { throw .badIndex(word) }
            return .indexed(index)
        }
        let name = word == "grey" || word == "gray" ? "bright-black" : word
        guard let index = colorNames.firstIndex(of: name) else { throw .unknownWord(word) }
        return .indexed(UInt8(index))
    }

    /// A style as `style(_:)` reads it; plain is the empty text.
    package static func text(of style: Style) -> String {
        var words = attributeOrder.filter { style.attributes.contains($0.attribute) }.map(\.name)
        if style.foreground != .terminalDefault { words.append(text(of: style.foreground)) }
        if style.background != .terminalDefault { words += ["on", text(of: style.background)] }
        return words.joined(separator: " ")
    }

    /// A colour as `color(_:)` reads it.
    package static func text(of color: Color) -> String {
        switch color.kind {
        case .terminalDefault: "default"
        case .indexed(let index): index < 16 ? colorNames[Int(index)] : String(index)
        case .rgb(let red, let green, let blue): "#" + [red, green, blue].map(hexadecimalPair).joined()
        }
    }

    /// The words for attributes and colours that every theme may use.
    package static var knownWords: [String] { attributeOrder.map(\.name) + ["on", "default"] + colorNames }

    private static let colorNames = [
        "black", "red", "green", "yellow", "blue", "magenta", "cyan", "white", "bright-black", "bright-red",
        "bright-green", "bright-yellow", "bright-blue", "bright-magenta", "bright-cyan", "bright-white",
    ]

    private static let attributeOrder: [(name: String, attribute: Style.Attributes)] = [
        ("bold", .bold), ("dim", .dim), ("italic", .italic), ("underline", .underline), ("reverse", .reverse),
        ("strikethrough", .strikethrough),
    ]

    private static let attributeNames = [String: Style.Attributes](
        attributeOrder.map { ($0.name, $0.attribute) }, uniquingKeysWith: { first, _ in first })

    private static func hexadecimal(_ digits: Substring) -> Color? {
        let values = digits.compactMap(\.hexDigitValue).map(UInt8.init)
        guard values.count == digits.count, digits.utf8.count == digits.count else { return nil }
        switch values.count {
        case 3: return .rgb(values[0] * 17, values[1] * 17, values[2] * 17)
        case 6:
            return .rgb(
                values[0] << 4 | values[1], values[2] << 4 | values[3], values[4] << 4 | values[5])
        default: return nil
        }
    }

    private static func hexadecimalPair(_ value: UInt8) -> String {
        let digits = String(value, radix: 16)
        return value < 16 ? "0" + digits : digits
    }
}

extension Style {
    /// Reads the notation of `StyleNotation`.
    package init(parsing text: String, palette: [String: Color] = [:]) throws(StyleNotationError) {
        self = try StyleNotation.style(text, palette: palette)
    }
}
