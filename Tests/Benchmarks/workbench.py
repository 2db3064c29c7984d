"""What every row needs: the built console, servers, rivals, a scratch folder, and an end to all of it."""

from __future__ import annotations

import contextlib
import json
import os
import pathlib
import shutil
import socket
import subprocess
import sys
import tempfile

from terminal import Terminal, cpu_seconds

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
USERS = 100_000


class Missing(Exception):
    """A rival that is not on this machine; the text says why."""


class CannedServer:
    """`canned_server.py` in a process of its own; its processor time is not the client's."""

    def __init__(self, users: int, events: int, rate: float, letters: int = 0):
        self.process = subprocess.Popen(
            [sys.executable, str(HERE / "canned_server.py"), "--users", str(users), "--events", str(events), "--rate",
             str(rate), "--letters", str(letters)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        try:
            line = self.process.stdout.readline()
            if not line:
                raise RuntimeError("the canned server did not start")
        except BaseException:
            self.close()
            raise
        ready = json.loads(line)
        self.users = users
        self.events = events
        self.endpoint: str = ready["endpoint"]
        self.item_bytes: int = ready["itemBytes"]
        self.event_bytes: int = ready["eventBytes"]

    def cpu_seconds(self) -> float:
        return cpu_seconds(self.process.pid)

    def close(self) -> None:
        self.process.terminate()
        try:
            self.process.wait(5)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.process.stdin.close()
        self.process.stdout.close()


class Workbench:
    """Everything started here ends with it, or with the row that started it (`row`)."""

    def __init__(self, binary: str, is_quick: bool):
        self.binary = binary
        self._client = os.path.join(os.path.dirname(binary), "nightdesk-bench")
        self.is_quick = is_quick
        self._stack = contextlib.ExitStack()
        self._row: contextlib.ExitStack = self._stack
        self._reference: str | None = None
        self._log: pathlib.Path | None = None
        self._refused: set[str] = set()
        self.scratch = pathlib.Path(self._stack.enter_context(tempfile.TemporaryDirectory(prefix="nightdesk-bench-")))
        (self.scratch / "home").mkdir()

    def close(self) -> None:
        self._stack.close()

    @contextlib.contextmanager
    def row(self):
        """What is started within ends with it."""
        with contextlib.ExitStack() as stack:
            self._row = stack
            try:
                yield
            finally:
                self._row = self._stack

    def pick(self, whole, quick):
        return quick if self.is_quick else whole

    # What is measured

    def environment(self, endpoint: str) -> dict[str, str]:
        """Nothing of the person's own: no config file, no profile, no theme."""
        home = str(self.scratch / "home")
        return {
            "PATH": os.environ["PATH"], "HOME": home, "TERM": "xterm-256color", "LANG": "C.UTF-8", "TZ": "UTC",
            "AWS_ENDPOINT_URL": endpoint, "AWS_REGION": "us-east-1", "AWS_DEFAULT_REGION": "us-east-1",
            "AWS_ACCESS_KEY_ID": "AKIDEXAMPLE", "AWS_SECRET_ACCESS_KEY": "secret",
            "AWS_CONFIG_FILE": f"{home}/none", "AWS_SHARED_CREDENTIALS_FILE": f"{home}/none",
            "AWS_EC2_METADATA_DISABLED": "true", "NO_PROXY": "127.0.0.1"}

    def server(self, users: int = USERS, events: int = 0, rate: float = 0, letters: int = 0) -> CannedServer:
        server = CannedServer(users, events, rate, letters)
        self._row.callback(server.close)
        return server

    def silent_endpoint(self) -> str:
        """Takes connections and never answers."""
        listener = socket.create_server(("127.0.0.1", 0), backlog=64)
        self._row.callback(listener.close)
        return f"http://127.0.0.1:{listener.getsockname()[1]}"

    def terminal(self, command: list[str], endpoint: str = "", rows: int = 60, columns: int = 200) -> Terminal:
        terminal = Terminal(command, self.environment(endpoint), rows, columns)
        self._row.callback(terminal.close)
        return terminal

    def console(self, endpoint: str, rows: int = 60, columns: int = 200) -> Terminal:
        return self.terminal([self.binary], endpoint, rows, columns)

    def run(self, command: list[str], endpoint: str, limit: float = 120) -> str:
        """A program without a screen; its output."""
        done = subprocess.run(
            command, env=self.environment(endpoint), capture_output=True, text=True, timeout=limit)
        if done.returncode != 0:
            raise RuntimeError(f"{command[0]} ended with {done.returncode}: {done.stderr[-500:]}")
        return done.stdout

    def discard(self, command: list[str], endpoint: str, limit: float = 120) -> None:
        """The same with its output thrown away by the system."""
        done = subprocess.run(
            command, env=self.environment(endpoint), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, timeout=limit)
        if done.returncode != 0:
            raise RuntimeError(f"{command[0]} ended with {done.returncode}: {done.stderr.decode()[-500:]}")

    def in_process(self, work: str, server: CannedServer) -> dict:
        """Our client alone (`InProcess`), without what limits the console: the service's own rate."""
        if not os.access(self._client, os.X_OK):
            raise Missing("nightdesk-bench is not built beside nightdesk")
        return json.loads(self.run([self._client, work], server.endpoint))

    # Rivals

    def reference(self) -> str:
        """The yardstick in C, compiled once."""
        if not self._reference:
            compiler = next((found for name in ("cc", "gcc", "clang") if (found := shutil.which(name))), None)
            if not compiler:
                raise Missing("no C compiler")
            target = str(self.scratch / "reference")
            subprocess.run(
                [compiler, "-O2", "-o", target, str(HERE / "reference.c"), "-lncursesw", "-ltinfo"], check=True)
            self._reference = target
        return self._reference

    def tool(self, name: str) -> str:
        """A program of the system's, installed when that can be done without asking."""
        if not shutil.which(name) and shutil.which("apt-get") and name not in self._refused:
            self._refused.add(name)
            as_root = [] if os.geteuid() == 0 else ["sudo", "-n"]
            print(f"Installing {name} from the system's packages.", file=sys.stderr)
            for command in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", name]):
                subprocess.run(
                    [*as_root, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", *command], capture_output=True)
        found = shutil.which(name)
        if not found:
            raise Missing(f"{name} is not installed")
        return found

    def rival(self, name: str) -> str:
        """A program of the rivals' own Python environment, made when it is not there or its pins changed."""
        home = ROOT / ".build" / "bench-python"
        wanted = (HERE / "requirements.txt").read_text()
        stamp = home / "installed-requirements.txt"
        if not stamp.exists() or stamp.read_text() != wanted:
            print("Installing boto3 and the aws CLI into .build/bench-python.", file=sys.stderr)
            subprocess.run([sys.executable, "-m", "venv", "--clear", str(home)], check=True)
            subprocess.run(
                [str(home / "bin" / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r",
                 str(HERE / "requirements.txt")], check=True)
            stamp.write_text(wanted)
        return str(home / "bin" / name)

    def boto3(self, work: str, amount: int, server: CannedServer) -> dict:
        return json.loads(
            self.run([self.rival("python"), str(HERE / "boto3_client.py"), work, str(amount)], server.endpoint))

    def log_file(self) -> pathlib.Path:
        """100,000 log lines, for the pagers."""
        if not self._log:
            self._log = self.scratch / "handler.log"
            with open(self._log, "w") as log:
                for number in range(100_000):
                    moment = f"{number // 60_000 % 60:02d}:{number // 1000 % 60:02d}.{number % 1000:03d}"
                    log.write(f"2026-01-02T03:{moment}Z INFO Successfully processed message: "
                              f"{number:08x}-dddd-4eee-8fff-{number:012x}\n")
        return self._log
