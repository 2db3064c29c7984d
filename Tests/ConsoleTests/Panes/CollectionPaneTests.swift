import Console
import ConsoleTestSupport
import OpsDomain
import TerminalCore
import Testing

@Suite struct CollectionLoadingTests {
    private func driver(rows: Int = 11) -> PaneDriver<CollectionPane> {
        PaneDriver(
            CollectionPane(.users, service: ScriptedRecords(keys: "userId").service),
            area: Size(rows: rows, columns: 100))
    }

    private func arrive(
        _ records: [Record], next: String?, _ driver: inout PaneDriver<CollectionPane>
    ) -> EffectList<CollectionMessage> {
        driver.send(.pageArrived(World.batch(records, next: next), askedAt: World.now))
    }

    @Test func theFirstPageIsAskedForOnAppearingAndNotTwice() {
        var driver = driver()
        #expect(driver.appear().started.contains("page"))
        #expect(driver.state.paging.limit(loaded: 0) == 100)
        _ = arrive(World.users(100), next: "100", &driver)
        #expect(!driver.appear().started.contains("page"))
    }

    @Test func theNextPageIsAskedForWhenTheCursorComesNearTheEnd() {
        var driver = driver()
        driver.appear()
        #expect(arrive(World.users(100), next: "100", &driver).started.isEmpty)
        #expect(driver.send(.list(.moved(.to(50)))).started.isEmpty)
        #expect(driver.send(.list(.moved(.to(85)))).started == ["page"])
        // One at a time.
        #expect(driver.send(.list(.moved(.down))).started.isEmpty)
    }

    @Test func aFilteredListDoesNotLoadTheTableByItself() {
        var driver = driver()
        driver.appear()
        _ = arrive(World.users(100), next: "100", &driver)
        #expect(driver.send(.list(.filterSet("no such text"))).started.isEmpty)
        #expect(driver.send(.list(.moved(.last))).started.isEmpty)
        #expect(driver.send(.nextPageAsked).started == ["page"])
    }

    @Test func whatAnotherPaneLooksForIsLoadedPageByPageUntilARowFits() {
        var driver = driver()
        driver.appear()
        _ = arrive(World.users(100), next: "100", &driver)
        #expect(driver.send(.textSought("userId:user-00250")).started == ["page"])
        #expect(arrive((100..<200).map(World.user), next: "200", &driver).started == ["page"])
        #expect(driver.lines().joined().contains("None of the 200 loaded rows fits yet; loading"))
        #expect(arrive((200..<300).map(World.user), next: "300", &driver).started.isEmpty)
        #expect(driver.state.arrangement.count == 1)
        #expect(driver.status.summary == "1 of 300 loaded (more to come) match /userId:user-00250")
    }

    @Test func whatAnotherPaneLooksForIsLookedForInTenPagesAtMost() {
        var driver = driver()
        driver.appear()
        _ = arrive(World.users(100), next: "100", &driver)
        var pages = driver.send(.textSought("userId:nobody")).started.count
        var notices: [String] = []
        for _ in 0..<20 where driver.state.paging.isBusy {
            let effects = arrive(World.users(10), next: "more", &driver)
            pages += effects.started.count
            notices += effects.notices
        }
        #expect(pages == 10)
        #expect(notices == ["Stopped looking after 200 rows: ] loads more, A loads all."])
        #expect(driver.lines().joined().contains("None of the 200 loaded rows fits; ] loads more, A loads all."))
    }

    @Test(arguments: [CollectionMessage.loadingStopped, .list(.narrowingCleared)])
    func lookingForItCanBeStopped(message: CollectionMessage) {
        var driver = driver()
        driver.appear()
        _ = arrive(World.users(100), next: "100", &driver)
        driver.send(.textSought("userId:nobody"))
        driver.send(message)
        #expect(arrive(World.users(10), next: "110", &driver).started.isEmpty)
    }

