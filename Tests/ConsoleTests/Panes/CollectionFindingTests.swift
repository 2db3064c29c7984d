import Console
import ConsoleTestSupport
import OpsDomain
import TerminalCore
import Testing

@Suite struct CollectionFindingTests {
    private func driver(next: String? = "100") -> PaneDriver<CollectionPane> {
        var driver = PaneDriver(
            CollectionPane(.users, service: ScriptedRecords(keys: "userId").service),
            area: Size(rows: 11, columns: 80))
        driver.appear()
        driver.send(.pageArrived(World.batch(World.users(100), next: next), askedAt: World.now))
        return driver
    }

    private func type(_ text: String, _ driver: inout PaneDriver<CollectionPane>) {
        driver.send(.list(.filterOpened))
        driver.send(.list(.filterEdited(.paste(text))))
    }

    @Test func anExpressionFiltersByTypeAndByFieldsThatNoColumnShows() {
        var driver = driver()
        type("age >= 60 and userId begins user-0000", &driver)
        let fitting = World.users(100).filter {
            guard case .number(let age) = $0["age"] else { return false }
            return (Int(age) ?? 0) >= 60 && $0["userId"]?.displayText.hasPrefix("user-0000") == true
        }
        #expect(!fitting.isEmpty)
        #expect(driver.state.arrangement.count == fitting.count)
        type("age missing", &driver)
        #expect(driver.state.arrangement.count == 34)
    }

    @Test func whileAnExpressionIsTypedTheListStaysAndTheLineSaysWhatIsMissing() {
        var driver = driver()
        type("age missing", &driver)
        type("age missing and", &driver)
        #expect(driver.state.arrangement.count == 34)
        #expect(driver.lines().joined().contains("Expected a field's name."))
        type("age >", &driver)
        #expect(driver.state.arrangement.count > 0)
        #expect(driver.send(.list(.filterAccepted)).notices == ["Expected a value after >."])
        #expect(driver.state.scope == .filter)
        driver.send(.list(.filterCancelled))
        #expect(driver.state.scope != .filter)
    }

    @Test func plainTextsAndColumnsAreLookedForAsBefore() {
        var driver = driver()
        type("userId:user-0000", &driver)
        #expect(driver.state.arrangement.count == 10)
        type("!example.com", &driver)
        #expect(driver.state.arrangement.count == 0)
    }

    @Test func aKeyThatNoLoadedRowHoldsIsAskedForOnce() {
        var driver = driver()
        type("user-04711", &driver)
        #expect(driver.send(.list(.filterAccepted)).started == ["record"])
        driver.send(.recordArrived(key: "user-04711", .success(World.user(4711))))
        #expect(driver.state.open?.key == "user-04711")
        driver.send(.detailClosed)
        // The list is whole again behind it.
        #expect(driver.state.arrangement.count == 100)
    }

    @Test func aKeyThatNobodyHasIsToldAndTheFilterStays() {
        var driver = driver()
        type("nobody", &driver)
        driver.send(.list(.filterAccepted))
        let effects = driver.send(.recordArrived(key: "nobody", .success(nil)))
        #expect(effects.notices == ["There is no user nobody."])
        #expect(driver.state.open == nil)
        #expect(driver.state.list.prompt.text == "nobody")
    }

    @Test(arguments: ["user-00001", "no such", "!user", "name:nobody", "age > 900"])
    func nothingIsAskedForWhatIsFoundOrNoKey(text: String) {
        var driver = driver()
        type(text, &driver)
        #expect(driver.send(.list(.filterAccepted)).started.isEmpty)
    }
}
