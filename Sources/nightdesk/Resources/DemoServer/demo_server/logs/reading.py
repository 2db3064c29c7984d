"""The two reads: FilterLogEvents over a group, in time order either way, and GetLogEvents over a stream."""
from __future__ import annotations

import base64
import hashlib
import itertools
import json
from bisect import bisect_left, bisect_right
from typing import Any

from ..errors import ServiceError
from .patterns import compile_pattern
from .store import Event, Group, LogStore, Stream

MAX_EVENTS = 10_000
MAX_BYTES = 1_048_576
MAX_SCANNED = 200_000
NEWEST_FIRST_SINCE = 1_704_067_200_000  # 2024-01-01, before which startFromHead=false is refused.
Params = dict[str, Any]
_FAR = 1 << 62


def encode_token(value: Any) -> str:
    """An opaque token."""
    return base64.urlsafe_b64encode(json.dumps(value, separators=(",", ":")).encode()).decode()


def decode_token(token: str) -> Any:
    """What an opaque token holds; the service's own error for one that is not ours."""
    try:
        return json.loads(base64.urlsafe_b64decode(token.encode()))
    except ValueError:
        raise ServiceError("InvalidParameterException", "The specified nextToken is invalid.") from None


class Reader:
    """Serves pages; every `empty_every`-th page of FilterLogEvents is empty with a token, as real pages may be."""

    def __init__(self, store: LogStore, empty_every: int) -> None:
        self.store = store
        self.empty_every = empty_every
        self._pages = itertools.count(1)

    def filter(self, region: str, params: Params) -> bytes:
        """FilterLogEvents, as JSON."""
        group = self.store.group(region, _identifier(params))
        streams = _streams(params)
        test = compile_pattern(params.get("filterPattern") or "")
        limit = _limit(params)
        start, end = params.get("startTime", 0), params.get("endTime", _FAR)
        newest_first = params.get("startFromHead") is False
        if newest_first and start < NEWEST_FIRST_SINCE:
            raise ServiceError("InvalidParameterException", "startFromHead=false needs a startTime of 2024-01-01 or later.")
        check = _fingerprint(params)
        place = self._place(params, check)
        self.store.expire(group)
        number = next(self._pages)
        if self.empty_every and number % self.empty_every == 0 and group.events:
            place = place or ([_FAR, 0] if newest_first else [start, 0])
            # The page's number makes the token differ from the one that came, which clients take for an endless loop.
            return b'{"events":[],"searchedLogStreams":[],"nextToken":"%s"}' % encode_token([check, *place, number]).encode()
        with group.lock:
            window = _window(group.events, start, end, place, newest_first)
            events, stop = _page(group.events, window, streams, test, limit)
        body = b'{"events":[' + b",".join(_filtered(event) for event in events) + b'],"searchedLogStreams":[]'
        if stop is not None:
            body += b',"nextToken":"%s"' % encode_token([check, stop.timestamp, stop.sequence, number]).encode()
        return body + b"}"

    def _place(self, params: Params, check: str) -> list[int] | None:
        token = params.get("nextToken")
        if not token:
            return None
        value = decode_token(token)
        if not isinstance(value, list) or len(value) != 4 or value[0] != check:
            raise ServiceError("InvalidParameterException", "The specified nextToken is invalid.")
        return value[1:3]

    def stream(self, region: str, params: Params) -> dict[str, Any]:
        """GetLogEvents: at the end of the stream the token given comes back."""
        group = self.store.group(region, _identifier(params))
        self.store.expire(group)
        stream = group.stream(params.get("logStreamName", ""))
        start, end, limit = params.get("startTime", 0), params.get("endTime", _FAR), _limit(params)
        with group.lock:
            low = bisect_left(stream.events, (start,))
            high = bisect_left(stream.events, (end,))
            first, last = _span(stream, params, low, high, limit)
            events = _fit(stream.events[first:last], _forwards(params))
            if _forwards(params):
                last = first + len(events)
            else:
                first = last - len(events)
            return {
                "events": [{"timestamp": one.timestamp, "message": one.message, "ingestionTime": one.ingested} for one in events],
                "nextForwardToken": "f/" + encode_token(_key(stream, last)),
                "nextBackwardToken": "b/" + encode_token(_key(stream, first)),
            }


