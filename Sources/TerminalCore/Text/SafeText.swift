/// Text from outside as text that can be written to a terminal, for output that is not drawn into a frame.
package enum SafeText {
    /// The text with controls, invisible and malformed parts made visible. Printable ASCII is handed back as it is.
    package static func string(_ text: String, options: TextOptions = .unicode) -> String {
        let isPlain = text.withUTF8Bytes { bytes in bytes.allSatisfy { $0 >= 0x20 && $0 < 0x7F } }
        return isPlain ? text : Glyphs.string(Glyphs.of(text, options: options))
    }

    /// The same for bytes that should be UTF-8.
    package static func string(bytes: [UInt8], options: TextOptions = .unicode) -> String {
        Glyphs.string(Glyphs.of(bytes: bytes, options: options))
    }
}
