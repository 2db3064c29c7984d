"""The way of a request: identify, authenticate, authorize, fail on demand, serve, record."""
from __future__ import annotations

import fnmatch
import sys
import traceback
from collections.abc import Callable

from . import faults as fault_rules
from .errors import ServiceError
from .faults import Faults
from .journal import Journal
from .moto_bridge import MotoBridge
from .sigv4 import Verifier
from .wire import Request, Response, identify, new_request_id, render_error

Service = Callable[[Request], Response | None]


class Gateway:
    """Answers every request that is not a control request.

    A service's own handler may answer None, which hands the request on to moto.
    """

    def __init__(self, verifier: Verifier, bridge: MotoBridge, journal: Journal, denials: list[str]) -> None:
        self.verifier = verifier
        self.bridge = bridge
        self.journal = journal
        self.denials = denials
        self.faults = Faults()
        self.services: dict[str, Service] = {}

    def handle(self, request: Request) -> Response:
        """Serves one request; errors are rendered here, in the protocol of the request."""
        request_id = new_request_id()
        identify(request)
        error_code = ""
        try:
            response = self._serve(request)
        except ServiceError as error:
            error_code = error.code
            response = render_error(request, error, request_id)
        except Exception as error:
            traceback.print_exc(file=sys.stderr)
            error_code = "InternalFailure"
            failure = ServiceError("InternalFailure", f"The demo server failed: {error!r}", 500)
            response = render_error(request, failure, request_id)
        if not any(name.lower() in ("x-amzn-requestid", "x-amz-request-id") for name, _ in response.headers):
            response.headers.append(("x-amz-request-id" if request.service == "s3" else "x-amzn-RequestId", request_id))
        self.journal.record(request, response, error_code, request_id)
        return response

    def _serve(self, request: Request) -> Response:
        request.principal = self.verifier.check(request)
        fault = self.faults.take(request)
        if fault:
            instead = fault_rules.before(fault, request, self.bridge.account)
            if instead:
                return instead
        if request.principal and request.principal.denied:
            wanted = fault_rules.action(request)
            if any(fnmatch.fnmatchcase(wanted.lower(), pattern.lower()) for pattern in self.denials):
                raise fault_rules.denied(request, request.principal.arn, self.bridge.account)
        service = self.services.get(request.service)
        response = service(request) if service else None
        if response is None:
            response = self.bridge.call(request)
        return fault_rules.after(fault, response) if fault else response
