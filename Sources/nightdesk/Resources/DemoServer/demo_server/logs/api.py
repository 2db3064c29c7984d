"""The operations of CloudWatch Logs' JSON 1.1 protocol."""
from __future__ import annotations

import re
from typing import Any

from ..errors import ServiceError, unknown_operation
from ..wire import Request, Response, json_response, raw_json
from .insights import Insights
from .live_tail import open_session
from .patterns import compile_pattern
from .reading import Reader, decode_token, encode_token
from .store import DAY, Group, LogStore, Stream

Params = dict[str, Any]
_GROUP_NAME = re.compile(r"[.\-_/#A-Za-z0-9]{1,512}")
_RETENTIONS = {1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653}


class LogsAPI:
    """Answers Logs requests from a `LogStore`."""

    def __init__(self, store: LogStore, empty_every: int) -> None:
        self.store = store
        self.reader = Reader(store, empty_every)
        self.insights = Insights(store.clock)

    def handle(self, request: Request) -> Response:
        """Serves one request."""
        params = request.params
        if request.operation == "FilterLogEvents":
            return raw_json(request, self.reader.filter(request.region, params))
        if request.operation == "StartLiveTail":
            session = open_session(self.store, request.region, params)
            return Response(200, [("Content-Type", "application/vnd.amazon.eventstream")], stream=session.stream())
        method = getattr(self, "op_" + request.operation, None)
        if method is None:
            raise unknown_operation(request.operation)
        result = method(request.region, params)
        return json_response(request, {} if result is None else result)

    # -- groups

    def op_CreateLogGroup(self, region: str, params: Params) -> None:
        name = str(params.get("logGroupName", ""))
        if not _GROUP_NAME.fullmatch(name):
            raise ServiceError("InvalidParameterException", "The log group name is not valid.")
        self.store.create_group(region, name).tags.update(params.get("tags") or {})

    def op_DeleteLogGroup(self, region: str, params: Params) -> None:
        group = self._group(region, params)
        del self.store.groups[(region, group.name)]

    def op_DescribeLogGroups(self, region: str, params: Params) -> Params:
        prefix, pattern = params.get("logGroupNamePrefix") or "", params.get("logGroupNamePattern") or ""
        if prefix and pattern:
            raise ServiceError("InvalidParameterException", "LogGroup name prefix and LogGroup name pattern are mutually exclusive parameters.")
        names = params.get("logGroupIdentifiers")
        found = sorted(
            (group for (place, name), group in list(self.store.groups.items())
             if place == region and name.startswith(prefix) and pattern.lower() in name.lower()
             and (not names or name in names or group.arn in names)),
            key=lambda group: group.name,
        )
        page, token = _page(found, params, 50, lambda group: group.name)
        return {"logGroups": [_group_entry(group) for group in page], **token}

    def op_ListLogGroups(self, region: str, params: Params) -> Params:
        pattern = params.get("logGroupNamePattern") or ""
        found = sorted((group for (place, name), group in list(self.store.groups.items()) if place == region and re.search(pattern, name)),
                       key=lambda group: group.name)
        page, token = _page(found, params, 50, lambda group: group.name, ceiling=1000)
        entries = [{"logGroupName": one.name, "logGroupArn": one.arn, "logGroupClass": "STANDARD"} for one in page]
        return {"logGroups": entries, **token}

    def op_PutRetentionPolicy(self, region: str, params: Params) -> None:
        days = params.get("retentionInDays")
        if days not in _RETENTIONS:
            raise ServiceError("InvalidParameterException", f"The retention of {days} days is not one of those allowed.")
        self._group(region, params).retention = days

    def op_DeleteRetentionPolicy(self, region: str, params: Params) -> None:
        self._group(region, params).retention = None

    def op_ListTagsForResource(self, region: str, params: Params) -> Params:
        return {"tags": self.store.group(region, str(params.get("resourceArn", ""))).tags}

    def op_TagResource(self, region: str, params: Params) -> None:
        self.store.group(region, str(params.get("resourceArn", ""))).tags.update(params.get("tags") or {})

    # -- streams and events

    def op_CreateLogStream(self, region: str, params: Params) -> None:
        name = str(params.get("logStreamName", ""))
        if not name or len(name) > 512 or ":" in name or "*" in name:
            raise ServiceError("InvalidParameterException", "The log stream name is not valid.")
        self.store.create_stream(self._group(region, params), name)

    def op_DeleteLogStream(self, region: str, params: Params) -> None:
        self.store.delete_stream(self._group(region, params), str(params.get("logStreamName", "")))

    def op_DescribeLogStreams(self, region: str, params: Params) -> Params:
        group = self.store.group(region, str(params.get("logGroupName") or params.get("logGroupIdentifier") or ""))
        prefix = params.get("logStreamNamePrefix") or ""
        by_time = params.get("orderBy") == "LastEventTime"
        if prefix and by_time:
            raise ServiceError("InvalidParameterException", "Cannot order by LastEventTime with a logStreamNamePrefix.")
        streams = [stream for name, stream in list(group.streams.items()) if name.startswith(prefix)]
        streams.sort(key=lambda one: (_last_event(one) if by_time else 0, one.name), reverse=bool(params.get("descending")))
        page, token = _page(streams, params, 50, lambda stream: stream.name)
        return {"logStreams": [_stream_entry(group, stream) for stream in page], **token}

    def op_PutLogEvents(self, region: str, params: Params) -> Params:
        group = self._group(region, params)
        stream = group.stream(str(params.get("logStreamName", "")))
        entries = [(entry["timestamp"], entry["message"]) for entry in params.get("logEvents") or []]
        _check_batch(entries)
        now = self.store.clock.millis()
        oldest = now - min(14, group.retention or 14) * DAY
        kept = [entry for entry in entries if oldest <= entry[0] <= now + 2 * 3_600_000]
        self.store.put(group, stream, kept)
        result: Params = {"nextSequenceToken": f"{group.total:056d}"}
        if len(kept) < len(entries):
            result["rejectedLogEventsInfo"] = _rejected(entries, oldest, now)
        return result

    def op_GetLogEvents(self, region: str, params: Params) -> Params:
        return self.reader.stream(region, params)

    def op_TestMetricFilter(self, region: str, params: Params) -> Params:
        test = compile_pattern(params.get("filterPattern") or "")
        messages = params.get("logEventMessages") or []
        found = [(index, text) for index, text in enumerate(messages, 1) if test is None or test(text)]
        return {"matches": [{"eventNumber": index, "eventMessage": text, "extractedValues": {}} for index, text in found]}

    def op_DescribeMetricFilters(self, region: str, params: Params) -> Params:
        return {"metricFilters": []}

    def op_DescribeSubscriptionFilters(self, region: str, params: Params) -> Params:
        self._group(region, params)
        return {"subscriptionFilters": []}

    # -- Insights

    def op_StartQuery(self, region: str, params: Params) -> Params:
        given = [params.get("logGroupName")], params.get("logGroupNames"), params.get("logGroupIdentifiers")
        names = [str(name) for some in given for name in some or [] if name]
        if not 1 <= len(names) <= 50:
            raise ServiceError("InvalidParameterException", "1 to 50 log groups must be given.")
        start, end = params.get("startTime"), params.get("endTime")
        if not isinstance(start, int) or not isinstance(end, int) or start > end:
            raise ServiceError("InvalidParameterException", "startTime and endTime must be given in seconds, in order.")
        groups = [self.store.group(region, name) for name in names]
        query = self.insights.start(str(params.get("queryString", "")), groups, start, end, min(params.get("limit", 10_000), 10_000))
        return {"queryId": query.id}

    def op_GetQueryResults(self, region: str, params: Params) -> Params:
        query = self.insights.find(str(params.get("queryId", "")))
        results = [[dict(cell) for cell in row] for row in query.results]
        return {"queryLanguage": "CWLI", "results": results, "statistics": query.statistics, "status": query.status}

    def op_StopQuery(self, region: str, params: Params) -> Params:
        query = self.insights.find(str(params.get("queryId", "")))
        if not query.stop():
            raise ServiceError("InvalidParameterException", f"Query has already ended with {query.status} status")
        return {"success": True}

    def op_DescribeQueries(self, region: str, params: Params) -> Params:
        wanted, status = params.get("logGroupName"), params.get("status")
        found = [
            {"queryId": one.id, "queryString": one.text, "status": one.status, "createTime": one.created, "logGroupName": one.groups[0].name}
            for one in reversed(list(self.insights.queries.values()))
            if (not status or one.status == status) and (not wanted or any(group.name == wanted for group in one.groups))
        ]
        return {"queries": found[: params.get("maxResults", 1000)]}

    def _group(self, region: str, params: Params) -> Group:
        return self.store.group(region, str(params.get("logGroupName") or params.get("logGroupIdentifier") or ""))


