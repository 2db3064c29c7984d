import ConsoleConfiguration
import OpsDomain
import Testing

@Suite struct SettingsTests {
    @Test func settingsAreReadWithTheirTypes() throws {
        let (settings, warnings) = try Settings.parse(
            "environment = \"staging\"\nread-only = true\nmouse = false\n[keys]\n\"users.edit\" = [\"e\", \"f2\"]\nhelp = \"f1\"\n",
            place: "config.toml")
        #expect(warnings.isEmpty)
        #expect(settings.environment == "staging")
        #expect(settings.isReadOnly == true)
        #expect(settings.usesMouse == false)
        #expect(settings.keys == ["users.edit": ["e", "f2"], "help": ["f1"]])
    }

    @Test func wrongTypesAndUnknownKeysAreWarnings() throws {
        let (settings, warnings) = try Settings.parse(
            "read-only = \"yes\"\ntheem = \"dark\"\n[keys]\nhelp = 3\n", place: "config.toml")
        // Who wrote anything there did not want writes.
        var expected = Settings()
        expected.isReadOnly = true
        #expect(settings == expected)
        #expect(warnings.map(\.place) == ["config.toml, theem", "config.toml, read-only", "config.toml, keys.help"])
    }
}

@Suite struct CollectionSettingsTests {
    private func parse(_ text: String) throws -> (collections: [Collection], warnings: [String]) {
        let (settings, warnings) = try Settings.parse(text, place: "config.toml")
        return (settings.collections, warnings.map { "\($0)" })
    }

    @Test func aCollectionIsDataAlone() throws {
        let (collections, warnings) = try parse(
            """
            [collections.files]
            singular = "file"
            table = "{env}-file-metadata"
            key = ["bucket", "objectKey"]
            columns = ["objectKey identifier", "size number", "contentType", "processedAt timestamp"]
            [collections.files.rules]
            size = ["required", "integer 0..1000"]
            kind = ["one-of a b"]
            [collections.files.links]
            owner = "users u"
            bucket = "orders.bucket"
            """)
        #expect(warnings.isEmpty)
        let files = try #require(collections.last)
        #expect(collections.map(\.id) == ["users", "orders", "files"])
        #expect((files.title, files.singular, files.table) == ("Files", "file", "{env}-file-metadata"))
        #expect(ResourceNames(environment: "staging").table(of: files) == "staging-file-metadata")
        #expect(files.keys == KeyFields(partition: "bucket", sort: "objectKey"))
        #expect(files.columns.map(\.kind) == [.identifier, .number, .text, .timestamp])
        #expect(files.rule("size")?.checks == [.required, .integer(0...1000)])
        #expect(files.rule("kind")?.checks == [.oneOf(["a", "b"])])
        #expect(files.links.map(\.target) == ["orders", "users"])
        #expect(files.links.map(\.targetField) == ["bucket", nil])
        #expect(files.links.map(\.key) == [nil, "u"])
    }

    @Test func aReferenceCollectionIsChangedOnlyInWhatIsNamed() throws {
        let (collections, warnings) = try parse("[collections.users]\ntable = \"people-{env}\"\n")
        #expect(warnings.isEmpty)
        #expect(collections[0].table == "people-{env}")
        #expect(collections[0].columns == Collection.users.columns && collections[0].rules == Collection.users.rules)
    }

    @Test func whatCannotBeUnderstoodIsToldWithItsPlace() throws {
        let (collections, warnings) = try parse(
            """
            [collections.a]
            key = "id"
            [collections.b]
            table = "b"
            key = "id"
            columns = ["id", "size weight"]
            colour = "red"
            rules = { id = ["unique"] }
            links = { id = "users uu" }
            [collections.queues]
            table = "q"
            key = "id"
            """)
        #expect(collections.map(\.id) == ["users", "orders", "b"])
        #expect(collections.last?.columns.map(\.field) == ["id"])
        for place in [
            "collections.a.table", "collections.b.colour", "collections.b.columns", "collections.b.rules.id",
            "collections.b.links.id", "collections.queues",
        ] {
            #expect(warnings.contains { $0.contains("config.toml, \(place)") }, "\(place) in \(warnings)")
        }
    }
}

@Suite struct QueueSettingsTests {
    @Test func thresholdsAreReadByPattern() throws {
        let (settings, warnings) = try Settings.parse(
            """
            [queues.thresholds]
            "*-dlq.fifo" = "depth 1"
            order-queue = ["depth 1000", "age 15m"]
            "slow-*" = "age 2d"
            """, place: "config.toml")
        #expect(warnings.isEmpty)
        #expect(
            settings.queueThresholds
                == QueueThresholds([
                    "*-dlq.fifo": QueueLimits(depth: 1), "order-queue": QueueLimits(depth: 1000, age: 900),
                    "slow-*": QueueLimits(age: 172_800),
                ]))
    }

    @Test func whatIsNoThresholdIsToldWithItsPlace() throws {
        let (settings, warnings) = try Settings.parse(
            """
            [queues]
            treshold = 3
            [queues.thresholds]
            a = ["depth 5", "depth 0", "depth -1", "age 5", "age 99999999999999999d", "size 3", "age"]
            b = 3
            """, place: "config.toml")
        #expect(settings.queueThresholds == QueueThresholds(["a": QueueLimits(depth: 5)]))
        #expect(
            warnings.map(\.place) == ["config.toml, queues.treshold"]
                + Array(repeating: "config.toml, queues.thresholds.a", count: 6) + ["config.toml, queues.thresholds.b"])
        #expect(warnings[1].problem.contains("\"depth 0\" is no threshold"))
        let (_, others) = try Settings.parse("[queues]\nthresholds = 3\n", place: "config.toml")
        #expect(others.map(\.place) == ["config.toml, queues.thresholds"])
    }
}
