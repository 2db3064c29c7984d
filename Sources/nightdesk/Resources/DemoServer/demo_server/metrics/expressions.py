"""Metric math: arithmetic over the other queries' ids, and a few functions."""
from __future__ import annotations

import ast
import operator
from collections.abc import Callable
from typing import Any

from ..errors import ServiceError

Series = dict[float, float]
_OPERATORS: dict[type[ast.operator], Callable[[float, float], float]] = {
    ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Div: operator.truediv, ast.Pow: operator.pow,
}
_FOLDS: dict[str, Callable[[list[float]], float]] = {
    "SUM": sum, "MAX": max, "MIN": min, "AVG": lambda values: sum(values) / len(values),
}


def evaluate_expression(text: str, named: dict[str, Series], periods: dict[str, int], metrics: list[str]) -> Series:
    """The series of an expression; raises the service's ValidationError for one that cannot be read."""
    try:
        value = _node(ast.parse(text, mode="eval").body, named, periods, metrics)
    except (SyntaxError, KeyError, TypeError, ValueError) as error:
        raise ServiceError("ValidationError", f"Error in expression '{text}': {error}") from None
    if isinstance(value, dict):
        return value
    if isinstance(value, float):
        moments = {moment for series in named.values() for moment in series}
        return {moment: value for moment in sorted(moments)}
    raise ServiceError("ValidationError", f"Error in expression '{text}': it does not give one time series")


def _node(node: ast.AST, named: dict[str, Series], periods: dict[str, int], metrics: list[str]) -> Any:
    if isinstance(node, ast.Constant) and isinstance(node.value, (int, float)):
        return float(node.value)
    if isinstance(node, ast.Name):
        return named[node.id]
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        return _combine(ast.Sub, 0.0, _node(node.operand, named, periods, metrics))
    if isinstance(node, ast.BinOp) and type(node.op) in _OPERATORS:
        left = _node(node.left, named, periods, metrics)
        return _combine(type(node.op), left, _node(node.right, named, periods, metrics))
    if isinstance(node, ast.List):
        return [_node(item, named, periods, metrics) for item in node.elts]
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
        return _call(node, named, periods, metrics)
    raise ValueError("unsupported syntax")


def _call(node: ast.Call, named: dict[str, Series], periods: dict[str, int], metrics: list[str]) -> Any:
    assert isinstance(node.func, ast.Name)
    name = node.func.id.upper()
    if name == "METRICS":
        return [named[identifier] for identifier in metrics]
    if name == "PERIOD" and isinstance(node.args[0], ast.Name):
        return float(periods[node.args[0].id])
    arguments = [_node(argument, named, periods, metrics) for argument in node.args]
    if name in _FOLDS:
        value = arguments[0]
        if isinstance(value, list):
            moments = sorted({moment for series in value for moment in series})
            return {moment: _FOLDS[name]([series[moment] for series in value if moment in series]) for moment in moments}
        return _FOLDS[name](list(value.values())) if value else {}
    if name in ("RATE", "DIFF"):
        moments = sorted(arguments[0])
        return {
            later: (arguments[0][later] - arguments[0][earlier]) / (later - earlier if name == "RATE" else 1)
            for earlier, later in zip(moments, moments[1:])
        }
    if name == "FILL":
        filler = arguments[1]
        moments = sorted({moment for series in named.values() for moment in series})
        return {moment: arguments[0].get(moment, filler) for moment in moments}
    if name in ("ABS", "CEIL", "FLOOR"):
        functions: dict[str, Callable[[float], float]] = {"ABS": abs, "CEIL": lambda one: -(-one // 1), "FLOOR": lambda one: one // 1}
        return {moment: functions[name](value) for moment, value in arguments[0].items()}
    raise ValueError(f"unsupported function {name}")


def _combine(kind: type[ast.operator], left: Any, right: Any) -> Any:
    function = _OPERATORS[kind]

    def safe(one: float, other: float) -> float | None:
        try:
            return float(function(one, other))
        except ZeroDivisionError:
            return None

    if isinstance(left, float) and isinstance(right, float):
        return safe(left, right) or 0.0
    moments = left if isinstance(left, dict) else right
    found: Series = {}
    for moment in moments:
        one = left.get(moment) if isinstance(left, dict) else left
        other = right.get(moment) if isinstance(right, dict) else right
        value = None if one is None or other is None else safe(one, other)
        if value is not None:
            found[moment] = value
    return found
