"""The way into moto's back ends: a request goes straight to moto's response classes, one at a time for each service."""
from __future__ import annotations

import os
import re
import sys
import threading
import traceback
from typing import Any

from .errors import ServiceError
from .wire import Request, Response

_HOSTS = {"monitoring": "cloudwatch", "lambda": "awslambda"}


class MotoBridge:
    """Dispatches to moto without Flask or werkzeug's server; moto has no locks, so each back end gets one here."""

    def __init__(self, account: str) -> None:
        os.environ["MOTO_ACCOUNT_ID"] = account
        os.environ.setdefault("MOTO_ALLOW_NONEXISTENT_REGION", "true")
        self.account = account
        self._locks: dict[str, threading.RLock] = {}
        self._guard = threading.Lock()
        self._routes: dict[str, list[tuple[re.Pattern[str], Any]]] = {}

    def lock(self, service: str) -> threading.RLock:
        """The lock of one service's back end."""
        with self._guard:
            return self._locks.setdefault(service, threading.RLock())

    def backend(self, name: str, region: str) -> Any:
        """moto's back end object (`dynamodb`, `awslambda` …) of the account in a region."""
        from moto.backends import get_backend

        found: Any = get_backend(name)  # type: ignore[call-overload]
        regions = found[self.account]
        return regions[region if region in regions else "aws"]

    def call(self, request: Request) -> Response:
        """Answers a request with moto's own implementation."""
        from botocore.awsrequest import AWSPreparedRequest, HeadersDict
        from moto.core.exceptions import HTTPException

        host = "s3" if request.service == "s3" else f"{request.service}.{request.region}"
        url = f"http://{host}.amazonaws.com{request.target}"
        headers = HeadersDict()
        for name, value in request.headers:
            if name.lower() not in ("host", "expect", "transfer-encoding"):
                headers[name] = value
        headers["Host"] = request.header("host") if request.service == "sns" else f"{host}.amazonaws.com"
        prepared = AWSPreparedRequest(request.method, url, headers, request.body, False)
        with self.lock(request.service):
            try:
                status, out, body = self._method(request, url)(prepared, url, headers)
            except HTTPException as error:
                status, out, body = error.code or 500, dict(error.get_headers()), error.get_body()
            except NotImplementedError as error:
                raise ServiceError("NotImplemented", f"moto has no {request.operation}: {error}", 501) from None
            except Exception as error:
                traceback.print_exc(file=sys.stderr)
                raise ServiceError("InternalFailure", f"moto failed in {request.operation}: {error!r}", 500) from None
        return _response(request, status, out, body)

    def _method(self, request: Request, url: str) -> Any:
        clean = url.partition("?")[0]
        for pattern, method in self._paths(request.service, request.region):
            if pattern.match(clean):
                return method
        raise ServiceError("UnknownOperationException", f"No such resource: {request.method} {request.path}", 404)

    def _paths(self, service: str, region: str) -> list[tuple[re.Pattern[str], Any]]:
        routes = self._routes.get(service)
        if routes is None:
            try:
                urls = self.backend(_HOSTS.get(service, service), region).urls
            except (ImportError, AttributeError, KeyError) as error:
                raise ServiceError("UnknownService", f"This server does not implement {service}: {error}", 501) from None
            routes = [(re.compile(url), method) for url, method in urls.items()]
            self._routes[service] = routes
        return routes

    def reset(self) -> None:
        """Empties every back end that has been loaded."""
        from moto.core.base_backend import BackendDict
        from moto.core.model_instances import reset_model_data

        BackendDict.reset()
        reset_model_data()
        self._routes.clear()


def _response(request: Request, status: int, headers: dict[str, Any], body: Any) -> Response:
    data = body.encode() if isinstance(body, str) else bytes(body or b"")
    dropped = {"content-length", "server", "date", "connection", "transfer-encoding", "x-amzn-requestid", "x-amz-crc32"}
    out = [(name, str(value)) for name, value in headers.items() if name.lower() not in dropped]
    if request.header("x-amz-target") and not data:
        data = b"{}"
    return Response(status, out, data)
