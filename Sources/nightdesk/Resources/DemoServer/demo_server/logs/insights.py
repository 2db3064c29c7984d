"""Running Insights queries on a thread each: StartQuery, GetQueryResults, StopQuery, DescribeQueries."""
from __future__ import annotations

import statistics
import threading
import uuid
from functools import cmp_to_key
from typing import Any

from ..clock import Clock
from ..errors import ServiceError
from .insights_syntax import AGGREGATES, Command, Node, malformed, parse_query
from .insights_values import FUNCTIONS, Row, evaluate, number, row_of, text_of, truth
from .store import Group

KEPT = 100


class Query:
    """One query, its state and its results."""

    def __init__(self, text: str, commands: list[Command], groups: list[Group], start: int, end: int, limit: int, clock: Clock) -> None:
        self.id = str(uuid.uuid4())
        self.text = text
        self.commands = commands
        self.groups = groups
        self.window = (start * 1000, end * 1000 + 999)
        self.limit = limit
        self.created = clock.millis()
        self.status = "Scheduled"
        self.results: list[list[dict[str, str]]] = []
        self.statistics = {"recordsMatched": 0.0, "recordsScanned": 0.0, "bytesScanned": 0.0}
        self._cancelled = threading.Event()

    def start(self) -> None:
        """Runs on a thread of its own."""
        threading.Thread(target=self.run, name="insights", daemon=True).start()

    def stop(self) -> bool:
        """Cancels; False if there was nothing to cancel."""
        running = self.status in ("Scheduled", "Running")
        self._cancelled.set()
        return running

    def run(self) -> None:
        """Computes the results."""
        self.status = "Running"
        try:
            rows = self._scan()
            self.results = [] if self._cancelled.is_set() else run_commands(self.commands, rows, self.limit)
            self.status = "Cancelled" if self._cancelled.is_set() else "Complete"
            self.statistics["recordsMatched"] = float(_matched(self.commands, rows, len(self.results)))
        except ServiceError:
            self.status = "Failed"
        except Exception:
            self.status = "Failed"
            raise

    def _scan(self) -> list[Row]:
        rows: list[Row] = []
        # The leading filters are applied while scanning, so that a narrow query stays small.
        leading: list[Node] = []
        for command in self.commands:
            if command.name == "filter" and command.condition is not None:
                leading.append(command.condition)
            elif command.name != "fields":
                break
        plain = all(command.name != "fields" or all(node == ("field", name) for name, node in command.columns) for command in self.commands)
        for group in self.groups:
            with group.lock:
                events = group.events[group.first_at(self.window[0]) : group.first_at(self.window[1] + 1)]
            for index, event in enumerate(events):
                if index % 1000 == 0 and self._cancelled.is_set():
                    return rows
                self.statistics["recordsScanned"] += 1
                self.statistics["bytesScanned"] += len(event.message)
                row = row_of(group, event)
                if not plain or all(truth(evaluate(condition, row)) for condition in leading):
                    rows.append(row)
        rows.sort(key=lambda row: row["@timestamp"], reverse=True)
        return rows


def _matched(commands: list[Command], rows: list[Row], results: int) -> int:
    conditions = [command.condition for command in commands if command.name == "filter" and command.condition]
    if not conditions:
        return len(rows)
    return max(results, sum(all(truth(evaluate(condition, row)) for condition in conditions) for row in rows))


def run_commands(commands: list[Command], rows: list[Row], limit: int) -> list[list[dict[str, str]]]:
    """The result rows of the commands over the events' rows (newest first)."""
    shown: list[str] = []
    grouped = False
    for command in commands:
        if command.name == "filter":
            rows = [row for row in rows if truth(evaluate(command.condition or ("literal", None), row))]
        elif command.name in ("fields", "display"):
            names = [name for name, _ in command.columns]
            shown = names if command.name == "display" else shown + [name for name in names if name not in shown]
            computed = [(name, node) for name, node in command.columns if node != ("field", name)]
            for row in rows if computed else []:
                row.update({name: evaluate(node, row) for name, node in computed})
        elif command.name == "parse":
            _parse(command, rows)
        elif command.name == "sort":
            rows = _sorted(rows, command.order)
        elif command.name == "limit":
            rows = rows[: command.limit]
            limit = command.limit
        elif command.name == "dedup":
            rows = _dedup(rows, command)
        elif command.name == "stats":
            rows = _stats(rows, command)
            shown = [name for name, _ in command.by] + [name for name, _ in command.columns]
            grouped = True
    shown = shown or ["@timestamp", "@message"]
    columns = shown if grouped else [*shown, "@ptr"]
    return [
        [{"field": name, "value": text_of(row[name], name)} for name in columns if row.get(name) is not None] for row in rows[:limit]
    ]


