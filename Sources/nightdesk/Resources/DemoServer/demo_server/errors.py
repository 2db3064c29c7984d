"""The one error that handlers raise, and the sentences that several services share."""
from __future__ import annotations

from typing import Any


class ServiceError(Exception):
    """An AWS error: a code, a sentence and a status, rendered in the protocol of the request by `wire.render_error`.

    `query_code` is the legacy code that an awsQueryCompatible service sends in `x-amzn-query-error`;
    `members` are further members of the JSON error body.
    """

    def __init__(
        self,
        code: str,
        message: str,
        status: int = 400,
        query_code: str | None = None,
        members: dict[str, Any] | None = None,
        headers: dict[str, str] | None = None,
    ) -> None:
        super().__init__(f"{code}: {message}")
        self.code = code
        self.message = message
        self.status = status
        self.query_code = query_code
        self.members = members or {}
        self.headers = headers or {}


def unknown_operation(operation: str) -> ServiceError:
    """What AWS answers to an operation that the service does not have (here: that this server does not have)."""
    return ServiceError("UnknownOperationException", f"This server does not implement {operation}.")


def validation(message: str) -> ServiceError:
    """A ValidationException with AWS's status."""
    return ServiceError("ValidationException", message)
