import Testing

@testable import TerminalCore

@Suite struct TextFieldTests {
    private func draw(_ field: TextField, width: Int = 8, secret: Glyph? = nil) -> Frame {
        var frame = Frame(size: Size(rows: 1, columns: width + 2))
        field.draw(row: 0, column: 1, width: width, of: &frame, style: .plain, showsCursor: true, secret: secret)
        expectWhole(frame)
        return frame
    }

    @Test func editingHappensAtTheCursor() {
        var field = TextField("hello")
        field.moveLeft()
        field.insert("X" as Unicode.Scalar)
        #expect(field.text == "hellXo" && field.cursor == 5)
        field.deleteBackward()
        field.deleteForward()
        #expect(field.text == "hell" && field.isAtEnd)
        field.deleteForward()
        field.moveToStart()
        field.deleteBackward()
        #expect(field.text == "hell" && field.cursor == 0)
    }

    @Test func wordsAreSteppedOverAndDeleted() {
        var field = TextField("one two-three  ")
        field.deleteWordBackward()
        #expect(field.text == "one two-")
        field.deleteWordBackward()
        #expect(field.text == "one ")
        field.replace(with: "ab cd ef")
        field.moveWordLeft()
        #expect(field.cursor == 6)
        field.moveWordLeft()
        field.moveWordRight()
        #expect(field.cursor == 5)
        field.deleteToEnd()
        #expect(field.text == "ab cd")
        field.moveWordLeft()
        field.deleteToStart()
        #expect(field.text == "cd" && field.cursor == 0)
    }

    @Test func aCharacterIsWhatAPersonSees() {
        var field = TextField("a👩‍👩‍👧b")
        field.moveLeft()
        field.deleteBackward()
        #expect(field.text == "ab")
        field.replace(with: "e")
        field.insert("\u{301}" as Unicode.Scalar)
        #expect(field.cursor == 1)
        field.deleteBackward()
        #expect(field.isEmpty)
    }

    @Test func pastedLineEndsBecomeBlanks() {
        var field = TextField("[]")
        field.moveLeft()
        field.insert("one\r\ntwo\n")
        #expect(field.text == "[one two]")
        field.insert("\u{1B}[31m")
        #expect(field.text == "[one two\u{1B}[31m]")
        #expect(draw(field, width: 20).lines == [" [one two␛[31m]"])
    }

    @Test func theCursorIsAlwaysSeen() {
        var field = TextField("0123456789漢字abc")
        for _ in 0...field.text.count {
            let frame = draw(field)
            let column = frame.cursor?.column ?? -1
            #expect(column >= 1 && column < 9)
            // The cursor stands on the character that it is before.
            let next = field.text.dropFirst(field.cursor).first.map(String.init) ?? " "
            #expect(frame[0, column]?.glyph.text == next || next == "漢" || next == "字")
            field.moveLeft()
        }
        #expect(draw(field).lines == [" 01234567"])
    }

    @Test func secretsAreNotShown() {
        let frame = draw(TextField("hunter2"), secret: Glyph("*"))
        #expect(frame.lines == [" *******"])
        #expect(frame.cursor == Point(row: 0, column: 8))
    }
}
