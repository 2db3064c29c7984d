"""A program in a pseudo-terminal, and how fast its screen answers keys."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import termios
import time


class Terminal:
    """One program in a pty of its own; output is read and thrown away, only its times and sizes count."""

    def __init__(self, command: list[str], environment: dict[str, str], rows: int = 60, columns: int = 200):
        self.started = time.perf_counter()
        self.process, self.master = pty.fork()
        if self.process == 0:
            # The child has the slave as its terminal; the size must stand before the program asks for it.
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
            os.execvpe(command[0], command, {"TERM": "xterm-256color", "LANG": "C.UTF-8", **environment})
        fcntl.ioctl(self.master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self.seen = bytearray()

    def read(self, timeout: float) -> int:
        """Reads what is there, waiting at most `timeout` seconds for the first byte; the number of bytes."""
        ready, _, _ = select.select([self.master], [], [], timeout)
        if not ready:
            return 0
        try:
            data = os.read(self.master, 1 << 18)
        except OSError:
            return 0
        self.seen += data
        return len(data)

    def drain(self, quiet: float = 0.02, limit: float = 10.0) -> int:
        """Reads until nothing came for `quiet` seconds; the number of bytes."""
        total = 0
        end = time.perf_counter() + limit
        while time.perf_counter() < end:
            count = self.read(quiet)
            if count == 0:
                break
            total += count
        return total

    def wait_for(self, text: bytes, limit: float = 60.0) -> float:
        """Seconds from the start until `text` was part of the output."""
        end = time.perf_counter() + limit
        while text not in self.seen:
            self.read(0.05)
            if time.perf_counter() > end:
                raise TimeoutError(f"{text!r} never came; last: {bytes(self.seen[-500:])!r}")
        return time.perf_counter() - self.started

    def wait_drawn(self, text: bytes, limit: float = 120.0) -> None:
        """Waits until `text` is in the output from now on."""
        self.seen.clear()
        self.wait_for(text, limit)

    def send(self, keys: bytes) -> None:
        os.write(self.master, keys)

    def key_times(self, keys: list[bytes], settle: float = 0.004) -> tuple[list[float], list[int]]:
        """For each key: milliseconds until the first byte of the answer, and the bytes of the whole answer."""
        times, sizes = [], []
        for key in keys:
            self.drain(settle, 1.0)
            begin = time.perf_counter()
            self.send(key)
            count = self.read(2.0)
            times.append((time.perf_counter() - begin) * 1000)
            sizes.append(count + self.drain(settle, 1.0))
        return times, sizes

    def cpu_seconds(self) -> float:
        with open(f"/proc/{self.process}/stat") as stat:
            fields = stat.read().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def resident_bytes(self) -> int:
        with open(f"/proc/{self.process}/status") as status:
            line = next(line for line in status if line.startswith("VmRSS"))
        return int(line.split()[1]) * 1024

    def close(self) -> None:
        try:
            os.kill(self.process, signal.SIGTERM)
        except ProcessLookupError:
            pass
        end = time.perf_counter() + 5
        while time.perf_counter() < end:
            self.read(0.02)
            done, _ = os.waitpid(self.process, os.WNOHANG)
            if done:
                break
        else:
            os.kill(self.process, signal.SIGKILL)
            os.waitpid(self.process, 0)
        os.close(self.master)


def percentile(values: list[float], share: float) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]
