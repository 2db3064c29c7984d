"""Lines of a busy group on their way to the screen."""

from __future__ import annotations

import re
import time

from report import Row, count
from terminal import Terminal
from workbench import Workbench


def stream(bench: Workbench) -> list[Row]:
    rate, seconds = 2_000, bench.pick(75, 20)
    server = bench.server(users=100, rate=rate)
    console = bench.console(server.endpoint)
    console.wait_for(b"family.0@")
    begin, cpu = time.perf_counter(), console.cpu_seconds()
    shown, grown_at, silence = lines_shown(console), begin, 0.0
    first = shown
    while (now := time.perf_counter()) < begin + seconds:
        lines = lines_shown(console)
        if lines > shown:
            shown, grown_at = lines, now
        silence = max(silence, now - grown_at)
        console.read_for(0.3)
    share = (console.cpu_seconds() - cpu) / seconds * 100
    return [Row(
        "log stream", f"{count(rate)} lines/s written to one group, {seconds} s of it on the screen; {share:.1f} % of "
        "a processor", f"{count((shown - first) / seconds)} lines/s shown, longest silence {silence:.1f} s")]


def lines_shown(console: Terminal) -> int:
    """What the logs pane says it holds."""
    console.send(b"\x0c")
    console.wait_for(b"family.0@")
    console.read_for(0.1)
    found = re.findall(rb"([\d,]+) lines?\b", bytes(console.seen))
    return int(found[0].replace(b",", b"")) if found else 0
