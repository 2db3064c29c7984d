"""The server goes away while the console is open: old data stays with its age and the reason, keys stay instant, and all
panes recover when it is back."""

from __future__ import annotations

import os
import re
import signal
import statistics
import time

from console import Console, eventually
from world import Doorway, World, WorldCase

GOOD = {
    "1": r"┏ 1 Users ━+ [^┓]*100 loaded of ~2", "2": r"┏ 2 Orders ━+ [^┓]*100 loaded of ~1",
    "3": r"┏ 3 Queues ━+ .*2 queues", "4": r"┏ 4 Dead letters ━+ .*4\d leased, 1:",
    "5": r"┏ 5 Logs ━+ .*following · [\d,]{5,} lines · last",
}


def key_times(console: Console, presses: int = 12) -> list[float]:
    """Seconds from a key to its change on the screen, with what tmux takes on top."""
    times = []
    for press in range(presses):
        key, selected = ("j", "k")[press % 2], console.selected()
        began = time.monotonic()
        console.press(key, lambda _, selected=selected: console.selected() != selected, 5)
        times.append(time.monotonic() - began)
    return times


class CutConnectionTests(WorldCase):
    def setUp(self) -> None:
        self.door = Doorway(self.world)
        self.addCleanup(self.close_the_door)
        self.world.come_to(visible=48, in_flight=0)

    def close_the_door(self) -> None:
        # A console that was just closed gives its leases back through it.
        eventually(lambda: self.world.queue_counts() == (48, 0), seconds=6)
        self.door.shut()

    def behind_the_door(self, columns: int, rows: int) -> Console:
        return self.console(columns=columns, rows=rows, environment=self.door.environment)

    def test_all_panes_in_view_turn_stale_and_recover(self) -> None:
        console = self.behind_the_door(120, 40)
        for pane in "54321":
            console.keys(pane)
            console.wait(GOOD[pane])
        with self.door.outage():
            # Those that ask by themselves turn stale by themselves, users and orders when they are asked again.
            console.keys("C-r")
            console.press("2", "┏ 2 Orders")
            console.keys("C-r")
            console.wait(r"2 Orders ━+ [^┓]*stale \d+ ?s", 20)
            self.assertLess(statistics.median(key_times(console)), 0.25)
            age = lambda: int(re.search(r"2 Orders [━─]+ [^┓╮]*stale (\d+)", console.screen()).group(1))
            first = age()
            console.wait(lambda _: age() > first, 5)
            console.wait(lambda screen: len(re.findall(r"[━─] ✗ [^━─]*No connection to", screen)) == 5, 45)
            screen = console.screen()
            for name in ("1 Users", "2 Orders", "3 Queues"):
                self.assertRegex(screen, rf"{name} [━─]+ [^┓╮]*stale \d+ ?[sm]")
            # Every pane still shows its rows.
            self.assertEqual(len(re.findall(r"[┃│]▌", screen)), 5, screen)
        # Nobody who knows that the network is back waits for the next attempt.
        for pane in "345":
            console.press(pane, rf"┏ {pane} ")
            console.keys("C-r")
        assert_recovers(console)

    def test_one_pane_at_80_columns(self) -> None:
        console = self.behind_the_door(80, 24)
        for pane in "1235":
            console.keys(pane)
            console.wait(GOOD[pane])
        with self.door.outage():
            console.wait(r"(?s)┏ 5 Logs .*┃▌.*No connection to http://127", 40)
            console.press("3", "┏ 3 Queues")
            console.wait(r"┏ 3 Queues ━+ .*stale \d+ ?[sm](?s:.*)order-dlq +48 (?s:.*)No connection", 40)
            for pane in "21":
                console.press(pane, GOOD[pane])
                console.press("C-r", rf"┏ {pane} .*stale \d+ ?[sm](?s:.*)┃▌(?s:.*)No connection", 40)
            # Details, filters and the help go on working on what is there.
            console.press("Enter", "userId S")
            console.press("q", "┃ Name ")
            console.press("/", "┃/")
            console.text("rossi")
            console.wait(r"1 row┃")
            console.press("Escape", lambda screen: "┃/" not in screen)
            console.press("?", "Keys: ")
            console.press("Escape", lambda screen: "Keys: " not in screen)
            self.assertLess(statistics.median(key_times(console)), 0.25)
            # Lines stay when one looks away from them.
            console.press("5", "┏ 5 Logs")
            screen = console.wait(r"No connection to http://127", 20)
            self.assertRegex(screen, r"┃▌", "the lines are gone")
        assert_recovers(console)

    def test_a_write_during_an_outage_is_told_and_kept_in_the_form(self) -> None:
        console = self.behind_the_door(80, 24)
        console.wait("100 loaded")
        console.press("e", "Edit user")
        console.text("!")
        console.wait(r"\^S save")
        with self.door.outage():
            console.press("C-s", "Change 1 field")
            console.press("y", r"No connection(?s:.*)", 40)
            console.wait(r"Name \*? *▌.*!")


