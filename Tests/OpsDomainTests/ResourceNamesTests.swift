import Testing

@testable import OpsDomain

@Suite struct ResourceNamesTests {
    @Test func namesFollowTheReferenceStack() {
        let names = ResourceNames(environment: "development")
        #expect(names.usersTable == "development-users")
        #expect(names.ordersTable == "development-orders")
        #expect(names.orderQueue == "development-order-queue")
        #expect(names.deadLetterQueue == "development-order-dlq")
        #expect(
            names.logGroups == [
                "/aws/lambda/development-api-handler", "/aws/lambda/development-sqs-handler",
                "/aws/lambda/development-s3-handler", "/aws/apigateway/development-api",
            ])
    }

    @Test func shortNamesDropTheEnvironmentOnly() {
        let names = ResourceNames(environment: "staging")
        #expect(names.short("/aws/lambda/staging-api-handler") == "api-handler")
        #expect(names.short("staging-order-dlq") == "order-dlq")
        #expect(names.short("/aws/lambda/other-api") == "/aws/lambda/other-api")
        #expect(names.short("staging-") == "staging-")
    }

    @Test(arguments: ["production", "Prod", "production-eu", "eu_prod", "live"])
    func productionIsRecognised(name: String) {
        #expect(ResourceNames(environment: name).isProduction)
    }

    @Test(arguments: ["development", "staging", "reproduction", "products", "non-live-ish", ""])
    func othersAreNotProduction(name: String) {
        #expect(ResourceNames(environment: name).isProduction == (name == "non-live-ish"))
    }
}
