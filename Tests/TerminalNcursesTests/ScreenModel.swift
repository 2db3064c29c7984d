/// A small terminal: it understands what ncurses sends for the xterm and tmux entries, and keeps what a person would
/// see. A sequence that it does not know is recorded, so that a test fails rather than passes by accident.
struct ScreenModel {
    struct Place: Hashable {
        var text = " "
        var isContinuation = false
        var look = Look()
    }

    struct Look: Hashable {
        var foreground = -1
        var background = -1
        var attributes: Set<Int> = []
    }

    private(set) var rows: Int
    private(set) var columns: Int
    private(set) var grid: [[Place]]
    private(set) var row = 0
    private(set) var column = 0
    private(set) var privateModes: Set<Int> = [25]
    private(set) var unknown: [String] = []
    /// Bytes of clipboard and other strings, as they came.
    private(set) var strings: [String] = []
    private(set) var frames = 0
    /// Whether erased cells take the background in force (terminfo `bce`).
    let erasesInColor: Bool
    private var look = Look()
    private var region: Range<Int>
    private var mustWrap = false
    private var last = Place()

    init(rows: Int, columns: Int, erasesInColor: Bool) {
        self.rows = rows
        self.columns = columns
        self.erasesInColor = erasesInColor
        region = 0..<rows
        grid = Array(repeating: Array(repeating: Place(), count: columns), count: rows)
    }

    mutating func resize(rows: Int, columns: Int) {
        self.rows = rows
        self.columns = columns
        region = 0..<rows
        grid = Array(repeating: Array(repeating: Place(text: "x"), count: columns), count: rows)
        row = min(row, rows - 1)
        column = min(column, columns - 1)
    }

    mutating func feed(_ bytes: [UInt8]) {
        var rest = Array(String(decoding: bytes, as: UTF8.self).unicodeScalars)[...]
        while let scalar = rest.popFirst() {
            switch scalar {
            case "\u{1B}": escape(&rest)
            case "\r":
                column = 0
                mustWrap = false
            case "\n": lineFeed()
            case "\u{8}":
                column = max(0, column - 1)
                mustWrap = false
            case "\t": column = min(columns - 1, (column / 8 + 1) * 8)
            case "\u{F}", "\u{0}": break
            default:
                if scalar.value < 0x20 || (0x7F..<0xA0).contains(scalar.value) {
                    unknown.append("control \(scalar.value)")
                } else {
                    put(scalar)
                }
            }
        }
    }

    // MARK: - Text

    private mutating func put(_ scalar: Unicode.Scalar) {
        let width = Self.width(scalar)
        if width == 0 {
            let (r, c) = mustWrap ? (row, columns - 1) : (row, column - 1)
            guard c >= 0 else { return }
            let at = grid[r][c].isContinuation ? c - 1 : c
            grid[r][at].text.unicodeScalars.append(scalar)
            return
        }
        if mustWrap || column + width > columns {
            column = 0
            lineFeed()
        }
        last = Place(text: String(Character(scalar)), look: look)
        set(row, column, last)
        if width == 2 { set(row, column + 1, Place(text: "", isContinuation: true, look: look)) }
        mustWrap = column + width >= columns
        column = min(column + width, columns - 1)
    }

    private static func width(_ scalar: Unicode.Scalar) -> Int {
        switch scalar.value {
        case 0x300...0x36F: 0
        case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFF00...0xFF60, 0x1F300...0x1FAFF: 2
        default: 1
        }
    }

    /// Overwriting one half of a wide character loses the other, as in real terminals.
    private mutating func set(_ row: Int, _ column: Int, _ place: Place) {
        guard grid.indices.contains(row), grid[row].indices.contains(column) else { return }
        if grid[row][column].isContinuation, !place.isContinuation, column > 0 { grid[row][column - 1].text = " " }
        if column + 1 < columns, grid[row][column + 1].isContinuation { grid[row][column + 1] = Place(look: look) }
        grid[row][column] = place
    }

    private mutating func lineFeed() {
        mustWrap = false
        if row == region.upperBound - 1 {
            scroll(region, by: 1)
        } else if row < rows - 1 {
            row += 1
        }
    }

    private var blank: Place {
        Place(look: Look(background: erasesInColor ? look.background : -1))
    }

    private mutating func scroll(_ lines: Range<Int>, by count: Int) {
        for _ in 0..<min(abs(count), lines.count) {
            let empty = Array(repeating: blank, count: columns)
            if count > 0 {
                grid.remove(at: lines.lowerBound)
                grid.insert(empty, at: lines.upperBound - 1)
            } else {
                grid.remove(at: lines.upperBound - 1)
                grid.insert(empty, at: lines.lowerBound)
            }
        }
    }

