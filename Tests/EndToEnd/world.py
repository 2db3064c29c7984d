"""The server that the end-to-end tests run against: the demo's own, seeded by the demo's own command."""

from __future__ import annotations

import atexit
import contextlib
import functools
import json
import os
import signal
import socket
import subprocess
import tempfile
import threading
import unittest
import urllib.request
from collections.abc import Iterator
from typing import Any

import boto3
from botocore.config import Config

from console import BINARY, Console, eventually, is_running

ENVIRONMENT = "development"
DEAD_LETTERS = "order-dlq"


class World:
    """`nightdesk demo --keep` without a console: a seeded server, and an independent client (boto3) to check it with."""

    def __init__(self, live: float = 0, port: int = 0):
        self._home = tempfile.TemporaryDirectory(prefix="nightdesk-test-")
        self.home = self._home.name
        self._directories = {"XDG_CONFIG_HOME": f"{self.home}/config", "XDG_STATE_HOME": f"{self.home}/state"}
        os.makedirs(f"{self.home}/config/nightdesk")
        demo = subprocess.run(
            [BINARY, "demo", "--keep", "--no-console", "--seed", "7", "--live", str(live), "--port", str(port)],
            capture_output=True, text=True, env={**os.environ, **self._directories}, timeout=300)
        if demo.returncode != 0:
            raise RuntimeError(f"the demo did not start ({demo.returncode}): {demo.stderr}")
        self.ready = json.loads(demo.stdout.strip().splitlines()[-1])
        self.endpoint: str = self.ready["endpoint"]
        atexit.register(self.close)

    @property
    def port(self) -> int:
        return int(self.endpoint.rsplit(":", 1)[1])

    @property
    def environment(self) -> dict[str, str | None]:
        return {
            "AWS_ENDPOINT_URL": self.endpoint, "AWS_REGION": self.ready["region"],
            "AWS_ACCESS_KEY_ID": self.ready["accessKeyId"], "AWS_SECRET_ACCESS_KEY": self.ready["secretAccessKey"],
            "AWS_CONFIG_FILE": "/nonexistent", "AWS_SHARED_CREDENTIALS_FILE": "/nonexistent", **self._directories,
        }

    # The program under test

    def console(self, *arguments: str, columns: int = 120, rows: int = 40,
                environment: dict[str, str | None] | None = None, **options: Any) -> Console:
        return Console(list(arguments), {**self.environment, **(environment or {})}, columns, rows, **options)

    def run(self, *arguments: str, environment: dict[str, str | None] | None = None, seconds: float = 60,
            **options: Any) -> subprocess.CompletedProcess[str]:
        """Runs a headless command to its end; nothing it does may need a terminal."""
        return subprocess.run(
            [BINARY, *arguments], env=self.process_environment(environment), stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, timeout=seconds, **options)

    def start(self, *arguments: str, environment: dict[str, str | None] | None = None,
              **options: Any) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [BINARY, *arguments], env=self.process_environment(environment), stdin=subprocess.DEVNULL, text=True,
            **{"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **options})

    def process_environment(self, changes: dict[str, str | None] | None = None) -> dict[str, str]:
        settings = {
            "PATH": os.environ["PATH"], "HOME": os.environ.get("HOME", "/"), "LC_ALL": "C.UTF-8", "TZ": "UTC",
            **self.environment, **(changes or {}),
        }
        return {name: value for name, value in settings.items() if value is not None}

    # The independent client

    @functools.lru_cache
    def client(self, service: str) -> Any:
        return boto3.client(
            service, endpoint_url=self.endpoint, region_name=self.ready["region"],
            aws_access_key_id=self.ready["accessKeyId"], aws_secret_access_key=self.ready["secretAccessKey"],
            config=Config(retries={"max_attempts": 1}))

    def item(self, table: str, **key: str) -> dict[str, Any] | None:
        """An item in DynamoDB's own JSON, read consistently."""
        answer = self.client("dynamodb").get_item(
            TableName=f"{ENVIRONMENT}-{table}", Key={name: {"S": value} for name, value in key.items()},
            ConsistentRead=True)
        return answer.get("Item")

    def put(self, table: str, item: dict[str, Any]) -> None:
        self.client("dynamodb").put_item(TableName=f"{ENVIRONMENT}-{table}", Item=item)

    def queue_url(self, name: str) -> str:
        return self.client("sqs").get_queue_url(QueueName=f"{ENVIRONMENT}-{name}")["QueueUrl"]

    def queue_counts(self, name: str = DEAD_LETTERS) -> tuple[int, int]:
        """Visible and in flight, as SQS tells boto3."""
        attributes = self.client("sqs").get_queue_attributes(
            QueueUrl=self.queue_url(name), AttributeNames=["All"])["Attributes"]
        return int(attributes["ApproximateNumberOfMessages"]), int(attributes["ApproximateNumberOfMessagesNotVisible"])

    def come_to(self, visible: int, in_flight: int, queue: str = DEAD_LETTERS, seconds: float = 10) -> None:
        """Waits until a queue holds so many visible and so many hidden messages."""
        if not eventually(lambda: self.queue_counts(queue) == (visible, in_flight), seconds):
            raise AssertionError(
                f"{queue} did not come to {visible} visible and {in_flight} in flight; "
                f"it has {self.queue_counts(queue)}")

    # The server's own controls

    def control(self, path: str, body: object | None = None, method: str | None = None) -> Any:
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(f"{self.endpoint}/_nightdesk/{path}", data=data, method=method)
        with urllib.request.urlopen(request, timeout=10) as answer:
            return json.loads(answer.read() or b"null")

    def requests(self, operation: str) -> int:
        """How often the server was asked for an operation, as `sqs:ReceiveMessage`."""
        return self.control("stats")["requests"].get(operation, 0)

    @contextlib.contextmanager
    def fault(self, kind: str, times: int = -1, **members: Any) -> Iterator[None]:
        """The server misbehaves while the block runs."""
        self.control("faults", {"kind": kind, "times": times, **members}, "POST")
        try:
            yield
        finally:
            self.control("faults", method="DELETE")

    @contextlib.contextmanager
    def live(self, rate: float) -> Iterator[None]:
        """Traffic flows while the block runs."""
        self.control("live", {"rate": rate, "environment": ENVIRONMENT}, "POST")
        try:
            yield
        finally:
            self.control("live", {"rate": 0, "environment": ENVIRONMENT}, "POST")

    # The server's process

    def pause(self) -> None:
        os.kill(self.ready["pid"], signal.SIGSTOP)

    def go_on(self) -> None:
        os.kill(self.ready["pid"], signal.SIGCONT)

    def close(self) -> None:
        """Stops the server; everything it held is gone."""
        atexit.unregister(self.close)
        process = self.ready["pid"]
        if is_running(process):
            self.go_on()
            os.kill(process, signal.SIGTERM)
            eventually(lambda: not is_running(process), seconds=5, every=0.02)
        self._home.cleanup()


class Doorway:
    """A way to a world that can be shut and opened again: behind it nothing is lost, as when a network fails."""

    def __init__(self, world: World):
        self._target = ("127.0.0.1", world.port)
        self._port = 0
        self._connections: set[socket.socket] = set()
        self._listener: socket.socket | None = None
        self.open()

    @property
    def environment(self) -> dict[str, str | None]:
        return {"AWS_ENDPOINT_URL": f"http://127.0.0.1:{self._port}"}

    def open(self) -> None:
        listener = socket.socket()
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(("127.0.0.1", self._port))
        listener.listen()
        self._port = listener.getsockname()[1]
        self._listener = listener
        threading.Thread(target=self._accept, args=(listener,), daemon=True).start()

    def shut(self) -> None:
        """From now on connections are refused, and those that stood are cut."""
        if self._listener is not None:
            self._listener.shutdown(socket.SHUT_RDWR)
            self._listener.close()
            self._listener = None
        for connection in list(self._connections):
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)

    @contextlib.contextmanager
    def outage(self) -> Iterator[None]:
        self.shut()
        try:
            yield
        finally:
            self.open()

    def _accept(self, listener: socket.socket) -> None:
        while True:
            try:
                near, _ = listener.accept()
                far = socket.create_connection(self._target)
            except OSError:
                return
            self._connections |= {near, far}
            for source, sink in (near, far), (far, near):
                threading.Thread(target=self._carry, args=(source, sink), daemon=True).start()

    def _carry(self, source: socket.socket, sink: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while piece := source.recv(65536):
                sink.sendall(piece)
        for end in source, sink:
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
        self._connections -= {source, sink}


class WorldCase(unittest.TestCase):
    """Tests that share one world: what each changes must not disturb the others."""

    world: World
    live: float = 0

    @classmethod
    def setUpClass(cls) -> None:
        cls.world = World(cls.live)
        cls.addClassCleanup(cls.world.close)

    def console(self, *arguments: str, **options: Any) -> Console:
        """A console on the world, closed when the test is over."""
        console = self.world.console(*arguments, **options)
        self.addCleanup(console.close)
        return console

    def open(self, pane: str, *arguments: str, loaded: str, columns: int = 120, rows: int = 40,
             **options: Any) -> Console:
        """A console with one pane in the whole body, once it shows something."""
        console = self.console(*arguments, columns=columns, rows=rows, **options)
        console.wait(r" [1-5] ")
        console.keys(pane)
        if columns >= 100 and rows >= 30:
            console.wait(rf"┏ {pane} ")
            console.keys("Z")
            console.wait(rf"(?s)^[^\n]*\n┏ {pane} [^\n]*┓\n.*┗━")
        console.wait(loaded)
        return console
