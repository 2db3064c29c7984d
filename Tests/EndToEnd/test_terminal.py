"""The console as a program in a terminal: sizes, job control, the mouse, and what it leaves behind on every way out."""

from __future__ import annotations

import os
import re
import signal
import unicodedata

from console import Console, eventually, is_running
from world import WorldCase

SIZES = [(80, 24), (120, 40), (200, 60)]
LIVE = {
    "1": r"┏ 1 Users ━+ .*100 loaded of ~2,000 ┓",
    "2": r"┏ 2 Orders ━+ .*100 loaded of ~1,000 ┓",
    "3": r"┏ 3 Queues ━+ .*48 dead letters · 2 queues ┓",
    "4": r"┏ 4 Dead letters ━+ 48 leased, 1:\d\d left ┓",
    "5": r"┏ 5 Logs ━+ following · [\d,]{5,} lines",
}
ROWS = {
    "1": r" \w+\.\w+[.@\w…]* .* \d+ (d|h|m) ", "2": r"(delivered|shipped|pending|processing|cancelled) ", "3": r"order-dlq +48 ",
    "4": r"missing orderId", "5": r"(api|sqs|s3)-handler ",
}


class SizeTests(WorldCase):
    def test_all_panes_show_live_data(self) -> None:
        for columns, rows in SIZES:
            console = self.console(columns=columns, rows=rows)
            for pane, title in LIVE.items():
                with self.subTest(size=f"{columns}x{rows}", pane=pane):
                    console.keys(pane)
                    screen = console.wait(title)
                    # Rows of data inside the focused pane, not only a title above it.
                    console.wait(lambda screen, pane=pane: re.search(rf"┃[^┃\n]*{ROWS[pane]}", screen))
                    self.assert_whole(screen, columns, rows)
            console.close()
            self.world.come_to(visible=48, in_flight=0)

    def assert_whole(self, screen: str, columns: int, rows: int) -> None:
        """The screen is used to its edges: a header, a footer, and boxes whose right edges stand in one column."""
        lines = screen.split("\n")[:rows]
        self.assertEqual(len(lines), rows)
        self.assertRegex(lines[0], r"development +123456789012 +us-east-1 +nightdesk-demo .* req/min .*\d\d:\d\d UTC$")
        self.assertRegex(lines[rows - 1], r"\? help$")
        self.assertIn(lines[rows - 2][-1], "┛╯")
        edges = {console_width(line) for line in lines[2:rows - 1] if line[-1:] in "┃│┓┛╮╯"}
        self.assertEqual(edges, {columns}, screen)

    def test_wide_screens_show_every_pane_at_once(self) -> None:
        for columns, rows in SIZES[1:]:
            with self.subTest(size=f"{columns}x{rows}"):
                console = self.console(columns=columns, rows=rows)
                console.wait(r"(?s)1 Users ━.*loaded.*3 Queues ─.*2 queues")
                console.wait(r"2 Orders ─.*loaded")
                console.wait(r"4 Dead letters ─+ ~48 waiting, none leased")
                console.wait(r"5 Logs ─.* lines")
                console.close()

    def test_a_small_screen_says_so_and_recovers(self) -> None:
        for columns, rows in SIZES:
            with self.subTest(size=f"{columns}x{rows}"):
                console = self.console(columns=columns, rows=rows)
                before = console.wait(r"┏ 1 Users ━+ .*100 loaded(?s:.*)┃▌")
                console.keys("j", "j", "j")
                console.wait(lambda screen: re.search(r"┃▌", screen) and screen != before)
                selected = console.selected()
                console.resize(20, 5)
                console.wait(r"(?i)too small.*20.5(?s:.*)40.10")
                # What a person types there must not do anything unseen.
                console.keys("j", "n", "x")
                console.resize(columns, rows)
                screen = console.wait(r"┏ 1 Users ━+ .*100 loaded(?s:.*)\? help")
                self.assertEqual(console.selected(), selected)
                self.assert_whole(screen, columns, rows)
                console.press("3", LIVE["3"])
                console.close()

    def test_resizing_between_sizes_keeps_the_place(self) -> None:
        console = self.console(columns=200, rows=60)
        console.press("2", LIVE["2"])
        console.keys("j", "j")
        console.wait(lambda _: "▌" in console.screen())
        for columns, rows in (80, 24), (120, 40), (40, 10), (300, 80), (99, 29), (100, 30):
            console.resize(columns, rows)
            console.columns, console.rows = columns, rows
            screen = console.wait(
                lambda screen, size=(columns, rows): console_width(screen.split("\n")[0]) <= size[0]
                and re.search(r"┏ 2 Orders", screen) and "? help" in screen.split("\n")[size[1] - 1])
            self.assertNotIn("Too small", screen)


