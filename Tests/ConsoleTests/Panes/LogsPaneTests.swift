import Console
import ConsoleTestSupport
import OpsDomain
import TerminalCore
import Testing

@Suite struct LogsPaneTests {
    private func driver(_ lines: [LogLine] = World.lines) -> PaneDriver<LogsPane> {
        var driver = PaneDriver(LogsPane(service: ScriptedServices().services.logs), area: Size(rows: 20, columns: 120))
        driver.appear()
        driver.send(.groupsArrived(World.groups))
        driver.send(.tailTold(.lines(lines)))
        driver.send(.tailTold(.caughtUp(at: World.now)))
        return driver
    }

    private func type(_ text: String, _ driver: inout PaneDriver<LogsPane>, _ message: (InputEvent) -> LogsMessage) {
        for scalar in text.unicodeScalars { driver.send(message(.key(.character(scalar)))) }
    }

    @Test func linesTellTheirGroupTheirLevelAndHowMuchMoreThereIs() {
        let lines = driver().lines()
        let error = lines.first { $0.contains("Error processing") } ?? ""
        #expect(error.contains("✗"))
        #expect(error.contains("sqs-handler"))
        #expect(error.contains("▸+4 ValueError: Missing required fields: orderId, customerId | Error processing"))
        #expect(!error.contains("Traceback"))
        #expect(lines.contains { $0.contains("!") && $0.contains("slow answer") && $0.contains("api-handler") })
    }

    @Test(arguments: [
        (TimestampMode.relative, "Time (UTC)", "02:13:57.000"), (.utc, "Time (UTC)", "02:13:57.000"),
        (.local, "Time (local)", "04:13:57.000"),
    ])
    func linesTellTheTimeOfDay(mode: TimestampMode, title: String, time: String) {
        let driver = driver()
        var frame = Frame(size: driver.context.area)
        let context = ViewContext(
            now: World.now, theme: .standard, symbols: .unicode, isFocused: true, timestamps: mode, utcOffset: 7200)
        driver.pane.view(driver.state, into: &frame, Rect(driver.context.area), context)
        #expect(frame.lines[0].contains(title))
        #expect(frame.lines[8].contains("\(time) ! api-handler slow answer"))
    }

    @Test func followingAndFreezing() {
        var driver = driver()
        #expect(driver.state.lines.selected?.line?.eventID == "event-8")
        driver.send(.list(.moved(.up)))
        #expect(driver.status.summary.hasPrefix("frozen"))
        driver.send(.tailTold(.lines([World.line("later", 9, secondsAgo: 0)])))
        #expect(driver.state.lines.selected?.line?.eventID == "event-7")
        #expect(driver.status.summary.hasPrefix("frozen, 1 new below · "))
        driver.send(.tailTold(.lines([World.line("late", 10, secondsAgo: 6)])))
        #expect(driver.status.summary.hasPrefix("frozen, 2 new below · "))
        driver.send(.list(.filterSet("late")))
        #expect(driver.status.summary.hasPrefix("frozen, 1 new below · "))
        driver.send(.list(.filterSet("")))
        driver.send(.followToggled)
        #expect(driver.state.lines.selected?.line?.eventID == "event-9")
    }

    @Test func aPauseHoldsLinesBackAndLosesNone() {
        var driver = driver()
        driver.send(.pauseToggled)
        driver.send(.tailTold(.lines([World.line("later", 9, secondsAgo: 0)])))
        driver.send(.tailTold(.lines([World.line("late", 10, secondsAgo: 6)])))
        #expect(driver.state.lines.count == 8)
        #expect(driver.status.summary.hasPrefix("PAUSED, 2 waiting"))
        driver.send(.pauseToggled)
        #expect(driver.state.lines.count == 10)
        let times = (0..<10).compactMap { driver.state.lines.entry($0)?.timestamp }
        #expect(times == times.sorted())
    }