    private mutating func erase(_ row: Int, _ range: Range<Int>) {
        for column in range { set(row, column, blank) }
    }

    // MARK: - Sequences

    private mutating func escape(_ rest: inout ArraySlice<Unicode.Scalar>) {
        switch rest.popFirst() {
        case "[": controlSequence(&rest)
        case "]":
            var text = String.UnicodeScalarView()
            while let scalar = rest.popFirst(), scalar != "\u{7}" { text.append(scalar) }
            strings.append(String(text))
        case "(", ")": _ = rest.popFirst()
        case "M":
            if row == region.lowerBound { scroll(region, by: -1) } else { row = max(0, row - 1) }
        case ">", "=": break
        case let other: unknown.append("ESC \(other.map(String.init) ?? "end")")
        }
    }

    private mutating func controlSequence(_ rest: inout ArraySlice<Unicode.Scalar>) {
        var text = ""
        var final: Unicode.Scalar = "?"
        while let scalar = rest.popFirst() {
            if (0x40...0x7E).contains(scalar.value) {
                final = scalar
                break
            }
            text.unicodeScalars.append(scalar)
        }
        if text.hasPrefix("?") {
            let modes = text.dropFirst().split(separator: ";").compactMap { Int($0) }
            if final == "h" { privateModes.formUnion(modes) } else { privateModes.subtract(modes) }
            if final == "l", modes == [2026] { frames += 1 }
            return
        }
        let numbers = text.split(separator: ";", omittingEmptySubsequences: false).map { Int($0) ?? 0 }
        if final != "m" { mustWrap = final == "K" || final == "X" ? mustWrap : false }
        apply(final, numbers, count: max(1, numbers.first ?? 1))
    }

    private mutating func apply(_ final: Unicode.Scalar, _ numbers: [Int], count: Int) {
        switch final {
        case "H":
            row = min(count, rows) - 1
            column = min(max(1, numbers.count > 1 ? numbers[1] : 1), columns) - 1
        case "G": column = min(count, columns) - 1
        case "d": row = min(count, rows) - 1
        case "A": row = max(0, row - count)
        case "B": row = min(rows - 1, row + count)
        case "C": column = min(columns - 1, column + count)
        case "D": column = max(0, column - count)
        case "K": erase(row, numbers.first == 1 ? 0..<column + 1 : column..<columns)
        case "J":
            erase(row, (numbers.first == 2 ? 0 : column)..<columns)
            for other in (numbers.first == 2 ? 0 : row + 1)..<rows { erase(other, 0..<columns) }
        case "X": erase(row, column..<min(columns, column + count))
        case "P":
            grid[row].removeSubrange(column..<min(columns, column + count))
            grid[row] += Array(repeating: blank, count: columns - grid[row].count)
        case "@":
            grid[row].insert(contentsOf: Array(repeating: blank, count: count), at: column)
            grid[row].removeLast(grid[row].count - columns)
        case "L": scroll(row..<region.upperBound, by: -count)
        case "M": scroll(row..<region.upperBound, by: count)
        case "S": scroll(region, by: count)
        case "T": scroll(region, by: -count)
        case "b": for _ in 0..<count { last.text.unicodeScalars.first.map { put($0) } }
        case "r":
            region = numbers.count == 2 ? numbers[0] - 1..<min(numbers[1], rows) : 0..<rows
            row = 0
            column = 0
        case "m": for index in selections(numbers) { select(index) }
        case "h", "l", "t": break
        default: unknown.append("CSI \(numbers) \(final)")
        }
    }

    /// SGR parameters with `38;5;n` and `48;5;n` folded into one number each: 1000 + n and 2000 + n.
    private func selections(_ numbers: [Int]) -> [Int] {
        var result: [Int] = []
        var rest = (numbers.isEmpty ? [0] : numbers)[...]
        while let number = rest.popFirst() {
            guard number == 38 || number == 48, rest.count >= 2 else {
                result.append(number)
                continue
            }
            rest.removeFirst()
            result.append((number == 38 ? 1000 : 2000) + rest.removeFirst())
        }
        return result
    }

    private mutating func select(_ number: Int) {
        switch number {
        case 0: look = Look()
        case 1...9: look.attributes.insert(number)
        case 22: look.attributes.subtract([1, 2])
        case 23...29: look.attributes.remove(number - 20)
        case 30...37: look.foreground = number - 30
        case 39: look.foreground = -1
        case 40...47: look.background = number - 40
        case 49: look.background = -1
        case 90...97: look.foreground = number - 82
        case 100...107: look.background = number - 92
        case 1000...1255: look.foreground = number - 1000
        case 2000...2255: look.background = number - 2000
        default: unknown.append("SGR \(number)")
        }
    }
}
