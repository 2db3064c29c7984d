import OpsDomain

/// The users and orders of the demo world, with the attributes and habits of the reference stack.
struct DemoRecords {
    let users: [Record]
    let orders: [Record]

    /// `userCount` users registered over the last 400 days and `orderCount` orders over the last 60, all before `now`.
    init(userCount: Int, orderCount: Int, now: Timestamp, generator: inout SeededGenerator) {
        var users: [Record] = []
        users.reserveCapacity(userCount)
        for index in 0..<userCount {
            users.append(Self.user(index, now: now, generator: &generator))
        }
        let customers = users.compactMap { record -> String? in
            if case .string(let id)? = record["userId"] { id } else { nil }
        }
        self.users = users
        orders = (0..<orderCount).map { _ in
            Self.order(customer: generator.pick(customers), now: now, generator: &generator)
        }
    }

    private static func user(_ index: Int, now: Timestamp, generator: inout SeededGenerator) -> Record {
        let name: String
        let mailbox: String
        if generator.chance(0.06) {
            name = generator.pick(DemoVocabulary.otherNames)
            mailbox = "user\(index)"
        } else {
            let given = generator.pick(DemoVocabulary.givenNames)
            let family = generator.pick(DemoVocabulary.familyNames)
            name = "\(given) \(family)"
            mailbox = "\(asciiOnly(given)).\(asciiOnly(family)).\(index)".lowercased()
        }
        let created = moment(before: now, days: 400, generator: &generator)
        var fields: FieldMap = [
            "userId": .string(generator.uuid()),
            "name": .string(name),
            "email": .string("\(mailbox)@\(generator.pick(DemoVocabulary.domains))"),
            "createdAt": .string(created.iso8601),
        ]
        if generator.chance(0.9) {
            fields["age"] = .number(String(Int.random(in: 18...84, using: &generator)))
        }
        if generator.chance(0.4) {
            let updated = Timestamp(
                milliseconds: Int64.random(in: created.milliseconds...now.milliseconds, using: &generator))
            fields["updatedAt"] = .string(updated.iso8601)
        }
        return Record(fields: fields)
    }

    private static func order(customer: String, now: Timestamp, generator: inout SeededGenerator) -> Record {
        let created = moment(before: now, days: 60, generator: &generator)
        var cents = 0
        let lines: [FieldValue] = (0..<Int.random(in: 1...5, using: &generator)).map { _ in
            let product = generator.pick(DemoVocabulary.products)
            let quantity = Int.random(in: 1...3, using: &generator)
            cents += product.cents * quantity
            return .map(["productId": .string(product.id), "quantity": .number(String(quantity))])
        }
        var fields: FieldMap = [
            "orderId": .string(generator.uuid()),
            "customerId": .string(customer),
            "items": .list(lines),
            "total": .number(decimal(cents: cents)),
            "createdAt": .string(created.iso8601),
        ]
        let changed = Timestamp(
            milliseconds: Int64.random(in: created.milliseconds...now.milliseconds, using: &generator))
        switch Int.random(in: 0..<100, using: &generator) {
        case 0..<15:
            fields["status"] = .string("pending")
        case 15..<27:
            fields["status"] = .string("cancelled")
            fields["cancelledAt"] = .string(changed.iso8601)
            fields["cancelReason"] = .string(generator.pick(DemoVocabulary.cancelReasons))
        case 27..<45:
            fields["status"] = .string("processing")
            fields["updatedAt"] = .string(changed.iso8601)
        case 45..<65:
            fields["status"] = .string("shipped")
            fields["updatedAt"] = .string(changed.iso8601)
        default:
            fields["status"] = .string("delivered")
            fields["updatedAt"] = .string(changed.iso8601)
        }
        return Record(fields: fields)
    }

    /// `1234` as `12.34`, `1200` as `12`: decimal text without a detour over binary fractions.
    static func decimal(cents: Int) -> String {
        let (whole, rest) = cents.quotientAndRemainder(dividingBy: 100)
        guard rest != 0 else { return String(whole) }
        let digits = rest < 10 ? "0\(rest)" : String(rest)
        return "\(whole).\(digits.hasSuffix("0") ? String(digits.prefix(1)) : digits)"
    }

    private static func moment(before now: Timestamp, days: Int64, generator: inout SeededGenerator) -> Timestamp {
        Timestamp(milliseconds: now.milliseconds - Int64.random(in: 60_000...(days * 86_400_000), using: &generator))
    }

    private static func asciiOnly(_ name: String) -> String {
        String(
            decoding: name.utf8.filter { $0 < 0x80 && $0 != UInt8(ascii: "'") && $0 != UInt8(ascii: " ") },
            as: UTF8.self)
    }
}