    @Test func whatIsLookedForBeforeTheFirstPageCameIsWaitedFor() {
        var driver = driver()
        driver.appear()
        #expect(driver.send(.textSought("userId:nobody")).started.isEmpty)
        #expect(arrive(World.users(100), next: "100", &driver).started == ["page"])
        _ = arrive([], next: nil, &driver)
        #expect(driver.lines().joined().contains("None of the 100 users fits userId:nobody"))
    }

    @Test func anEmptyPageWithANextIsNotTheEnd() {
        var driver = driver()
        driver.appear()
        #expect(arrive([], next: "50", &driver).started == ["page"])
        #expect(!driver.state.paging.isComplete)
        _ = arrive(World.users(3), next: nil, &driver)
        #expect(driver.state.paging.isComplete)
        #expect(driver.status.summary == "3")
    }

    @Test func refreshingKeepsRowsCursorSortAndFilterUntilTheNewOnesAreIn() {
        var driver = driver()
        driver.appear()
        _ = arrive(World.users(100), next: "100", &driver)
        _ = arrive((100..<150).map(World.user), next: "150", &driver)
        driver.send(.nextPageAsked)
        _ = arrive((100..<150).map(World.user), next: "150", &driver)
        driver.send(.list(.sortedBy(column: 1)))
        driver.send(.list(.filterSet("person1")))
        driver.send(.list(.moved(.to(7))))
        let (before, count) = (driver.state.selectedKey, driver.state.arrangement.count)
        #expect(driver.send(.refreshAsked).started.contains("page"))
        #expect(driver.state.arrangement.count == count)
        // Shorter at first, and in another order.
        #expect(arrive(Array((0..<100).map(World.user).reversed()), next: "100", &driver).started == ["page"])
        #expect(driver.state.arrangement.count == count)
        _ = arrive((100..<150).map(World.user), next: "150", &driver)
        #expect(driver.state.arrangement.count == count)
        #expect(driver.state.selectedKey == before)
        #expect(driver.state.list.sort == ColumnSort(column: 1))
        #expect(driver.state.rows.count == 150)
    }

    @Test func aRefreshThatFailsLeavesEverythingAndSaysSo() {
        var driver = driver()
        driver.appear()
        _ = arrive(World.users(150), next: "150", &driver)
        driver.send(.refreshAsked)
        _ = arrive(World.users(100), next: "100", &driver)
        driver.send(.pageFailed(World.unreachable))
        #expect(driver.state.rows.count == 150)
        #expect(driver.status.failure == World.unreachable)
        #expect(driver.status.asOf == World.now)
        #expect(!driver.status.isBusy)
        // The next page goes on behind what is shown, not behind what the refresh had reached.
        driver.send(.nextPageAsked)
        #expect(driver.state.paging.next == PageCursor(token: Array("150".utf8)))
    }

    @Test func whatFailedIsAskedForAgainOnceTheTableIsWithinReach() {
        var driver = driver()
        driver.appear()
        driver.send(.pageFailed(World.unreachable))
        #expect(driver.lines().joined().contains("cannot be reached"))
        let facts = CollectionFacts(
            tableName: "t", approximateCount: 2000, sizeInBytes: 1, keys: "userId")
        #expect(driver.send(.factsArrived(.success(facts), at: World.now)).started == ["page"])
        #expect(driver.status.failure == nil)
    }

    @Test func whatIsOldIsAskedForAnewOnComingBack() {
        var driver = driver()
        driver.appear()
        _ = arrive(World.users(100), next: "100", &driver)
        func enter() -> [String] {
            EffectList(driver.pane.focusChanged(&driver.state, isFocused: true, driver.context)).started
        }
        #expect(enter().isEmpty)
        driver.context = UpdateContext(
            now: World.now.adding(seconds: 90), area: driver.context.area, isReadOnly: false,
            place: driver.context.place)
        #expect(enter().contains("page"))
        #expect(enter().isEmpty)
        driver.send(.pageArrived(World.batch(World.users(100), next: "100"), askedAt: driver.context.now))
        #expect(driver.status.asOf == driver.context.now)
        #expect(enter().isEmpty)
    }

