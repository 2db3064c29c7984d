"""PutMetricData, GetMetricData, GetMetricStatistics and ListMetrics in CloudWatch's JSON 1.0 protocol."""
from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from ..clock import Clock
from ..errors import ServiceError
from ..wire import Request, Response, json_response
from .expressions import evaluate_expression
from .store import Dimensions, Key, MetricStore, Point

Params = dict[str, Any]


class MetricsAPI:
    """Answers the four metric operations; everything else goes to moto."""

    def __init__(self, store: MetricStore, clock: Clock) -> None:
        self.store = store
        self.clock = clock

    def handle(self, request: Request) -> Response | None:
        """Serves one request; None hands it to moto."""
        method = getattr(self, "op_" + request.operation, None)
        if method is None or not request.header("x-amz-target"):
            return None
        result = method(request.region, request.params)
        return json_response(request, {} if result is None else result)

    def op_PutMetricData(self, region: str, params: Params) -> None:
        if str(params.get("Namespace", "")).startswith("AWS/"):
            raise ServiceError("InvalidParameterValue", "The value AWS/ for parameter Namespace is invalid.")
        self.put(region, params)

    def put(self, region: str, params: Params) -> None:
        """PutMetricData for any namespace."""
        for datum in params.get("MetricData") or []:
            key = Key(region, str(params["Namespace"]), str(datum["MetricName"]), _dimensions(datum.get("Dimensions")))
            moment = seconds(datum["Timestamp"]) if "Timestamp" in datum else self.clock.now()
            self.store.put(key, _point(moment, datum), str(datum.get("Unit", "None")))

    def op_ListMetrics(self, region: str, params: Params) -> Params:
        wanted = [(one["Name"], one.get("Value")) for one in params.get("Dimensions") or []]
        found = []
        for key in sorted(self.store.points):
            if key.region != region or params.get("Namespace", key.namespace) != key.namespace:
                continue
            has = dict(key.dimensions)
            if params.get("MetricName", key.name) != key.name or any(name not in has or value not in (None, has[name]) for name, value in wanted):
                continue
            found.append({
                "Namespace": key.namespace, "MetricName": key.name,
                "Dimensions": [{"Name": name, "Value": value} for name, value in key.dimensions],
            })
        start = int(params.get("NextToken") or 0)
        more = {"NextToken": str(start + 500)} if start + 500 < len(found) else {}
        return {"Metrics": found[start : start + 500], **more}

    def op_GetMetricData(self, region: str, params: Params) -> Params:
        queries = params.get("MetricDataQueries") or []
        start, end = seconds(params.get("StartTime")), seconds(params.get("EndTime"))
        if not queries or len(queries) > 500:
            raise ServiceError("ValidationError", "The parameter MetricDataQueries must have between 1 and 500 members.")
        if start >= end:
            raise ServiceError("ValidationError", "The parameter StartTime must be less than the parameter EndTime.")
        named: dict[str, dict[float, float]] = {}
        periods: dict[str, int] = {}
        for query in queries:
            if "MetricStat" in query:
                stat = query["MetricStat"]
                periods[query["Id"]] = _period(stat.get("Period"))
                named[query["Id"]] = self.store.series(_key(region, stat["Metric"]), start, end, periods[query["Id"]], stat["Stat"])
        metrics = list(named)
        waiting = [query for query in queries if "MetricStat" not in query]
        for _ in range(len(waiting)):  # An expression may use another one that stands after it.
            waiting = [query for query in waiting if not self._compute(query, queries, named, periods, metrics)]
        if waiting:
            evaluate_expression(waiting[0].get("Expression", ""), named, periods, metrics)
        descending = params.get("ScanBy", "TimestampDescending") == "TimestampDescending"
        results = [_result(query, named[query["Id"]], descending) for query in queries if query.get("ReturnData", True)]
        return {"MetricDataResults": results, "Messages": []}

    def _compute(self, query: Params, queries: list[Params], named: dict[str, dict[float, float]], periods: dict[str, int], metrics: list[str]) -> bool:
        text = str(query.get("Expression", ""))
        pending = [one["Id"] for one in queries if one["Id"] not in named and one is not query]
        if any(re.search(rf"\b{re.escape(identifier)}\b", text) for identifier in pending):
            return False
        named[query["Id"]] = evaluate_expression(text, named, periods, metrics)
        periods[query["Id"]] = query.get("Period") or min(periods.values(), default=60)
        return True

    def op_GetMetricStatistics(self, region: str, params: Params) -> Params:
        period = _period(params.get("Period"))
        statistics = [*(params.get("Statistics") or []), *(params.get("ExtendedStatistics") or [])]
        if not statistics:
            raise ServiceError("InvalidParameterCombination", "At least one of Statistics and ExtendedStatistics must be given.")
        key = _key(region, params)
        points: dict[float, Params] = {}
        for statistic in statistics:
            series = self.store.series(key, seconds(params.get("StartTime")), seconds(params.get("EndTime")), period, statistic)
            for moment, value in series.items():
                point = points.setdefault(moment, {"Timestamp": moment, "Unit": self.store.units.get(key, "None")})
                if statistic[:1] == "p":
                    point.setdefault("ExtendedStatistics", {})[statistic] = value
                else:
                    point[statistic] = value
        return {"Label": key.name, "Datapoints": list(points.values())}


def seconds(value: Any) -> float:
    """A time in the JSON protocol: epoch seconds, or ISO 8601 as some clients send it."""
    if isinstance(value, (int, float)):
        return float(value)
    try:
        return datetime.fromisoformat(str(value).replace("Z", "+00:00")).timestamp()
    except ValueError:
        raise ServiceError("InvalidParameterValue", f"{value!r} is not a time.") from None


def _dimensions(given: Any) -> Dimensions:
    return tuple(sorted((str(one["Name"]), str(one["Value"])) for one in given or []))


def _key(region: str, metric: Params) -> Key:
    return Key(region, str(metric.get("Namespace", "")), str(metric.get("MetricName", "")), _dimensions(metric.get("Dimensions")))


def _period(value: Any) -> int:
    if not isinstance(value, int) or value < 1 or (value not in (1, 5, 10, 20, 30) and value % 60):
        raise ServiceError("InvalidParameterValue", "The parameter Period must be 1, 5, 10, 20, 30 or a multiple of 60.")
    return value


def _point(moment: float, datum: Params) -> Point:
    if "StatisticValues" in datum:
        one = datum["StatisticValues"]
        return Point(moment, one["Sum"], one["SampleCount"], one["Minimum"], one["Maximum"], ())
    values = datum.get("Values") or [datum.get("Value", 0.0)]
    counts = datum.get("Counts") or [1.0] * len(values)
    total = sum(value * count for value, count in zip(values, counts))
    return Point(moment, total, sum(counts), min(values), max(values), tuple(zip(values, counts)))


def _result(query: Params, series: dict[float, float], descending: bool) -> Params:
    moments = sorted(series, reverse=descending)
    label = query.get("Label") or (query["MetricStat"]["Metric"]["MetricName"] if "MetricStat" in query else query["Id"])
    return {"Id": query["Id"], "Label": label, "Timestamps": moments, "Values": [series[moment] for moment in moments], "StatusCode": "Complete"}
