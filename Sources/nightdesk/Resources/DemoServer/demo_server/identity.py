"""STS GetCallerIdentity for the key pairs that this server knows; roles are moto's."""
from __future__ import annotations

from xml.sax.saxutils import escape

from .wire import Request, Response, new_request_id


class STS:
    """Answers GetCallerIdentity and leaves the rest to moto."""

    def __init__(self, account: str) -> None:
        self.account = account

    def handle(self, request: Request) -> Response | None:
        """Serves one request; None hands it to moto."""
        if request.operation != "GetCallerIdentity" or request.principal is None:
            return None
        principal = request.principal
        body = (
            '<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult>'
            f"<Arn>{escape(principal.arn)}</Arn><UserId>{escape(principal.user_id)}</UserId><Account>{self.account}</Account>"
            f"</GetCallerIdentityResult><ResponseMetadata><RequestId>{new_request_id()}</RequestId></ResponseMetadata>"
            "</GetCallerIdentityResponse>"
        )
        return Response(200, [("Content-Type", "text/xml")], body.encode())
