"""The operation that a REST request means, read from botocore's own service models."""
from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs

if TYPE_CHECKING:
    from .wire import Request

_Rule = tuple[int, str, re.Pattern[str], frozenset[str], str]


def rest_operation(request: Request) -> str:
    """The operation's name, or the method and path where the model knows none."""
    query = set(parse_qs(request.query, keep_blank_values=True))
    for _, method, pattern, needed, name in _rules(request.service):
        if method == request.method and needed <= query and pattern.fullmatch(request.path):
            return name
    return f"{request.method} {request.path}"


@lru_cache(maxsize=16)
def _rules(service: str) -> tuple[_Rule, ...]:
    if service not in ("lambda", "s3", "apigateway"):
        return ()
    from botocore.loaders import Loader

    model: dict[str, Any] = Loader().load_service_model(service, "service-2")
    rules: list[_Rule] = []
    for name, operation in model["operations"].items():
        path, _, query = operation["http"]["requestUri"].partition("?")
        needed = frozenset(part.partition("=")[0] for part in query.split("&") if part)
        escaped = re.sub(r"\\\{\w+\\\+\\\}", ".+", re.escape(path))
        pattern = re.sub(r"\\\{\w+\\\}", "[^/]+", escaped).rstrip("/") + "/?"
        rules.append((-len(needed), operation["http"]["method"], re.compile(pattern), needed, name))
    # The most demanding rule first, so that ?list-type=2 wins over a plain listing; fixed paths before placeholders.
    rules.sort(key=lambda rule: (rule[0], rule[2].pattern.count("[^/]+") + 2 * rule[2].pattern.count(".+")))
    return tuple(rules)