    @Test func searchGoesUpFromTheLiveEndAndOnWithN() {
        var driver = driver()
        driver.send(.searchOpened)
        type("requestid", &driver) { .searchEdited($0) }
        #expect(driver.state.lines.selected?.line?.eventID == "event-6")
        #expect(driver.state.scope == .logSearch)
        driver.send(.searchAccepted)
        driver.send(.matchAsked(forwards: false))
        #expect(driver.state.lines.selected?.line?.eventID == "event-5")
        #expect(driver.send(.matchAsked(forwards: true)).notices.isEmpty)
        #expect(driver.send(.matchAsked(forwards: true)).notices == ["No more requestid below: on from the top."])
        #expect(driver.state.lines.selected?.line?.eventID == "event-1")
    }

    @Test func aSearchCountsWhatItFinds() {
        var driver = driver()
        driver.send(.searchOpened)
        type("requestid", &driver) { .searchEdited($0) }
        #expect(driver.lines().last?.contains("4 of 4") == true)
        driver.send(.searchAccepted)
        driver.send(.matchAsked(forwards: false))
        #expect(driver.status.summary.contains("/requestid 3 of 4"))
        driver.send(.tailTold(.lines([World.line("requestId", 9, secondsAgo: 0)])))
        driver.send(.list(.moved(.up)))
        driver.send(.list(.filterSet("!end")))
        #expect(driver.status.summary.contains("/requestid 2 of 4"))
        driver.send(.narrowingLifted)
        #expect(!driver.status.summary.contains("requestid"))
    }

    @Test func aSearchOfManyLinesCountsSliceBySlice() {
        var driver = driver(
            (0..<12_000).map { World.line("line \($0)", $0, secondsAgo: Double(20_000 - $0)) })
        driver.send(.searchOpened)
        #expect(driver.send(.searchEdited(.paste("line 1"))).started == ["sift"])
        driver.send(.searchAccepted)
        #expect(driver.status.summary.contains("+ found"))
        while !driver.state.lines.isSifted { driver.send(.siftingWentOn) }
        #expect(driver.status.summary.contains("/line 1 3,111 of 3,111"))
    }

    @Test func theLineOfAMessageThatHoldsTheTextIsShown() {
        var driver = driver()
        driver.send(.searchOpened)
        driver.send(.searchEdited(.paste("app.py")))
        #expect(driver.lines().contains { $0.contains(#"▸+4 File "/var/task/app.py", line 12"#) })
        driver.send(.searchCancelled)
        driver.context = UpdateContext(
            now: World.now, area: Size(rows: 20, columns: 60), isReadOnly: false, place: driver.context.place)
        driver.send(.list(.filterSet("Max Memory Used: 92")))
        #expect(driver.lines()[1].contains("Max Memory Used: 92"))
        driver.send(.list(.filterSet("group:sqs")))
        #expect(driver.lines()[1].contains("START 7f3a0000"))
    }

    @Test func anInverseSearchHides() {
        var driver = driver()
        driver.send(.searchOpened)
        type("!requestid", &driver) { .searchEdited($0) }
        driver.send(.searchAccepted)
        #expect(driver.state.search.isEmpty)
        #expect(driver.state.lines.count == 4)
        driver.send(.narrowingLifted)
        #expect(driver.state.lines.count == 8)
    }

    @Test func aFilterKnowsGroupAndLevel() {
        var driver = driver()
        driver.send(.list(.filterSet("group:api")))
        #expect(driver.state.lines.count == 3)
        driver.send(.list(.filterSet("level:error")))
        #expect(driver.state.lines.selected?.line?.eventID == "event-3")
        driver.send(.list(.filterSet("!level:platform")))
        #expect(driver.state.lines.count == 5)
    }

    @Test func errorsAreOneKeyApart() {
        var driver = driver(World.lines + [World.line("[ERROR]\tnow\t\tagain", 20, secondsAgo: 1)])
        driver.send(.errorAsked(forwards: false))
        #expect(driver.state.lines.selected?.line?.eventID == "event-3")
        #expect(driver.send(.errorAsked(forwards: true)).notices.isEmpty)
        #expect(driver.state.lines.selected?.line?.eventID == "event-20")
        #expect(driver.send(.errorAsked(forwards: true)).notices == ["No more error below: on from the top."])
        #expect(driver.state.lines.selected?.line?.eventID == "event-3")
        #expect(driver.send(.errorAsked(forwards: false)).notices == ["No more error above: on from the bottom."])
        #expect(driver.state.lines.selected?.line?.eventID == "event-20")
    }

