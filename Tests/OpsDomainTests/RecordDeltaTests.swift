import OpsDomain
import Testing

@Suite struct RecordDeltaTests {
    private let base = Record(fields: [
        "id": .string("1"), "name": .string("Ada"),
        "address": .map(["street": .string("Main"), "geo": .map(["lat": .number("1.0"), "lon": .number("2")])]),
        "tags": .list([.string("a"), .string("b")]), "groups": .stringSet(["x", "y"]),
    ])

    private func delta(_ edit: (inout Record) -> Void) -> RecordDelta {
        var after = base
        edit(&after)
        return RecordDelta(from: base, to: after)
    }

    @Test func aDifferenceIsAsDeepAsItLies() {
        let delta = delta {
            $0[path: RecordPath(["address", "geo", "lat"])] = .number("1")
            $0["name"] = nil
            $0["new"] = .null
        }
        #expect(delta.changes.map(\.path.text) == ["address.geo.lat", "name", "new"])
        #expect(delta.changedFields == ["address", "name", "new"])
        #expect(delta.changes[0].before == .number("1.0") && delta.changes[0].after == .number("1"))
    }

    @Test func aListIsOneValueAndASetHasNoOrder() {
        #expect(delta { $0["tags"] = .list([.string("b"), .string("b")]) }.changes.map(\.path.text) == ["tags"])
        #expect(delta { $0["groups"] = .stringSet(["y", "x"]) }.isEmpty)
        #expect(!delta { $0["groups"] = .stringSet(["y"]) }.isEmpty)
        #expect(!delta { $0["groups"] = .list([.string("x"), .string("y")]) }.isEmpty)
    }

    @Test func anEmptyMapThatComesOrGoesIsADifference() {
        #expect(delta { $0["m"] = .map([:]) }.changes.map(\.after) == [.map([:])])
        #expect(delta { $0["address"] = .map([:]) }.changes.map(\.path.text) == ["address.geo", "address.street"])
    }

    @Test func takingTheChangesBackGivesTheRecordBack() {
        var after = base
        after[path: RecordPath(["address", "street"])] = nil
        after["tags"] = .null
        after["more"] = .map(["a": .binary([0])])
        let write = RecordWrite.changing(base, to: after, key: "1")
        #expect(write.delta.applied(to: base) == after)
        #expect(write.inverse.delta.applied(to: after) == base)
        #expect(write.kind == .update && RecordWrite.deleting(base, key: "1").inverse.kind == .create)
    }

    @Test func pathsSayWhatCouldBeMisread() {
        #expect(RecordPath(["a", "b_1", "c-d"]).text == "a.b_1.c-d")
        #expect(RecordPath(["a.b", "", "ü"]).text == #""a.b"."".\"ü\""#.replacing("\\", with: ""))
        #expect(RecordPath(["a"]).overlaps(RecordPath(["a", "b"])))
        #expect(!RecordPath(["a", "c"]).overlaps(RecordPath(["a", "b"])))
    }

    @Test func textsAreEqualByteByByteOnly() {
        #expect(FieldValue.string("\u{E9}") != .string("e\u{301}"))
        #expect(FieldValue.stringSet(["\u{E9}"]) != .stringSet(["e\u{301}"]))
        var fields = FieldMap()
        fields["\u{E9}"] = .null
        fields["e\u{301}"] = .boolean(true)
        #expect(fields.names.map { Array($0.utf8) } == [[0x65, 0xCC, 0x81], [0xC3, 0xA9]])
    }
}
