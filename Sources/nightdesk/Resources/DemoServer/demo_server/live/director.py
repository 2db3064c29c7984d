"""Starts, paces and stops the live world of one environment."""
from __future__ import annotations

import random
import sys
import threading
import traceback
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from .callers import Callers
from .consumer import Consumer
from .runtime import Function
from .timeline import Timeline

if TYPE_CHECKING:
    from ..server import DemoServer

ORDER_SHARE = 0.55  # Of all that happens, this much is an order: the rate is given in orders.


@dataclass
class Counters:
    """What has happened since the live world began."""

    sent: int = 0
    processed: int = 0
    orders: int = 0
    failures: int = 0
    requests: int = 0
    users: int = 0
    files: int = 0


class Director:
    """The live traffic of the server; nothing runs until `set_rate` is given one."""

    def __init__(self, server: DemoServer, seed: int | None) -> None:
        self.server = server
        self.seed = seed
        self.rate = 0.0
        self.environment = ""
        self.count = Counters()
        self.timeline = Timeline()
        self._lock = threading.RLock()
        self._consumer: Consumer | None = None
        self._callers: Callers | None = None
        self._generation = 0
        self._pace = random.Random(seed)

    def set_rate(self, rate: float, environment: str | None) -> None:
        """Orders a second; 0 stops callers and consumer."""
        with self._lock:
            wanted = environment or self.environment or "development"
            self._generation += 1
            self.rate = rate
            if rate <= 0 or wanted != self.environment:
                if self._consumer:
                    self._consumer.stop()
                self._consumer = self._callers = None
            if rate <= 0:
                return
            self.environment = wanted
            if self._consumer is None:
                self._begin(wanted)
            self._next(self._generation)

    def counters(self) -> dict[str, Any]:
        """The rate and the counters, for the control endpoint."""
        return {"rate": self.rate, "environment": self.environment, **asdict(self.count)}

    def _begin(self, environment: str) -> None:
        server = self.server
        base = self.seed if self.seed is not None else random.SystemRandom().getrandbits(32)

        def function(name: str, json_format: bool, salt: int) -> Function:
            return Function(f"{environment}-{name}", json_format, random.Random(base + salt), server.logs, server.metrics,
                            server.clock, self.timeline, server.options.region)

        api, files = function("api-handler", False, 1), function("s3-handler", True, 2)
        self._callers = Callers(server, environment, api, files, self.count, random.Random(base + 3))
        self._consumer = Consumer(server, environment, function("sqs-handler", False, 4), self.count, random.Random(base + 5))
        self._consumer.start()

    def _next(self, generation: int) -> None:
        pause = min(30.0, self._pace.expovariate(self.rate / ORDER_SHARE))
        self.timeline.after(pause, lambda: self._happen(generation))

    def _happen(self, generation: int) -> None:
        with self._lock:
            callers = self._callers
            if generation != self._generation or callers is None:
                return
            self._next(generation)
        try:
            callers.next_event()
        except Exception:
            traceback.print_exc(file=sys.stderr)
