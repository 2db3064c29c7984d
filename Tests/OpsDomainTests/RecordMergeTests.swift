import OpsDomain
import Testing

@Suite struct RecordMergeTests {
    private let base = Record(fields: [
        "id": .string("1"), "name": .string("Ada"), "age": .number("30"),
        "address": .map(["street": .string("Main"), "city": .string("Rome")]),
    ])

    private func changed(_ edit: (inout Record) -> Void) -> Record {
        var record = base
        edit(&record)
        return record
    }

    private func merge(mine: (inout Record) -> Void, theirs: (inout Record) -> Void) -> RecordMerge {
        RecordMerge(base: base, mine: changed(mine), theirs: changed(theirs))
    }

    @Test func whatOnlyOneChangedMergesByItself() {
        let merge = merge(
            mine: {
                $0["name"] = .string("Mine")
                $0[path: RecordPath(["address", "street"])] = .string("Side")
            },
            theirs: {
                $0["age"] = nil
                $0[path: RecordPath(["address", "city"])] = .string("Oslo")
                $0["phone"] = .string("555")
            })
        #expect(merge.conflicts.isEmpty)
        #expect(merge.differences.map(\.path.text) == ["address.city", "address.street", "age", "name", "phone"])
        #expect(merge.differences.map(\.kind) == [.theirs, .mine, .theirs, .mine, .theirs])
        let expected = Record(fields: [
            "id": .string("1"), "name": .string("Mine"), "phone": .string("555"),
            "address": .map(["street": .string("Side"), "city": .string("Oslo")]),
        ])
        #expect(merge.merged(choosing: [:]) == expected)
    }

    @Test func theSameChangeOnBothSidesIsNoConflict() {
        let merge = merge(mine: { $0["age"] = .number("31") }, theirs: { $0["age"] = .number("31") })
        #expect(merge.differences.map(\.kind) == [.both])
        #expect(merge.merged(choosing: [:])?["age"] == .number("31"))
    }

    @Test func anotherTypeIsAnotherValue() {
        let merge = merge(mine: { $0["age"] = .string("31") }, theirs: { $0["age"] = .number("31") })
        #expect(merge.conflicts.map(\.path.text) == ["age"])
    }

    @Test(arguments: [RecordMerge.Side.mine, .theirs])
    func aConflictIsChosen(side: RecordMerge.Side) {
        let merge = merge(
            mine: {
                $0["name"] = .string("Mine")
                $0["age"] = .number("40")
            }, theirs: { $0["name"] = .string("Theirs") })
        #expect(merge.conflicts.map(\.path.text) == ["name"])
        #expect(merge.merged(choosing: [:]) == nil)
        let merged = merge.merged(choosing: [RecordPath(["name"]): side])
        #expect(merged?["name"] == .string(side == .mine ? "Mine" : "Theirs"))
        #expect(merged?["age"] == .number("40"))
    }

    @Test func takingAwayAgainstChangingIsAConflict() {
        let name = RecordPath(["name"])
        let merge = merge(mine: { $0["name"] = nil }, theirs: { $0["name"] = .string("Theirs") })
        #expect(merge.conflicts.first?.mine == .some(nil))
        #expect(merge.merged(choosing: [name: .mine])?["name"] == .some(nil))
        #expect(merge.merged(choosing: [name: .theirs])?["name"] == .string("Theirs"))
    }

    @Test(arguments: [true, false])
    func aMapTakenAwayOverlapsWhatChangedInsideIt(mineIsWhole: Bool) {
        let whole: (inout Record) -> Void = { $0["address"] = nil }
        let inside: (inout Record) -> Void = {
            $0[path: RecordPath(["address", "street"])] = .string("Side")
            $0[path: RecordPath(["address", "city"])] = .string("Oslo")
        }
        let merge = mineIsWhole ? merge(mine: whole, theirs: inside) : merge(mine: inside, theirs: whole)
        #expect(merge.differences.map(\.path.text) == ["address"])
        #expect(merge.differences.map(\.kind) == [.conflict])
        let kept = merge.merged(choosing: [RecordPath(["address"]): mineIsWhole ? .theirs : .mine])
        #expect(kept?["address"] == .map(["street": .string("Side"), "city": .string("Oslo")]))
        let gone = merge.merged(choosing: [RecordPath(["address"]): mineIsWhole ? .mine : .theirs])
        #expect(gone?["address"] == .some(nil))
    }

    /// Merging one's own changes with nobody's gives one's own, and the other way round.
    @Test func aSideWithoutChangesAddsNothing() {
        let mine = changed { $0["name"] = nil }
        #expect(RecordMerge(base: base, mine: mine, theirs: base).merged(choosing: [:]) == mine)
        #expect(RecordMerge(base: base, mine: base, theirs: mine).merged(choosing: [:]) == mine)
    }
}