    @Test func atTheLiveEndTheNextErrorIsTheNewest() {
        var driver = driver(
            World.lines + [
                World.line("[ERROR]\tnow\t\tagain", 20, secondsAgo: 1), World.line("done", 21, secondsAgo: 0),
            ])
        #expect(driver.send(.errorAsked(forwards: true)).notices == ["This is the newest error."])
        #expect(driver.state.lines.selected?.line?.eventID == "event-20")
        #expect(driver.send(.errorAsked(forwards: true)).notices == ["No more error below: on from the top."])
    }

    @Test func theOnlyErrorAndNone() {
        var driver = driver()
        driver.send(.errorAsked(forwards: false))
        #expect(driver.send(.errorAsked(forwards: true)).notices == ["There is no other error."])
        #expect(driver.state.lines.selected?.line?.eventID == "event-3")
        driver.send(.list(.filterSet("level:info")))
        #expect(driver.send(.errorAsked(forwards: true)).notices == ["There is no error."])
    }

    @Test func whatIsFoundStandsAThirdDown() {
        let lines = (0..<100).map { number in
            World.line(number % 40 == 10 ? "ERROR here" : "fine", number, secondsAgo: Double(200 - number))
        }
        var driver = driver(lines)
        driver.send(.errorAsked(forwards: false))
        #expect(driver.state.lines.selection.cursor == 90)
        driver.send(.errorAsked(forwards: false))
        #expect(driver.state.lines.selection.cursor == 50)
        #expect(driver.state.lines.selection.top == 44)
        driver.send(.errorAsked(forwards: false))
        driver.send(.errorAsked(forwards: true))
        #expect(driver.state.lines.selection.top == 44)
        // What is well in sight stays where it is.
        driver.send(.list(.moved(.to(52))))
        driver.send(.errorAsked(forwards: false))
        #expect(driver.state.lines.selection.top == 44)
    }

    @Test func failedInvocationsAreOneKeyApart() {
        let reports = (0..<6).flatMap { number in
            let id = "8f3a0000-1111-2222-3333-44445555666\(number)"
            let status = number == 2 ? "\tStatus: error" : ""
            return [
                World.line(
                    "REPORT RequestId: \(id)\tDuration: 1.00 ms\(status)", 60 + number, secondsAgo: Double(6 - number))
            ]
        }
        var driver = driver(reports)
        driver.send(.invocationsToggled)
        #expect(driver.send(.errorAsked(forwards: true)).notices.isEmpty)
        #expect(driver.state.invocations.selected?.outcome == .failed)
        #expect(driver.send(.errorAsked(forwards: true)).notices == ["There is no other failed invocation."])
        driver.send(.list(.filterSet("ok")))
        #expect(driver.send(.errorAsked(forwards: false)).notices == ["No invocation failed."])
    }

    @Test func aGapIsShownWhateverTheFilter() {
        var driver = driver()
        driver.send(
            .tailTold(
                .gap(
                    group: World.groups[0], from: World.now.adding(seconds: -6), to: World.now.adding(seconds: -5),
                    World.unreachable)))
        driver.send(.list(.filterSet("level:error")))
        #expect(driver.lines().joined(separator: "\n").contains("1 s missed"))
    }

    @Test func aGroupThatFailsIsNamedUntilItAnswersAgain() {
        var driver = driver()
        driver.send(.tailTold(.failed(group: World.groups[2], World.unreachable)))
        #expect(driver.status.failure?.sentence.hasPrefix("s3-handler: ") == true)
        driver.send(.tailTold(.recovered(group: World.groups[2])))
        #expect(driver.status.failure == nil)
    }

    @Test func aGroupThatCameIntoBeingBelongsToTheTail() {
        var driver = driver()
        driver.send(.tailTold(.joined(group: "/aws/lambda/a-new-one")))
        driver.send(.tailTold(.joined(group: "/aws/lambda/a-new-one")))
        #expect(driver.state.groups == (World.groups + ["/aws/lambda/a-new-one"]).sorted())
    }

