/// Rules about region names.
package enum Region {
    /// The region in force: the flag, then `AWS_REGION`, `AWS_DEFAULT_REGION`, then the profile's `region`. Throws
    /// `AWSError` of kind `configuration` when none is named, or the name could not be part of a host name.
    static func resolve(
        flag: String?, environment: [String: String], profile: SharedProfiles.Profile?
    ) throws(AWSError) -> String {
        let named = [flag, environment["AWS_REGION"], environment["AWS_DEFAULT_REGION"], profile?.value("region")]
        guard let region = named.compactMap({ $0 }).first(where: { !$0.isEmpty }) else {
            throw .configuration(
                code: "NoRegion",
                message: "No AWS region is set. Use --region, AWS_REGION, or `region` in the profile.")
        }
        try check(region)
        return region
    }

    /// A region becomes a label of the host name: letters, digits and hyphens only.
    package static func check(_ region: String) throws(AWSError) {
        let isLabel = region.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"): true
            default: false
            }
        }
        guard isLabel, !region.isEmpty, region.utf8.count <= 63, !region.hasPrefix("-"), !region.hasSuffix("-") else {
            throw .configuration(code: "InvalidRegion", message: "\"\(region)\" is not the name of an AWS region.")
        }
    }

    /// The end of a region's host names, by the patterns of botocore's `partitions.json`.
    package static func dnsSuffix(_ region: String) -> String {
        let suffixes = [
            ("cn-", "amazonaws.com.cn"), ("eusc-", "amazonaws.eu"), ("us-iso-", "c2s.ic.gov"),
            ("us-isob-", "sc2s.sgov.gov"), ("eu-isoe-", "cloud.adc-e.uk"), ("us-isof-", "csp.hci.ic.gov"),
        ]
        return suffixes.first { region.hasPrefix($0.0) }?.1 ?? "amazonaws.com"
    }
}
