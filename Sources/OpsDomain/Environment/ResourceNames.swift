/// The names of the reference stack's resources in one environment: `{env}-users`, `{env}-order-queue`,
/// `/aws/lambda/{env}-api-handler`…
package struct ResourceNames: Hashable, Sendable {
    /// `development`, `staging`, `production`, or a name of one's own.
    package let environment: String

    package init(environment: String) {
        self.environment = environment
    }

    /// What every queue, table and function of the environment begins with.
    package var prefix: String { environment + "-" }

    package var usersTable: String { table(of: .users) }
    package var ordersTable: String { table(of: .orders) }
    package var orderQueue: String { prefix + "order-queue" }
    package var deadLetterQueue: String { prefix + "order-dlq" }

    /// The three functions' names.
    package var functions: [String] {
        ["api-handler", "sqs-handler", "s3-handler"].map { prefix + $0 }
    }

    /// The function that reads the order queue.
    package var orderConsumer: String { prefix + "sqs-handler" }

    /// API Gateway's access log.
    package var accessLogGroup: String { "/aws/apigateway/\(prefix)api" }

    /// Where each function of `functions` writes, in their order.
    package var functionLogGroups: [String] { functions.map { "/aws/lambda/" + $0 } }

    /// Where the order queue's consumer writes.
    package var consumerLogGroup: String { "/aws/lambda/" + orderConsumer }

    /// The log groups of the reference stack: one a function, and the access log.
    package var logGroups: [String] { functionLogGroups + [accessLogGroup] }

    /// What the environment's log groups begin with; a group counts as the environment's when one of these fits.
    package var logGroupPrefixes: [String] {
        ["/aws/lambda/" + prefix, "/aws/apigateway/" + prefix]
    }

    /// Whether mistakes here reach customers: `production`, `prod`, and names that begin or end with them
    /// (`production-eu`, `eu-prod`), whatever their case.
    package var isProduction: Bool {
        let words = environment.lowercased().split(whereSeparator: { !$0.isLetter && !$0.isNumber })
        return words.contains { $0 == "production" || $0 == "prod" || $0 == "prd" || $0 == "live" }
    }

    package func table(of collection: Collection) -> String {
        collection.table.replacing("{env}", with: environment)
    }

    /// A resource's name without the environment: `order-dlq` for `development-order-dlq`, `api-handler` for
    /// `/aws/lambda/development-api-handler`; other names as they are.
    package func short(_ name: String) -> String {
        for prefix in logGroupPrefixes + [prefix] where name.hasPrefix(prefix) && name.utf8.count > prefix.utf8.count {
            return String(name.dropFirst(prefix.count))
        }
        return name
    }
}