def _page(items: list[Any], params: Params, ceiling_default: int, key: Any, ceiling: int = 50) -> tuple[list[Any], Params]:
    limit = params.get("limit", ceiling_default)
    if not isinstance(limit, int) or not 1 <= limit <= ceiling:
        raise ServiceError("InvalidParameterException", f"The limit must be between 1 and {ceiling}.")
    start = 0
    if params.get("nextToken"):
        last = decode_token(params["nextToken"])
        start = next((index for index, item in enumerate(items) if key(item) == last), -1) + 1
    page = items[start : start + limit]
    more = start + limit < len(items)
    return page, ({"nextToken": encode_token(key(page[-1]))} if more else {})


def _group_entry(group: Group) -> Params:
    entry: Params = {
        "logGroupName": group.name, "creationTime": group.created, "metricFilterCount": 0, "arn": group.arn + ":*",
        "storedBytes": group.stored, "logGroupClass": "STANDARD", "logGroupArn": group.arn,
    }
    if group.retention:
        entry["retentionInDays"] = group.retention
    return entry


def _last_event(stream: Stream) -> int:
    return stream.events[-1].timestamp if stream.events else 0


def _stream_entry(group: Group, stream: Stream) -> Params:
    entry: Params = {
        "logStreamName": stream.name, "creationTime": stream.created, "storedBytes": 0,
        "arn": f"{group.arn}:log-stream:{stream.name}",
    }
    if stream.events:
        entry.update({
            "firstEventTimestamp": stream.events[0].timestamp, "lastEventTimestamp": stream.events[-1].timestamp,
            "lastIngestionTime": stream.last_ingestion, "uploadSequenceToken": f"{group.total:056d}",
        })
    return entry


