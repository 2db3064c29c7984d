"""Message move tasks: SQS's own redrive of a dead-letter queue, with a rate, progress and cancel."""
from __future__ import annotations

import base64
import json
import threading
from collections.abc import Callable
from typing import Any

from ..clock import Clock
from .messages import Message, State
from .queue import Queue

DEFAULT_RATE = 200
Deliver = Callable[[Message, str | None], str | None]


class MoveTask:
    """One redrive: moves the messages that are visible, at most as many as there were at its start."""

    def __init__(self, source: Queue, destination: str | None, rate: int | None, clock: Clock, deliver: Deliver, task_id: str) -> None:
        self.source = source
        self.destination = destination
        self.rate = rate
        self.clock = clock
        self.started = clock.now()
        self.status = "RUNNING"
        self.moved = 0
        self.to_move = source.depth()[State.VISIBLE]
        self.failure: str | None = None
        handle = json.dumps({"taskId": task_id, "sourceArn": source.arn})
        self.handle = base64.b64encode(handle.encode()).decode()
        self._deliver = deliver
        self._cancel = threading.Event()

    def start(self) -> None:
        """Runs on a thread of its own."""
        threading.Thread(target=self._run, name="move-task", daemon=True).start()

    def cancel(self) -> int:
        """Asks the task to end; says how many messages were moved so far."""
        if self.status == "RUNNING":
            self.status = "CANCELLING"
            self._cancel.set()
        return self.moved

    def describe(self) -> dict[str, Any]:
        """The entry of ListMessageMoveTasks; the handle is shown only while the task runs."""
        entry: dict[str, Any] = {
            "Status": self.status, "SourceArn": self.source.arn, "ApproximateNumberOfMessagesMoved": self.moved,
            "ApproximateNumberOfMessagesToMove": self.to_move, "StartedTimestamp": int(self.started * 1000),
        }
        if self.status == "RUNNING":
            entry["TaskHandle"] = self.handle
        if self.destination:
            entry["DestinationArn"] = self.destination
        if self.rate:
            entry["MaxNumberOfMessagesPerSecond"] = self.rate
        if self.failure:
            entry["FailureReason"] = self.failure
        return entry

    def _run(self) -> None:
        pause = 1.0 / (self.rate or DEFAULT_RATE)
        while self.moved < self.to_move:
            if self._cancel.wait(pause):
                self.status = "CANCELLED"
                return
            message = self.source.take()
            if message is None:
                break
            self.failure = self._deliver(message, self.destination)
            if self.failure:
                self.source.send(message, 0)
                self.status = "FAILED"
                return
            self.moved += 1
        self.status = "COMPLETED"
