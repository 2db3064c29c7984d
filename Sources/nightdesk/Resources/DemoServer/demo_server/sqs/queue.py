"""One queue: what is visible, leased and delayed, with leases and delays ending by themselves."""
from __future__ import annotations

import base64
import heapq
import itertools
import threading
from collections import deque
from collections.abc import Callable
from typing import Any

from ..clock import Clock
from ..errors import ServiceError
from .messages import Message, State

MAX_LEASE = 43_200
MAX_IN_FLIGHT = 120_000
DEDUP_WINDOW = 300

DEFAULTS = {
    "VisibilityTimeout": "30", "MaximumMessageSize": "1048576", "MessageRetentionPeriod": "345600", "DelaySeconds": "0",
    "ReceiveMessageWaitTimeSeconds": "0", "SqsManagedSseEnabled": "true",
}


class Queue:
    """A standard or FIFO queue. Every public method takes the queue's own lock."""

    def __init__(self, name: str, arn: str, clock: Clock, attributes: dict[str, str]) -> None:
        self.name = name
        self.arn = arn
        self.clock = clock
        self.fifo = name.endswith(".fifo")
        self.attributes = {**DEFAULTS, **attributes}
        self.created = clock.now()
        self.modified = self.created
        self.tags: dict[str, str] = {}
        self.purged = 0.0
        self.condition = threading.Condition(threading.RLock())
        self.messages: dict[str, Message] = {}
        self.counts = {state: 0 for state in State}
        self.totals = {"sent": 0, "received": 0, "deleted": 0, "emptyReceives": 0, "bytes": 0}
        self._ready: deque[Message] = deque()
        self._timers: list[tuple[float, int, Message]] = []
        self._tick = itertools.count(1)
        self._dedup: dict[tuple[str, str], tuple[float, Message]] = {}

    def number(self, name: str) -> int:
        """A numeric attribute."""
        return int(self.attributes[name])

    # -- sending

    def send(self, message: Message, delay: float) -> Message:
        """Adds a message; in a FIFO queue a repeated deduplication id within five minutes gives the first one back."""
        with self.condition:
            if self.fifo and message.dedup:
                known = self._dedup.get((message.group or "", message.dedup))
                if known and known[0] > self.clock.now():
                    return known[1]
                self._dedup[(message.group or "", message.dedup)] = (self.clock.now() + DEDUP_WINDOW, message)
            if self.fifo:
                message.sequence = next(self._tick) + 18_850_000_000_000_000_000
            self.messages[message.id] = message
            self.totals["sent"] += 1
            self.totals["bytes"] += message.size
            if delay > 0:
                message.state = State.DELAYED
                self._arm(message, self.clock.now() + delay)
            else:
                message.state = State.VISIBLE
                self._ready.append(message)
            self.counts[message.state] += 1
            self.condition.notify_all()
            return message

    # -- receiving

    def receive(self, most: int, lease: float, wait: float, dead: Callable[[Message], bool]) -> list[Message]:
        """Leases up to `most` messages, waiting up to `wait` seconds for the first.

        `dead` is asked for each before it is leased; True says that it was moved to the dead-letter queue instead.
        """
        deadline = self.clock.now() + wait
        with self.condition:
            while True:
                self._settle()
                found = self._lease(most, lease, dead)
                remaining = deadline - self.clock.now()
                if found or remaining <= 0:
                    self.totals["received" if found else "emptyReceives"] += len(found) or 1
                    return found
                if self._timers:
                    remaining = min(remaining, max(0.001, self._timers[0][0] - self.clock.now()))
                self.condition.wait(remaining)

    def _lease(self, most: int, lease: float, dead: Callable[[Message], bool]) -> list[Message]:
        if self.counts[State.IN_FLIGHT] >= MAX_IN_FLIGHT:
            if self.fifo:
                return []
            raise ServiceError("OverLimit", "The maximum number of in flight messages is reached.", 403)
        found: list[Message] = []
        skipped: list[Message] = []
        blocked = self._blocked_groups() if self.fifo else set()
        now = self.clock.now()
        while self._ready and len(found) < most:
            message = self._ready.popleft()
            if message.id not in self.messages or message.state is not State.VISIBLE:
                continue
            if self.fifo and message.group in blocked:
                skipped.append(message)
                continue
            if dead(message):
                self._forget(message)
                continue
            self._start_lease(message, now, lease)
            found.append(message)
        self._ready.extendleft(reversed(skipped))
        for message in found:
            if lease <= 0:
                self._show(message)
        return found

    def _start_lease(self, message: Message, now: float, lease: float) -> None:
        message.receives += 1
        message.receives_here += 1
        message.first_received = message.first_received or now
        message.leased = now
        token = f"{self.name}:{message.id}:{message.receives_here}:{next(self._tick)}"
        message.receipt = "AQEB" + base64.b64encode(token.encode()).decode()
        self._move(message, State.IN_FLIGHT)
        self._arm(message, now + lease)

    def _blocked_groups(self) -> set[str | None]:
        return {message.group for message in self.messages.values() if message.state is not State.VISIBLE}

    # -- leases

    def delete(self, receipt: str) -> None:
        """Deletes by receipt; an old receipt of a message received again since succeeds and deletes nothing."""
        with self.condition:
            self._settle()
            message = self._by_receipt(receipt)
            if message is not None and message.receipt == receipt:
                self._forget(message)
                self.totals["deleted"] += 1
                self.condition.notify_all()

    def change_visibility(self, receipt: str, seconds: int) -> None:
        """Ends the lease `seconds` from now; 0 makes the message visible at once."""
        with self.condition:
            self._settle()
            message = self._by_receipt(receipt)
            if message is None:
                raise ServiceError(
                    "InvalidParameterValue", f"Value {receipt} for parameter ReceiptHandle is invalid. Reason: Message does not "
                    "exist or is not available for visibility timeout change.")
            if message.state is not State.IN_FLIGHT or message.receipt != receipt:
                raise ServiceError("MessageNotInflight", "The message referred to isn't in flight.",
                                   query_code="AWS.SimpleQueueService.MessageNotInflight")
            now = self.clock.now()
            if now + seconds > message.leased + MAX_LEASE:
                left = int(message.leased + MAX_LEASE - now)
                raise ServiceError("InvalidParameterValue", f"Value {seconds} for parameter VisibilityTimeout is invalid. Reason: Total "
                                   f"VisibilityTimeout for the message is beyond the limit [{MAX_LEASE} seconds], {left} are left.")
            if seconds == 0:
                self._show(message)
                self.condition.notify_all()
            else:
                self._arm(message, now + seconds)

    def _by_receipt(self, receipt: str) -> Message | None:
        try:
            name, message_id, _, _ = base64.b64decode(receipt.removeprefix("AQEB"), validate=True).decode().split(":")
        except ValueError:
            name, message_id = "", ""
        if name != self.name or not receipt.startswith("AQEB"):
            raise ServiceError("ReceiptHandleIsInvalid", f'The input receipt handle "{receipt}" is not a valid receipt handle.')
        return self.messages.get(message_id)

    # -- looking and emptying

    def depth(self) -> dict[State, int]:
        """How many messages are in each state now."""
        with self.condition:
            self._settle()
            return dict(self.counts)

    def oldest_age(self) -> float:
        """Seconds since the oldest message was enqueued; 0 for an empty queue."""
        with self.condition:
            self._settle()
            waiting = [message.enqueued for message in self.messages.values() if message.state is not State.DELAYED]
            return max(0.0, self.clock.now() - min(waiting)) if waiting else 0.0

    def purge(self) -> None:
        """Deletes everything, leased messages too."""
        with self.condition:
            self.messages.clear()
            self._ready.clear()
            self._timers.clear()
            self.counts = {state: 0 for state in State}
            self.purged = self.clock.now()
            self.condition.notify_all()

    def take(self) -> Message | None:
        """Removes and returns the next visible message, as a message move task does."""
        with self.condition:
            self._settle()
            while self._ready:
                message = self._ready.popleft()
                if message.id in self.messages and message.state is State.VISIBLE:
                    self._forget(message)
                    return message
            return None

    def describe(self, message: Message) -> dict[str, Any]:
        """For the control endpoint: one message as it stands."""
        return {"id": message.id, "state": message.state.value, "receives": message.receives, "body": message.body}

    # -- timers

    def _arm(self, message: Message, due: float) -> None:
        message.due = due
        message.timer = next(self._tick)
        heapq.heappush(self._timers, (due, message.timer, message))

    def _settle(self) -> None:
        now = self.clock.now()
        shown = False
        while self._timers and self._timers[0][0] <= now:
            _, timer, message = heapq.heappop(self._timers)
            if message.timer == timer and message.id in self.messages and message.state is not State.VISIBLE:
                self._show(message)
                shown = True
        self._expire(now)
        if shown:
            self.condition.notify_all()

    def _expire(self, now: float) -> None:
        limit = now - self.number("MessageRetentionPeriod")
        # Insertion order is enqueue order but for messages moved here with their old time; good enough to look at the head.
        for message in list(itertools.islice(self.messages.values(), 4)):
            if message.enqueued < limit:
                self._forget(message)

    def _show(self, message: Message) -> None:
        self._move(message, State.VISIBLE)
        message.timer = 0
        if self.fifo:
            self._ready = deque(sorted([*self._ready, message], key=lambda one: one.sequence))
        else:
            self._ready.append(message)

    def _move(self, message: Message, state: State) -> None:
        self.counts[message.state] -= 1
        self.counts[state] += 1
        message.state = state

    def _forget(self, message: Message) -> None:
        if self.messages.pop(message.id, None) is not None:
            self.counts[message.state] -= 1
