import AWSClient
import ArgumentParser
import Console
import ConsoleConfiguration
import Glibc
import OpsDomain
import OpsServices

/// One connection to one environment: what the flags, the process environment and the config file add up to.
struct Session: Sendable {
    let names: ResourceNames
    let region: String
    let isReadOnly: Bool
    private let leases: LeaseSettings
    let services: ConsoleServices
    let calls: any AWSCalling
    private let transport: AsyncHTTPTransport
    private let skew: ClockSkew

    /// What the command line says; nil leaves it to the environment and the config file.
    struct Choice: Sendable {
        var environment: String?
        var profile: String?
        var region: String?
        var isReadOnly = false
        /// Plain HTTP to other machines than this one.
        var allowsHTTP = false
        var leases = LeaseSettings()
    }

    /// Reads what is set; makes no request yet. Flags go before variables, variables before the config file.
    init(
        _ choice: Choice, settings: Settings? = nil,
        environment: [String: String] = ProcessEnvironment.current
    ) throws {
        let settings = try settings ?? SettingsFile.load(environment: environment).settings
        func isSet(_ name: String) -> Bool { environment[name]?.isEmpty == false }
        let variable = isSet("NIGHTDESK_ENV") ? environment["NIGHTDESK_ENV"] : nil
        let chosen = choice.environment ?? variable ?? settings.environment ?? "development"
        // Keys in the environment are a choice as much as a profile there.
        let isInEnvironment = isSet("AWS_PROFILE") || isSet("AWS_ACCESS_KEY_ID")
        let isRegionInEnvironment = isSet("AWS_REGION") || isSet("AWS_DEFAULT_REGION")
        self.init(
            names: ResourceNames(environment: chosen),
            configuration: try AWSConfiguration.load(
                environment: environment, profile: choice.profile ?? (isInEnvironment ? nil : settings.profile),
                region: choice.region ?? (isRegionInEnvironment ? nil : settings.region),
                allowInsecureEndpoints: choice.allowsHTTP),
            isReadOnly: choice.isReadOnly || settings.isReadOnly == true, collections: settings.collections,
            leases: choice.leases, state: UserDirectories(environment: environment).state)
    }

    /// A session over a configuration that is ready: nothing else is read, no variable, no file, no setting.
    init(
        names: ResourceNames, configuration: AWSConfiguration, isReadOnly: Bool,
        collections: [OpsDomain.Collection] = OpsDomain.Collection.all, leases: LeaseSettings = LeaseSettings(),
        state directory: String
    ) {
        self.names = names
        self.isReadOnly = isReadOnly
        self.leases = leases
        region = configuration.region
        transport = AsyncHTTPTransport(caBundlePath: configuration.caBundlePath)
        let transport = transport
        let skew = ClockSkew()
        self.skew = skew
        let meter = RequestMeter {
            AWSConnection(configuration: configuration, transport: transport, observer: $0, skew: skew)
        }
        calls = meter
        services = LiveServices.make(
            names: names, collections: collections, meter: meter, identity: .live(meter), isReadOnly: isReadOnly,
            journal: Journal(
                file: JournalFile(path: "\(directory)/journal.jsonl"),
                place: JournalPlace(
                    environment: names.environment, region: configuration.region,
                    endpoint: configuration.endpoints.configuredURL(for: .dynamoDB)),
                clock: .system.corrected { skew.current }, reached: TestStop.reached),
            files: .local(environment: ProcessEnvironment.current), directory: directory,
            clock: .system.corrected { skew.current }, leases: leases, reached: TestStop.reached)
    }

    var place: ConsolePlace {
        ConsolePlace(environment: names.environment, region: region, isProduction: names.isProduction)
    }

    /// A collection of this session and its records, by the name that the reference stack or the config file gives it.
    func records(_ id: String) throws -> OpenedTable {
        guard let collection = services.collections.first(where: { $0.id == id }), let service = services.records[id]
        else {
            let names = services.collections.map(\.id).joined(separator: ", ")
            throw CommandFailure(.usage, "There is no collection called \(id); there are \(names).")
        }
        return OpenedTable(collection: collection, records: service)
    }

    /// The collection and the records that a journal's entry is about: a declared one, or any table.
    func open(_ entry: JournalEntry) async throws -> OpenedTable {
        services.records[entry.collection] == nil
            ? try await services.table(entry.table) : try records(entry.collection)
    }

    /// The services' time, as far as their answers have told it.
    func now() -> Timestamp {
        clock.now()
    }

    /// The same for the console, whose ages are of moments that the services tell.
    var clock: ConsoleClock {
        let skew = skew
        return .live.corrected { skew.current }
    }

    /// Runs a command's work and ends in order: on SIGINT, SIGTERM or SIGHUP too, leases are given back and connections
    /// closed first.
    func run(_ work: @escaping @Sendable () async throws -> Void) async throws {
        let task = Task { try await work() }
        let received = ReceivedSignal()
        let signals = TerminationSignals { number in
            received.note(number)
            task.cancel()
        }
        let outcome = await task.result
        signals.cancel()
        await close()
        // As the signal would have ended it, for those who wait for it; who sent it needs no word about it.
        if let number = received.number { throw ExitCode(128 + number) }
        try outcome.get()
    }

    /// Gives back every lease and closes the connections.
    func close() async {
        let release = await services.deadLetters.releaseAll(.seconds(5))
        if release.left > 0 {
            let messages = release.left == 1 ? "1 message" : "\(release.left) messages"
            let seconds = leases.visibility.components.seconds
            StandardStream.complain(
                "nightdesk: \(messages) of \(names.deadLetterQueue) could not be given back: others see them again "
                    + "within \(seconds) seconds.")
        }
        do {
            try await transport.shutDown()
        } catch {
            StandardStream.complain("nightdesk: the connections did not close in order: \(error)")
        }
    }
}
