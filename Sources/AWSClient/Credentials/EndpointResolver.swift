/// Chooses each service's endpoint, in the AWS CLI's order: `AWS_ENDPOINT_URL_{SERVICE}`, `AWS_ENDPOINT_URL`, the profile's
/// `services` section, the profile's `endpoint_url`, and then AWS itself.
/// https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html
package struct EndpointResolver: Hashable, Sendable {
    package let region: String
    private let configured: ConfiguredEndpoints

    /// `region` must have passed `Region.check`.
    package init(region: String, configured: ConfiguredEndpoints = ConfiguredEndpoints()) {
        self.region = region
        self.configured = configured
    }

    /// The URL that somebody set for a service; nil where AWS's own is used, or where what was set is told as an error by
    /// the first call.
    package func configuredURL(for service: AWSService) -> String? {
        do throws(AWSError) {
            return try configured.url(for: service)?.url
        } catch {
            return nil
        }
    }

    /// Throws `AWSError` of kind `configuration` when the configured URL is none.
    package func endpoint(for service: AWSService) throws(AWSError) -> Endpoint {
        if let (url, origin) = try configured.url(for: service) {
            return try Endpoint(url: url, origin: origin)
        }
        if let variant = configured.unsupportedVariant {
            throw .configuration(
                code: "UnsupportedEndpointVariant",
                message: "\(variant) endpoints are asked for, which this version cannot choose itself. Name the "
                    + "endpoint with AWS_ENDPOINT_URL_\(service.endpointVariable).")
        }
        return Endpoint(host: "\(service.endpointPrefix).\(region).\(Region.dnsSuffix(region))")
    }
}

/// What the environment and the profile say about endpoints.
package struct ConfiguredEndpoints: Hashable, Sendable {
    private let environment: [String: String]
    private let profile: SharedProfiles.Profile?
    private let services: [String: SharedConfigFile.Setting]?
    private let servicesName: String?

    package init(
        environment: [String: String] = [:], profile: SharedProfiles.Profile? = nil,
        profiles: SharedProfiles? = nil
    ) {
        self.environment = environment.filter { $0.key.hasPrefix("AWS_") && !$0.value.isEmpty }
        self.profile = profile
        servicesName = profile?.value("services")
        services = servicesName.flatMap { profiles?.services[$0] }
    }

    /// The URL for a service and the setting that it comes from; nil when nothing names one.
    func url(for service: AWSService) throws(AWSError) -> (url: String, origin: String)? {
        if isTrue("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "ignore_configured_endpoint_urls") { return nil }
        let name = service.endpointVariable
        for variable in ["AWS_ENDPOINT_URL_\(name)", "AWS_ENDPOINT_URL"] {
            if let url = environment[variable] { return (url, variable) }
        }
        guard let profile else { return nil }
        if let servicesName {
            guard let services else {
                throw .configuration(
                    code: "MissingServicesSection",
                    message: "Profile \(profile.name) names [services \(servicesName)], which the config file lacks.")
            }
            if let url = services[name.lowercased()]?.nested?["endpoint_url"], !url.isEmpty {
                return (url, "endpoint_url of \(name.lowercased()) in [services \(servicesName)]")
            }
        }
        return profile.value("endpoint_url").map { ($0, "endpoint_url of profile \(profile.name)") }
    }

    /// An endpoint variant that is switched on and that no rule here can build.
    var unsupportedVariant: String? {
        if isTrue("AWS_USE_FIPS_ENDPOINT", "use_fips_endpoint") { return "FIPS" }
        return isTrue("AWS_USE_DUALSTACK_ENDPOINT", "use_dualstack_endpoint") ? "Dual-stack" : nil
    }

    private func isTrue(_ variable: String, _ setting: String) -> Bool {
        (environment[variable] ?? profile?.value(setting))?.lowercased() == "true"
    }
}

extension AWSService {
    /// The service's part of `AWS_ENDPOINT_URL_{SERVICE}`: `CLOUDWATCH_LOGS`.
    package var endpointVariable: String {
        String(name.uppercased().map { $0 == " " || $0 == "-" ? "_" : $0 })
    }
}