def _forwards(params: Params) -> bool:
    token = params.get("nextToken")
    return token.startswith("f/") if token else bool(params.get("startFromHead"))


def _span(stream: Stream, params: Params, low: int, high: int, limit: int) -> tuple[int, int]:
    token = params.get("nextToken")
    if token:
        if token[:2] not in ("f/", "b/"):
            raise ServiceError("InvalidParameterException", "The specified nextToken is invalid.")
        place = bisect_left(stream.events, tuple(decode_token(token[2:])))
        if token.startswith("f/"):
            low = max(low, place)
            high = max(low, high)
        else:
            high = min(high, place)
            low = min(low, high)
    return (low, min(high, low + limit)) if _forwards(params) else (max(low, high - limit), high)


def _key(stream: Stream, index: int) -> list[int]:
    if index < len(stream.events):
        return [stream.events[index].timestamp, stream.events[index].sequence]
    last = stream.events[-1] if stream.events else None
    return [last.timestamp, last.sequence + 1] if last else [0, 0]


def _fit(events: list[Event], forwards: bool) -> list[Event]:
    kept: list[Event] = []
    size = 0
    for event in events if forwards else reversed(events):
        size += len(event.message) + 26
        if size > MAX_BYTES and kept:
            break
        kept.append(event)
    return kept if forwards else kept[::-1]


def _window(events: list[Event], start: int, end: int, place: list[int] | None, newest_first: bool) -> range:
    low = bisect_left(events, (start,))
    high = bisect_left(events, (end + 1,)) if end < _FAR else len(events)
    if place and newest_first:
        high = min(high, bisect_right(events, (place[0], place[1], chr(0x10FFFF))))
    elif place:
        low = max(low, bisect_left(events, tuple(place)))
    return range(high - 1, low - 1, -1) if newest_first else range(low, high)


def _page(events: list[Event], window: range, streams: Any, test: Any, limit: int) -> tuple[list[Event], Event | None]:
    """The page's events, and the event at which the next page starts."""
    found: list[Event] = []
    size = 0
    for scanned, index in enumerate(window):
        event = events[index]
        if len(found) >= limit or size >= MAX_BYTES or scanned >= MAX_SCANNED:
            return found, event
        if (streams is None or streams(event.stream)) and (test is None or test(event.message)):
            size += len(event.message) + 26
            if size > MAX_BYTES and found:
                return found, event
            found.append(event)
    return found, None


def _filtered(event: Event) -> bytes:
    return (
        f'{{"logStreamName":{json.dumps(event.stream)},"timestamp":{event.timestamp},"message":{json.dumps(event.message)},'
        f'"ingestionTime":{event.ingested},"eventId":"{event.id}"}}'
    ).encode()


def _streams(params: Params) -> Any:
    names, prefix = params.get("logStreamNames"), params.get("logStreamNamePrefix")
    if names and prefix:
        raise ServiceError("InvalidParameterException", "logStreamNames and logStreamNamePrefix cannot be used together.")
    if names:
        return set(names).__contains__
    return (lambda name: name.startswith(prefix)) if prefix else None


def _identifier(params: Params) -> str:
    name, identifier = params.get("logGroupName"), params.get("logGroupIdentifier")
    if bool(name) == bool(identifier):
        raise ServiceError("InvalidParameterException", "Exactly one of logGroupName and logGroupIdentifier must be given.")
    return str(name or identifier)


def _limit(params: Params) -> int:
    limit = params.get("limit", MAX_EVENTS)
    if not isinstance(limit, int) or not 1 <= limit <= MAX_EVENTS:
        raise ServiceError("InvalidParameterException", f"1 validation error detected: Value '{limit}' at 'limit' failed to satisfy "
                           f"constraint: Member must have value between 1 and {MAX_EVENTS}")
    return limit


def _fingerprint(params: Params) -> str:
    same = {name: params.get(name) for name in (
        "logGroupName", "logGroupIdentifier", "logStreamNames", "logStreamNamePrefix", "startTime", "endTime", "filterPattern", "startFromHead",
    )}
    return hashlib.sha1(json.dumps(same, sort_keys=True).encode()).hexdigest()[:12]
