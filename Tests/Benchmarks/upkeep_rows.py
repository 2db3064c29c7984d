"""What the console costs while nobody touches it: processor, memory, disk."""

from __future__ import annotations

import os
import pathlib
import shutil
import subprocess
import time

from report import Bound, Row, count, megabytes, times
from terminal import Terminal
from workbench import USERS, Missing, Workbench

EVENTS = 100_000


def idle(bench: Workbench) -> list[Row]:
    server = bench.server(events=2_000)
    console = bench.console(server.endpoint)
    console.wait_for(b"family.0@")
    others = {"C + ncurses": bench.terminal([bench.reference()])}
    try:
        others["lnav"] = bench.terminal([bench.tool("lnav"), str(bench.log_file())])
    except Missing:
        pass
    everybody = [console, *others.values()]
    # History, leases and lnav's index are done by then.
    read_all(everybody, bench.pick(8, 4))
    seconds = bench.pick(30, 8)
    before = [terminal.cpu_seconds() for terminal in everybody]
    console.forget()
    read_all(everybody, seconds)
    shares = [
        (terminal.cpu_seconds() - cpu) / seconds * 100 for terminal, cpu in zip(everybody, before, strict=True)]
    return [Row(
        "idle processor",
        f"all five panes polling at 200×60 for {seconds} s; {len(console.seen) / seconds:.0f} bytes/s "
        "to the terminal", f"{shares[0]:.2f} %",
        peer=", ".join(f"{name} {share:.2f} %" for name, share in zip(others, shares[1:], strict=True)),
        target="≤ 0.5 %", bounds={"": Bound(shares[0], 0.5)})]


def read_all(terminals: list[Terminal], seconds: float) -> None:
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        for terminal in terminals:
            terminal.read(0.02)


def memory(bench: Workbench) -> list[Row]:
    server = bench.server(events=EVENTS)
    # One pane at a time, so that one row's memory is not the other's.
    console = bench.console(server.endpoint, rows=40, columns=90)
    console.wait_for(b"family.0@")
    console.drain(0.5)
    empty = console.held_bytes()
    console.send(b"A")
    console.wait_for(f"All {USERS:,} users loaded".encode())
    console.drain(0.5)
    with_users, whole = console.held_bytes(), console.resident_bytes()
    rival = bench.boto3("scan", bench.pick(30_000, 10_000), server)
    each = rival["keptBytes"] / rival["count"]
    ours = with_users - empty
    rows = [memory_row(
        "memory, 100,000 users", "users", ours, whole, server.item_bytes, USERS, 160, each)]
    console.send(b"5")
    # At the console's own pace for the service's sake, some seconds.
    wait_for_lines(console, EVENTS)
    ours, whole = console.held_bytes() - with_users, console.resident_bytes()
    rival = bench.boto3("logs", bench.pick(50_000, 20_000), server)
    each = rival["keptBytes"] / rival["count"]
    rows.append(memory_row(
        "memory, 100,000 lines", "log events", ours, whole, server.event_bytes, EVENTS, 96, each))
    return rows


def wait_for_lines(console: Terminal, amount: int) -> None:
    end = time.perf_counter() + 40
    wanted = f"{amount:,} lines".encode()
    while wanted not in console.seen:
        if time.perf_counter() > end:
            raise TimeoutError(f"the logs pane never held {amount:,} lines")
        console.read_for(0.5)
        # The whole screen again: a count that grows comes in single digits.
        console.send(b"\x0c")
        console.read_for(0.2)
    console.drain(0.5, 2)


def memory_row(
    name: str, things: str, ours: int, total: int, text: int, amount: int, extra: int, peer_each: float
) -> Row:
    each = (ours - text) / amount
    return Row(
        name, f"growth of the console by {count(amount)} {things}, {megabytes(text)} of text as it came "
        f"(the whole process with its code then: {megabytes(total)})",
        f"{megabytes(ours)}: text + {each:.0f} bytes each",
        peer=f"boto3 {megabytes(peer_each * amount)}", ratio=times(ours / (peer_each * amount)),
        target=f"≤ text + {extra} bytes each", bounds={"": Bound(ours, text + extra * amount)})


def binary(bench: Workbench) -> list[Row]:
    """The size of what `make install` puts in place; of a build with Swift's libraries beside it only that is told."""
    stripped = bench.scratch / "stripped"
    shutil.copy(bench.binary, stripped)
    if not shutil.which("strip"):
        raise Missing("no strip")
    subprocess.run(["strip", str(stripped)], check=True)
    size = os.path.getsize(stripped)
    libraries = subprocess.run(["ldd", bench.binary], capture_output=True, text=True).stdout
    beside = sum(
        pathlib.Path(line.split()[2]).stat().st_size for line in libraries.splitlines() if "/swift/" in line)
    row = Row("binary", "stripped", megabytes(size), target="≤ 40 MB, static runtime")
    if beside:
        row.measured = f"stripped; Swift's libraries beside it ({megabytes(beside)}): `make dist` puts them in"
    else:
        row.bounds[""] = Bound(size, 40e6)
    return [row]
