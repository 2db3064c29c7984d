"""What DynamoDB refuses and moto takes, or stumbles over: placeholders that do not fit, numbers of too many digits."""
from __future__ import annotations

import re
from typing import Any

from .errors import ServiceError, validation

_EXPRESSIONS = ("ConditionExpression", "FilterExpression", "KeyConditionExpression", "ProjectionExpression", "UpdateExpression")
_PLACEHOLDER = re.compile(r"[:#]\w+")
_NUMBER = re.compile(r"[+-]?(\d*)\.?(\d*)([eE][+-]?\d+)?")


def check_expressions(params: dict[str, Any]) -> None:
    """Every placeholder that is used must be defined, and every one that is defined must be used."""
    texts = {name: str(params[name]) for name in _EXPRESSIONS if params.get(name) is not None}
    used = {mark: name for name, text in texts.items() for mark in _PLACEHOLDER.findall(text)}
    for member, word, sign in (("ExpressionAttributeNames", "name", "#"), ("ExpressionAttributeValues", "value", ":")):
        given = params.get(member)
        if given is None:
            given = {}
        elif not given:
            raise validation(f"{member} must not be empty")
        elif not texts:
            raise validation(f"{member} can only be specified when using expressions")
        missing = sorted(mark for mark in used if mark[0] == sign and mark not in given)
        if missing:
            raise validation(f"Invalid {used[missing[0]]}: An expression attribute {word} used in the document path is not defined; attribute {word}: {missing[0]}"
                             if sign == "#" else
                             f"Invalid {used[missing[0]]}: An expression attribute {word} used in expression is not defined; attribute {word}: {missing[0]}")
        unused = sorted(mark for mark in given if mark not in used)
        if unused:
            raise validation(f"Value provided in {member} unused in expressions: keys: {{{', '.join(unused)}}}")


def check_numbers(value: Any) -> None:
    """Numbers are decimal text of at most 38 significant digits."""
    if isinstance(value, list):
        for inner in value:
            check_numbers(inner)
    if not isinstance(value, dict):
        return
    if len(value) == 1 and ("N" in value or "NS" in value):
        kind, content = next(iter(value.items()))
        numbers = content if kind == "NS" and isinstance(content, list) else [content]
        # An attribute may be called N too: then its content is an object, and no number.
        if not any(isinstance(one, dict) for one in numbers):
            for one in numbers:
                _check_number(one)
            return
    for inner in value.values():
        check_numbers(inner)


def _check_number(text: Any) -> None:
    if not isinstance(text, str):
        raise ServiceError("SerializationException", "NUMBER_VALUE cannot be converted to String")
    found = _NUMBER.fullmatch(text)
    if found is None or not (found[1] or found[2]):
        raise validation(f"The parameter cannot be converted to a numeric value: {text}")
    digits = (found[1] + found[2]).lstrip("0").rstrip("0")
    if len(digits) > 38:
        raise validation("Attempting to store more than 38 significant digits in a Number")
