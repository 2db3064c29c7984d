"""Keys on a table of 1,000,000 loaded rows: moving, filtering as one types, sorting; and what the rows weigh."""

from __future__ import annotations

import itertools
import random
import time

from key_rows import loaded_console, user, walk
from report import Bound, Row, count, megabytes
from terminal import Terminal, percentile
from workbench import Workbench

LARGE = 1_000_000
# No letter stands twice within three, so that each key brings the whole text anew into the title, which grows leftwards.
FILTERS = (b"family.9", b"given98", b"email~12", b"age>7", b"userid:0f")
# What only the line of column titles shows, and only the bar: the frames that tell how far a look is have neither.
SORT_MARK, BAR = b"\xe2\x96", b"7m"
TARGET = "p99 < 16 ms"


def large(bench: Workbench) -> list[Row]:
    users = bench.pick(LARGE, 200_000)
    server = bench.server(users=users)
    console = bench.console(server.endpoint)
    console.wait_for(b"family.0@")
    console.drain(0.5)
    empty = console.held_bytes()
    console.close()
    console, taken = loaded_console(bench, server)
    console.drain(0.5)
    loaded = console.held_bytes() - empty
    moves = moving(console, users, bench.pick(15, 3))
    typed, looks = typing(console, bench.pick(8, 2))
    sorts, orders = sorting(console, bench.pick(6, 1))
    sorted_bytes = console.held_bytes() - empty
    rows = [
        latency("key, 1,000,000 rows", f"{len(moves)} moves: up, down, pages, first and last of {count(users)} rows, "
                f"loaded in {taken:.1f} s", moves),
        latency("filter as one types", f"{len(typed)} keys in {len(FILTERS)} filters, some while the look for the key "
                f"before goes on; the last result after {percentile(looks, 0.5):.0f} ms", typed),
        latency("sort, 1,000,000 rows", f"{len(sorts)} keys: sorting by each column, and moves while it goes on; sorted "
                f"after {percentile(orders, 0.5):.0f} ms, worst {max(orders):.0f}", sorts)]
    for name, held in (("loaded", loaded), ("after sorting", sorted_bytes)):
        each = (held - server.item_bytes) / users
        rows.append(Row(
            f"memory, {count(users)} users", f"growth of the console, {name}; {megabytes(server.item_bytes)} of text as "
            "it came", f"text + {each:.0f} bytes each", target="≤ text + 160 bytes each",
            bounds={"": Bound(each, 160)}))
    return rows


def latency(name: str, measured: str, taken: list[float]) -> Row:
    p50, p99 = percentile(taken, 0.5), percentile(taken, 0.99)
    return Row(
        name, measured, f"p50 {p50:.2f}, p99 {p99:.2f} ms", peer=f"worst {max(taken):.1f} ms", target=TARGET,
        bounds={"": Bound(p99, 16)})


def moving(console: Terminal, users: int, rounds: int) -> list[float]:
    taken = []
    for _ in range(rounds):
        for key, row in itertools.islice(walk(20), 40):
            taken.append(console.answer(key, user(row))[0])
        for key, row in ((b"G", users - 1), (b"g", 0)):
            taken.append(console.answer(key, user(row))[0])
            console.drain(0.05)
        for _ in range(10):
            taken.append(bar_moved(console, b"\x04"))
            console.drain(0.01)
        console.send(b"g")
        console.drain(0.05)
    return taken


def typing(console: Terminal, rounds: int) -> tuple[list[float], list[float]]:
    """Milliseconds from each key to the frame that has it, and from the last key of a filter to its result."""
    chance = random.Random(11)
    taken, looks = [], []
    for _ in range(rounds):
        for text in FILTERS:
            console.send(b"/")
            console.drain(0.1)
            for end in range(1, len(text) + 1):
                # As people type: some keys come while the look for the one before goes on.
                console.read_for(chance.uniform(0.03, 0.2))
                begin = console.send(text[end - 1:end])
                taken.append((console.wait_for(b"/" + text[:end], limit=5) - begin) * 1000)
            looks.append(settled(console, begin))
            console.send(b"\x1b")
            settled(console, begin)
    return taken, looks


def sorting(console: Terminal, rounds: int) -> tuple[list[float], list[float]]:
    """Milliseconds from a key to its frame, and from the key that sorts to the last frame of it."""
    taken, orders = [], []
    for _ in range(rounds):
        for _ in range(6):
            begin = console.send(b"s")
            taken.append((console.wait_for(SORT_MARK, limit=5) - begin) * 1000)
            for key in (b"j", b"j", b"k"):
                console.read_for(0.03)
                taken.append(bar_moved(console, key))
            orders.append(settled(console, begin))
        # After the last column the table's own order.
        console.send(b"s")
        console.drain(0.2)
    return taken, orders


def bar_moved(console: Terminal, key: bytes) -> float:
    begin = console.send(key)
    return (console.wait_for(BAR, limit=5) - begin) * 1000


def settled(console: Terminal, begin: float, quiet: float = 0.7, limit: float = 20) -> float:
    """Milliseconds from `begin` to the last byte before the screen came to rest."""
    last = begin
    end = time.perf_counter() + limit
    while console.read(quiet) and time.perf_counter() < end:
        last = time.perf_counter()
    return (last - begin) * 1000