    @Test func anInvocationIsJoinedAndLeadsToItsLines() {
        var driver = driver()
        driver.send(.invocationsToggled)
        #expect(driver.state.scope == .invocations)
        let line = driver.lines()[1]
        for text in ["sqs-handler", "123.5 ms", "92/256", "310.2 ms", "7f3a"] { #expect(line.contains(text)) }
        driver.send(.opened)
        #expect(driver.state.mode == .lines)
        let shown = (0..<driver.state.lines.count).compactMap { driver.state.lines.entry($0)?.line?.eventID }
        #expect(shown == ["event-1", "event-2", "event-3", "event-4", "event-5"])
        driver.send(.narrowingLifted)
        #expect(driver.state.mode == .invocations)
        #expect(driver.state.lines.count == 8)
    }

    @Test func aRunThatToldOfErrorsIsNoPlainSuccess() {
        let other = "8f3a0000-1111-2222-3333-444455556666"
        var driver = driver(
            World.lines + [
                World.line("REPORT RequestId: \(other)\tDuration: 1.00 ms\tBilled Duration: 2 ms", 60, secondsAgo: 0)
            ])
        driver.send(.invocationsToggled)
        #expect(driver.lines()[1].contains("● ok "))
        #expect(driver.lines()[2].contains("! ok, errors"))
        driver.send(.list(.sortedBy(column: 6)))
        #expect(driver.state.invocations[0]?.outcome == .succeededWithErrors)
        driver.send(.list(.filterSet("error")))
        #expect(driver.state.invocations.count == 1)
        #expect(driver.state.invocations[0]?.id.requestID == World.request)
    }

    @Test func aLineThatNamesAnotherInvocationIsNotOfThisOne() {
        let other = "8f3a0000-1111-2222-3333-444455556666"
        var driver = driver(
            World.lines.prefix(3) + [
                World.line("[INFO]\tnow\t\(other)\tOf another", 30, secondsAgo: 8),
                World.line(#"{"level":"INFO","message":"so is this","requestId":"\#(other)"}"#, 31, secondsAgo: 8),
                World.line("Printed by whoever ran", 32, secondsAgo: 8),
            ] + World.lines.dropFirst(3))
        driver.send(.invocationsToggled)
        driver.send(.opened)
        let shown = (0..<driver.state.lines.count).compactMap { driver.state.lines.entry($0)?.line?.eventID }
        #expect(shown == ["event-1", "event-2", "event-3", "event-32", "event-4", "event-5"])
    }

    @Test func theDetailUnfoldsTracebackAndJSON() {
        var driver = driver()
        driver.send(.errorAsked(forwards: false))
        driver.send(.opened)
        #expect(!driver.state.lines.isFollowing)
        let text = driver.lines().joined(separator: "\n")
        #expect(text.contains("  File \"/var/task/app.py\", line 12, in handler"))
        #expect(text.contains("ValueError: Missing required fields"))
        #expect(text.contains(World.request))
        driver.send(.detailClosed)
        driver.send(.list(.moved(.to(5))))
        driver.send(.opened)
        #expect(driver.lines().joined(separator: "\n").contains(#"  "method": "GET","#))
    }

    @Test func blankLinesAreNeitherFoldedNorShown() {
        var driver = driver([
            World.line("told\n\n", 1, secondsAgo: 3),
            World.line("END RequestId: \(World.request)\nXRAY TraceId: 1\n", 2, secondsAgo: 2),
            World.line("two\n\n lines\n", 3, secondsAgo: 1),
        ])
        let lines = driver.lines()
        #expect(!lines[1].contains("▸") && !lines[2].contains("▸"))
        #expect(lines[3].contains("▸+1 two"))
        driver.send(.list(.moved(.first)))
        driver.send(.opened)
        #expect(driver.lines()[2].contains("Where it comes from"))
    }

    @Test func goingOnAfterABreakTellsNothingTwice() {
        var driver = driver()
        driver.appear()
        let told = World.lines.suffix(3) + [World.line("new", 50, secondsAgo: 0)]
        driver.send(.tailTold(.lines(Array(told))))
        #expect(driver.state.lines.count == 9)
        driver.send(.tailTold(.caughtUp(at: World.now)))
        #expect(driver.state.knownIDs.isEmpty)
    }

    @Test func aTailGoesOnFromALittleBeforeItsEnd() {
        let services = ScriptedServices()
        services.setGroups(World.groups)
        let harness = ConsoleHarness(panes: [LogsPane(service: services.services.logs)], services: services)
        #expect(services.tailRequests.map(\.since) == [World.now.adding(seconds: -3600)])
        #expect(services.tailRequests.first?.groups == World.groups)
        #expect(services.tailRequests.first?.joinsNew == true)
        services.tail.send(.lines(World.lines))
        harness.settle()
        #expect(harness.text.contains("slow answer"))
    }

    @Test func aHiddenTailGoesOnFromWhatWasToldOfEveryGroup() throws {
        let services = ScriptedServices()
        services.setGroups(World.groups)
        let panes: [any Pane] = [
            LogsPane(service: services.services.logs), QueuesPane(service: services.services.queues),
        ]
        let harness = ConsoleHarness(panes: panes, services: services)
        services.tail.send(.lines(World.lines))
        services.tail.send(.caughtUp(at: World.now))
        harness.advance(by: .seconds(600))
        services.tail.send(.caughtUp(at: World.now.adding(seconds: 600)))
        harness.settle()
        #expect(!harness.text.contains("old"))
        harness.press(.tab)
        harness.press(.tab)
        #expect(services.tailRequests.last?.since == World.now.adding(seconds: 480))
        // What failed before the tail was cut is asked for from there on.
        services.tail.send(
            .failed(group: World.groups[0], ServiceFailure(reason: .throttled, sentence: "Slow down.")))
        harness.settle()
        harness.advance(by: .seconds(300))
        services.tail.send(.caughtUp(at: World.now.adding(seconds: 900)))
        harness.settle()
        harness.press(.tab)
        harness.press(.tab)
        #expect(services.tailRequests.last?.since == World.now.adding(seconds: 480))
        // The new tail never failed: what the old one said is over once this one has caught up.
        #expect(harness.text.contains("Slow down."))
        services.tail.send(.caughtUp(at: World.now.adding(seconds: 901)))
        harness.settle()
        #expect(!harness.text.contains("Slow down."))
    }

    @Test func groupsAreAskedForUntilThereAreSome() {
        let services = ScriptedServices()
        services.setGroups([], failure: World.unreachable)
        let harness = ConsoleHarness(panes: [LogsPane(service: services.services.logs)], services: services)
        #expect(harness.text.contains("cannot be reached"))
        services.setGroups([])
        harness.advance(by: .seconds(5))
        #expect(harness.text.contains("There is no log group") && harness.text.contains("no log groups"))
        services.setGroups(World.groups)
        harness.advance(by: .seconds(5))
        #expect(!harness.text.contains("no log group"))
        #expect(services.tailRequests.count == 1)
        #expect(!harness.text.contains("cannot be reached"))
    }

    @Test func aSortedInvocationListKeepsItsCursor() {
        var driver = driver()
        driver.send(.invocationsToggled)
        driver.send(.list(.sortedBy(column: 2)))
        let other = "8f3a0000-1111-2222-3333-444455556666"
        driver.send(
            .tailTold(
                .lines([
                    World.line(
                        "REPORT RequestId: \(other)\tDuration: 1.00 ms\tBilled Duration: 2 ms\tMemory Size: 256 MB\tMax Memory Used: 90 MB\t",
                        60, group: 0, secondsAgo: 0)
                ])))
        #expect(driver.state.invocations[0]?.id.requestID == other)
        #expect(
            driver.state.invocations.selected?.id.requestID == other
                || driver.state.invocations.selected?.id.requestID == World.request)
        driver.send(.list(.filterSet("function:sqs")))
        #expect(driver.state.invocations.count == 1)
    }
}
