import Testing

@testable import Console

@Suite struct AgeTests {
    @Test(arguments: [(0.0, "0s"), (59.9, "59s"), (60, "1m"), (3599, "59m"), (7200, "2h"), (200_000, "2d")])
    func anAgeIsInTheLargestWholeUnit(seconds: Double, text: String) {
        #expect(Age.short(seconds) == text)
    }

    @Test(arguments: [
        (0.0, "~$0/h"), (0.004, "<$0.01/h"), (0.034, "~$0.03/h"), (1.5, "~$1.50/h"), (12.6, "~$13/h"),
    ])
    func aPriceNeverLooksFreeWhenItIsNot(dollars: Double, text: String) {
        #expect(Price.perHour(dollars) == text)
    }
}
