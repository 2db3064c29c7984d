"""StartLiveTail: an event stream with one update a second."""
from __future__ import annotations

import binascii
import json
import struct
import threading
import uuid
from collections.abc import Iterator
from typing import Any

from ..errors import ServiceError
from .patterns import compile_pattern
from .store import Event, Group, LogStore

SESSION_SECONDS = 3 * 3600
MOST_PER_UPDATE = 500
MOST_BUFFERED = 5000


def frame(event_type: str, payload: Any, message_type: str = "event") -> bytes:
    """One message of application/vnd.amazon.eventstream."""
    kind = ":exception-type" if message_type == "exception" else ":event-type"
    headers = b"".join(
        struct.pack("!B", len(name)) + name.encode() + b"\x07" + struct.pack("!H", len(value)) + value.encode()
        for name, value in ((kind, event_type), (":content-type", "application/json"), (":message-type", message_type))
    )
    body = json.dumps(payload, separators=(",", ":")).encode()
    prelude = struct.pack("!II", 16 + len(headers) + len(body), len(headers))
    message = prelude + struct.pack("!I", binascii.crc32(prelude)) + headers + body
    return message + struct.pack("!I", binascii.crc32(message))


class Session:
    """One Live Tail session: collects what arrives for its groups and gives it out once a second."""

    def __init__(self, store: LogStore, groups: list[Group], params: dict[str, Any]) -> None:
        self.store = store
        self.groups = groups
        self.params = params
        self.test = compile_pattern(params.get("logEventFilterPattern") or "")
        self._lock = threading.Lock()
        self._waiting: list[tuple[Group, Event]] = []
        self._sampled = False
        self._pause = threading.Event()

    def offer(self, group: Group, events: list[Event]) -> None:
        """Called by the store for every batch that arrives."""
        if group not in self.groups:
            return
        names, prefixes = self.params.get("logStreamNames"), self.params.get("logStreamNamePrefixes")
        with self._lock:
            for event in events:
                if names and event.stream not in names or prefixes and not event.stream.startswith(tuple(prefixes)):
                    continue
                if self.test is not None and not self.test(event.message):
                    continue
                if len(self._waiting) >= MOST_BUFFERED:
                    self._sampled = True
                    continue
                self._waiting.append((group, event))

    def stream(self) -> Iterator[bytes]:
        """The session's bytes until the client leaves or three hours have passed."""
        start = {
            "requestId": str(uuid.uuid4()), "sessionId": str(uuid.uuid4()),
            "logGroupIdentifiers": [group.arn for group in self.groups],
            "logStreamNames": self.params.get("logStreamNames") or [],
            "logStreamNamePrefixes": self.params.get("logStreamNamePrefixes") or [],
            "logEventFilterPattern": self.params.get("logEventFilterPattern") or "",
        }
        self.store.subscribe(self)
        try:
            yield frame("initial-response", {})
            yield frame("sessionStart", start)
            for _ in range(SESSION_SECONDS):
                self._pause.wait(1.0)
                yield frame("sessionUpdate", self._update())
            yield frame("SessionTimeoutException", {"message": "The session has timed out."}, "exception")
        finally:
            self.store.unsubscribe(self)

    def _update(self) -> dict[str, Any]:
        with self._lock:
            waiting, self._waiting = self._waiting, []
            sampled, self._sampled = self._sampled or len(waiting) > MOST_PER_UPDATE, False
        step = max(1, -(-len(waiting) // MOST_PER_UPDATE))
        return {
            "sessionMetadata": {"sampled": sampled},
            "sessionResults": [
                {
                    "logStreamName": event.stream, "logGroupIdentifier": f"{group.arn.split(':')[4]}:{group.name}",
                    "message": event.message, "timestamp": event.timestamp, "ingestionTime": event.ingested,
                }
                for group, event in waiting[::step]
            ],
        }


def open_session(store: LogStore, region: str, params: dict[str, Any]) -> Session:
    """Checks a StartLiveTail request."""
    identifiers = params.get("logGroupIdentifiers") or []
    names, prefixes = params.get("logStreamNames"), params.get("logStreamNamePrefixes")
    if not 1 <= len(identifiers) <= 10:
        raise ServiceError("InvalidParameterException", "1 to 10 log groups must be given.")
    if any(not one.startswith("arn:") or one.endswith("*") for one in identifiers):
        raise ServiceError("InvalidParameterException", "The log groups must be given as ARNs that do not end in an asterisk.")
    if (names or prefixes) and len(identifiers) > 1 or names and prefixes:
        raise ServiceError("InvalidParameterException", "Stream names or prefixes, not both, may be given with one log group only.")
    return Session(store, [store.group(region, one) for one in identifiers], params)
