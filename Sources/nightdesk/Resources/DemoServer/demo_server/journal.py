"""The request log (`--log FILE`) and the counters behind `/_nightdesk/stats`."""
from __future__ import annotations

import base64
import json
import threading
from collections import Counter
from typing import IO, Any

from .clock import Clock, iso
from .wire import Request, Response


class Journal:
    """Counts every signed request by service and operation, and writes each as a JSON line if a file is given."""

    def __init__(self, path: str | None, clock: Clock) -> None:
        self.clock = clock
        self.requests: Counter[str] = Counter()
        self.errors: Counter[str] = Counter()
        self._lock = threading.Lock()
        self._file: IO[str] | None = open(path, "a", encoding="utf-8", buffering=1) if path else None

    def record(self, request: Request, response: Response, error: str, request_id: str) -> None:
        """Counts and writes one exchange."""
        name = f"{request.service or '?'}:{request.operation or '?'}"
        line = self._line(request, response, error, request_id) if self._file else ""
        with self._lock:
            self.requests[name] += 1
            if error:
                self.errors[f"{name} {error}"] += 1
            if self._file:
                self._file.write(line)

    def _line(self, request: Request, response: Response, error: str, request_id: str) -> str:
        entry: dict[str, Any] = {
            "time": iso(self.clock.now()), "service": request.service, "operation": request.operation,
            "region": request.region, "method": request.method, "target": request.target,
            "headers": [list(header) for header in request.headers],
            "status": 0 if response.drop else response.status, "requestId": request_id,
        }
        if error:
            entry["error"] = error
        try:
            entry["body"] = request.body.decode()
        except UnicodeDecodeError:
            entry["bodyBase64"] = base64.b64encode(request.body).decode()
        return json.dumps(entry) + "\n"

    def reset(self) -> None:
        """Forgets the counts; the file goes on."""
        with self._lock:
            self.requests.clear()
            self.errors.clear()
