"""Faults on demand: what the control endpoint asks for, turned into failing answers."""
from __future__ import annotations

import threading
import time
from dataclasses import asdict, dataclass
from typing import Any

from .errors import ServiceError
from .wire import Request, Response

KINDS = {"throttle", "error", "error500", "drop", "slow", "stall", "truncate", "malformed", "deny", "expired"}
THROTTLES = {
    "dynamodb": ("ProvisionedThroughputExceededException", "The level of configured provisioned throughput for the table was exceeded. "
                 "Consider increasing your provisioning level with the UpdateTable API.", 400),
    "sqs": ("RequestThrottled", "Request is throttled.", 403),
    "logs": ("ThrottlingException", "Rate exceeded", 400),
    "monitoring": ("Throttling", "Rate exceeded", 400),
    "lambda": ("TooManyRequestsException", "Rate exceeded", 429),
    "s3": ("SlowDown", "Please reduce your request rate.", 503),
    "sts": ("Throttling", "Rate exceeded", 400),
    "sns": ("Throttled", "Rate exceeded", 429),
}


@dataclass
class Fault:
    """One kind of failure for the next `times` matching requests, after letting `after` of them pass."""

    kind: str
    service: str = ""
    operation: str = ""
    times: int = 1
    after: int = 0
    seconds: float = 2.0
    status: int = 500
    code: str = "InternalFailure"
    message: str = "An injected failure."
    retryAfter: float | None = None
    bytes: int = 100

    def matches(self, request: Request) -> bool:
        """Whether the request is one that this fault is for."""
        service_fits = self.service in ("", "*", request.service) or (self.service == "cloudwatch" and request.service == "monitoring")
        return service_fits and self.operation in ("", "*", request.operation)


class Faults:
    """The list of active faults, used up in the order in which they were added."""

    def __init__(self) -> None:
        self._faults: list[Fault] = []
        self._lock = threading.Lock()

    def add(self, specification: Any) -> None:
        """Adds the faults of a control request; raises ValueError with a sentence on a bad one."""
        wanted = specification if isinstance(specification, list) else [specification]
        made = []
        for entry in wanted:
            if not isinstance(entry, dict) or entry.get("kind") not in KINDS:
                raise ValueError(f"A fault needs a kind, one of {', '.join(sorted(KINDS))}.")
            try:
                made.append(Fault(**entry))
            except TypeError as error:
                raise ValueError(f"Bad fault: {error}.") from None
        with self._lock:
            self._faults += made

    def clear(self) -> None:
        """Removes all."""
        with self._lock:
            self._faults = []

    def listing(self) -> list[dict[str, Any]]:
        """What remains."""
        with self._lock:
            return [asdict(fault) for fault in self._faults]

    def take(self, request: Request) -> Fault | None:
        """The fault that this request meets, counted off."""
        if not self._faults:
            return None
        with self._lock:
            for fault in self._faults:
                if not fault.matches(request):
                    continue
                if fault.after > 0:
                    fault.after -= 1
                    return None
                if fault.times > 0:
                    fault.times -= 1
                    if fault.times == 0:
                        self._faults.remove(fault)
                return fault
        return None


def before(fault: Fault, request: Request, account: str) -> Response | None:
    """What a fault does instead of the request; None if the request is to be served (and perhaps spoilt after)."""
    headers = {} if fault.retryAfter is None else {"Retry-After": f"{fault.retryAfter:g}"}
    if fault.kind == "throttle":
        code, message, status = THROTTLES.get(request.service, ("ThrottlingException", "Rate exceeded", 400))
        raise ServiceError(code, message, status, headers=headers)
    if fault.kind == "error":
        raise ServiceError(fault.code, fault.message, fault.status, headers=headers)
    if fault.kind == "error500":
        raise ServiceError("InternalFailure", "The request processing has failed because of an unknown error.", 500, headers=headers)
    if fault.kind == "deny":
        raise denied(request, request.principal.arn if request.principal else "anonymous", account)
    if fault.kind == "expired":
        from .sigv4 import auth_failure

        raise auth_failure(request, "Expired", "The security token included in the request is expired")
    if fault.kind == "drop":
        return Response(drop=True)
    if fault.kind == "malformed":
        return Response(200, [("Content-Type", "application/x-amz-json-1.0")], b'{"Items":[{"userId":{"S":"br')
    if fault.kind == "slow":
        time.sleep(fault.seconds)
    return None


def after(fault: Fault, response: Response) -> Response:
    """What a fault makes of the answer."""
    if fault.kind in ("truncate", "stall"):
        response.cut = fault.bytes
        response.hold = fault.seconds if fault.kind == "stall" else 0.0
    return response


_ACTIONS = {"monitoring": "cloudwatch"}
_RENAMED = {
    "sqs:SendMessageBatch": "sqs:SendMessage", "sqs:DeleteMessageBatch": "sqs:DeleteMessage",
    "sqs:ChangeMessageVisibilityBatch": "sqs:ChangeMessageVisibility", "lambda:Invoke": "lambda:InvokeFunction",
    "s3:ListObjectsV2": "s3:ListBucket", "s3:HeadObject": "s3:GetObject",
}


def action(request: Request) -> str:
    """The IAM action that a request needs."""
    name = f"{_ACTIONS.get(request.service, request.service)}:{request.operation}"
    return _RENAMED.get(name, name)


def denied(request: Request, arn: str, account: str) -> ServiceError:
    """The AccessDenied error with IAM's sentence."""
    sentence = (
        f"User: {arn} is not authorized to perform: {action(request)} on resource: {resource_arn(request, account)} "
        "because no identity-based policy allows"
    ) + f" the {action(request)} action"
    code = "AccessDenied" if request.service in ("sqs", "s3", "sts", "sns", "monitoring") else "AccessDeniedException"
    if request.service in ("sqs", "monitoring"):
        return ServiceError("AccessDeniedException", sentence, 403, "AccessDenied")
    return ServiceError(code, sentence, 403 if request.service in ("s3", "sts", "sns", "lambda") else 400)


def resource_arn(request: Request, account: str) -> str:
    """The ARN of what a request is about, as the IAM sentence names it."""
    params: dict[str, Any] = request.params if request.header("x-amz-target") else {}
    place = f"{request.region}:{account}"
    if request.service == "sqs":
        name = str(params.get("QueueUrl", "")).rsplit("/", 1)[-1] or str(params.get("QueueName", ""))
        return f"arn:aws:sqs:{place}:{name}"
    if request.service == "dynamodb":
        table = str(params.get("TableName") or next(iter(params.get("RequestItems", {})), "*"))
        return f"arn:aws:dynamodb:{place}:table/{table}"
    if request.service == "logs":
        group = params.get("logGroupName") or params.get("logGroupIdentifier") or ""
        return str(group) if str(group).startswith("arn:") else f"arn:aws:logs:{place}:log-group:{group}:log-stream:"
    if request.service == "lambda" and "/functions/" in request.path:
        return f"arn:aws:lambda:{place}:function:{request.path.split('/functions/')[1].split('/')[0]}"
    return "*"
