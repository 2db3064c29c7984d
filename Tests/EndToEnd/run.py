#!/usr/bin/env python3
"""Runs every end-to-end test file in a process of its own, some at a time: they wait for screens more than they work.

Usage: run.py [FILE...]; without names all of them. Ends with `N passed, N failed`, and with 1 when one failed.
"""

from __future__ import annotations

import re
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

HERE = Path(__file__).resolve().parent
AT_A_TIME = 3
# The longest first, so that none of them is waited for alone at the end.
LONGEST = ["test_unbroken", "test_outage", "test_logs", "test_keys", "test_headless", "test_terminal", "test_users"]


def run(name: str) -> tuple[str, float, subprocess.CompletedProcess[str]]:
    began = time.monotonic()
    done = subprocess.run([sys.executable, "-W", "ignore", "-m", "unittest", name], cwd=HERE, capture_output=True, text=True)
    return name, time.monotonic() - began, done


def main(names: list[str]) -> int:
    if not names:
        names = sorted(path.stem for path in HERE.glob("test_*.py"))
    names.sort(key=lambda name: LONGEST.index(name) if name in LONGEST else len(LONGEST))
    passed = failed = 0
    with ThreadPoolExecutor(AT_A_TIME) as pool:
        for name, seconds, done in pool.map(run, names):
            ran = int(next(iter(re.findall(r"^Ran (\d+) test", done.stderr, re.M)), 0))
            bad = sum(int(count) for count in re.findall(r"(?:failures|errors)=(\d+)", done.stderr))
            # A file that could not even be loaded, or that ran nothing, has failed.
            bad = max(bad, int(done.returncode != 0 or ran == 0))
            passed += max(0, ran - bad)
            failed += bad
            print(f"{name}: {ran} tests in {seconds:.0f} s, {'ok' if bad == 0 else f'{bad} failed'}", flush=True)
            if bad:
                print(done.stdout + done.stderr, flush=True)
    print(f"{passed} passed, {failed} failed")
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