    @Test func whatIsOldAndMuchIsLeftToThePerson() {
        var driver = driver()
        driver.appear()
        _ = arrive(World.users(900), next: nil, &driver)
        driver.context = UpdateContext(
            now: World.now.adding(seconds: 90), area: driver.context.area, isReadOnly: false,
            place: driver.context.place)
        #expect(EffectList(driver.pane.focusChanged(&driver.state, isFocused: true, driver.context)).started.isEmpty)
    }

    @Test func aTableThatMayNotBeDescribedIsNotStale() {
        var driver = driver()
        driver.appear()
        _ = arrive(World.users(5), next: nil, &driver)
        let denied = ServiceFailure(reason: .denied(action: "dynamodb:DescribeTable"), sentence: "No.")
        driver.send(.factsArrived(.failure(denied), at: World.now))
        #expect(driver.status.failure == nil)
        driver.send(.factsArrived(.failure(World.unreachable), at: World.now))
        #expect(driver.status.failure == World.unreachable)
    }

    @Test func aLoadThatHidingCutShortGoesOnOnAppearing() {
        var driver = driver()
        driver.appear()
        _ = arrive(World.users(100), next: "100", &driver)
        driver.send(.everythingAsked)
        #expect(driver.appear().started.contains("page"))
        #expect(arrive((100..<200).map(World.user), next: nil, &driver).notices == ["All 200 users loaded."])
    }

    @Test func whoGivesTheFilterUpIsBackWhereTheyWere() {
        var driver = driver()
        driver.appear()
        _ = arrive(World.users(50), next: nil, &driver)
        driver.send(.list(.moved(.to(7))))
        for text in ["user-00040", "nothing fits this"] {
            driver.send(.list(.filterOpened))
            for character in text.unicodeScalars {
                driver.send(.list(.filterEdited(.key(Key(.character(character))))))
            }
            driver.send(.list(.filterCancelled))
            #expect(driver.state.selectedKey == "user-00007")
        }
        // Who keeps it, and lifts it later, stays with what they found.
        driver.send(.list(.filterOpened))
        driver.send(.list(.filterEdited(.paste("user-00040"))))
        driver.send(.list(.filterAccepted))
        driver.send(.list(.narrowingCleared))
        #expect(driver.state.selectedKey == "user-00040")
    }

    @Test func sortingFromTheFirstRowShowsTheNewestFirst() {
        var driver = driver()
        driver.appear()
        _ = arrive(World.users(50).reversed(), next: nil, &driver)
        driver.send(.list(.sortedBy(column: 3)))
        #expect(driver.state.list.selection.cursor == 0)
        #expect(driver.state.selectedKey == "user-00000")
        driver.send(.list(.moved(.to(7))))
        driver.send(.list(.sortReversed))
        #expect(driver.state.selectedKey == "user-00007")
        #expect(driver.state.list.selection.cursor == 42)
    }

    @Test func sortingManyRowsGoesOnElsewhereWhileTheOldOrderStays() {
        var driver = driver()
        driver.appear()
        _ = arrive(World.users(6000), next: nil, &driver)
        let effects = driver.send(.list(.sortedBy(column: 1)))
        #expect(effects.started == ["arrange"])
        #expect(driver.state.arrangement.query.isNatural)
        #expect(driver.status.isBusy)
        let made = RecordArrangement.make(
            of: driver.state.rows, driver.state.query, columns: Collection.users.columns,
            after: driver.state.arrangement)
        if let made { driver.send(.arranged(made)) }
        #expect(driver.state.arrangement.query == driver.state.query)
        #expect(!driver.status.isBusy)
        // Back to the table's order is no work at all.
        #expect(driver.send(.list(.filterSet(""))).started.isEmpty)
        driver.send(.list(.sortReversed))
        #expect(driver.send(.list(.sortReversed)).cancelled == ["arrange"] || !driver.state.isArranging)
    }
}

