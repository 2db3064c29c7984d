"""The control endpoints under `/_nightdesk/`: faults, counters, stacks, live traffic. See README.md."""
from __future__ import annotations

import json
import random
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from .errors import ServiceError
from .metrics.history import backfill
from .sqs.service import redrive_policy
from .wire import Request, Response

if TYPE_CHECKING:
    from .server import DemoServer

PREFIX = "/_nightdesk/"


class Control:
    """Answers control requests, without a signature."""

    def __init__(self, server: DemoServer) -> None:
        self.server = server
        self.started = time.monotonic()
        self._routes: dict[tuple[str, str], Callable[[Any], Any]] = {
            ("GET", "health"): lambda _: {"ok": True, "uptime": round(time.monotonic() - self.started, 3)},
            ("GET", "stats"): self._stats,
            ("GET", "faults"): lambda _: server.gateway.faults.listing(),
            ("POST", "faults"): self._add_faults,
            ("DELETE", "faults"): self._clear_faults,
            ("POST", "stack"): self._stack,
            ("POST", "live"): self._live,
            ("GET", "live"): lambda _: server.live.counters(),
            ("POST", "bury"): self._bury,
            ("POST", "metrics"): self._metrics,
            ("POST", "sample"): self._sample,
            ("POST", "history"): self._history,
            ("POST", "reset"): self._reset,
            ("POST", "keep"): self._keep,
            ("POST", "shutdown"): self._shutdown,
        }

    def handle(self, request: Request) -> Response:
        """Serves one control request."""
        route = self._routes.get((request.method, request.path.removeprefix(PREFIX).strip("/")))
        if route is None:
            return _answer({"error": f"no such control endpoint: {request.method} {request.path}"}, 404)
        try:
            value = json.loads(request.body) if request.body else {}
            return _answer(route(value))
        except (ValueError, KeyError, TypeError) as error:
            return _answer({"error": str(error)}, 400)
        except ServiceError as error:
            return _answer({"error": str(error)}, error.status)

    def _stats(self, _: Any) -> Any:
        server = self.server
        return {
            "requests": dict(server.journal.requests), "errors": dict(server.journal.errors), "connections": server.http.connections,
            "logGroups": server.logs.totals(), "queues": server.queues.depths(), "tables": server.dynamodb.counts(),
            "live": server.live.counters(),
        }

    def _add_faults(self, value: Any) -> Any:
        self.server.gateway.faults.add(value)
        return {"active": len(self.server.gateway.faults.listing())}

    def _clear_faults(self, _: Any) -> Any:
        self.server.gateway.faults.clear()
        return {"active": 0}

    def _stack(self, value: Any) -> Any:
        self.server.create_stack(str(value["environment"]))
        return {"environment": value["environment"]}

    def _live(self, value: Any) -> Any:
        rate = float(value["rate"])
        if not 0 <= rate <= 100:
            raise ValueError("The rate must be between 0 and 100 orders a second.")
        self.server.live.set_rate(rate, value.get("environment"))
        return self.server.live.counters()

    def _bury(self, value: Any) -> Any:
        queues = self.server.queues
        queue = queues.find(str(value.get("region", self.server.options.region)), str(value["queue"]))
        sent = {str(one): float(moment) / 1000 for one, moment in value.get("sent", {}).items()}
        return {"moved": queues.bury_all(queue, float(value.get("spread", 0)), sent)}

    def _metrics(self, value: Any) -> Any:
        self.server.metrics_api.put(str(value.get("region", self.server.options.region)), value)
        return {}

    def _sample(self, _: Any) -> Any:
        self.server.sampler.sample()
        return {}

    def _history(self, value: Any) -> Any:
        server = self.server
        region = str(value.get("region", server.options.region))
        queue = server.queues.find(region, str(value["queue"]))
        hours, rate = float(value.get("hours", 24)), float(value.get("perMinute", 30))
        if not 0 < hours <= 336 or not 0 <= rate <= 100_000:
            raise ValueError("A history has 0 to 336 hours, and 0 to 100,000 messages a minute.")
        policy = redrive_policy(queue)
        dead = server.queues.by_arn(policy["deadLetterTargetArn"]) if policy else None
        rng = random.Random(server.options.seed)
        return {"points": backfill(server.sampler, region, queue, dead, hours, rate, rng)}

    def _reset(self, _: Any) -> Any:
        self.server.reset()
        return {}

    def _keep(self, _: Any) -> Any:
        self.server.kept.set()
        return {"kept": True}

    def _shutdown(self, _: Any) -> Any:
        self.server.stop_soon()
        return {}


def _answer(value: Any, status: int = 200) -> Response:
    return Response(status, [("Content-Type", "application/json")], json.dumps(value).encode())
