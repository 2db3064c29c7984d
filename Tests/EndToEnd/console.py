"""Drives the built console in a real terminal: tmux, with a server of its own so that nobody else's is touched."""

from __future__ import annotations

import atexit
import os
import re
import shlex
import subprocess
import time
import uuid
from collections.abc import Callable, Mapping

BINARY = os.path.abspath(os.environ["NIGHTDESK_BINARY"])

ESCAPE = "\x1b"


class ScreenTimeout(AssertionError):
    """The screen did not come to show what was waited for; the message holds what it showed."""


class Console:
    """One console in a tmux window of the given size."""

    def __init__(self, arguments: list[str], environment: Mapping[str, str | None], columns: int = 120,
                 rows: int = 40, term: str | None = "tmux-256color", in_shell: bool = False):
        """`environment` stands over the defaults; None takes a variable away. With `in_shell` the console is started
        from an interactive bash, which has job control."""
        self._socket = f"nightdesk-{uuid.uuid4().hex[:12]}"
        self.columns, self.rows = columns, rows
        settings: dict[str, str | None] = {
            "TERM": term, "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8", "TZ": "UTC",
            "HOME": os.environ.get("HOME", "/"), "PATH": os.environ["PATH"], **environment,
        }
        assigned = [f"{name}={value}" for name, value in settings.items() if value is not None]
        command = shlex.join([BINARY, *arguments])
        clean = shlex.join(["env", "-i", *assigned])
        if in_shell:
            script = f"exec {clean} PS1='shell> ' bash --norc --noprofile -i"
        else:
            # The shell stays when the console ends, so that a test sees its exit code and the terminal it left.
            script = f"{clean} {command}; echo \"ended with $?\"; exec sleep 3600"
        # `set-clipboard on` keeps what the console copies (OSC 52) in tmux's buffer.
        self._tmux(
            "-f", "/dev/null", "start-server", ";", "set-option", "-g", "status", "off", ";",
            "set-option", "-g", "set-clipboard", "on", ";", "set-option", "-g", "escape-time", "0", ";",
            "set-option", "-g", "remain-on-exit", "on", ";",
            "new-session", "-d", "-x", str(columns), "-y", str(rows), script)
        atexit.register(self.close)
        if in_shell:
            self.wait(r"^shell>$", flags=re.M)
            self.text(command)
            self.keys("Enter")

    def __enter__(self) -> Console:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _tmux(self, *arguments: str) -> str:
        result = subprocess.run(["tmux", "-L", self._socket, *arguments], capture_output=True, text=True)
        if result.returncode != 0:
            raise RuntimeError(f"tmux {arguments[0]}: {result.stderr.strip()}")
        return result.stdout

    # What a person does

    def keys(self, *names: str) -> None:
        """Types keys by tmux's names: `Enter`, `C-r`, `j`."""
        self._tmux("send-keys", *names)

    def text(self, text: str) -> None:
        """Types text as it is."""
        self._tmux("send-keys", "-l", "--", text)

    def press(self, key: str, what: str | Callable[[str], object], seconds: float = 10) -> str:
        """Types one key and waits for what it does."""
        self.keys(key)
        return self.wait(what, seconds)

    def click(self, row: int, column: int) -> None:
        """Clicks the left button at a place of the screen, counted from 0."""
        self.text(f"{ESCAPE}[<0;{column + 1};{row + 1}M")
        self.text(f"{ESCAPE}[<0;{column + 1};{row + 1}m")

    def wheel(self, row: int, column: int, down: bool = True) -> None:
        self.text(f"{ESCAPE}[<{65 if down else 64};{column + 1};{row + 1}M")

    def paste(self, text: str) -> None:
        """Pastes as terminals do that know bracketed paste."""
        self.text(f"{ESCAPE}[200~{text}{ESCAPE}[201~")

    def resize(self, columns: int, rows: int) -> None:
        self._tmux("resize-window", "-x", str(columns), "-y", str(rows))

    def close(self) -> None:
        """Closes the terminal, as a person does with the window's button."""
        atexit.unregister(self.close)
        subprocess.run(["tmux", "-L", self._socket, "kill-server"], capture_output=True)

    def scribble(self, text: str) -> None:
        """Writes over the screen behind the console's back, as a stray background job does."""
        terminal = self._tmux("list-panes", "-F", "#{pane_tty}").strip()
        with open(terminal, "w") as stream:
            stream.write(f"\x1b[H{text}")

    # What a person sees

    def screen(self, styled: bool = False) -> str:
        return self._tmux("capture-pane", "-p", *(["-e"] if styled else []))

    def lines(self) -> list[str]:
        return self.screen().split("\n")

    @property
    def header(self) -> str:
        return self.lines()[0]

    @property
    def footer(self) -> str:
        return self.lines()[self.rows - 1]

    @property
    def hints(self) -> dict[str, str]:
        """What the footer offers: the label of each key."""
        parts = [part.strip() for part in re.split(r" {2,}", self.footer.strip())]
        return {key: label for key, _, label in (part.partition(" ") for part in parts) if key}

    def selected(self) -> str:
        """The selected row of the pane that has the focus."""
        found = re.search(r"┃▌([^┃]*)", self.screen())
        if found is None:
            raise AssertionError(f"no row is selected in a focused pane:\n{self.screen()}")
        return found.group(1).rstrip()

    def find(self, text: str) -> tuple[int, int]:
        """The row and column where a text begins on the screen, for a click on it."""
        for row, line in enumerate(self.lines()):
            if text in line:
                return row, line.index(text)
        raise AssertionError(f"{text!r} is not on the screen:\n{self.screen()}")

    def flag(self, name: str) -> bool:
        """What the terminal is set to, by tmux's name, as `alternate_on`."""
        return self._tmux("display-message", "-p", f"#{{{name}}}").strip() == "1"

    def terminal_settings(self) -> str:
        """The line discipline's settings (echo, canonical input, …)."""
        terminal = self._tmux("list-panes", "-F", "#{pane_tty}").strip()
        return subprocess.run(["stty", "-F", terminal, "-g"], capture_output=True, text=True).stdout

    def clipboard(self) -> str:
        """What was last copied."""
        return self._tmux("show-buffer")

    def wait(self, what: str | Callable[[str], object], seconds: float = 10, flags: int = 0) -> str:
        """Waits until the screen matches a regular expression, or satisfies a function; answers the screen."""
        matches = (lambda screen: re.search(what, screen, flags)) if isinstance(what, str) else what
        deadline = time.monotonic() + seconds
        while True:
            screen = self.screen()
            if matches(screen):
                # A terminal takes a frame in pieces: what was seen must be there a moment later, too.
                time.sleep(0.01)
                screen = self.screen()
                if matches(screen):
                    return screen
            if time.monotonic() > deadline:
                name = repr(what) if isinstance(what, str) else getattr(what, "__name__", "what was waited for")
                raise ScreenTimeout(f"{name} did not come within {seconds} s. The screen:\n{screen}")
            time.sleep(0.04)

    def wait_for_end(self, code: int, seconds: float = 10) -> str:
        """Waits for the program's end, and checks its exit code; answers what it left on the terminal."""
        screen = self.wait(r"ended with \d+", seconds)
        if f"ended with {code}\n" not in screen:
            raise AssertionError(f"the console did not end with {code}:\n{screen}")
        return screen

    def process_id(self) -> int:
        """The console's own process id, below the shell of the window."""
        shell = self._tmux("list-panes", "-F", "#{pane_pid}").strip()
        return children(int(shell), os.path.basename(BINARY))[0]


def children(parent: int, word: str) -> list[int]:
    """The processes that another has started and whose command line holds a word, out of /proc: a bare machine has no pgrep."""
    found = []
    for process in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open(f"/proc/{process}/stat") as stat, open(f"/proc/{process}/cmdline") as line:
                if int(stat.read().rsplit(")", 1)[1].split()[1]) == parent and word in line.read():
                    found.append(int(process))
        except (FileNotFoundError, ProcessLookupError):
            continue
    return sorted(found)


def eventually(look: Callable[[], object], seconds: float = 10, every: float = 0.1) -> bool:
    """Whether a look at the world comes true in time; for what is not on a screen."""
    deadline = time.monotonic() + seconds
    while not look():
        if time.monotonic() > deadline:
            return False
        time.sleep(every)
    return True


def is_running(process: int) -> bool:
    try:
        with open(f"/proc/{process}/stat") as file:
            return file.read().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False