@Suite struct RecordFormTests {
    private func driver(_ collection: Collection = .users, isReadOnly: Bool = false) -> PaneDriver<CollectionPane> {
        let keys = collection.keys
        var driver = PaneDriver(
            CollectionPane(collection, service: ScriptedRecords(keys: keys).service), isReadOnly: isReadOnly)
        driver.appear()
        driver.send(.pageArrived(World.batch(World.users(3)), askedAt: World.now))
        return driver
    }

    private func type(_ text: String, into field: String, _ driver: inout PaneDriver<CollectionPane>) {
        driver.send(.formFieldClicked(field))
        driver.send(.formEdited(.key(.control("u"))))
        driver.send(.formEdited(.paste(text)))
    }

    private func conflict(_ current: Record?) -> ServiceFailure {
        ServiceFailure(reason: .conflict(current: current), sentence: "Somebody changed the record.")
    }

    @Test func savingIsForEditsThatKeepTheRules() {
        var driver = driver()
        driver.send(.editBegan)
        #expect(driver.availability(of: "users.form.save") == .unavailable("Nothing was changed."))
        type("old", into: "age", &driver)
        // Nobody is told off while typing.
        #expect(driver.state.form?.fields.fields.first { $0.id == "age" }?.error == nil)
        driver.send(.formFocusMoved(forwards: true))
        #expect(driver.state.form?.fields.fields.first { $0.id == "age" }?.error != nil)
        guard case .unavailable = driver.availability(of: "users.form.save") else {
            Issue.record("an age of letters could be saved")
            return
        }
        type("41", into: "age", &driver)
        #expect(driver.availability(of: "users.form.save") == .available)
        // The email is the sign-in name: shown, and not changed here.
        type("other@example.com", into: "email", &driver)
        #expect(driver.state.form?.changedFields == ["age"])
    }

    @Test func theConfirmationShowsWhatChanges() {
        var driver = driver()
        driver.send(.list(.moved(.down)))
        driver.send(.editBegan)
        type("Anna", into: "name", &driver)
        let confirmation = driver.pane.confirmation(for: .saveAsked, driver.state, driver.context)
        #expect(confirmation?.title == "Change 1 field of user amir Haddad?")
        #expect(confirmation?.details.map(\.text) == ["(person1@example.com, user-00001)"])
        let changes = confirmation?.changes ?? []
        #expect(changes.contains(.removed("name: amir Haddad")))
        #expect(changes.contains(.added("name: Anna")))
        #expect(changes.contains { $0.text.hasPrefix("+ updatedAt: ") })
        #expect(driver.send(.saveAsked).started == ["save"])
        #expect(driver.state.form?.phase == .saving)
        #expect(driver.send(.saveAsked).started.isEmpty)
    }

