"""What an Insights expression means for one event: fields (discovered ones too), functions, comparisons."""
from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import datetime, timezone
from typing import Any

from .insights_syntax import Node, malformed
from .store import Event, Group

Row = dict[str, Any]
_REPORT = re.compile(
    r"^REPORT RequestId: (?P<id>\S+)\s+Duration: (?P<duration>[\d.]+) ms\s+Billed Duration: (?P<billed>[\d.]+) ms\s+"
    r"Memory Size: (?P<size>\d+) MB\s+Max Memory Used: (?P<used>\d+) MB(?:\s+Init Duration: (?P<init>[\d.]+) ms)?"
)
_MARK = re.compile(r"^(START|END) RequestId: (\S+)")
_REQUEST = re.compile(r"\t([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\t")
_UNITS = {"ms": 1, "s": 1000, "m": 60_000, "h": 3_600_000, "d": 86_400_000, "w": 604_800_000, "mo": 2_592_000_000, "q": 7_776_000_000, "y": 31_536_000_000}


def row_of(group: Group, event: Event) -> Row:
    """The fields of an event: the built-in ones, Lambda's, and those of a JSON line."""
    row: Row = {
        "@timestamp": event.timestamp, "@message": event.message, "@logStream": event.stream, "@log": group.arn.split(":")[4] + ":" + group.name,
        "@ingestionTime": event.ingested, "@ptr": event.id,
    }
    report = _REPORT.match(event.message)
    if report:
        row.update({
            "@type": "REPORT", "@requestId": report["id"], "@duration": float(report["duration"]), "@billedDuration": float(report["billed"]),
            "@memorySize": int(report["size"]) * 1_000_000, "@maxMemoryUsed": int(report["used"]) * 1_000_000,
        })
        if report["init"]:
            row["@initDuration"] = float(report["init"])
        return row
    mark = _MARK.match(event.message)
    request = mark or _REQUEST.search(event.message)
    if mark:
        row["@type"], row["@requestId"] = mark.groups()
    elif request:
        row["@requestId"] = request.group(1)
    start = event.message.find("{")
    if start >= 0 and event.message.rstrip().endswith("}"):
        try:
            _flatten(row, "", json.loads(event.message[start:]))
        except ValueError:
            pass  # Not JSON after all: the line has no fields of its own.
    return row


def _flatten(row: Row, prefix: str, value: Any) -> None:
    if isinstance(value, dict):
        for name, inner in value.items():
            _flatten(row, f"{prefix}.{name}" if prefix else name, inner)
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            _flatten(row, f"{prefix}.{index}", inner)
    elif prefix:
        row[prefix] = value


def period_millis(text: str) -> int:
    """A period such as 5m in milliseconds."""
    found = re.fullmatch(r"(\d+)(ms|s|mo|m|h|d|w|q|y)", text)
    if found is None:
        raise malformed(f"bad period {text}")
    return int(found[1]) * _UNITS[found[2]]


def number(value: Any) -> float | None:
    """A value as a number, if it is one."""
    if isinstance(value, bool):
        return float(value)
    if isinstance(value, (int, float)):
        return float(value)
    try:
        return float(value) if isinstance(value, str) else None
    except ValueError:
        return None


def text_of(value: Any, field: str = "") -> str:
    """A value as results show it."""
    if field in ("@timestamp", "@ingestionTime") or field.startswith("bin("):
        stamp = number(value)
        if stamp is not None:
            return datetime.fromtimestamp(stamp / 1000, timezone.utc).strftime("%Y-%m-%d %H:%M:%S.") + f"{int(stamp) % 1000:03d}"
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else f"{value:.4f}".rstrip("0").rstrip(".")
    return value if isinstance(value, str) else json.dumps(value)


