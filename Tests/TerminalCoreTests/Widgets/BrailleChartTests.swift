import Testing

@testable import TerminalCore

@Suite struct BrailleChartTests {
    private func chart(_ values: [Double?], top: Double = 8, threshold: Double? = nil) -> BrailleChart {
        BrailleChart(
            title: "Visible", note: "now 4", values: values, top: top, topLabel: "8", startLabel: "24 h ago",
            endLabel: "now", threshold: threshold)
    }

    private func frame(_ chart: BrailleChart, columns: Int = 22, rows: Int = 6, symbols: Symbols = .unicode) -> Frame {
        var frame = Frame(
            size: Size(rows: rows, columns: columns), repertoire: symbols.hasBraille ? .unicode : .ascii)
        chart.draw(in: Rect(frame.size), of: &frame, theme: .standard, symbols: symbols)
        expectWhole(frame)
        return frame
    }

    @Test func aLineHasItsScaleAndItsSpan() {
        #expect(
            frame(chart([0, 2, 4, 8, 4])).lines == [
                "Visible          now 4",
                "8│           ⢀⡏⠉⠉⢹⡀",
                " │        ⡤⠤⠤⠼    ⠧⠤⠤⠤",
                "0│⣀⣀⣀⣠⠖⠒⠒⠚⠁",
                " ╰────────────────────", "  24 h ago         now",
            ])
    }

    @Test func whatIsNotKnownIsAGapAndAZeroIsNone() {
        #expect(
            frame(chart([0, nil, nil, 0])).lines == [
                "Visible          now 4",
                "8│",
                " │",
                "0│⣀⣀⣀⣀⣀          ⣀⣀⣀⣀⣀",
                " ╰────────────────────", "  24 h ago         now",
            ])
        #expect(
            frame(chart([nil, nil])).lines == [
                "Visible          now 4",
                "8│",
                " │",
                "0│",
                " ╰────────────────────", "  24 h ago         now",
            ])
        #expect(frame(chart([])) == frame(chart([nil, nil])))
    }

    @Test func withoutBrailleItIsSigns() {
        #expect(
            frame(chart([0, 2, 4, 8, 4]), rows: 8, symbols: .ascii).lines == [
                "Visible          now 4",
                "8|            ****",
                " |           **  **",
                " |        ****    ****",
                " |    *****",
                "0|*****",
                " +--------------------", "  24 h ago         now",
            ])
    }

    @Test func ofManyValuesThePeakStays() {
        var values = [Double?](repeating: 0, count: 288)
        values[100] = 8
        #expect(BrailleChart.resampled(values, to: 20).compactMap { $0 }.filter { $0 == 8 }.count == 1)
        #expect(BrailleChart.resampled([1, nil], to: 4) == [1, 1, nil, nil])
        #expect(BrailleChart.resampled([.nan, .infinity, 1], to: 3) == [nil, nil, 1])
        #expect(BrailleChart.resampled([], to: 4) == [])
    }

    @Test func whatIsOverTheThresholdLooksHigh() {
        let frame = frame(chart([0, 0, 8, 8], threshold: 4))
        #expect(
            frame.lines == [
                "Visible          now 4",
                "8│          ⡏⠉⠉⠉⠉⠉⠉⠉⠉⠉",
                " │─────────⢠⠇─────────",
                "0│⣀⣀⣀⣀⣀⣀⣀⣀⣀⣸",
                " ╰────────────────────", "  24 h ago         now",
            ])
        let styles = frame.size.columns - 1
        #expect(frame[1, styles]?.style == Theme.standard[.sparklineHigh])
        #expect(frame[3, 4]?.style == Theme.standard[.sparkline])
    }

    @Test func wildNumbersAndSizesDrawSomething() {
        for columns in 0...30 {
            for rows in 0...7 {
                let wild: [Double?] = [-1, .infinity, .nan, nil, 1e300, 0]
                _ = frame(chart(wild, top: 1e300), columns: max(1, columns), rows: max(1, rows))
                _ = frame(chart(wild, top: 0, threshold: .nan), columns: max(1, columns), rows: max(1, rows))
            }
        }
    }
}