    @Test func aSavedRecordIsChangedWhereItStands() {
        var driver = driver()
        driver.send(.list(.moved(.down)))
        driver.send(.editBegan)
        type("Anna", into: "name", &driver)
        driver.send(.saveAsked)
        var saved = World.user(1)
        saved["name"] = .string("Anna")
        #expect(
            driver.send(.saved(saved, isNew: false)).notices == ["Saved user Anna (person1@example.com, user-00001)"])
        #expect(driver.state.form == nil)
        #expect(driver.state.selectedKey == "user-00001")
        #expect(driver.lines()[2].contains("Anna"))
    }

    @Test func aFailureKeepsTheFormAndItsText() {
        var driver = driver()
        driver.send(.editBegan)
        type("Anna", into: "name", &driver)
        driver.send(.saveAsked)
        driver.send(.saveFailed(World.unreachable))
        #expect(driver.state.form?.fields.text(of: "name") == "Anna")
        #expect(driver.state.form?.phase == .editing)
        #expect(driver.lines().joined().contains("cannot be reached"))
        #expect(driver.availability(of: "users.form.save") == .available)
    }

    @Test func aConflictIsToldAndMineGoOnTopOfTheirs() {
        var driver = driver()
        driver.send(.editBegan)
        type("Anna", into: "name", &driver)
        driver.send(.saveAsked)
        var theirs = World.user(0)
        theirs["name"] = .string("Anne")
        theirs["age"] = .number("77")
        driver.send(.saveFailed(conflict(theirs)))
        #expect(driver.state.scope == .conflict)
        let text = driver.lines().joined(separator: "\n")
        #expect(text.contains("Anne") && text.contains("Anna") && text.contains("77"))
        guard case .unavailable = driver.availability(of: "users.conflict.merge") else {
            Issue.record("saving went on without a choice")
            return
        }
        driver.send(.editing(.conflictChosen(.mine)))
        #expect(driver.availability(of: "users.conflict.merge") == .available)
        // The question comes at once, about what differs from theirs.
        #expect(driver.send(.editing(.conflictMerged)).requests == [.run("users.review.save")])
        #expect(driver.state.form == nil && driver.state.editing.conflict == nil)
        let question = driver.pane.confirmation(for: .editing(.reviewSaveAsked), driver.state, driver.context)
        let changes = question?.changes ?? []
        #expect(changes.prefix(2) == [.removed("name: Anne"), .added("name: Anna")])
        #expect(changes.dropFirst(2).allSatisfy { $0.text.contains("updatedAt") })
        #expect(driver.send(.editing(.reviewSaveAsked)).started == ["save"])
    }

    @Test func theirsCanBeTaken() {
        var driver = driver()
        driver.send(.opened)
        driver.send(.editBegan)
        type("Anna", into: "name", &driver)
        driver.send(.saveAsked)
        var theirs = World.user(0)
        theirs["name"] = .string("Anne")
        driver.send(.saveFailed(conflict(theirs)))
        driver.send(.editing(.conflictTheirsTaken))
        #expect(driver.state.form == nil)
        #expect(driver.state.open?.record == theirs)
        #expect(driver.state.rows.text("name", at: 0) == "Anne")
    }

    @Test func aRecordThatIsGoneCannotBeBuiltOn() {
        var driver = driver()
        driver.send(.editBegan)
        type("Anna", into: "name", &driver)
        driver.send(.saveAsked)
        driver.send(.saveFailed(conflict(nil)))
        guard case .unavailable = driver.availability(of: "users.conflict.merge") else {
            Issue.record("edits could be put on a record that is gone")
            return
        }
        driver.send(.editing(.conflictLeft))
        #expect(driver.state.form?.fields.text(of: "name") == "Anna")
    }

    @Test func leavingAsksOnlyWhenSomethingWouldBeLost() {
        var driver = driver()
        driver.send(.editBegan)
        driver.send(.formLeft)
        #expect(driver.state.form == nil)
        driver.send(.editBegan)
        type("Anna", into: "name", &driver)
        #expect(driver.pane.stagedWork(driver.state) == "1 user edited, not saved")
        driver.send(.formLeft)
        #expect(driver.state.scope == .leaving)
        driver.send(.formKept)
        #expect(driver.state.form?.fields.text(of: "name") == "Anna")
        driver.send(.formLeft)
        driver.send(.formDiscarded)
        #expect(driver.state.form == nil)
        #expect(driver.pane.stagedWork(driver.state) == nil)
    }

    @Test func aNewRecordAsksForWhatIsRequired() {
        var driver = driver()
        driver.send(.creationBegan)
        guard case .unavailable = driver.availability(of: "users.form.save") else {
            Issue.record("an empty user could be saved")
            return
        }
        type("ann@example.com", into: "email", &driver)
        type("Ann", into: "name", &driver)
        #expect(driver.availability(of: "users.form.save") == .available)
        #expect(driver.pane.confirmation(for: .saveAsked, driver.state, driver.context)?.action == "Create")
        #expect(driver.send(.saveAsked).started == ["save"])
        let created = Record(fields: ["userId": .string("fresh"), "name": .string("Ann")])
        driver.send(.saved(created, isNew: true))
        #expect(driver.state.selectedKey == "fresh")
    }

    @Test func anOrderIsNotMadeWithoutItems() {
        var orders = PaneDriver(CollectionPane(.orders, service: ScriptedRecords(keys: "orderId").service))
        #expect(orders.availability(of: "orders.new") == nil)
        orders.appear()
        orders.send(.pageArrived(World.batch([]), askedAt: World.now))
        #expect(orders.lines().joined().contains("No orders yet."))
        #expect(!orders.lines().joined().contains("n creates one"))
    }

    @Test func anEmptyTableOffersToMakeARecordOnlyWhereOneCanBeMade() {
        for isReadOnly in [false, true] {
            var driver = driver(isReadOnly: isReadOnly)
            driver.send(.refreshAsked)
            driver.send(.pageArrived(World.batch([]), askedAt: World.now))
            #expect(driver.lines().joined().contains("n creates one") == !isReadOnly)
        }
    }

    @Test func readOnlyOpensNoForm() {
        let driver = driver(isReadOnly: true)
        #expect(driver.availability(of: "users.edit") == .unavailable(CommandGate.readOnlyReason))
        #expect(driver.availability(of: "users.new") == .unavailable(CommandGate.readOnlyReason))
    }

    @Test func aCollectionWithoutRulesCannotBeEdited() {
        let bare = Collection(
            id: "files", title: "Files", singular: "file", table: "{env}-files", keys: "userId",
            columns: Collection.users.columns, rules: [])
        guard case .unavailable(let reason) = driver(bare).availability(of: "files.edit") else {
            Issue.record("a collection without rules could be edited")
            return
        }
        #expect(reason.contains("no rules"))
    }
}