def evaluate(node: Node, row: Row) -> Any:
    """The value of an expression; None where a field is missing."""
    kind = node[0]
    if kind == "field":
        return row.get(node[1])
    if kind in ("literal", "regex", "period"):
        return node[1]
    if kind == "not":
        return not truth(evaluate(node[1], row))
    if kind == "list":
        return [evaluate(item, row) for item in node[1]]
    if kind == "call":
        return _call(node[1], [evaluate(argument, row) for argument in node[2]], row)
    operator = node[1]
    if operator in ("and", "or"):
        left = truth(evaluate(node[2], row))
        return (left and truth(evaluate(node[3], row))) if operator == "and" else (left or truth(evaluate(node[3], row)))
    return _binary(operator, evaluate(node[2], row), evaluate(node[3], row))


def truth(value: Any) -> bool:
    """Whether a filter lets a value through."""
    return value is not None and value is not False and value != 0 and value != ""


def _binary(operator: str, left: Any, right: Any) -> Any:
    if operator in ("like", "=~"):
        if left is None:
            return False
        return right.search(text_of(left)) is not None if isinstance(right, re.Pattern) else text_of(right) in text_of(left)
    if operator == "in":
        return any(_equal(left, item) for item in right)
    if operator in ("=", "!="):
        return _equal(left, right) == (operator == "=")
    one, other = number(left), number(right)
    if operator in ("<", "<=", ">", ">="):
        if left is None or right is None:
            return False
        pair = (one, other) if one is not None and other is not None else (text_of(left), text_of(right))
        return {"<": pair[0] < pair[1], "<=": pair[0] <= pair[1], ">": pair[0] > pair[1], ">=": pair[0] >= pair[1]}[operator]  # type: ignore[operator]
    if one is None or other is None or (operator in "/%" and other == 0):
        return None
    arithmetic: dict[str, Callable[[], float]] = {
        "+": lambda: one + other, "-": lambda: one - other, "*": lambda: one * other, "/": lambda: one / other,
        "%": lambda: one % other, "^": lambda: one**other,
    }
    return arithmetic[operator]()


def _equal(left: Any, right: Any) -> bool:
    if left is None or right is None:
        return left is right
    one, other = number(left), number(right)
    return one == other if one is not None and other is not None else text_of(left) == text_of(right)


_TEXT: dict[str, Callable[..., Any]] = {
    "strlen": len, "tolower": str.lower, "lower": str.lower, "toupper": str.upper, "upper": str.upper, "trim": str.strip,
    "ltrim": str.lstrip, "rtrim": str.rstrip, "replace": lambda text, old, new: text.replace(text_of(old), text_of(new)),
    "strcontains": lambda text, part: float(text_of(part) in text),
    "substr": lambda text, start, length=None: text[int(start) :][: None if length is None else int(length)],
}
_NUMBERS: dict[str, Callable[..., Any]] = {
    "abs": abs, "ceil": lambda one: float(-(-one // 1)), "floor": lambda one: float(one // 1), "sqrt": lambda one: one**0.5 if one >= 0 else None,
}
FUNCTIONS = {*_TEXT, *_NUMBERS, "ispresent", "isempty", "isblank", "coalesce", "concat", "greatest", "least", "bin", "datefloor", "frommillis", "tomillis"}


def _call(name: str, values: list[Any], row: Row) -> Any:
    first = values[0] if values else None
    if name == "ispresent":
        return first is not None
    if name in ("isempty", "isblank"):
        return first is None or not (text_of(first).strip() if name == "isblank" else text_of(first))
    if name == "coalesce":
        return next((value for value in values if value is not None), None)
    if name == "concat":
        return "".join(text_of(value) for value in values if value is not None)
    if name in ("bin", "datefloor"):
        stamp, size = (row["@timestamp"], first) if name == "bin" else (first, values[1])
        width = period_millis(str(size))
        return None if stamp is None else float(stamp // width * width)
    if name in ("frommillis", "tomillis"):
        return first
    if name in ("greatest", "least"):
        found = [one for one in map(number, values) if one is not None]
        return (max if name == "greatest" else min)(found) if found else None
    if first is None:
        return None
    if name in _TEXT:
        return _TEXT[name](text_of(first), *values[1:])
    if name in _NUMBERS:
        one = number(first)
        return None if one is None else _NUMBERS[name](one)
    raise malformed(f"unknown function {name}")
