import AWSClient
import OpsDomain

/// What a request costs by AWS's public price lists for US East (N. Virginia), in US dollars: an estimate, without free
/// tiers, discounts and other Regions' prices.
///
/// Sources: the pricing pages of DynamoDB (on demand, since November 2024), SQS and CloudWatch.
enum RequestPrices {
    private static let perReadUnit = ReadEstimate.dollarsPerReadUnit
    private static let perWriteUnit = 0.625 / 1_000_000
    private static let perQueueRequest = 0.40 / 1_000_000
    private static let perMetric = 0.01 / 1000

    /// - Parameter answered: bytes of the answer; reads are paid for by what they read.
    static func dollars(_ call: AWSCall, answered: Int) -> Double {
        switch call.service.name {
        case "DynamoDB": dynamo(call.operation, sent: call.body.count, answered: answered)
        // Each 64 KB of a request or its answer counts as one request.
        case "SQS": perQueueRequest * blocks(max(call.body.count, answered), of: 65_536)
        // Each metric that is asked for, never free; a further page is counted like the first, since AWS does not say.
        case "CloudWatch": call.operation == "GetMetricData" ? perMetric * Double(call.billedItems) : 0
        // FilterLogEvents, DescribeLogGroups, ListFunctions, ListEventSourceMappings and GetCallerIdentity have no price.
        default: 0
        }
    }

    private static func dynamo(_ operation: String, sent: Int, answered: Int) -> Double {
        switch operation {
        case "Scan", "Query": perReadUnit * 0.5 * blocks(answered, of: 4096)
        // Read consistently.
        case "GetItem", "BatchGetItem": perReadUnit * blocks(answered, of: 4096)
        case "PutItem", "UpdateItem", "DeleteItem", "BatchWriteItem": perWriteUnit * blocks(sent, of: 1024)
        default: 0
        }
    }

    private static func blocks(_ bytes: Int, of size: Int) -> Double {
        Double(max(1, (bytes + size - 1) / size))
    }
}
