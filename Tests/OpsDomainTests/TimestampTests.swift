import Testing

@testable import OpsDomain

@Suite struct TimestampTests {
    @Test(arguments: [
        ("1970-01-01T00:00:00.000Z", 0), ("2026-01-02T03:04:05.678Z", 1_767_323_045_678),
        ("2000-02-29T23:59:59.999Z", 951_868_799_999), ("1969-12-31T23:59:59.999Z", -1),
        ("1900-03-01T00:00:00.000Z", -2_203_891_200_000), ("9999-12-31T23:59:59.999Z", 253_402_300_799_999),
    ])
    func textAndMomentAreEachOthersInverse(text: String, milliseconds: Int64) {
        #expect(Timestamp(iso8601: text)?.milliseconds == milliseconds)
        #expect(Timestamp(milliseconds: milliseconds).iso8601 == text)
    }

    @Test(arguments: [
        "2026-01-02T03:04:05.678901+00:00", "2026-01-02 03:04:05.678", "2026-01-02T04:34:05.678+01:30",
        "2026-01-01T22:04:05,678-0500", "2026-01-02T03:04:05.678z",
    ])
    func otherSpellingsMeanTheSame(text: String) {
        #expect(Timestamp(iso8601: text)?.iso8601 == "2026-01-02T03:04:05.678Z")
    }

    @Test func shorterFormsAreTheirFirstMoment() {
        #expect(Timestamp(iso8601: "2026-01-02")?.iso8601 == "2026-01-02T00:00:00.000Z")
        #expect(Timestamp(iso8601: "2026-01-02T03:04Z")?.iso8601 == "2026-01-02T03:04:00.000Z")
        #expect(Timestamp(iso8601: "2026-01-02T03:04:05.5Z")?.iso8601 == "2026-01-02T03:04:05.500Z")
    }

    @Test(arguments: [
        "", "now", "2026-13-01", "2026-02-29", "2026-01-00", "2026-01-02T24:00:00Z", "2026-01-02T03:60:00Z",
        "2026-01-02T03:04:05.Z", "2026-01-02T03:04:05Zx", "2026-01-02T", "2026-1-2", "٢٠٢٦-01-02",
        "2026-01-02T03:04:05+",
    ])
    func nonsenseIsNoMoment(text: String) {
        #expect(Timestamp(iso8601: text) == nil)
    }

    @Test func everyDayOfFourCenturiesComesBack() {
        for day in stride(from: Int64(-80_000), to: 80_000, by: 1) {
            let moment = Timestamp(milliseconds: day * 86_400_000 + 1)
            #expect(Timestamp(iso8601: moment.iso8601) == moment)
        }
    }

    @Test func anOffsetMovesTheClockAndTheDate() {
        let moment = Timestamp(milliseconds: 1_767_323_045_678)
        #expect(moment.calendarTime(offset: 3600).time == "04:04:05")
        #expect(moment.calendarTime(offset: -5 * 3600).date == "2026-01-01")
        #expect(moment.calendarTime(offset: 0).timeWithMilliseconds == "03:04:05.678")
        #expect(!Timestamp(milliseconds: .max).iso8601.isEmpty)
        #expect(!Timestamp(milliseconds: .min).iso8601.isEmpty)
    }

    @Test func noMomentThatAServerSendsIsTooFar() {
        let (first, last) = (Timestamp(milliseconds: .min), Timestamp(milliseconds: .max))
        #expect(last.seconds(since: first) > 1e16 && first.seconds(since: last) < -1e16)
        #expect(last.adding(seconds: 120) == last && first.adding(seconds: -120) == first)
        #expect(first.adding(seconds: .infinity) == last && last.adding(seconds: -1e300) == first)
        #expect(last.adding(seconds: .nan) == last)
        #expect(Timestamp(milliseconds: 1_000).adding(seconds: -0.25) == Timestamp(milliseconds: 750))
        #expect(!last.age(at: first).isEmpty && !first.age(at: last).isEmpty)
    }

    private static let ages: [(seconds: Double, text: String)] = [
        (0.4, "0 s"), (59.9, "59 s"), (60, "1 m"), (3599, "59 m"), (3600, "1 h"), (7500, "2 h 5 m"), (36_060, "10 h"),
        (86_400, "1 d"), (97_200, "1 d 3 h"), (867_600, "10 d"), (8_640_000, "100 d"), (.infinity, "–"),
    ]

    @Test(arguments: ages)
    func agesAreShort(seconds: Double, text: String) {
        #expect(RelativeAge.text(seconds: seconds) == text)
    }

    @Test func theFutureIsTold() {
        let now = Timestamp(milliseconds: 0)
        #expect(now.adding(seconds: 200).age(at: now) == "in 3 m")
        #expect(now.adding(seconds: 1).age(at: now) == "0 s")
        #expect(now.adding(seconds: -200).age(at: now) == "3 m")
    }
}
