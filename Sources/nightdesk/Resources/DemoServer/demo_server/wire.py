"""Requests and responses as values, what service and operation a request means, and errors in each AWS protocol."""
from __future__ import annotations

import json
import re
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs
from xml.sax.saxutils import escape

from .errors import ServiceError

TARGETS = {
    "AmazonSQS": "sqs",
    "DynamoDB_20120810": "dynamodb",
    "DynamoDBStreams_20120810": "dynamodb",
    "Logs_20140328": "logs",
    "GraniteServiceVersion20100801": "monitoring",
    "AmazonSSM": "ssm",
    "TrentService": "kms",
    "secretsmanager": "secretsmanager",
}
JSON_11 = {"logs", "ssm", "kms", "secretsmanager"}
QUERY_COMPATIBLE = {"sqs", "monitoring"}
REST_JSON = {"lambda", "apigateway", "xray"}
_SCOPE = re.compile(r"Credential=([^/,\s]+)/(\d{8})/([^/,\s]+)/([^/,\s]+)/aws4_request")


@dataclass
class Request:
    """One HTTP request as it came, with what it was found to mean."""

    method: str
    target: str
    headers: list[tuple[str, str]]
    body: bytes
    path: str = ""
    query: str = ""
    service: str = ""
    operation: str = ""
    region: str = ""
    access_key: str = ""
    principal: Any = None
    index: dict[str, str] = field(default_factory=dict)
    _params: dict[str, Any] | None = None

    def __post_init__(self) -> None:
        self.path, _, self.query = self.target.partition("?")
        for name, value in self.headers:
            key = name.lower()
            self.index[key] = f"{self.index[key]},{value}" if key in self.index else value

    def header(self, name: str, default: str = "") -> str:
        """A header's value (lower-case name); repeated ones joined by a comma."""
        return self.index.get(name, default)

    @property
    def params(self) -> dict[str, Any]:
        """The JSON body as an object."""
        if self._params is None:
            try:
                value = json.loads(self.body) if self.body else {}
            except (ValueError, UnicodeDecodeError):
                raise ServiceError("SerializationException", "Unable to parse the request body as JSON.") from None
            if not isinstance(value, dict):
                raise ServiceError("SerializationException", "Start of structure or map found where not expected.")
            self._params = value
        return self._params


@dataclass
class Response:
    """One HTTP response; `stream` replaces `body` by chunks, and the last three say how the answer is to go wrong."""

    status: int = 200
    headers: list[tuple[str, str]] = field(default_factory=list)
    body: bytes = b""
    stream: Iterator[bytes] | None = None
    drop: bool = False
    cut: int | None = None
    hold: float = 0.0


def json_response(request: Request, value: Any, status: int = 200) -> Response:
    """A JSON answer with the content type of the request's service."""
    return raw_json(request, json.dumps(value, separators=(",", ":")).encode(), status)


def raw_json(request: Request, body: bytes, status: int = 200) -> Response:
    """The same for a body that is JSON already."""
    return Response(status, [("Content-Type", content_type(request.service))], body)


def content_type(service: str) -> str:
    """The content type of a service's JSON answers."""
    if service in REST_JSON or not service:
        return "application/json"
    return "application/x-amz-json-1.1" if service in JSON_11 else "application/x-amz-json-1.0"


def identify(request: Request) -> None:
    """Finds service, region and operation from the credential scope, the target header, the form or the path."""
    scope = _SCOPE.search(request.header("authorization"))
    if scope:
        request.access_key, _, request.region, request.service = scope.groups()
    target = request.header("x-amz-target")
    if target:
        prefix, _, request.operation = target.rpartition(".")
        request.service = TARGETS.get(prefix, request.service)
    elif is_form(request):
        request.operation = form_value(request, "Action")
        if not request.service and request.operation.startswith(("AssumeRole", "GetCaller")):
            request.service = "sts"
    else:
        from .operations import rest_operation

        request.operation = rest_operation(request)
    request.region = request.region or "us-east-1"


def is_form(request: Request) -> bool:
    """Whether this is the query protocol."""
    return request.header("content-type").startswith("application/x-www-form-urlencoded")


def form_value(request: Request, name: str) -> str:
    """One field of a query-protocol request."""
    values = parse_qs(request.body.decode("utf-8", "replace")).get(name)
    return values[0] if values else ""


def new_request_id() -> str:
    """A fresh request id."""
    return str(uuid.uuid4())


def render_error(request: Request, error: ServiceError, request_id: str) -> Response:
    """The error in the protocol that the request speaks."""
    if request.header("x-amz-target"):
        return _json_error(request, error)
    if is_form(request):
        return _query_error(request, error, request_id)
    if request.service == "s3":
        return _s3_error(request, error, request_id)
    body = json.dumps({"message": error.message, "Type": "User" if error.status < 500 else "Server", **error.members})
    headers = [("Content-Type", "application/json"), ("x-amzn-ErrorType", error.code), *error.headers.items()]
    return Response(error.status, headers, body.encode())


_PREFIXES = {"dynamodb": "com.amazonaws.dynamodb.v20120810#", "sqs": "com.amazonaws.sqs#"}
_CORAL = {
    "InvalidSignatureException", "UnrecognizedClientException", "MissingAuthenticationTokenException",
    "MissingAuthenticationToken", "AccessDeniedException", "ExpiredTokenException", "IncompleteSignatureException",
    "ValidationException", "SerializationException", "ThrottlingException", "UnknownOperationException",
}


def _json_error(request: Request, error: ServiceError) -> Response:
    prefix = "com.amazon.coral.service#" if error.code in _CORAL else _PREFIXES.get(request.service, "")
    if request.service == "dynamodb" and error.code in ("ValidationException", "ThrottlingException"):
        prefix = "com.amazon.coral.validate#" if error.code == "ValidationException" else _PREFIXES["dynamodb"]
    # The Smithy rule: `message`, as all but some of DynamoDB's coral errors spell it.
    body = {"__type": prefix + error.code, "message": error.message, **error.members}
    headers = [("Content-Type", content_type(request.service)), *error.headers.items()]
    if request.service in QUERY_COMPATIBLE and request.header("x-amzn-query-mode"):
        fault = "Sender" if error.status < 500 else "Receiver"
        headers.append(("x-amzn-query-error", f"{error.query_code or error.code};{fault}"))
    return Response(error.status, headers, json.dumps(body).encode())


def _query_error(request: Request, error: ServiceError, request_id: str) -> Response:
    kind = "Sender" if error.status < 500 else "Receiver"
    namespace = f"https://{request.service or 'aws'}.amazonaws.com/doc/"
    body = (
        f'<ErrorResponse xmlns="{namespace}"><Error><Type>{kind}</Type><Code>{escape(error.query_code or error.code)}</Code>'
        f"<Message>{escape(error.message)}</Message></Error><RequestId>{request_id}</RequestId></ErrorResponse>"
    )
    return Response(error.status, [("Content-Type", "text/xml"), *error.headers.items()], body.encode())


def _s3_error(request: Request, error: ServiceError, request_id: str) -> Response:
    body = (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>{escape(error.query_code or error.code)}</Code>'
        f"<Message>{escape(error.message)}</Message><Resource>{escape(request.path)}</Resource>"
        f"<RequestId>{request_id}</RequestId></Error>"
    )
    return Response(error.status, [("Content-Type", "application/xml"), *error.headers.items()], body.encode())
