"""Drives the built console in a real terminal: tmux, with a server of its own so that nobody else's is touched."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import time
import uuid
from collections.abc import Callable

BINARY = os.environ["NIGHTDESK_BINARY"]


class ScreenTimeout(AssertionError):
    """The screen did not come to show what was waited for; the message holds what it showed."""


class Console:
    """One console in a tmux window of the given size."""

    def __init__(self, arguments: list[str], environment: dict[str, str], columns: int = 120, rows: int = 40,
                 term: str = "tmux-256color"):
        self._socket = f"nightdesk-{uuid.uuid4().hex[:12]}"
        settings = {
            "TERM": term, "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8", "TZ": "UTC", "NO_COLOR": "",
            "HOME": os.environ.get("HOME", "/"), "PATH": os.environ["PATH"], **environment,
        }
        assigned = [f"{name}={value}" for name, value in settings.items() if value != ""]
        command = shlex.join(["env", "-i", *assigned, BINARY, *arguments])
        # The shell stays when the console ends, so that a test sees its exit code and the terminal it left.
        script = f"{command}; echo \"ended with $?\"; exec sleep 3600"
        self._tmux("-f", "/dev/null", "new-session", "-d", "-x", str(columns), "-y", str(rows), script)
        self._tmux("set-option", "-g", "remain-on-exit", "on")
        self._tmux("resize-window", "-x", str(columns), "-y", str(rows))

    def _tmux(self, *arguments: str) -> str:
        result = subprocess.run(["tmux", "-L", self._socket, *arguments], capture_output=True, text=True)
        if result.returncode != 0:
            raise RuntimeError(f"tmux {arguments[0]}: {result.stderr.strip()}")
        return result.stdout

    def keys(self, *names: str) -> None:
        """Types keys by tmux's names: `Enter`, `C-r`, `j`."""
        self._tmux("send-keys", *names)

    def text(self, text: str) -> None:
        """Types text as it is."""
        self._tmux("send-keys", "-l", text)

    def resize(self, columns: int, rows: int) -> None:
        self._tmux("resize-window", "-x", str(columns), "-y", str(rows))

    def screen(self, styled: bool = False) -> str:
        return self._tmux("capture-pane", "-p", *(["-e"] if styled else []))

    def lines(self) -> list[str]:
        return self.screen().split("\n")

    def wait(self, what: str | Callable[[str], object], seconds: float = 20) -> str:
        """Waits until the screen matches a regular expression, or satisfies a function; answers the screen."""
        matches = (lambda screen: re.search(what, screen)) if isinstance(what, str) else what
        deadline = time.monotonic() + seconds
        while True:
            screen = self.screen()
            if matches(screen):
                return screen
            if time.monotonic() > deadline:
                raise ScreenTimeout(f"{what!r} did not come within {seconds} s. The screen:\n{screen}")
            time.sleep(0.05)

    def process_id(self) -> int:
        """The console's own process id, below the shell of the window."""
        shell = self._tmux("list-panes", "-F", "#{pane_pid}").strip()
        found = subprocess.run(["pgrep", "-P", shell, "-f", os.path.basename(BINARY)], capture_output=True, text=True)
        return int(found.stdout.split()[0])

    def close(self) -> None:
        """Closes the terminal, as a person does with the window's button."""
        subprocess.run(["tmux", "-L", self._socket, "kill-server"], capture_output=True)
