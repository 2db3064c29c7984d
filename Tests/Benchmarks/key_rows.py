"""From a key to its frame, on a table of 100,000 rows."""

from __future__ import annotations

import itertools
import random
import time
from collections.abc import Callable, Iterator

from report import Bound, Row, count, times
from stream_rows import lines_shown
from terminal import Terminal, percentile
from workbench import USERS, CannedServer, Workbench

# How a row is told in the output: by text that no other row has.
Marker = Callable[[int], bytes]


def user(number: int) -> bytes:
    return b"family.%d@" % number


def reference_row(number: int) -> bytes:
    return b"Name %d " % number


def loaded_console(bench: Workbench, server: CannedServer, is_zoomed: bool = True) -> tuple[Terminal, float]:
    """A console with the whole table, and the seconds from the key that asked for it to the notice that it is there."""
    terminal = bench.console(server.endpoint)
    terminal.wait_for(b"family.0@")
    # The key must not meet the first page on its way.
    terminal.drain(0.1)
    begin = terminal.send(b"A")
    taken = terminal.wait_for(f"All {server.users:,} users loaded".encode(), limit=60) - begin
    terminal.send(b"Z" if is_zoomed else b"\x0c")
    terminal.wait_for(b"family.9@")
    if is_zoomed:
        terminal.drain(0.1)
    return terminal, taken


def walk(rows: int) -> Iterator[tuple[bytes, int]]:
    """Keys down and up again over so many rows, without end, each with the row that it brings the bar to."""
    steps = [(b"j", row) for row in range(1, rows + 1)] + [(b"k", row) for row in range(rows - 1, -1, -1)]
    return itertools.cycle(steps)


def keys(bench: Workbench) -> list[Row]:
    server = bench.server()
    console, _ = loaded_console(bench, server)
    reference = bench.terminal([bench.reference()])
    reference.wait_for(reference_row(59))
    answers: dict[str, list[tuple[float, int]]] = {"console": [], "reference": []}
    runners = [("console", console, user, walk(20)), ("reference", reference, reference_row, walk(20))]
    for _ in range(bench.pick(30, 8)):
        for name, terminal, marker, steps in runners:
            terminal.drain(0.02)
            for key, row in itertools.islice(steps, 40):
                answers[name].append(terminal.answer(key, marker(row)))
    times_of = {name: [answer[0] for answer in list] for name, list in answers.items()}
    rows = []
    for share, bound in ((0.5, 1.5), (0.99, 2.0)):
        ours, peer = (percentile(times_of[name], share) for name in ("console", "reference"))
        rows.append(Row(
            f"key → screen, p{share * 100:.0f}",
            f"{count(len(answers['console']))} moves of the bar, table of {count(USERS)} rows, 200×60",
            f"{ours:.2f} ms", peer=f"C + ncurses {peer:.2f} ms", ratio=times(ours / peer),
            target=f"≤ {bound:g}× the reference", bounds={"": Bound(ours / peer, bound)}))
    ours, peer = (percentile([answer[1] for answer in answers[name]], 0.5) for name in ("console", "reference"))
    rows.append(Row(
        "bytes a key", "the same moves; median", f"{count(ours)} bytes", peer=f"C + ncurses {count(peer)} bytes",
        ratio=times(ours / peer), target="≤ 450 bytes", bounds={"": Bound(ours, 450)}))
    return rows


def keys_while_logs_come(bench: Workbench) -> list[Row]:
    rate = 2_000
    server = bench.server(rate=rate)
    console, _ = loaded_console(bench, server, is_zoomed=False)
    console.read_for(2)
    chance = random.Random(7)
    taken = []
    arrived, begin = lines_shown(console), time.perf_counter()
    for key, row in itertools.islice(walk(8), bench.pick(600, 150)):
        console.read_for(chance.uniform(0.005, 0.04))
        sent = console.send(key)
        taken.append((console.wait_for(user(row), limit=5) - sent) * 1000)
    arrived = (lines_shown(console) - arrived) / (time.perf_counter() - begin)
    p50, p99 = percentile(taken, 0.5), percentile(taken, 0.99)
    # Lines come in gusts, page by page; over a few seconds they must come as fast as they are written.
    return [Row(
        "key while logs stream", f"{len(taken)} moves in the overview while {count(arrived)} log lines/s came in "
        f"({count(rate)} written)", f"p50 {p50:.2f}, p99 {p99:.2f} ms", peer=f"worst {max(taken):.1f} ms",
        target="p99 < 16 ms", bounds={"": Bound(p99, 16), "lines/s": Bound(arrived, rate * 0.8, is_floor=True)})]


def held_key(bench: Workbench) -> list[Row]:
    server = bench.server()
    console, _ = loaded_console(bench, server)
    reference = bench.terminal([bench.reference()])
    reference.wait_for(reference_row(59))
    presses = bench.pick(300, 100)
    behind: dict[str, list[float]] = {"console": [], "reference": []}
    counted = True
    place = 0
    for _ in range(bench.pick(4, 2)):
        for name, terminal, marker in (("console", console, user), ("reference", reference, reference_row)):
            taken, lands = hold(terminal, marker, place, presses)
            behind[name].append(taken)
            counted = counted and lands
        place += presses - 1
    ours, peer = max(behind["console"]), max(behind["reference"])
    return [Row(
        "held key, 100/s",
        f"{presses} presses in {presses / 100:g} s, {len(behind['console'])} times; behind on release, worst",
        f"{ours:.1f} ms; {'every press counted' if counted else 'presses were LOST'}",
        peer=f"C + ncurses {peer:.1f} ms", ratio=times(ours / peer), target="≤ 1 frame (16 ms), all counted",
        bounds={"": Bound(ours, 16), "presses lost": Bound(0 if counted else 1, 0)})]


def hold(terminal: Terminal, marker: Marker, place: int, presses: int) -> tuple[float, bool]:
    """Holds `j` from a row on; milliseconds from the last press to the last of what it brought, and whether no press
    was lost. Leaves the bar one row higher."""
    due = time.perf_counter()
    for _ in range(presses):
        while (left := due - time.perf_counter()) > 0:
            terminal.read(left)
        pressed = terminal.send(b"j")
        due += 0.01
    # A list that scrolls sends only what differs from the row before, so there is no text to wait for; but who is
    # behind goes on sending, frame by frame.
    ended = pressed
    while terminal.read(0.02):
        ended = time.perf_counter()
    # One row up redraws the last row and the one before it whole, and no other.
    last = place + presses
    terminal.send(b"k")
    terminal.drain(0.1)
    lands = all(marker(row) in terminal.seen for row in (last, last - 1)) and not any(
        marker(row) in terminal.seen for row in (last + 1, last - 2))
    return (ended - pressed) * 1000, lands
