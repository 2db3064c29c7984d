import OpsDomain
import Testing

@Suite struct CollectionGuessTests {
    private let sample = (0..<10).map { number in
        Record(fields: [
            "pk": .string("p\(number)"), "sk": .number("\(number)"), "createdAt": .string("2026-01-02T03:04:05.678Z"),
            "status": .string("new"), "size": .number("1"), "tags": .stringSet(["a"]), "blob": .binary([1]),
            "address": .map([:]), "mixed": number < 5 ? .string("x") : .number("1"),
            number == 0 ? "rare" : "note": .string("text"), "long": .string(String(repeating: "x", count: 300)),
            "nothing": .null,
        ])
    }

    @Test func columnsAreWhatCellsShowWell() {
        let guess = CollectionGuess.make(table: "t", keys: KeyFields(partition: "pk", sort: "sk"), sample: sample)
        let kinds = Dictionary(uniqueKeysWithValues: guess.columns.map { ($0.field, $0.kind) })
        #expect(
            kinds == [
                "pk": .identifier, "sk": .identifier, "createdAt": .timestamp, "status": .status, "size": .number,
                "tags": .count, "mixed": .text, "note": .text,
            ])
        #expect(guess.columns.prefix(2).map(\.field) == ["pk", "sk"])
        #expect(guess.table == "t" && ResourceNames(environment: "e").table(of: guess) == "t")
    }

    @Test func whatALineHoldsCanBeEditedAndKeysCannot() {
        let guess = CollectionGuess.make(table: "t", keys: "pk", sample: sample)
        #expect(guess.rule("pk")?.isOnCreateOnly == true)
        #expect(guess.rule("note") != nil && guess.rule("size") != nil)
        #expect(guess.rule("tags") == nil && guess.rule("address") == nil && guess.rule("blob") == nil)
    }

    @Test func anEmptyTableHasItsKeys() {
        #expect(CollectionGuess.make(table: "t", keys: "id", sample: []).columns.map(\.field) == ["id"])
    }
}