class LookTests(WorldCase):
    """What changes the look of the console, and comes back."""

    def test_panes_by_number_tab_and_shift_tab(self) -> None:
        for columns, rows in SIZES[:2]:
            console = self.console(columns=columns, rows=rows)
            console.wait("┏ 1 Users")
            for key, pane in [("3", 3), ("Tab", 4), ("Tab", 5), ("Tab", 1), ("BTab", 5), ("BTab", 4), ("2", 2), ("5", 5),
                              ("4", 4), ("1", 1)]:
                with self.subTest(size=columns, key=key):
                    console.press(key, rf"┏ {pane} ")
            console.close()

    def test_zoom(self) -> None:
        console = self.console()
        console.wait("╭ 5 Logs")
        console.press("Z", lambda screen: "╭ " not in screen and "┏ 1 Users" in screen)
        # Going to another pane stays zoomed.
        console.press("3", lambda screen: "┏ 3 Queues" in screen and "╭ " not in screen)
        console.press("Z", lambda screen: "┏ 3 Queues" in screen and "╭ 5 Logs" in screen)

    def test_times(self) -> None:
        console = self.open("1", loaded="100 loaded")
        console.wait(r"▌.* \d+ d ")
        console.press("t", r"▌.*\d{4}-\d\d-\d\d|▌.*\d\d-\d\d \d\d:\d\d")
        console.press("t", r"▌.*\d{4}-\d\d-\d\d|▌.*\d\d-\d\d \d\d:\d\d")
        console.press("t", r"▌.* \d+ d ")

    def test_redraw_mends_a_spoilt_screen(self) -> None:
        console = self.console(columns=80, rows=24)
        console.wait("100 loaded")
        console.scribble("GARBAGE ON THE SCREEN")
        console.wait("GARBAGE")
        console.press("C-l", lambda screen: "GARBAGE" not in screen and "development" in screen.split("\n")[0])

    def test_no_colour(self) -> None:
        console = self.console(environment={"NO_COLOR": "1"})
        console.wait("100 loaded")
        coloured = re.findall(r"\x1b\[[\d;]*\b(3[0-8]|4[0-8]|9[0-7]|10[0-7])\b[\d;]*m", console.screen(styled=True))
        self.assertEqual(coloured, [])
        console.close()
        console = self.console()
        console.wait("100 loaded")
        self.assertRegex(console.screen(styled=True), r"\x1b\[[\d;]*\b(3[0-8]|9[0-7])m")

    def test_themes_that_ship(self) -> None:
        plain = set()
        for theme in ("dark", "light", "high-contrast", "mono"):
            with self.subTest(theme=theme):
                console = self.console("--theme", theme, columns=80, rows=24)
                console.wait("100 loaded")
                self.assertNotRegex(console.screen(), r"(?i)theme")
                plain.add(console.screen(styled=True).split("\n")[2])
                console.close()
        self.assertGreater(len(plain), 1, "all themes look the same")

    def test_production_stands_out(self) -> None:
        self.world.control("stack", {"environment": "production"}, "POST")
        header = {}
        for environment in ("production", "development"):
            console = self.console("--env", environment, columns=80, rows=24)
            console.wait(rf"(?i){environment}(?s:.*)loaded|{environment}(?s:.*)0 |no user")
            header[environment] = console.header
            console.close()
        # Without colour too: not only the name differs.
        self.assertNotEqual(
            header["production"].replace("production", "").split()[0],
            header["development"].replace("development", "").split()[0])

    def test_ascii(self) -> None:
        console = self.console("--ascii")
        console.wait(r"1 Users =.*100 loaded")
        self.assertNotRegex(console.screen(), r"[─━│┃╭┏▌…·●◐]")

    def test_read_only_badge(self) -> None:
        console = self.console("--read-only", columns=80, rows=24)
        console.wait("100 loaded")
        self.assertRegex(console.header, r"(?i)read.?only|\bro\b")


class MouseTests(WorldCase):
    def test_a_click_chooses_pane_and_row(self) -> None:
        console = self.console()
        console.wait(r"(?s)2 Orders.*100 loaded of ~1,000")
        row, column = console.find("2 Orders")
        console.click(row + 4, column + 2)
        console.wait("┏ 2 Orders")
        third = console.lines()[row + 4][column - 1:]
        self.assertTrue(third.startswith("▌"), third)

    def test_a_click_chooses_a_tab(self) -> None:
        console = self.console(columns=80, rows=24)
        console.wait("100 loaded")
        console.click(*console.find("3 Queues"))
        console.wait("┏ 3 Queues")

    def test_the_wheel_scrolls(self) -> None:
        console = self.console(columns=80, rows=24)
        console.wait(r"loaded(?s:.*)┃▌")
        first = console.lines()[4]
        for _ in range(12):
            console.wheel(10, 20)
        console.wait(lambda screen: screen.split("\n")[4] != first)
        for _ in range(24):
            console.wheel(10, 20, down=False)
        console.wait(lambda screen: screen.split("\n")[4][2:40] == first[2:40])

    def test_a_click_answers_a_question(self) -> None:
        console = self.console(columns=80, rows=24)
        console.press("4", LIVE["4"])
        console.press("q", r"Quit\?")
        row, column = next(
            (row, line.index("n no")) for row, line in enumerate(console.lines()[:23]) if "y quit  n no" in line)
        console.click(row, column)
        console.wait(lambda screen: "Quit?" not in screen)

    def test_pasted_text_is_not_read_as_keys(self) -> None:
        console = self.console(columns=80, rows=24)
        console.wait("100 loaded")
        console.paste("q\nn\nx")
        console.wait("Pasted text")
        console.press("/", "┃/ ")
        console.paste("rossi")
        console.wait(r"┃/rossi +1 row┃")


