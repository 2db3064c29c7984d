import ConsoleTestSupport
import Glibc
import OpsDomain
import OpsServices
import Testing

@Suite struct JournalTests {
    private let records = ScriptedRecords([Record(fields: ["id": .string("1"), "n": .number("1")])])
    private let directory = "/tmp/nightdesk-journal-\(UInt64.random(in: 0...UInt64.max))"
    private var path: String { "\(directory)/deep/journal.jsonl" }

    private func journal() -> Journal {
        Journal(
            file: JournalFile(path: path), place: JournalPlace(environment: "test", region: "r", endpoint: nil))
    }

    private func history() async throws -> [JournalEntry] {
        let service = records.service
        return try await journal().service { _ in service }.history().entries
    }

    private func change(to number: String) -> RecordWrite {
        let before = records.records[0]
        var after = before
        after["n"] = .number(number)
        return .changing(before, to: after, key: "1")
    }

    private func cleanUp() {
        unlink(path)
        rmdir("\(directory)/deep")
        rmdir(directory)
    }

    @Test func aWriteIsNotedBeforeItGoesOutAndAfterItsAnswer() async throws {
        defer { cleanUp() }
        var service = records.service
        let write = service.write
        let file = JournalFile(path: path)
        service.write = { change in
            // On the disk already.
            #expect(try JournalText.read(file.read()).entries.map(\.outcome) == [.intended])
            return try await write(change)
        }
        let journal = journal()
        journal.learn(CallerIdentity(account: "1", arn: "arn:aws:iam::1:user/ann"))
        _ = try await journal.noting(service, collection: "things", table: "t").write(change(to: "2"))
        let entry = try #require(try await history().first)
        #expect(entry.outcome == .done && entry.place.who == "arn:aws:iam::1:user/ann")
        #expect(entry.write.delta.changes.map(\.after) == [.number("2")])
        var status = stat()
        #expect(stat(path, &status) == 0 && status.st_mode & 0o777 == 0o600)
    }

    @Test func aRefusalAndALostAnswerAreToldApart() async throws {
        defer { cleanUp() }
        var service = records.service
        for mayBeDone in [false, true] {
            service.write = { _ in
                throw ServiceFailure(reason: .timedOut, sentence: "No answer.", mayBeDone: mayBeDone)
            }
            let noted = journal().noting(service, collection: "things", table: "t")
            await #expect(throws: ServiceFailure.self) { _ = try await noted.write(change(to: "2")) }
        }
        #expect(
            try await history().map(\.outcome) == [.refused(reason: "No answer."), .unknown(reason: "No answer.")])
        // Nothing was written: a look at the table says so, and is noted.
        let plain = records.service
        let settled = try await journal().service { _ in plain }.settle()
        #expect(settled.map(\.outcome) == [.foundNotDone])
        #expect(try await history().last?.outcome == .foundNotDone)
    }

    @Test func whatCannotBeNotedDoesNotGoOut() async throws {
        let journal = Journal(
            file: JournalFile(path: "/dev/full"), place: JournalPlace(environment: "e", region: "r", endpoint: nil))
        let noted = journal.noting(records.service, collection: "things", table: "t")
        let failure = await #expect(throws: ServiceFailure.self) { _ = try await noted.write(change(to: "2")) }
        #expect(failure?.sentence.contains("so nothing was") == true)
        #expect(records.writes.isEmpty)
    }

    @Test func aTornLineSpoilsItselfOnly() async throws {
        defer { cleanUp() }
        let noted = journal().noting(records.service, collection: "things", table: "t")
        _ = try await noted.write(change(to: "2"))
        let file = open(path, O_WRONLY | O_APPEND)
        _ = "{\"v\":1,\"entry".withCString { Glibc.write(file, $0, 13) }
        close(file)
        _ = try await noted.write(change(to: "3"))
        #expect(try await history().map(\.outcome) == [.done, .done])
    }

    @Test func takingBackIsConditionalAndNoted() async throws {
        defer { cleanUp() }
        let service = records.service
        let journal = journal()
        _ = try await journal.noting(service, collection: "things", table: "t").write(change(to: "2"))
        let back = journal.service { _ in service }
        let entry = try #require(try await back.history().lastToUndo)
        #expect(try await back.undo(entry)?["n"] == .number("1"))
        #expect(try await back.history().lastToUndo == nil)
        #expect(try await history().map(\.undoneBy).first != nil)
        // Somebody changes it: the way back is closed, and nothing is written.
        _ = try await journal.noting(service, collection: "things", table: "t").write(change(to: "5"))
        let last = try #require(try await back.history().lastToUndo)
        var theirs = records.records[0]
        theirs["n"] = .number("9")
        records.replace("1", with: theirs)
        let failure = await #expect(throws: ServiceFailure.self) { _ = try await back.undo(last) }
        #expect(failure?.reason == .conflict(current: theirs))
        #expect(records.records == [theirs])
    }

    @Test func severalConsolesShareOneFile() async throws {
        defer { cleanUp() }
        let service = records.service
        await withTaskGroup(of: Void.self) { group in
            for number in 0..<40 {
                let journal = journal()
                group.addTask {
                    let record = Record(fields: ["id": .string("new-\(number)")])
                    do {
                        _ = try await journal.noting(service, collection: "things", table: "t")
                            .write(.creating(record, key: RecordKey("new-\(number)")))
                    } catch { Issue.record(error) }
                }
            }
        }
        let entries = try await history()
        #expect(entries.count == 40 && entries.allSatisfy { $0.outcome == .done })
    }
}
