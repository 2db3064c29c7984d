"""Log groups, streams and events, kept in time order."""
from __future__ import annotations

import itertools
import threading
from bisect import bisect_left, insort
from typing import Any, NamedTuple

from ..clock import Clock
from ..errors import ServiceError

DAY = 86_400_000


class Event(NamedTuple):
    """One log event. Tuples sort by time, then by arrival: the order in which every read gives them."""

    timestamp: int
    sequence: int
    stream: str
    message: str
    ingested: int

    @property
    def id(self) -> str:
        """The event id: 56 digits, as CloudWatch's are."""
        return f"3{self.timestamp:014d}{self.sequence:041d}"


class Stream:
    """A log stream; the times are milliseconds since the epoch."""

    def __init__(self, name: str, created: int) -> None:
        self.name = name
        self.created = created
        self.events: list[Event] = []
        self.last_ingestion: int | None = None
        self.stored = 0


class Group:
    """A log group: its streams, and all its events in one list."""

    def __init__(self, name: str, arn: str, created: int) -> None:
        self.name = name
        self.arn = arn
        self.created = created
        self.retention: int | None = None
        self.tags: dict[str, str] = {}
        self.streams: dict[str, Stream] = {}
        self.events: list[Event] = []
        self.stored = 0
        self.total = 0
        self.lock = threading.RLock()
        self.arrived = threading.Condition(self.lock)

    def stream(self, name: str) -> Stream:
        """The stream of that name."""
        found = self.streams.get(name)
        if found is None:
            raise ServiceError("ResourceNotFoundException", "The specified log stream does not exist.")
        return found

    def first_at(self, timestamp: int) -> int:
        """The index of the first event at or after a time."""
        return bisect_left(self.events, (timestamp,))


def add_sorted(events: list[Event], batch: list[Event]) -> None:
    """Merges a batch, itself in order, into a list in order."""
    if not events or not batch or batch[0] >= events[-1]:
        events.extend(batch)
    elif len(batch) <= 32:
        for event in batch:
            insort(events, event)
    else:
        events.extend(batch)
        events.sort()


class LogStore:
    """All log groups by region and name."""

    def __init__(self, account: str, clock: Clock) -> None:
        self.account = account
        self.clock = clock
        self.groups: dict[tuple[str, str], Group] = {}
        self.lock = threading.RLock()
        self._sequence = itertools.count(1)
        self._subscribers: list[Any] = []

    def create_group(self, region: str, name: str) -> Group:
        """Makes a group; it is an error if it exists."""
        with self.lock:
            if (region, name) in self.groups:
                raise ServiceError("ResourceAlreadyExistsException", "The specified log group already exists")
            group = Group(name, f"arn:aws:logs:{region}:{self.account}:log-group:{name}", self.clock.millis())
            self.groups[(region, name)] = group
            return group

    def group(self, region: str, name: str) -> Group:
        """The group of that name or ARN."""
        if name.startswith("arn:"):
            name = name.split(":log-group:")[-1].removesuffix(":*")
        found = self.groups.get((region, name))
        if found is None:
            raise ServiceError("ResourceNotFoundException", "The specified log group does not exist.")
        return found

    def create_stream(self, group: Group, name: str) -> Stream:
        """Makes a stream; it is an error if it exists."""
        with group.lock:
            if name in group.streams:
                raise ServiceError("ResourceAlreadyExistsException", "The specified log stream already exists")
            stream = Stream(name, self.clock.millis())
            group.streams[name] = stream
            return stream

    def delete_stream(self, group: Group, name: str) -> None:
        """Removes a stream with its events."""
        with group.lock:
            group.stream(name)
            del group.streams[name]
            group.events = [event for event in group.events if event.stream != name]

    def put(self, group: Group, stream: Stream, entries: list[tuple[int, str]]) -> None:
        """Adds events, in order of time, to a stream."""
        now = self.clock.millis()
        batch = [Event(timestamp, next(self._sequence), stream.name, message, now) for timestamp, message in entries]
        size = sum(len(message) + 26 for _, message in entries)
        with group.lock:
            add_sorted(stream.events, batch)
            add_sorted(group.events, batch)
            group.total += len(batch)
            group.stored += size
            stream.stored += size
            stream.last_ingestion = now
            group.arrived.notify_all()
        for subscriber in list(self._subscribers):
            subscriber.offer(group, batch)

    def expire(self, group: Group) -> None:
        """Drops events older than the group's retention."""
        if group.retention is None or not group.events:
            return
        limit = self.clock.millis() - group.retention * DAY
        if group.events[0].timestamp >= limit:
            return
        with group.lock:
            del group.events[: group.first_at(limit)]
            for stream in group.streams.values():
                del stream.events[: bisect_left(stream.events, (limit,))]

    def subscribe(self, subscriber: Any) -> None:
        """From now on, `subscriber.offer(group, events)` is called for what arrives."""
        self._subscribers.append(subscriber)

    def unsubscribe(self, subscriber: Any) -> None:
        """Ends a subscription."""
        if subscriber in self._subscribers:
            self._subscribers.remove(subscriber)

    def totals(self) -> dict[str, int]:
        """How many events each group was ever given."""
        return {group.name: group.total for group in list(self.groups.values())}

    def reset(self) -> None:
        """Forgets everything."""
        with self.lock:
            self.groups.clear()
