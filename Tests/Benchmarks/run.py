"""`make bench`: every row of the targets, measured now and beside its peer, as one table.

`NIGHTDESK_BINARY` (else the built one) is the release binary; beside it stands `nightdesk-bench`, the client alone
(`InProcess`). Figures of one run compare; those of different machines and days do not. Ends with 0 whatever the table
says, with 1 when a row could not be measured.
"""

from __future__ import annotations

import argparse
import os
import platform
import signal
import sys
import time
from collections.abc import Callable

import client_rows
import key_rows
import large_rows
import start_rows
import stream_rows
import upkeep_rows
from report import Row, table
from workbench import ROOT, Missing, Workbench

# Each with the seconds that it may take.
ROWS: dict[str, tuple[int, Callable[[Workbench], list[Row]]]] = {
    "start": (60, start_rows.first_paint),
    "live": (30, start_rows.live_page),
    "keys": (90, key_rows.keys),
    "keys-logs": (60, key_rows.keys_while_logs_come),
    "held": (60, key_rows.held_key),
    "stream": (100, stream_rows.stream),
    "idle": (60, upkeep_rows.idle),
    "large": (240, large_rows.large),
    "scan": (120, client_rows.scan),
    "logs": (90, client_rows.logs),
    "receive": (45, client_rows.receive),
    "lease": (60, client_rows.lease),
    "memory": (90, upkeep_rows.memory),
    "binary": (20, upkeep_rows.binary),
}


class TooLong(Exception):
    """A row took longer than it may."""


def alarm(number: int, frame: object) -> None:
    raise TooLong()


def end(number: int, frame: object) -> None:
    # As an exception, so that everything started is stopped on the way out.
    sys.exit(128 + number)


def measure(name: str, bench: Workbench) -> list[Row]:
    limit, work = ROWS[name]
    signal.alarm(limit)
    try:
        with bench.row():
            return work(bench)
    except TooLong:
        return [Row(name, "–", "–", trouble=f"took longer than {limit} s")]
    except Missing as missing:
        return [Row(name, "–", "–", trouble=str(missing))]
    except (OSError, EOFError, RuntimeError, TimeoutError) as error:
        return [Row(name, "–", "–", trouble=str(error)[:400])]
    finally:
        signal.alarm(0)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", action="append", choices=list(ROWS), metavar="ROW", help=", ".join(ROWS))
    parser.add_argument("--quick", action="store_true", help="fewer repetitions: a look, not a measurement")
    options = parser.parse_args()
    binary = os.environ.get("NIGHTDESK_BINARY") or str(ROOT / ".build" / "release" / "nightdesk")
    if not os.access(binary, os.X_OK):
        parser.error(f"{binary} is not built; NIGHTDESK_BINARY names another")
    signal.signal(signal.SIGALRM, alarm)
    signal.signal(signal.SIGTERM, end)
    signal.signal(signal.SIGHUP, end)
    print(f"{platform.machine()}, {os.cpu_count()} processors, Linux {platform.release()}, "
          f"load {os.getloadavg()[0]:.1f} at the start{' (quick)' if options.quick else ''}", flush=True)
    begun = time.perf_counter()
    rows: list[Row] = []
    bench = Workbench(os.path.abspath(binary), options.quick)
    try:
        for name in options.only or ROWS:
            started = time.perf_counter()
            rows += measure(name, bench)
            print(f"measured {name} in {time.perf_counter() - started:.0f} s", file=sys.stderr, flush=True)
    finally:
        bench.close()
    print(table(rows))
    met = sum(row.verdict == "met" for row in rows)
    missed = sum(row.verdict.startswith("MISSED") for row in rows)
    print(f"{met} targets met, {missed} missed; {time.perf_counter() - begun:.0f} s")
    return 1 if any(row.trouble for row in rows) else 0


sys.exit(main())
