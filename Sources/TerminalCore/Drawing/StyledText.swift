/// A line of text in several styles.
///
/// The text is kept in one piece, so that a combining mark never loses its base at a change of style, and offsets of
/// matches hold for the whole line.
package struct StyledText: Hashable, Sendable, ExpressibleByStringInterpolation {
    /// A stretch of one style, up to the UTF-8 offset where it ends.
    package struct Run: Hashable, Sendable {
        package var end: Int
        package var style: Style
    }

    package private(set) var text: String
    /// In order and without gaps; what lies behind the last one is plain.
    package private(set) var runs: [Run]

    package init(_ text: String = "", style: Style = .plain) {
        self.text = text
        runs = style == .plain || text.isEmpty ? [] : [Run(end: text.utf8.count, style: style)]
    }

    package init(stringLiteral text: String) {
        self.init(text)
    }

    package var isEmpty: Bool { text.isEmpty }

    /// The columns that the text takes; stops counting at `limit`.
    package func width(limit: Int = .max, options: TextOptions = .unicode) -> Int {
        Glyphs.width(text, limit: limit, options: options)
    }

    package mutating func append(_ more: String, style: Style = .plain) {
        append(StyledText(more, style: style))
    }

    package mutating func append(_ more: StyledText) {
        guard !more.isEmpty else { return }
        let offset = text.utf8.count
        if !more.runs.isEmpty, (runs.last?.end ?? 0) < offset { runs.append(Run(end: offset, style: .plain)) }
        text += more.text
        runs.reserveCapacity(runs.count + more.runs.count)
        for run in more.runs { runs.append(Run(end: run.end + offset, style: run.style)) }
    }

    package static func + (left: StyledText, right: StyledText) -> StyledText {
        var sum = left
        sum.append(right)
        return sum
    }

    package static func += (left: inout StyledText, right: StyledText) {
        left.append(right)
    }

    /// This text with its own styles laid over `base`.
    package func over(_ base: Style) -> StyledText {
        guard base != .plain, !text.isEmpty else { return self }
        var result = self
        result.runs = runs.map { Run(end: $0.end, style: $0.style.over(base)) }
        if (runs.last?.end ?? 0) < text.utf8.count { result.runs.append(Run(end: text.utf8.count, style: base)) }
        return result
    }

    /// This text with `overlay` laid over the given UTF-8 ranges, which must be in order and not overlap.
    package func highlighted(_ ranges: [Range<Int>], with overlay: Style) -> StyledText {
        guard !ranges.isEmpty, !text.isEmpty else { return self }
        let length = text.utf8.count
        var cuts = Set([length])
        for run in runs { cuts.insert(min(run.end, length)) }
        for range in ranges {
            cuts.insert(min(range.lowerBound, length))
            cuts.insert(min(range.upperBound, length))
        }
        var result: [Run] = []
        var source = runs[...]
        var matches = ranges[...]
        var start = 0
        for end in cuts.sorted() where end > start {
            while let run = source.first, run.end <= start { source.removeFirst() }
            while let match = matches.first, match.upperBound <= start { matches.removeFirst() }
            let base = source.first?.style ?? .plain
            let isMatch = matches.first.map { $0.lowerBound <= start } ?? false
            result.append(Run(end: end, style: isMatch ? overlay.over(base) : base))
            start = end
        }
        var copy = self
        copy.runs = result
        return copy
    }
}

extension StyledText {
    /// This text with `overlay` laid over all of its styles.
    package func laidUnder(_ overlay: Style) -> StyledText {
        guard overlay != .plain, !text.isEmpty else { return self }
        var copy = self
        copy.runs = runs.map { Run(end: $0.end, style: overlay.over($0.style)) }
        if (runs.last?.end ?? 0) < text.utf8.count { copy.runs.append(Run(end: text.utf8.count, style: overlay)) }
        return copy
    }

    /// This text without its colours.
    package var withoutColors: StyledText {
        guard !runs.isEmpty else { return self }
        var copy = self
        copy.runs = runs.map { Run(end: $0.end, style: $0.style.withoutColors) }
        return copy
    }

    /// The part of the text between two UTF-8 offsets, which must lie between scalars.
    package func slice(_ range: Range<Int>) -> StyledText {
        let utf8 = text.utf8
        let start = utf8.index(utf8.startIndex, offsetBy: range.lowerBound)
        let end = utf8.index(start, offsetBy: range.count)
        var part = StyledText(String(text[start..<end]))
        part.runs = runs.filter { $0.end > range.lowerBound }.map {
            Run(end: min($0.end, range.upperBound) - range.lowerBound, style: $0.style)
        }
        if let full = part.runs.firstIndex(where: { $0.end == range.count }) {
            part.runs.removeSubrange((full + 1)...)
        }
        return part
    }

    /// The text in lines of at most `columns`, as `Glyphs.wrapped` breaks them.
    package func wrapped(columns: Int, options: TextOptions = .unicode) -> [StyledText] {
        text.withUTF8Bytes { TextWrap.ranges(in: $0, columns: columns, options: options) }.map(slice)
    }
}
