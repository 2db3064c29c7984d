// swift-tools-version: 6.2
import PackageDescription

/// Every Swift target of ours: Swift 6 mode, explicit existentials, imports that are really named, no warning let
/// through.
let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .treatAllWarnings(as: .error),
]

let package = Package(
    name: "nightdesk",
    products: [
        .executable(name: "nightdesk", targets: ["nightdesk"])
    ],
    dependencies: [
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/LebJe/TOMLKit", from: "0.6.0"),
    ],
    targets: [
        .target(
            name: "CNcurses",
            cSettings: [.define("NCURSES_WIDECHAR", to: "1"), .define("_GNU_SOURCE")],
            linkerSettings: [.linkedLibrary("ncursesw"), .linkedLibrary("tinfo")]),
        .target(name: "TerminalCore", swiftSettings: strict),
        .target(name: "TerminalNcurses", dependencies: ["CNcurses", "TerminalCore"], swiftSettings: strict),
        .target(
            name: "AWSClient",
            dependencies: [
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
                .product(name: "Crypto", package: "swift-crypto"),
            ],
            swiftSettings: strict),
        .target(name: "OpsDomain", swiftSettings: strict),
        .target(name: "OpsServices", dependencies: ["OpsDomain", "AWSClient"], swiftSettings: strict),
        .target(name: "Console", dependencies: ["TerminalCore", "OpsDomain"], swiftSettings: strict),
        .target(
            name: "ConsoleConfiguration",
            dependencies: ["TerminalCore", "OpsDomain", .product(name: "TOMLKit", package: "TOMLKit")],
            swiftSettings: strict),
        .executableTarget(
            name: "nightdesk",
            dependencies: [
                "TerminalCore", "TerminalNcurses", "AWSClient", "OpsDomain", "OpsServices", "Console",
                "ConsoleConfiguration",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            // Found at run time beside the binary (ShareDirectory), and no part of the build.
            exclude: ["Resources", "Documentation.docc"],
            swiftSettings: strict),

        .target(
            name: "ConsoleTestSupport", dependencies: ["Console", "TerminalCore", "OpsDomain"], path: "Tests/Support",
            swiftSettings: strict),
        .testTarget(name: "ArchitectureTests", swiftSettings: strict),
        .testTarget(name: "TerminalCoreTests", dependencies: ["TerminalCore"], swiftSettings: strict),
        .testTarget(
            name: "TerminalNcursesTests", dependencies: ["TerminalNcurses", "TerminalCore", "CNcurses"],
            swiftSettings: strict),
        .testTarget(
            name: "AWSClientTests",
            dependencies: [
                "AWSClient", .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
            ],
            swiftSettings: strict),
        .testTarget(
            name: "OpsDomainTests", dependencies: ["OpsDomain", "ConsoleTestSupport"], swiftSettings: strict),
        .testTarget(
            name: "OpsServicesTests", dependencies: ["OpsServices", "OpsDomain", "AWSClient", "ConsoleTestSupport"],
            swiftSettings: strict),
        .testTarget(
            name: "ConsoleTests", dependencies: ["Console", "ConsoleTestSupport", "TerminalCore", "OpsDomain"],
            exclude: ["Snapshots", "Panes/Snapshots"], swiftSettings: strict),
        .testTarget(
            name: "NightdeskTests", dependencies: ["nightdesk", "OpsDomain", "AWSClient"], swiftSettings: strict),
        .testTarget(
            name: "ConsoleConfigurationTests", dependencies: ["ConsoleConfiguration", "OpsDomain", "TerminalCore"],
            swiftSettings: strict),
    ]
)

// `make bench` sets this: no other build has to pay for it.
if Context.environment["NIGHTDESK_BENCH"] != nil {
    package.targets.append(
        .executableTarget(
            name: "nightdesk-bench", dependencies: ["AWSClient", "OpsDomain", "OpsServices"],
            path: "Tests/Benchmarks/InProcess", swiftSettings: strict))
}
