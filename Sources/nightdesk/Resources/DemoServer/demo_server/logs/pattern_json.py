"""JSON filter patterns: `{ $.level = "ERROR" && ($.latency > 100 || $.path = "/us*") }`."""
from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

from .patterns import Predicate, invalid, wildcard

Test = Callable[[Any], bool]
_TOKEN = re.compile(
    r"""\s*(?:(?P<op>&&|\|\||!=|>=|<=|=|>|<|\(|\))|(?P<string>"(?:[^"\\]|\\.)*")|%(?P<regex>(?:[^%\\]|\\.)+)%"""
    r"""|(?P<selector>\$(?:\.[\w@\-]+|\.\["[^"]+"\]|\["[^"]+"\]|\['[^']+'\]|\[\d+\]|\[\*\])*)|(?P<word>[^\s()&|=<>!"]+))"""
)
_STEP = re.compile(r"""\.([\w@\-]+)|\.?\[["']([^"']+)["']\]|\[(\d+)\]|\[(\*)\]""")
_MISSING = object()


def compile_json(text: str) -> Predicate:
    """The test of a pattern in braces; lines that are not JSON objects or arrays never match."""
    if not text.endswith("}"):
        raise invalid("the closing brace is missing")
    parser = _Parser(_tokens(text[1:-1]))
    test = parser.either()
    parser.end()

    def matches(message: str) -> bool:
        line = message.strip()
        if not line.startswith(("{", "[")):
            return False
        try:
            return test(json.loads(line))
        except ValueError:
            return False

    return matches


def _tokens(text: str) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    position = 0
    while text[position:].strip():
        match = _TOKEN.match(text, position)
        if match is None or match.lastgroup is None:
            raise invalid(f"unexpected {text[position:].strip()[0]!r}")
        found.append((match.lastgroup, match.group(match.lastgroup)))
        position = match.end()
    return found


class _Parser:
    def __init__(self, tokens: list[tuple[str, str]]) -> None:
        self.tokens = tokens
        self.position = 0

    def peek(self) -> tuple[str, str]:
        return self.tokens[self.position] if self.position < len(self.tokens) else ("end", "")

    def next(self) -> tuple[str, str]:
        token = self.peek()
        self.position += 1
        return token

    def end(self) -> None:
        if self.peek()[0] != "end":
            raise invalid(f"unexpected {self.peek()[1]!r}")

    def either(self) -> Test:
        tests = [self.both()]
        while self.peek() == ("op", "||"):
            self.next()
            tests.append(self.both())
        return tests[0] if len(tests) == 1 else lambda value: any(test(value) for test in tests)

    def both(self) -> Test:
        tests = [self.one()]
        while self.peek() == ("op", "&&"):
            self.next()
            tests.append(self.one())
        return tests[0] if len(tests) == 1 else lambda value: all(test(value) for test in tests)

    def one(self) -> Test:
        kind, text = self.next()
        if (kind, text) == ("op", "("):
            test = self.either()
            if self.next() != ("op", ")"):
                raise invalid("a closing parenthesis is missing")
            return test
        if kind != "selector":
            raise invalid(f"a selector such as $.name was expected, not {text!r}")
        steps = _steps(text)
        kind, operator = self.next()
        if (kind, operator.upper()) == ("word", "IS"):
            return _is(steps, self.next()[1].upper())
        if (kind, operator.upper()) == ("word", "NOT"):
            if self.next()[1].upper() != "EXISTS":
                raise invalid("NOT EXISTS was expected")
            return lambda value: not [one for one in _select(value, steps)]
        if kind != "op" or operator not in ("=", "!=", ">", "<", ">=", "<="):
            raise invalid(f"a comparison was expected, not {operator!r}")
        return _comparison(steps, operator, *self.next())


def _steps(selector: str) -> list[str | int]:
    steps: list[str | int] = []
    for name, quoted, index, star in _STEP.findall(selector[1:]):
        steps.append(int(index) if index else star or name or quoted)
    return steps


def _select(value: Any, steps: list[str | int]) -> list[Any]:
    found = [value]
    for step in steps:
        reached: list[Any] = []
        for one in found:
            if step == "*" and isinstance(one, list):
                reached += one
            elif isinstance(step, int) and isinstance(one, list) and step < len(one):
                reached.append(one[step])
            elif isinstance(step, str) and isinstance(one, dict) and step in one:
                reached.append(one[step])
        found = reached
    return found


def _is(steps: list[str | int], word: str) -> Test:
    wanted = {"TRUE": True, "FALSE": False, "NULL": None}
    if word not in wanted:
        raise invalid("IS takes TRUE, FALSE or NULL")
    return lambda value: any(one is wanted[word] for one in _select(value, steps))


def _comparison(steps: list[str | int], operator: str, kind: str, text: str) -> Test:
    if kind == "regex":
        regex = re.compile(text)
        test: Test = lambda one: isinstance(one, (str, int, float)) and regex.search(_text(one)) is not None
    elif kind in ("string", "word") and operator in ("=", "!="):
        plain = re.sub(r"\\(.)", r"\1", text[1:-1]) if kind == "string" else text
        test = _equality(plain, kind == "word")
    elif kind == "word":
        test = _ordering(operator, text)
    else:
        raise invalid(f"a value was expected, not {text!r}")
    if operator == "!=":
        # A selector that finds nothing does not match `!=` either.
        return lambda value: any(not test(one) for one in _select(value, steps))
    return lambda value: any(test(one) for one in _select(value, steps))


def _equality(text: str, bare: bool) -> Test:
    number = _number(text) if bare else None
    pattern = wildcard(text)

    def equal(one: Any) -> bool:
        if isinstance(one, (int, float)) and not isinstance(one, bool):
            return one == number if number is not None else pattern.fullmatch(_text(one)) is not None
        return isinstance(one, str) and pattern.fullmatch(one) is not None

    return equal


def _ordering(operator: str, text: str) -> Test:
    limit = _number(text)
    if limit is None:
        raise invalid(f"{operator} takes a number, not {text!r}")
    compare: dict[str, Callable[[float], bool]] = {
        ">": lambda one: one > limit, "<": lambda one: one < limit, ">=": lambda one: one >= limit, "<=": lambda one: one <= limit,
    }
    return lambda one: isinstance(one, (int, float)) and not isinstance(one, bool) and compare[operator](one)


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def _text(one: Any) -> str:
    return one if isinstance(one, str) else json.dumps(one)