def _check_batch(entries: list[tuple[int, str]]) -> None:
    problem = None
    if not entries:
        problem = "1 validation error detected: Value '[]' at 'logEvents' failed to satisfy constraint: Member must have length greater than or equal to 1"
    elif len(entries) > 10_000:
        problem = "The batch of log events has more than 10000 events."
    elif any(not isinstance(stamp, int) or not isinstance(text, str) or not text for stamp, text in entries):
        problem = "Log events need a timestamp and a message that is not empty."
    elif any(one[0] > other[0] for one, other in zip(entries, entries[1:])):
        problem = "Log events in a single PutLogEvents request must be in chronological order."
    elif entries[-1][0] - entries[0][0] > DAY:
        problem = "The batch of log events in a single PutLogEvents request cannot span more than 24 hours."
    elif sum(len(text.encode()) + 26 for _, text in entries) > 1_048_576:
        problem = "Upload too large: the batch of log events is larger than 1048576 bytes."
    if problem:
        raise ServiceError("InvalidParameterException", problem)


def _rejected(entries: list[tuple[int, str]], oldest: int, now: int) -> Params:
    info: Params = {}
    old = sum(stamp < oldest for stamp, _ in entries)
    fresh = next((index for index, (stamp, _) in enumerate(entries) if stamp > now + 2 * 3_600_000), None)
    if old:
        info["tooOldLogEventEndIndex"] = old
    if fresh is not None:
        info["tooNewLogEventStartIndex"] = fresh
    return info
