"""The server as a whole: who is wired to whom."""
from __future__ import annotations

import json
import os
import threading
from dataclasses import dataclass, field
from typing import Any

from .clock import Clock
from .control import PREFIX, Control
from .dynamodb import DynamoDB
from .errors import ServiceError
from .gateway import Gateway
from .http_server import HTTPServer
from .identity import STS
from .journal import Journal
from .live.director import Director
from .logs.api import LogsAPI
from .logs.store import LogStore
from .metrics.api import MetricsAPI
from .metrics.sampler import QueueSampler
from .metrics.store import MetricStore
from .moto_bridge import MotoBridge
from .mirror import QueueMirror
from .sigv4 import Verifier
from .sqs.api import QueueAPI
from .sqs.service import QueueStore
from .stack import StackBuilder
from .wire import Request, Response


@dataclass
class Options:
    """What the command line says."""

    port: int = 0
    account: str = "123456789012"
    region: str = "us-east-1"
    access_key: str = "AKIANIGHTDESKDEMO000"
    secret_key: str = "nightdesk/demo/secret/key/not/for/real00"
    denied_access_key: str = "AKIANIGHTDESKDENIED0"
    denied_secret_key: str = "nightdesk/denied/secret/not/for/real00000"
    credentials: list[tuple[str, str, str]] = field(default_factory=list)
    deny: list[str] = field(default_factory=list)
    stacks: list[str] = field(default_factory=list)
    live: float = 0.0
    seed: int | None = None
    log: str | None = None
    empty_every: int = 7
    clock_offset: float = 0.0
    auth: bool = True
    gzip: bool = False


class DemoServer:
    """Everything of one run. `start` makes it listen; it never ends by itself."""

    def __init__(self, options: Options) -> None:
        self.options = options
        self.clock = Clock(options.clock_offset)
        self.bridge = MotoBridge(options.account)
        self.journal = Journal(options.log, self.clock)
        self.verifier = self._verifier(options)
        self.gateway = Gateway(self.verifier, self.bridge, self.journal, options.deny)
        self.queues = QueueStore(options.account, self.clock, options.seed)
        self.logs = LogStore(options.account, self.clock)
        self.metrics = MetricStore()
        self.dynamodb = DynamoDB(self.bridge, options.gzip)
        self.metrics_api = MetricsAPI(self.metrics, self.clock)
        self.sampler = QueueSampler(self.queues, self.metrics, self.clock)
        self.stacks = StackBuilder(self.serve_internally, options.account, options.region)
        mirror = QueueMirror(self.bridge, self.queues)
        self.gateway.services.update({
            "sqs": QueueAPI(self.queues, mirror.created, mirror.deleted).handle,
            "logs": LogsAPI(self.logs, options.empty_every).handle,
            "dynamodb": self.dynamodb.handle,
            "monitoring": self.metrics_api.handle,
            "sts": STS(options.account).handle,
            "ssm": self._before_parameters,
            "lambda": refuse_invocations,
        })
        self.live = Director(self, options.seed)
        # Set when the server is to outlive its parent, from the start or once somebody says so.
        self.kept = threading.Event()
        self._parameters_due = False
        self._parameters_lock = threading.RLock()
        self.control = Control(self)
        self.http = HTTPServer(options.port, self.handle, self.clock)

    @staticmethod
    def _verifier(options: Options) -> Verifier:
        verifier = Verifier(options.account, Clock(options.clock_offset), options.auth)
        verifier.add_user(options.access_key, options.secret_key, "nightdesk-demo")
        verifier.add_user(options.denied_access_key, options.denied_secret_key, "nightdesk-denied", denied=True)
        for access_key, secret_key, user in options.credentials:
            verifier.add_user(access_key, secret_key, user)
        return verifier

    def start(self) -> str:
        """Creates the stacks, begins to listen and gives the endpoint."""
        for environment in self.options.stacks:
            self.create_stack(environment)
        self.sampler.start()
        self.http.start()
        if self.options.live > 0:
            self.live.set_rate(self.options.live, (self.options.stacks or ["development"])[0])
        return f"http://127.0.0.1:{self.http.port}"

    def handle(self, request: Request) -> Response:
        """Serves a request from the network."""
        return self.control.handle(request) if request.path.startswith(PREFIX) else self.gateway.handle(request)

    def serve_internally(self, request: Request) -> Response:
        """Serves a request of the server's own: no signature, no fault, no count."""
        service = self.gateway.services.get(request.service)
        response = service(request) if service else None
        return response if response is not None else self.bridge.call(request)

    def create_stack(self, environment: str) -> None:
        """Creates the reference stack of an environment."""
        self.stacks.create(environment)
        self._parameters_due = True

    def _before_parameters(self, request: Request) -> Response | None:
        with self._parameters_lock:
            if self._parameters_due:
                self._parameters_due = False
                self.stacks.parameters()
        return None

    def reset(self) -> None:
        """Forgets all data."""
        self.live.set_rate(0, None)
        self._parameters_due = False
        with self.bridge.lock("dynamodb"):
            self.bridge.reset()
            self.dynamodb.reset()
        self.queues.reset()
        self.logs.reset()
        self.metrics.reset()
        self.gateway.faults.clear()
        self.journal.reset()

    def ready_line(self, endpoint: str) -> str:
        """The line that says that the server is ready."""
        value: dict[str, Any] = {
            "endpoint": endpoint, "pid": os.getpid(), "account": self.options.account, "region": self.options.region,
            "accessKeyId": self.options.access_key, "secretAccessKey": self.options.secret_key,
        }
        return json.dumps(value)

    def stop_soon(self) -> None:
        """Exits once the answer in hand is sent."""
        threading.Timer(0.1, lambda: os._exit(0)).start()


def refuse_invocations(request: Request) -> Response | None:
    """Invoke is refused with a reason: this server runs no code, it simulates the three functions."""
    if request.operation in ("Invoke", "InvokeAsync", "InvokeWithResponseStream"):


        raise ServiceError("ServiceException", "The demo server does not run functions; it simulates them with --live.", 500)
    return None
