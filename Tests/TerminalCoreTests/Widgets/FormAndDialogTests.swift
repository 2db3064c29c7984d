import Testing

@testable import TerminalCore

@Suite struct FormAndDialogTests {
    private var form: FormView {
        FormView(fields: [
            FormField(id: "id", label: "Id", text: "u-1", isReadOnly: true),
            FormField(id: "name", label: "Name", text: "Ada"),
            FormField(id: "email", label: "Email", hint: "name@example.com", error: "no @ in it"),
        ])
    }

    @Test func theFocusGoesRoundPastReadOnlyFields() {
        var form = form
        #expect(form.focused?.id == "name")
        form.focusNext()
        #expect(form.focused?.id == "email")
        form.focusNext()
        #expect(form.focused?.id == "name")
        form.focusPrevious()
        form.focus(on: "id")
        #expect(form.focused?.id == "email")
        form.edit { $0.insert("x") }
        #expect(form.text(of: "email") == "x" && form.text(of: "id") == "u-1")
        var still = FormView(fields: [FormField(id: "a", label: "A", text: "1", isReadOnly: true)])
        still.edit { $0.insert("2") }
        #expect(still.text(of: "a") == "1")
    }

    @Test func eachFieldShowsItsErrorBelow() {
        var frame = Frame(size: Size(rows: 5, columns: 30))
        var form = form
        form.focusNext()
        form.draw(in: Rect(frame.size), of: &frame, theme: .standard, symbols: .unicode)
        #expect(
            frame.lines == ["   Id  u-1", " Name  Ada", "Email ▌name@example.com", "       ✗ no @ in it", ""])
        #expect(frame.cursor == Point(row: 2, column: 7))
        #expect(form.field(at: Point(row: 3, column: 9), in: Rect(frame.size)) == "email")
    }

    @Test func aShortFormScrollsToItsFocus() {
        var frame = Frame(size: Size(rows: 2, columns: 30))
        var form = form
        form.focusNext()
        form.draw(in: Rect(frame.size), of: &frame, theme: .standard, symbols: .unicode)
        #expect(frame.lines[0].contains("Email") && frame.lines[1].contains("no @"))
    }

    @Test func aDialogIsAsHighAsItsBody() {
        let dialog = Dialog(
            title: "Delete 3 messages?", body: ["They are saved to a file first."],
            hints: [KeyHint("Enter", "delete"), KeyHint("Esc", "keep")], kind: .danger, idealWidth: 30)
        var frame = Frame.filled(rows: 12, columns: 50, with: Glyph("x"))
        dialog.draw(in: Rect(frame.size), of: &frame, theme: .standard, symbols: .ascii)
        let rect = dialog.rect(in: Rect(frame.size))
        #expect(rect == Rect(row: 3, column: 10, rows: 6, columns: 30))
        #expect(frame.lines[3].contains("! Delete 3 messages?"))
        #expect(frame.lines[4].contains("They are saved to a file"))
        #expect(frame.lines[5].contains("first."))
        #expect(frame.lines[7].contains("Enter delete  Esc keep"))
        #expect(frame.lines[2].allSatisfy { $0 == "x" })
        let hint = frame.lines[7].firstRange(of: "Esc").map {
            frame.lines[7].distance(from: frame.lines[7].startIndex, to: $0.lowerBound)
        }
        #expect(dialog.hint(at: Point(row: 7, column: hint ?? 0), in: Rect(frame.size)) == 1)
    }

    @Test func aDialogThatDoesNotFitScrolls() {
        var dialog = Dialog(
            title: "Diff", body: (1...30).map { StyledText("line \($0)") }, hints: [KeyHint("y", "yes")])
        let area = Rect(row: 0, column: 0, rows: 10, columns: 40)
        #expect(dialog.maximumScroll(in: area) == 24)
        dialog.scroll = 99
        var frame = Frame(size: area.size)
        dialog.draw(in: area, of: &frame, theme: .standard, symbols: .unicode)
        #expect(frame.lines.contains { $0.contains("line 30") })
        #expect(!frame.lines[0].contains("more below"))
        dialog.scroll = 0
        dialog.draw(in: area, of: &frame, theme: .standard, symbols: .unicode)
        #expect(frame.lines[0].contains("24 more below"))
    }

    @Test func aDialogAsksForAName() {
        let dialog = Dialog(
            title: "Purge", body: ["Type the queue's name."], hints: [KeyHint("Esc", "keep")], kind: .danger,
            field: FormField(id: "name", label: "Name", text: "dev-", error: "not the name"))
        var frame = Frame(size: Size(rows: 20, columns: 70))
        dialog.draw(in: Rect(frame.size), of: &frame, theme: .mono, symbols: .unicode)
        #expect(frame.lines.contains { $0.contains("Name") && $0.contains("dev-") })
        #expect(frame.lines.contains { $0.contains("✗ not the name") })
        #expect(frame.cursor != nil)
    }

    @Test func widgetsDrawIntoAnySizeWithoutHarm() {
        let dialog = Dialog(title: "漢字", body: ["漢字漢字 \u{1B}[2J"], hints: [KeyHint("q", "漢字")], field: form.fields[2])
        let tabs = TabStrip(tabs: [Tab("漢字", key: "1", hasAlert: true), Tab("Logs", key: "2")], selected: 1)
        for rows in 0...9 {
            for columns in 0...26 {
                var frame = Frame.filled(rows: rows, columns: columns, with: Glyph("漢", isWide: true))
                let rect = Rect(frame.size)
                form.draw(in: rect, of: &frame, theme: .standard, symbols: .unicode)
                expectWhole(frame)
                dialog.draw(in: rect, of: &frame, theme: .standard, symbols: .unicode)
                expectWhole(frame)
                tabs.draw(row: 0, column: 0, width: columns, of: &frame, theme: .standard, symbols: .unicode)
                ProgressBar(fraction: 0.5, label: "漢字漢字").draw(
                    row: 1, column: 0, width: columns, of: &frame, theme: .standard, symbols: .unicode)
                HintLine([KeyHint("漢", "字")]).draw(row: 2, column: 0, width: columns, of: &frame, theme: .standard)
                Sparkline([1, nil, 3]).draw(in: rect, of: &frame, theme: .standard, symbols: .unicode)
                expectWhole(frame)
            }
        }
    }
}