class JobControlTests(WorldCase):
    def test_suspend_and_fg(self) -> None:
        for columns, rows in SIZES[:2]:
            with self.subTest(size=columns):
                console = self.console(in_shell=True, columns=columns, rows=rows)
                console.wait(r"┏ 1 Users ━+ .*100 loaded")
                console.keys("j", "j")
                console.wait(lambda screen: "┃▌" in screen)
                before = console.selected()
                console.press("C-z", r"Stopped")
                self.assertFalse(console.flag("alternate_on"), "the console's screen was left over the shell's")
                self.assertTrue(console.flag("cursor_flag"))
                console.text("echo typed$((20+3))")
                console.press("Enter", r"(?m)^typed23")
                console.text("fg")
                console.press("Enter", r"┏ 1 Users ━+ .*100 loaded(?s:.*)\? help")
                self.assertEqual(console.selected(), before)
                console.press("2", LIVE["2"])
                console.keys("q")
                console.wait(r"^shell>$", flags=re.M)
                console.close()

    def test_a_resize_while_suspended_is_seen(self) -> None:
        console = self.console(in_shell=True, columns=120, rows=40)
        console.wait(r"┏ 1 Users ━+ .*100 loaded")
        console.press("C-z", r"Stopped")
        console.resize(80, 24)
        console.rows = 24
        console.text("fg")
        console.press("Enter", r"┏ 1 Users ━+ .*100 loaded(?s:.*)\? help")
        self.assertEqual(console_width(console.lines()[1].rstrip()) <= 80, True)
        console.wait(lambda screen: "╭ " not in screen)


class WayOutTests(WorldCase):
    """However the console ends, the terminal is as it was before."""

    def assert_restored(self, console: Console, before: str) -> None:
        self.assertFalse(console.flag("alternate_on"), "the alternate screen was left on")
        self.assertTrue(console.flag("cursor_flag"), "the cursor was left hidden")
        for mouse in ("mouse_any_flag", "mouse_button_flag", "mouse_standard_flag", "mouse_all_flag"):
            self.assertFalse(console.flag(mouse), f"{mouse} was left on")
        self.assertEqual(console.terminal_settings(), before)

    def open_and_know_the_terminal(self, **environment: str) -> tuple[Console, str]:
        # The settings before are those of a terminal in which nothing but a shell ran.
        plain = self.console(columns=80, rows=24, in_shell=False, environment={"TERM": "nonesuch"})
        plain.wait("ended with")
        before = plain.terminal_settings()
        plain.close()
        console = self.console(columns=80, rows=24, environment=environment)
        console.wait("100 loaded")
        self.assertTrue(console.flag("alternate_on"))
        return console, before

    def test_quit(self) -> None:
        console, before = self.open_and_know_the_terminal()
        console.keys("q")
        console.wait_for_end(0)
        self.assert_restored(console, before)

    def test_control_c(self) -> None:
        console, before = self.open_and_know_the_terminal()
        console.keys("C-c")
        console.wait_for_end(0)
        self.assert_restored(console, before)

    def test_signals(self) -> None:
        for name in "SIGTERM", "SIGINT", "SIGQUIT":
            self.end_by(name)

    def test_fatal_signals(self) -> None:
        # Swift's own backtrace of a crash takes seconds and asks for a key; it is not what is tested here.
        for name in "SIGSEGV", "SIGABRT", "SIGBUS", "SIGFPE", "SIGILL", "SIGTRAP":
            self.end_by(name, SWIFT_BACKTRACE="enable=no")

    def end_by(self, name: str, **environment: str) -> None:
        with self.subTest(signal=name):
            number = getattr(signal, name)
            console, before = self.open_and_know_the_terminal(**environment)
            os.kill(console.process_id(), number)
            # As the shell tells it: 128 and the signal's number.
            console.wait_for_end(128 + number)
            self.assert_restored(console, before)
            console.close()

    def test_closing_the_terminal(self) -> None:
        console = self.console(columns=80, rows=24)
        console.wait("100 loaded")
        process = console.process_id()
        console.close()
        self.assertTrue(
            eventually(lambda: not is_running(process), seconds=5), "the console went on without a terminal")


def console_width(line: str) -> int:
    """The columns that a line takes, as wcwidth tells them."""
    width = 0
    for character in line:
        if unicodedata.combining(character) or unicodedata.category(character) in ("Mn", "Me", "Cf"):
            continue
        width += 2 if unicodedata.east_asian_width(character) in "WF" else 1
    return width
