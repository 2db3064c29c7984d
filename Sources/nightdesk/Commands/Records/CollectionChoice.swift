import ArgumentParser

/// Which collection a command is about: `users` and `orders` say it by their name, `items` by a flag.
protocol CollectionChoice: ParsableArguments, Sendable {
    /// The command's name.
    static var command: String { get }
    static var abstract: String { get }
    /// What one of them is called, in help texts.
    static var singular: String { get }

    var collection: String { get }
}

struct UsersChoice: CollectionChoice {
    static let command = "users"
    static let abstract = "Users, without the console."
    static let singular = "user"

    var collection: String { "users" }
}

struct OrdersChoice: CollectionChoice {
    static let command = "orders"
    static let abstract = "Orders, without the console."
    static let singular = "order"

    var collection: String { "orders" }
}

struct ItemsChoice: CollectionChoice {
    static let command = "items"
    static let abstract = "Items of any collection, without the console."
    static let singular = "item"

    @Option(name: .shortAndLong, help: "The collection: users, orders, or one of config.toml.")
    var collection: String
}