@Suite struct RecordDetailTests {
    private func opened() -> PaneDriver<CollectionPane> {
        var driver = PaneDriver(
            CollectionPane(.orders, service: ScriptedRecords(keys: "orderId").service),
            area: Size(rows: 30, columns: 80))
        driver.appear()
        driver.send(.pageArrived(World.batch((0..<3).map(World.order)), askedAt: World.now))
        driver.send(.opened)
        return driver
    }

    @Test func allAttributesStandThereWithTheirTypes() {
        let text = opened().lines().joined(separator: "\n")
        #expect(text.contains("orderId S"))
        #expect(text.contains("total N"))
        #expect(text.contains("items L"))
        #expect(text.contains(#""productId": "p-1""#))
        #expect(text.contains("2026-03-01 02:14:00.000 UTC (0 s ago)"))
    }

    @Test func theLayoutGoesRoundAndIsTold() {
        var driver = opened()
        #expect(driver.status.summary == "order-0000")
        driver.send(.layoutCycled)
        #expect(driver.lines().joined().contains(#""total": {"N": "0.50"},"#))
        #expect(driver.status.summary.hasPrefix("order-0000 · DynamoDB JSON"))
        driver.send(.layoutCycled)
        #expect(driver.lines().joined().contains(#""total": 0.50,"#))
        #expect(driver.status.summary.hasPrefix("order-0000 · plain JSON"))
        driver.send(.layoutCycled)
        #expect(driver.lines().joined().contains("total N       0.50"))
    }

