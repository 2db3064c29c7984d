import Testing

@testable import TerminalCore

@Suite struct ListSelectionTests {
    @Test func theCursorStaysInSight() {
        var list = ListSelection(count: 100, pageSize: 10)
        list.move(.to(50))
        #expect(list.visible == 41..<51)
        list.move(.by(-5))
        #expect(list.visible == 41..<51)
        list.move(.first)
        #expect(list.visible == 0..<10)
        list.move(.last)
        #expect(list.cursor == 99 && list.visible == 90..<100)
    }

    @Test func pagesOverlapByARow() {
        var list = ListSelection(count: 100, pageSize: 10)
        list.move(.pageDown)
        #expect(list.visible == 9..<19 && list.cursor == 9)
        list.move(.halfPageDown)
        #expect(list.visible == 14..<24 && list.cursor == 14)
        list.move(.pageUp)
        list.move(.pageUp)
        #expect(list.visible == 0..<10 && list.cursor == 0)
    }

    @Test func aShorterListPullsTheCursorBack() {
        var list = ListSelection(count: 100, pageSize: 10)
        list.move(.last)
        list.setCount(30)
        #expect(list.cursor == 29 && list.visible == 20..<30)
        list.setCount(0)
        #expect(list.selected == nil && list.visible.isEmpty)
        list.setCount(5)
        #expect(list.selected == 0 && list.visible == 0..<5)
    }

    @Test func aLargerPageLeavesNoBlankRows() {
        var list = ListSelection(count: 20, pageSize: 5)
        list.move(.last)
        list.setPageSize(15)
        #expect(list.visible == 5..<20)
    }

    @Test func theWheelMovesTheCursorNoFurtherThanTheEdge() {
        var list = ListSelection(count: 50, pageSize: 10)
        list.move(.to(5))
        list.scroll(by: 3)
        #expect(list.visible == 3..<13 && list.cursor == 5)
        list.scroll(by: 3)
        #expect(list.visible == 6..<16 && list.cursor == 6)
        list.scroll(by: -100)
        #expect(list.visible == 0..<10 && list.cursor == 6)
        list.scroll(by: -100)
        list.scroll(by: 5)
        list.scroll(by: 100)
        #expect(list.visible == 40..<50 && list.cursor == 40)
    }

    @Test func whateverHappensTheInvariantHolds() {
        var generator = SeededGenerator(seed: 9)
        let motions: [ListMotion] = [
            .up, .down, .pageUp, .pageDown, .halfPageUp, .halfPageDown, .first, .last, .to(-4), .to(1000), .by(7),
            .by(-9),
        ]
        var list = ListSelection(count: 40, pageSize: 7)
        for _ in 0..<5000 {
            switch Int.random(in: 0..<6, using: &generator) {
            case 0: list.setCount(Int.random(in: 0...60, using: &generator))
            case 1: list.setPageSize(Int.random(in: 0...20, using: &generator))
            case 2: list.scroll(by: Int.random(in: -9...9, using: &generator))
            default: list.move(motions.randomElement(using: &generator) ?? .down)
            }
            if list.count == 0 {
                #expect(list.cursor == 0 && list.top == 0)
            } else {
                #expect(list.visible.contains(list.cursor))
                #expect(list.visible.count == min(list.count, list.pageSize))
            }
        }
    }
}
