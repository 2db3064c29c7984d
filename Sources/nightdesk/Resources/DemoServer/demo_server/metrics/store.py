"""Metrics as points in time, and their statistics by period."""
from __future__ import annotations

import threading
from bisect import bisect_left
from collections import defaultdict
from typing import NamedTuple

from ..errors import ServiceError

MOST_POINTS = 20_000
Dimensions = tuple[tuple[str, str], ...]


class Key(NamedTuple):
    """What a metric is called."""

    region: str
    namespace: str
    name: str
    dimensions: Dimensions


class Point(NamedTuple):
    """A value, or a set of values summed up, at a second."""

    time: float
    total: float
    count: float
    low: float
    high: float
    values: tuple[tuple[float, float], ...]


class MetricStore:
    """All metrics; times in seconds since the epoch."""

    def __init__(self) -> None:
        self.lock = threading.RLock()
        self.points: dict[Key, list[Point]] = defaultdict(list)
        self.units: dict[Key, str] = {}

    def put(self, key: Key, point: Point, unit: str = "None") -> None:
        """Adds a point in its place in time."""
        with self.lock:
            points = self.points[key]
            if points and point.time < points[-1].time:
                points.insert(bisect_left(points, (point.time,)), point)
            else:
                points.append(point)
            if len(points) > MOST_POINTS:
                del points[: MOST_POINTS // 10]
            if unit != "None":
                self.units[key] = unit

    def put_value(self, key: Key, time: float, value: float, unit: str = "None") -> None:
        """Adds one value."""
        self.put(key, Point(time, value, 1, value, value, ((value, 1),)), unit)

    def series(self, key: Key, start: float, end: float, period: int, statistic: str) -> dict[float, float]:
        """The statistic for each period that has data, by the period's start; periods begin at multiples of their length."""
        low = start // period * period
        high = -(-end // period) * period if end % period else end
        with self.lock:
            points = self.points.get(key, [])
            chosen = points[bisect_left(points, (low,)) : bisect_left(points, (high,))]
        groups: dict[float, list[Point]] = defaultdict(list)
        for point in chosen:
            groups[point.time // period * period].append(point)
        return {moment: compute(statistic, members) for moment, members in sorted(groups.items())}

    def reset(self) -> None:
        """Forgets everything."""
        with self.lock:
            self.points.clear()
            self.units.clear()


def compute(statistic: str, points: list[Point]) -> float:
    """A statistic (Average, Sum, Minimum, Maximum, SampleCount, pNN) of some points."""
    count = sum(point.count for point in points)
    if statistic == "SampleCount":
        return count
    if statistic == "Sum":
        return sum(point.total for point in points)
    if statistic == "Average":
        return sum(point.total for point in points) / count if count else 0.0
    if statistic == "Minimum":
        return min(point.low for point in points)
    if statistic == "Maximum":
        return max(point.high for point in points)
    if statistic[:1] == "p":
        try:
            return _percentile(points, float(statistic[1:]))
        except ValueError:
            pass  # Not a percentile after all: refused below.
    raise ServiceError("InvalidParameterValue", f"The value {statistic} for parameter Stat is not supported.")


def _percentile(points: list[Point], percent: float) -> float:
    values = sorted(pair for point in points for pair in point.values)
    total = sum(weight for _, weight in values)
    reached = 0.0
    for value, weight in values:
        reached += weight
        if reached >= total * percent / 100:
            return value
    return values[-1][0] if values else max(point.high for point in points)
