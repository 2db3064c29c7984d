import ArgumentParser
import OpsDomain

/// Which collection a command is about: `users` and `orders` say it by their name, `items` by a flag.
protocol CollectionChoice: ParsableArguments, Sendable {
    /// The command's name.
    static var command: String { get }
    static var abstract: String { get }
    /// What one of them is called, in help texts.
    static var singular: String { get }

    func open(_ session: Session) async throws -> OpenedTable
}

struct UsersChoice: CollectionChoice {
    static let command = "users"
    static let abstract = "Users, without the console."
    static let singular = "user"

    func open(_ session: Session) async throws -> OpenedTable { try session.records("users") }
}

struct OrdersChoice: CollectionChoice {
    static let command = "orders"
    static let abstract = "Orders, without the console."
    static let singular = "order"

    func open(_ session: Session) async throws -> OpenedTable { try session.records("orders") }
}

struct ItemsChoice: CollectionChoice {
    static let command = "items"
    static let abstract = "Items of any collection or table, without the console."
    static let singular = "item"

    @Option(name: .shortAndLong, help: "The collection: users, orders, or one of config.toml.")
    var collection: String?

    @Option(help: "Or any table, by its whole name.")
    var table: String?

    func validate() throws {
        if (collection == nil) == (table == nil) {
            throw ValidationError("Give --collection or --table, one of the two.")
        }
    }

    func open(_ session: Session) async throws -> OpenedTable {
        if let table { return try await session.services.table(table) }
        return try session.records(collection ?? "")
    }
}
