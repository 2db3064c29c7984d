import Testing

@testable import OpsDomain

@Suite struct RecordExpressionTests {
    private static let order = Record(fields: [
        "status": .string("pending"), "total": .number("100.50"), "email": .string("Ada@Example.com"),
        "paid": .boolean(true), "gone": .null, "createdAt": .string("2026-01-02T03:04:05.678Z"),
        "code": .string("9"), "zip.code": .string("1010"), "and": .string("x"),
        "big": .number("99999999999999999999999999999999999998"),
        "address": .map(["city": .string("Linz am See"), "geo.point": .map(["lat": .number("48.3")])]),
        "tags": .stringSet(["red", "blue"]),
    ])

    private func problem(_ text: String) -> ExpressionProblem? {
        do throws(ExpressionProblem) {
            _ = try RecordExpression(parsing: text)
            return nil
        } catch {
            return error
        }
    }

    @Test(arguments: [
        "status = pending", "status=pending", "STATUS missing", "status != done", "total > 100", "total >= 100.5",
        "total = 1005e-1", "total < 1e3", "total <= 100.50", "email ~ @example.com", "age missing", "status exists",
        "not age exists", "not (status = done or total < 5)", "age missing and (status = x or total > 9)",
        "status = done or status = pending and total > 1", "status begins pend", "createdAt > 2026-01-01",
        "createdAt begins 2026-01-02T03", #"address.city = "Linz am See""#, "address.city ~ AM",
        #"address."geo.point".lat > 48"#, #""zip.code" = 1010"#, #"'zip.code' = '1010'"#, #""and" = x"#, "paid = true",
        "paid != false", "gone = null", "gone exists", "code = 9", #"code = "9""#, "code > 100", "tags ~ RED",
        "big < 99999999999999999999999999999999999999", "big > 99999999999999999999999999999999999997", "age != 3",
        "status.x missing", "not not status = pending", "total ~ 0.5", #"status ~ """#,
    ])
    func whatHolds(text: String) throws {
        let expression = try RecordExpression(parsing: text)
        #expect(expression.holds(for: Self.order))
        #expect(RecordExpression.isMeant(by: text))
        // What is told can be typed again.
        #expect(try RecordExpression(parsing: expression.text) == expression)
    }

    @Test(arguments: [
        "status = Pending", "total = 100", #"total = "100.50""#, "total > 100.50", "age = 3", "age < 3", "age > 3",
        "age ~ 3", "status missing", "paid = 1", "gone = x", "tags = red", "status > 5 and total > 500",
        "status.x exists", "total begins 1", #"paid = "true""#, "address > a",
    ])
    func whatDoesNotHold(text: String) throws {
        #expect(try !RecordExpression(parsing: text).holds(for: Self.order))
    }

    @Test func andBindsCloserThanOr() throws {
        let parsed = try RecordExpression(parsing: "a = 1 or b = 2 and not c exists")
        #expect(parsed.text == "a = 1 or (b = 2 and not c exists)")
        #expect(parsed == (try RecordExpression(parsing: "a = 1 OR (b = 2 AND (NOT c EXISTS))")))
        #expect(try RecordExpression(parsing: "(a = 1 and b = 2) and c = 3").conjuncts.count == 3)
    }

    @Test(arguments: [
        ("", 0, "name"), ("status", 6, "or missing"), ("status =", 8, "value after ="), ("= 3", 0, "name"),
        ("a = 1 b", 6, "quotes"), ("a = 1 and", 9, "name"), ("(a = 1", 6, "closing parenthesis"), ("a = 1)", 5, "open"),
        (#"a = "x"#, 4, "closing quote"), (#"a = "x"y"#, 7, "blank"), ("a ! 3", 2, "!="), ("a = and", 4, "value"),
        ("é = ", 5, "value"), ("a..b = 1", 0, "dot"), ("not", 3, "name"), ("a = b.\"c\"", 4, "whole value"),
        ("a = = b", 4, "value"), ("()", 1, "name"),
    ])
    func aProblemSaysWhereAndWhatWasExpected(text: String, offset: Int, sentence: String) throws {
        let problem = try #require(self.problem(text))
        #expect(problem.offset == offset)
        #expect(problem.sentence.contains(sentence), "\(problem.sentence)")
    }

    @Test func hostileTextIsReadOrRefusedAndNeverTraps() {
        let deep = String(repeating: "(", count: 4000) + "a = 1"
        #expect(problem(deep)?.sentence.contains("levels") == true)
        #expect(problem(String(repeating: "not ", count: 1000) + "a = 1")?.sentence.contains("levels") == true)
        #expect(problem(String(repeating: "x", count: 1_000_000) + " = 1")?.sentence.contains("4,096") == true)
        #expect(!RecordExpression.isMeant(by: String(repeating: "a=", count: 1_000_000)))
        #expect(problem("a = \u{0}\u{1B}[31m")?.offset == nil || problem("a = \u{0}\u{1B}[31m") != nil)
        var generator = SystemRandomNumberGenerator()
        let pieces = [
            "a", "(", ")", "=", "!", "!=", "<", ">", "~", "\"", "'", "\\", ".", " ", "and", "or", "not", "é", "1e9",
            "missing", "begins", "\u{0}", "\u{1F469}\u{200D}", "e\u{301}",
        ]
        for _ in 0..<5000 {
            let count = Int.random(in: 0..<14, using: &generator)
            let text = (0..<count).map { _ in pieces.randomElement(using: &generator) ?? "" }.joined()
            _ = RecordExpression.isMeant(by: text)
            do throws(ExpressionProblem) {
                let expression = try RecordExpression(parsing: text)
                _ = expression.holds(for: Self.order)
                let again = try RecordExpression(parsing: expression.text)
                #expect(again.text == expression.text, "\(text)")
            } catch {
                #expect((0...text.utf8.count).contains(error.offset), "\(text)")
            }
        }
    }

    @Test(arguments: [
        "pending", "!pending", "user-0001", "status:pending", "Ada Lovelace", "a.b@example.com", "=", "~x", "",
        "missing",
    ])
    func plainTextsAreNoExpressions(text: String) {
        #expect(!RecordExpression.isMeant(by: text))
    }

    @Test(arguments: ["status =", "status = \"pen", "total >", "age missing and", "(status = x"])
    func whatIsHalfTypedIsMeantAsOne(text: String) {
        #expect(RecordExpression.isMeant(by: text))
    }
}
