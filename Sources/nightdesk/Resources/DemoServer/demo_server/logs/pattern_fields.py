"""Space-delimited filter patterns: `[ip, user, ..., status=4* && status!=404, bytes>1000]`."""
from __future__ import annotations

import re
from collections.abc import Callable

from .patterns import Predicate, invalid, wildcard

Test = Callable[[str], bool]
_FIELD = re.compile(r'"[^"]*"|\[[^\]]*\]|\S+')
_CONDITION = re.compile(r'\s*([\w.-]+)\s*(!=|>=|<=|=|>|<)\s*(?:"([^"]*)"|%((?:[^%\\]|\\.)+)%|([^\s&|]+))\s*')


def compile_fields(text: str) -> Predicate:
    """The test of a pattern in brackets: as many fields as named (`...` for any number), each meeting its condition."""
    if not text.endswith("]"):
        raise invalid("the closing bracket is missing")
    parts = [part.strip() for part in _split(text[1:-1])]
    if parts.count("...") > 1:
        raise invalid("... may stand once only")
    gap = parts.index("...") if "..." in parts else None
    tests = [_field(part) for part in parts if part != "..."]

    def matches(message: str) -> bool:
        fields = [one[1:-1] if one[0] in '"[' and len(one) > 1 else one for one in _FIELD.findall(message)]
        if gap is None:
            return len(fields) == len(tests) and all(test(one) for test, one in zip(tests, fields))
        if len(fields) < len(tests):
            return False
        tail = len(tests) - gap
        chosen = fields[:gap] + (fields[-tail:] if tail else [])
        return all(test(one) for test, one in zip(tests, chosen))

    return matches


def _split(text: str) -> list[str]:
    return re.findall(r'(?:"[^"]*"|%(?:[^%\\]|\\.)+%|[^,])+', text)


def _field(part: str) -> Test:
    if re.fullmatch(r"[\w.-]+", part):
        return lambda value: True
    either: list[list[Test]] = [[]]
    position = 0
    while position < len(part):
        found = _CONDITION.match(part, position)
        if found is None:
            raise invalid(f"cannot read the field {part!r}")
        _, operator, phrase, regex, word = found.groups()
        either[-1].append(_condition(operator, phrase, regex, word))
        position = found.end()
        joint = part[position : position + 2]
        if joint == "||":
            either.append([])
        elif joint and joint != "&&":
            raise invalid(f"cannot read the field {part!r}")
        position += len(joint)
    return lambda value: any(all(test(value) for test in tests) for tests in either)


def _condition(operator: str, phrase: str | None, regex: str | None, word: str | None) -> Test:
    if regex is not None:
        search = re.compile(regex).search
        return lambda value: (search(value) is not None) == (operator == "=")
    text = phrase if phrase is not None else str(word)
    if operator in ("=", "!="):
        pattern = wildcard(text)
        return lambda value: (pattern.fullmatch(value) is not None) == (operator == "=")
    try:
        limit = float(text)
    except ValueError:
        raise invalid(f"{operator} takes a number, not {text!r}") from None
    return lambda value: _compare(operator, value, limit)


def _compare(operator: str, value: str, limit: float) -> bool:
    try:
        number = float(value)
    except ValueError:
        return False
    return {">": number > limit, "<": number < limit, ">=": number >= limit, "<=": number <= limit}[operator]
