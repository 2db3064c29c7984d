import AWSClient
import FoundationEssentials
import Testing

@Suite("The credential cache")
struct CredentialCacheTests {
    private static func keys(_ id: String, expiresIn seconds: Double? = nil) -> Credentials {
        Credentials(
            accessKeyID: id, secretAccessKey: "s", expiration: seconds.map { Bench.time.addingTimeInterval($0) })
    }

    @Test("asks once, and again when the keys are about to end")
    func refresh() async throws {
        let provider = ScriptedCredentials([
            .success(Self.keys("A", expiresIn: 200)), .success(Self.keys("B", expiresIn: 4000)),
        ])
        let cache = CredentialCache(provider: provider, now: { Bench.time })
        #expect(try await cache.credentials().accessKeyID == "A")
        #expect(try await cache.credentials().accessKeyID == "B")
        #expect(try await cache.credentials().accessKeyID == "B")
        #expect(provider.asked == 2)
    }

    @Test("a failure is not kept")
    func failure() async throws {
        let provider = ScriptedCredentials([
            .failure(.credentials(code: "Broken", message: "")), .success(Self.keys("A")),
        ])
        let cache = CredentialCache(provider: provider)
        await #expect(throws: AWSError.self) { try await cache.credentials() }
        #expect(try await cache.credentials().accessKeyID == "A")
    }

    @Test("callers at the same time share one search")
    func singleFlight() async throws {
        let provider = GatedCredentials()
        let cache = CredentialCache(provider: provider)
        let ids = try await withThrowingTaskGroup(of: String.self) { group in
            for _ in 0..<20 { group.addTask { try await cache.credentials().accessKeyID } }
            await provider.open()
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(ids.count == 20 && Set(ids) == ["1"])
    }

    @Test("only the keys that were refused are forgotten")
    func invalidate() async throws {
        let provider = ScriptedCredentials([.success(Self.keys("A")), .success(Self.keys("B"))])
        let cache = CredentialCache(provider: provider)
        let old = try await cache.credentials()
        await cache.invalidate(old)
        #expect(try await cache.credentials().accessKeyID == "B")
        await cache.invalidate(old)
        #expect(try await cache.credentials().accessKeyID == "B")
        #expect(provider.asked == 2)
    }
}

/// Answers with how often it was asked, once it is opened.
private actor GatedCredentials: CredentialProvider {
    nonisolated let name = "gate"
    private var asked = 0
    private var isOpen = false
    private var waiting: [CheckedContinuation<Void, Never>] = []

    func open() {
        isOpen = true
        for continuation in waiting { continuation.resume() }
        waiting = []
    }

    func credentials() async throws -> Credentials {
        asked += 1
        let number = asked
        if !isOpen { await withCheckedContinuation { waiting.append($0) } }
        return Credentials(accessKeyID: String(number), secretAccessKey: "s")
    }
}
