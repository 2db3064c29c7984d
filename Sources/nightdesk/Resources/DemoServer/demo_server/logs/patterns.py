"""Filter patterns: terms, phrases, regular expressions, JSON selectors and space-delimited fields.

https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
"""
from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from ..errors import ServiceError

Predicate = Callable[[str], bool]
_TERM = re.compile(r'\s*([-?]?)(?:"((?:[^"\\]|\\.)*)"|%((?:[^%\\]|\\.)+)%|(\S+))')


def invalid(reason: str) -> ServiceError:
    """The error for a pattern that cannot be read."""
    return ServiceError("InvalidParameterException", f"Invalid filter pattern: {reason}")


@lru_cache(maxsize=256)
def compile_pattern(pattern: str) -> Predicate | None:
    """The test that a pattern means; None for the empty pattern, which everything matches."""
    text = pattern.strip()
    if len(pattern) > 1024:
        raise invalid("it is longer than 1024 characters")
    if not text or text == '" "':
        return None
    if text.startswith("{"):
        from .pattern_json import compile_json

        return compile_json(text)
    if text.startswith("["):
        from .pattern_fields import compile_fields

        return compile_fields(text)
    return _terms(text)


def _terms(text: str) -> Predicate:
    required: list[Predicate] = []
    refused: list[Predicate] = []
    optional: list[Predicate] = []
    position = 0
    while position < len(text):
        found = _TERM.match(text, position)
        if found is None:
            raise invalid(f"unexpected {text[position]!r} at {position}")
        sign, phrase, regex, word = found.groups()
        if phrase is None and regex is None:
            _check_word(word)
        test = _test(phrase, regex, word)
        {"-": refused, "?": optional, "": required}[sign].append(test)
        position = found.end()
        while position < len(text) and text[position].isspace():
            position += 1
    if required:
        optional = []  # As CloudWatch does: an "at least one of" beside plain terms is ignored.

    def matches(message: str) -> bool:
        if not all(test(message) for test in required):
            return False
        if optional and not any(test(message) for test in optional):
            return False
        return not any(test(message) for test in refused)

    return matches


def _check_word(word: str) -> None:
    if not re.fullmatch(r"[\w.:/@$#*-]+", word):
        raise invalid(f"a term with characters other than letters, digits and underscores must be quoted: {word}")


def _test(phrase: str | None, regex: str | None, word: str | None) -> Predicate:
    if regex is not None:
        return compile_regex(regex)
    text = re.sub(r"\\(.)", r"\1", phrase) if phrase is not None else str(word)
    return lambda message: text in message


def compile_regex(text: str) -> Predicate:
    """A regular expression between percent signs."""
    try:
        return _searcher(re.compile(text.replace(r"\%", "%")))
    except re.error as error:
        raise invalid(f"bad regular expression: {error}") from None


def _searcher(regex: re.Pattern[str]) -> Predicate:
    return lambda message: regex.search(message) is not None


def wildcard(text: str) -> re.Pattern[str]:
    """A value with `*` as a wildcard."""
    return re.compile("".join(".*" if part == "*" else re.escape(part) for part in re.split(r"(\*)", text)), re.DOTALL)