def assert_recovers(console: Console) -> None:
    for pane, good in GOOD.items():
        console.keys(pane)
        console.wait(rf"┏ {pane} ")
        if pane in "12":
            # What costs money by the row is asked again by hand only.
            console.keys("C-r")
        console.wait(
            lambda screen, pane=pane, good=good: re.search(good, screen) and "stale" not in title(screen, pane)
            and "No connection" not in screen, 45)


def title(screen: str, pane: str) -> str:
    found = re.search(rf"┏ {pane} .*", screen)
    return found.group(0) if found else ""


class HangingServerTests(WorldCase):
    """A server that takes requests and says nothing is worse than one that is gone."""

    def test_keys_stay_instant(self) -> None:
        console = self.console(columns=80, rows=24)
        console.wait("100 loaded")
        before = statistics.median(key_times(console))
        self.world.pause()
        self.addCleanup(self.world.go_on)
        console.keys("C-r")
        console.wait(r"◐")
        times = key_times(console)
        self.assertLess(statistics.median(times), max(0.25, before * 3))
        self.assertLess(max(times), 1)
        for pane in "2345":
            console.press(pane, rf"┏ {pane} ", 2)
        console.press("1", "┏ 1 Users", 2)
        self.world.go_on()
        for pane, good in GOOD.items():
            console.keys(pane)
            console.wait(lambda screen, pane=pane, good=good: re.search(good, screen) and "stale" not in title(screen, pane), 40)

    def test_quitting_does_not_wait_for_it(self) -> None:
        console = self.console(columns=80, rows=24)
        console.wait("100 loaded")
        self.world.pause()
        self.addCleanup(self.world.go_on)
        console.keys("C-r")
        began = time.monotonic()
        console.keys("q")
        console.wait_for_end(0, 10)
        self.assertLess(time.monotonic() - began, 3)

    def test_quitting_with_leases_ends_and_tells_what_was_not_given_back(self) -> None:
        self.assertRegex(self.quit_with_leases(), r"48 messages of development-order-dlq could not be\s+given back")

    def quit_with_leases(self) -> str:
        """Quits while the server hangs; answers what is left on the terminal."""
        console = self.console(columns=80, rows=24)
        console.wait("100 loaded")
        console.press("4", GOOD["4"])
        self.world.pause()
        self.addCleanup(self.world.go_on)
        console.press("q", r"Quit\?")
        began = time.monotonic()
        console.keys("y")
        screen = console.wait_for_end(0, 20)
        # It tries to give the leases back, but not for ever.
        self.assertLess(time.monotonic() - began, 12)
        return screen

    def test_a_slow_answer_is_shown_as_work_not_as_emptiness(self) -> None:
        with self.world.fault("slow", service="dynamodb", operation="Scan", seconds=3):
            console = self.console(columns=80, rows=24)
            screen = console.wait(r"┏ 1 Users ━+ .*◐")
            self.assertNotRegex(screen, r"(?i)no users|empty|n creates")
            console.wait("100 loaded", 20)

    def test_throttling_slows_down_and_recovers(self) -> None:
        console = self.console(columns=80, rows=24)
        console.wait("100 loaded")
        console.press("3", GOOD["3"])
        with self.world.fault("throttle", service="sqs"):
            console.keys("C-r")
            console.wait(r"(?s)┏ 3 Queues ━+ .*(stale|asks for fewer requests)", 40)
            self.assertRegex(console.screen(), r"order-dlq +\d+ ")
        console.wait(lambda screen: re.search(GOOD["3"], screen) and "stale" not in screen and "fewer" not in screen, 40)


class RestartTests(WorldCase):
    def test_a_server_that_is_killed_and_comes_back_on_its_port(self) -> None:
        port = self.world.port
        environment = dict(self.world.environment)
        open_before = self.console(columns=80, rows=24)
        open_before.wait("100 loaded")
        open_before.press("3", GOOD["3"])
        os.kill(self.world.ready["pid"], signal.SIGKILL)
        opened_meanwhile = Console([], environment, 80, 24)
        self.addCleanup(opened_meanwhile.close)
        for pane in "12345":
            opened_meanwhile.keys(pane)
            opened_meanwhile.wait(
                rf"(?s)┏ {pane} .*No connection to http://127\.0\.0\.1:{port}.*Check\s", 30)
        open_before.wait(r"┏ 3 Queues ━+ .*stale \d+ ?s(?s:.*)order-dlq +48 (?s:.*)No connection", 40)
        opened_meanwhile.keys("1")
        self.world.close()
        type(self).world = World(port=port)
        self.addClassCleanup(self.world.close)
        assert_recovers(open_before)
        open_before.press("1", GOOD["1"])
        self.world.come_to(visible=48, in_flight=0)
        assert_recovers(opened_meanwhile)
