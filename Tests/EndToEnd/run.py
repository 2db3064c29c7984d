#!/usr/bin/env python3
"""Runs every end-to-end test file in a process of its own, some at a time: they wait for screens more than they work.

Usage: run.py [FILE...]; without names all of them. Ends with `N passed, N failed`, and with 1 when one failed.

A file that failed is run once more, alone: a machine that is busy with other things makes screens late. What failed the
first time is printed all the same.
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
LONGEST = [
    "test_repair", "test_unbroken", "test_outage", "test_why", "test_logs", "test_keys", "test_headless", "test_reading",
    "test_terminal", "test_users"]


def run(name: str) -> tuple[str, float, subprocess.CompletedProcess[str]]:
    began = time.monotonic()
    done = subprocess.run([sys.executable, "-W", "ignore", "-m", "unittest", name], cwd=HERE, capture_output=True, text=True)
    return name, time.monotonic() - began, done


def count(done: subprocess.CompletedProcess[str]) -> tuple[int, int]:
    """How many tests ran, and how many of them failed."""
    ran = int(next(iter(re.findall(r"^Ran (\d+) test", done.stderr, re.M)), 0))
    bad = sum(int(number) for number in re.findall(r"(?:failures|errors)=(\d+)", done.stderr))
    # A file that could not even be loaded, or that ran nothing, has failed.
    return ran, max(bad, int(done.returncode != 0 or ran == 0))


def main(names: list[str]) -> int:
    if not names:
        names = sorted(path.stem for path in HERE.glob("test_*.py"))
    names.sort(key=lambda name: LONGEST.index(name) if name in LONGEST else len(LONGEST))
    passed = failed = 0
    again: list[str] = []

    def tell(name: str, seconds: float, done: subprocess.CompletedProcess[str]) -> tuple[int, int]:
        ran, bad = count(done)
        print(f"{name}: {ran} tests in {seconds:.0f} s, {'ok' if bad == 0 else f'{bad} failed'}", flush=True)
        if bad:
            print(done.stdout + done.stderr, flush=True)
        return ran, bad

    with ThreadPoolExecutor(AT_A_TIME) as pool:
        for result in pool.map(run, names):
            ran, bad = tell(*result)
            if bad:
                again.append(result[0])
            else:
                passed += ran
    for name in again:
        print(f"{name}: once more, alone", flush=True)
        ran, bad = tell(*run(name))
        passed += max(0, ran - bad)
        failed += bad
    print(f"{passed} passed, {failed} failed")
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