def _parse(command: Command, rows: list[Row]) -> None:
    for row in rows:
        value = row.get(command.source)
        found = command.regex.search(text_of(value)) if command.regex and value is not None else None
        if found:
            groups = found.groupdict()
            named = {name: groups[str(node[1])] for name, node in command.columns} if command.columns else groups
            row.update({name: one for name, one in named.items() if one is not None})


def _dedup(rows: list[Row], command: Command) -> list[Row]:
    seen: set[tuple[Any, ...]] = set()
    kept = []
    for row in rows:
        key = tuple(str(evaluate(node, row)) for _, node in command.columns)
        if key not in seen:
            seen.add(key)
            kept.append(row)
    return kept


def _sorted(rows: list[Row], order: list[tuple[Node, bool]]) -> list[Row]:
    def compare(left: Row, right: Row) -> int:
        for node, descending in order:
            found = _compare(evaluate(node, left), evaluate(node, right))
            if found:
                return -found if descending else found
        return 0

    return sorted(rows, key=cmp_to_key(compare))


def _compare(left: Any, right: Any) -> int:
    if left is None or right is None:
        return (left is not None) - (right is not None)
    one, other = number(left), number(right)
    if one is not None and other is not None:
        return (one > other) - (one < other)
    first, second = text_of(left), text_of(right)
    return (first > second) - (first < second)


def _stats(rows: list[Row], command: Command) -> list[Row]:
    groups: dict[tuple[Any, ...], list[Row]] = {}
    for row in rows:
        key = tuple(evaluate(node, row) for _, node in command.by)
        groups.setdefault(key, []).append(row)
    if not groups and not command.by:
        groups[()] = []
    found = []
    for key, members in groups.items():
        result: Row = {"@timestamp": members[0].get("@timestamp") if members else None}
        result.update({name: value for (name, _), value in zip(command.by, key)})
        result.update({name: _aggregate(node, members) for name, node in command.columns})
        found.append(result)
    bins = [name for name, node in command.by if node[:2] == ("call", "bin")]
    if bins:
        found.sort(key=lambda row: row[bins[0]], reverse=True)
    return found


def _aggregate(node: Node, rows: list[Row]) -> Any:
    if node[0] == "op":
        from .insights_values import _binary

        return _binary(node[1], _aggregate(node[2], rows), _aggregate(node[3], rows))
    if node[0] != "call":
        return node[1] if node[0] == "literal" else (evaluate(node, rows[0]) if rows else None)
    name, arguments = node[1], node[2]
    if name not in AGGREGATES:
        return evaluate(("call", name, [("literal", _aggregate(one, rows)) for one in arguments]), {"@timestamp": 0})
    if name == "count" and not arguments:
        return len(rows)
    values = [value for value in (evaluate(arguments[0], row) for row in rows) if value is not None]
    if name == "count":
        return len(values)
    if name == "count_distinct":
        return len({text_of(value) for value in values})
    if name in ("earliest", "latest"):
        return (values[-1] if name == "earliest" else values[0]) if values else None
    if name in ("sortsfirst", "sortslast"):
        ordered = sorted(values, key=cmp_to_key(_compare))
        return ordered[0 if name == "sortsfirst" else -1] if ordered else None
    numbers = sorted(one for one in map(number, values) if one is not None)
    return _numeric(name, numbers, arguments) if numbers else None


def _numeric(name: str, numbers: list[float], arguments: list[Node]) -> float:
    if name == "pct":
        percent = number(arguments[1][1]) if len(arguments) > 1 else None
        if percent is None:
            raise malformed("pct takes a field and a percentage")
        return numbers[min(len(numbers) - 1, max(0, int(len(numbers) * percent / 100 + 0.5) - 1))]
    if name == "stddev":
        return statistics.pstdev(numbers)
    simple = {"sum": sum, "avg": statistics.fmean, "min": min, "max": max, "median": statistics.median}
    return float(simple[name](numbers))


def check_functions(commands: list[Command]) -> None:
    """Refuses unknown functions before the query starts."""

    def walk(node: Any) -> None:
        if isinstance(node, tuple) and node and node[0] == "call" and node[1] not in FUNCTIONS | AGGREGATES:
            raise malformed(f"unknown function {node[1]}")
        for part in node if isinstance(node, (tuple, list)) else ():
            walk(part)

    for command in commands:
        walk([command.columns, command.by, command.condition, command.order])


class Insights:
    """The queries of the account."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.queries: dict[str, Query] = {}

    def start(self, text: str, groups: list[Group], start: int, end: int, limit: int) -> Query:
        """Parses and starts a query."""
        commands = parse_query(text)
        check_functions(commands)
        query = Query(text, commands, groups, start, end, limit, self.clock)
        while len(self.queries) >= KEPT:
            self.queries.pop(next(iter(self.queries)))
        self.queries[query.id] = query
        query.start()
        return query

    def find(self, identifier: str) -> Query:
        """The query of that id."""
        query = self.queries.get(identifier)
        if query is None:
            raise ServiceError("ResourceNotFoundException", f"Query {identifier} not found")
        return query