    @Test func amountsStandWithTheirPointsInOneColumn() {
        var driver = PaneDriver(
            CollectionPane(.orders, service: ScriptedRecords(keys: "orderId").service),
            area: Size(rows: 6, columns: 48))
        driver.appear()
        var records = (0..<3).map(World.order)
        for (index, total) in ["7", "1234.5", "0.25"].enumerated() { records[index]["total"] = .number(total) }
        driver.send(.pageArrived(World.batch(records), askedAt: World.now))
        let lines = driver.lines()
        let rows = lines[1...3].map { Array($0) }
        let points = rows.dropFirst().map { $0.firstIndex(of: ".") }
        #expect(points[0] != nil && points[0] == points[1])
        #expect(rows[0].firstIndex(of: "7").map { $0 + 1 } == points[0])
        // What it is doing is not cut while ids can be.
        #expect(lines[3].contains("○ cancelled"))
    }

    @Test func copiesAreTheRecordItself() {
        var driver = opened()
        guard case .copy(let text, _) = driver.send(.recordCopied).requests.first else {
            Issue.record("nothing was copied")
            return
        }
        #expect(text.hasPrefix(#"{"orderId":"order-0000","customerId":"user-00000","status":"pending""#))
        #expect(driver.send(.identifierCopied).requests == [.copy("order-0000", what: "order id")])
    }

    @Test func aSoughtKeyIsOpenedFromTheRowsOrFromTheTable() {
        var driver = opened()
        driver.send(.detailClosed)
        #expect(driver.send(.textSought("order-0002")).started.isEmpty)
        #expect(driver.state.open?.key == "order-0002")
        #expect(driver.state.selectedKey == "order-0002")
        #expect(driver.send(.textSought("order-0009")).started == ["record"])
        driver.send(.recordArrived(key: "order-0009", .success(World.order(9))))
        #expect(driver.state.open?.record == World.order(9))
        driver.send(.textSought("order-0010"))
        #expect(
            driver.send(.recordArrived(key: "order-0010", .success(nil))).notices == ["There is no order order-0010."])
    }

    @Test func aColumnAndATextFilter() {
        var driver = opened()
        driver.send(.textSought("customerId:user-00001"))
        #expect(driver.state.open == nil)
        #expect(driver.state.arrangement.count == 1)
    }
}

@Suite struct ContentWidthTests {
    private func driver(_ records: [Record], columns: Int) -> PaneDriver<CollectionPane> {
        var driver = PaneDriver(
            CollectionPane(.users, service: ScriptedRecords(keys: "userId").service),
            area: Size(rows: 8, columns: columns))
        driver.appear()
        driver.send(.pageArrived(World.batch(records, next: "more"), askedAt: World.now))
        return driver
    }

    @Test func columnsTakeWhatTheirContentTakes() {
        let title = driver(World.users(20), columns: 58).lines()[0]
        #expect(title.hasPrefix(" Name         Email                Age Created"))
        #expect(title.contains("User ID"))
    }

    @Test func columnsOnlyGrow() {
        var driver = driver(World.users(20), columns: 58)
        let before = driver.state.contents.contents
        var wide = World.user(30)
        wide["name"] = .string("A name of more than twenty cells")
        driver.send(.nextPageAsked)
        driver.send(.pageArrived(World.batch([wide], next: "more"), askedAt: World.now))
        #expect(driver.state.contents.contents[0].widest == 32)
        #expect(driver.state.contents.contents[1] == before[1])
    }
}

@Suite struct MomentTextTests {
    private func forms(_ secondsAgo: Double) -> [String] {
        let context = ViewContext(
            now: World.now, theme: .standard, symbols: .unicode, isFocused: true, timestamps: .utc, utcOffset: 0)
        let cell = MomentText.cell(World.now.adding(seconds: -secondsAgo), context)
        return ([cell.text] + cell.shorter).map(\.text)
    }

    @Test func aMomentTellsWhatMattersInTheRoomThereIs() {
        #expect(forms(60) == ["03-01 02:13", "02:13"])
        #expect(forms(86_400) == ["02-28 02:14", "02-28"])
        #expect(forms(86_400 * 90) == ["2025-12-01", "2025-12"])
    }
}
