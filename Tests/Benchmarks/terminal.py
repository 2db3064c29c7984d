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
    """One program in a pty of its own. Its output is not drawn: what counts is when which text came, and how much."""

    def __init__(self, command: list[str], environment: dict[str, str], rows: int = 60, columns: int = 200):
        self.started = time.perf_counter()
        self.process, self.master = pty.fork()
        if self.process == 0:
            # The child has the slave as its terminal; the size must stand before the program asks for it.
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
            try:
                os.execvpe(command[0], command, environment)
            finally:
                os._exit(127)
        self.name = os.path.basename(command[0])
        self.is_open = True
        # What came since the last key or `forget`.
        self.seen = bytearray()

    # Reading

    def read(self, timeout: float) -> int:
        """Reads what is there, waiting at most `timeout` seconds for the first byte; the number of bytes."""
        ready, _, _ = select.select([self.master], [], [], max(0, timeout))
        if not ready:
            return 0
        try:
            data = os.read(self.master, 1 << 18)
        except OSError:
            data = b""
        if not data:
            raise EOFError(f"{self.name} ended; its last words: {bytes(self.seen[-500:])!r}")
        self.seen += data
        return len(data)

    def forget(self) -> None:
        self.seen.clear()

    def drain(self, quiet: float = 0.02, limit: float = 10.0) -> None:
        """Reads until nothing came for `quiet` seconds."""
        end = time.perf_counter() + limit
        while self.read(quiet) and time.perf_counter() < end:
            pass

    def read_for(self, seconds: float) -> None:
        end = time.perf_counter() + seconds
        while (left := end - time.perf_counter()) > 0:
            self.read(left)

    def wait_for(self, *texts: bytes, limit: float = 30.0) -> float:
        """Waits until each of the texts has come since the last `forget` or key; the moment at which that was seen."""
        end = time.perf_counter() + limit
        while not all(text in self.seen for text in texts):
            self.read(0.05)
            if time.perf_counter() > end:
                raise TimeoutError(f"{self.name} never showed {texts!r}; last: {bytes(self.seen[-500:])!r}")
        return time.perf_counter()

    # Keys

    def send(self, keys: bytes) -> float:
        """Types; the moment just before."""
        self.forget()
        moment = time.perf_counter()
        os.write(self.master, keys)
        return moment

    def answer(self, key: bytes, text: bytes, settle: float = 0.004) -> tuple[float, int]:
        """Milliseconds until `text`, which only this key brings, is on the screen, and the bytes of the answer."""
        begin = self.send(key)
        shown = self.wait_for(text, limit=5)
        self.drain(settle, 1.0)
        return (shown - begin) * 1000, len(self.seen)

    # The process

    def cpu_seconds(self) -> float:
        """Of all its threads, ended ones too, to the nanosecond."""
        return cpu_seconds(self.process)

    def resident_bytes(self) -> int:
        """All that it has in memory, its own code and libraries too."""
        return self._status("VmRSS")

    def held_bytes(self) -> int:
        """What it has in memory of its own making, without what is a file's and can be read again."""
        return self._status("RssAnon")

    def _status(self, name: str) -> int:
        with open(f"/proc/{self.process}/status") as status:
            line = next(line for line in status if line.startswith(name + ":"))
        return int(line.split()[1]) * 1024

    def close(self, limit: float = 8.0) -> None:
        """Asks it to end, and sees that it does."""
        if not self.is_open:
            return
        self.is_open = False
        os.kill(self.process, signal.SIGTERM)
        end = time.perf_counter() + limit
        while os.waitpid(self.process, os.WNOHANG)[0] == 0:
            if time.perf_counter() > end:
                os.kill(self.process, signal.SIGKILL)
                os.waitpid(self.process, 0)
                break
            try:
                self.read(0.02)
            except EOFError:
                time.sleep(0.005)
        os.close(self.master)


def cpu_seconds(process: int) -> float:
    """The processor time of a process of ours so far (Linux: the clock of process P is number ~P*8+2)."""
    return time.clock_gettime(~process << 3 | 2)


def percentile(values: list[float], share: float) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def median(values: list[float]) -> float:
    return percentile(values, 0.5)
