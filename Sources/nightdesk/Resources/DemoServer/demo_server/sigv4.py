"""Signature Version 4, checked from the bytes as they came, and who the caller is.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
"""
from __future__ import annotations

import hashlib
import hmac
import re
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from urllib.parse import quote, unquote

from .clock import Clock
from .errors import ServiceError
from .wire import QUERY_COMPATIBLE, Request, is_form

_UNSIGNED_OPERATIONS = {("sts", "AssumeRoleWithWebIdentity"), ("sts", "AssumeRoleWithSAML")}
_SPACES = re.compile(" +")


@dataclass(frozen=True)
class Principal:
    """A key pair and whose it is; `denied` principals are subject to `--deny`."""

    access_key: str
    secret_key: str
    arn: str
    user_id: str
    session_token: str | None = None
    expires: float | None = None
    denied: bool = False


class Verifier:
    """Checks signatures against the known principals and the credentials that moto's STS has given out."""

    def __init__(self, account: str, clock: Clock, enabled: bool = True) -> None:
        self.account = account
        self.clock = clock
        self.enabled = enabled
        self.principals: dict[str, Principal] = {}
        self._keys: dict[tuple[str, str, str, str], bytes] = {}

    def add_user(self, access_key: str, secret_key: str, user: str, denied: bool = False) -> Principal:
        """Makes a key pair known as an IAM user's."""
        digest = hashlib.sha256(user.encode()).hexdigest().upper()[:16]
        arn = f"arn:aws:iam::{self.account}:user/{user}"
        principal = Principal(access_key, secret_key, arn, f"AIDA{digest}", denied=denied)
        self.principals[access_key] = principal
        return principal

    def check(self, request: Request) -> Principal | None:
        """The caller of a well signed request; raises the service's own error otherwise."""
        if not self.enabled or (request.service, request.operation) in _UNSIGNED_OPERATIONS:
            return self.principals.get(request.access_key)
        authorization = request.header("authorization")
        if not authorization:
            raise self._failure(request, "MissingAuthenticationToken", "Request is missing Authentication Token")
        fields = _parse(request, authorization)
        access_key, date, region, service = fields["Credential"].split("/")[:4]
        stamp = request.header("x-amz-date")
        self._check_scope(request, service, date, stamp)
        principal = self._principal(request, access_key)
        signed = fields["SignedHeaders"].split(";")
        canonical = canonical_request(request, signed, service)
        scope = f"{date}/{region}/{service}/aws4_request"
        to_sign = f"AWS4-HMAC-SHA256\n{stamp}\n{scope}\n{hashlib.sha256(canonical.encode('latin-1', 'replace')).hexdigest()}"
        key = self._signing_key(principal.secret_key, date, region, service)
        expected = hmac.new(key, to_sign.encode(), hashlib.sha256).hexdigest()
        if not hmac.compare_digest(expected, fields["Signature"]):
            raise self._failure(
                request, "Signature",
                "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access "
                "Key and signing method. Consult the service documentation for details.\n\nThe Canonical String for this "
                f"request should have been\n'{canonical}'\n\nThe String-to-Sign should have been\n'{to_sign}'\n",
            )
        self._check_signed_headers(request, signed)
        self._check_skew(request, stamp)
        _check_declared_hash(request)
        return principal

    def _check_signed_headers(self, request: Request, signed: list[str]) -> None:
        needed = {"host"} | {name for name in request.index if name.startswith("x-amz-")}
        missing = sorted(needed - set(signed))
        if missing:
            raise self._failure(
                request, "Signature", f"There were headers present in the request which were not signed: {', '.join(missing)}"
            )

    def _check_scope(self, request: Request, service: str, date: str, stamp: str) -> None:
        if request.service and request.service != service:
            raise self._failure(request, "Signature", f"Credential should be scoped to correct service: '{request.service}'. ")
        if not re.fullmatch(r"\d{8}T\d{6}Z", stamp):
            raise self._failure(request, "Incomplete", "Date must be in ISO-8601 'basic format'. Got '" + stamp + "'.")
        if not stamp.startswith(date):
            raise self._failure(
                request, "Signature",
                f"Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '{date}' != '{stamp[:8]}'.",
            )

    def _principal(self, request: Request, access_key: str) -> Principal:
        principal = self.principals.get(access_key) or self._assumed(access_key)
        token = request.header("x-amz-security-token") or None
        if principal is None or (principal.session_token or None) != token:
            raise self._failure(request, "Unknown", "The security token included in the request is invalid.")
        if principal.expires is not None and principal.expires < self.clock.now():
            raise self._failure(request, "Expired", "The security token included in the request is expired")
        return principal

    def _assumed(self, access_key: str) -> Principal | None:
        from moto.sts.models import sts_backends

        role = sts_backends[self.account]["aws"].get_assumed_role_from_access_key(access_key)
        if role is None:
            return None
        expires = role.expiration
        if expires.tzinfo is None:
            expires = expires.replace(tzinfo=timezone.utc)
        return Principal(
            role.access_key_id, role.secret_access_key, role.arn, role.user_id, role.session_token, expires.timestamp()
        )

    def _check_skew(self, request: Request, stamp: str) -> None:
        minutes = 15 if request.service == "s3" else 5
        sent = datetime.strptime(stamp, "%Y%m%dT%H%M%SZ").replace(tzinfo=timezone.utc)
        now = datetime.fromtimestamp(self.clock.now(), timezone.utc)
        form = "%Y%m%dT%H%M%SZ"
        limit = timedelta(minutes=minutes)
        if abs(now - sent) <= limit:
            return
        if request.service == "s3":
            message = "The difference between the request time and the current time is too large."
            raise ServiceError("RequestTimeTooSkewed", message, 403)
        if sent < now:
            text = f"Signature expired: {stamp} is now earlier than {(now - limit).strftime(form)} ({now.strftime(form)} - {minutes} min.)"
        else:
            text = f"Signature not yet current: {stamp} is still later than {(now + limit).strftime(form)} ({now.strftime(form)} + {minutes} min.)"
        raise self._failure(request, "Signature", text)

    def _signing_key(self, secret: str, date: str, region: str, service: str) -> bytes:
        scope = (secret, date, region, service)
        key = self._keys.get(scope)
        if key is None:
            key = b"AWS4" + secret.encode()
            for part in (date, region, service, "aws4_request"):
                key = hmac.new(key, part.encode(), hashlib.sha256).digest()
            self._keys[scope] = key
        return key

    def _failure(self, request: Request, kind: str, message: str) -> ServiceError:
        return auth_failure(request, kind, message)


_CODES = {  # kind: (JSON and REST-JSON code, query code, S3 code)
    "Signature": ("InvalidSignatureException", "SignatureDoesNotMatch", "SignatureDoesNotMatch"),
    "Unknown": ("UnrecognizedClientException", "InvalidClientTokenId", "InvalidAccessKeyId"),
    "Expired": ("ExpiredTokenException", "ExpiredToken", "ExpiredToken"),
    "MissingAuthenticationToken": ("MissingAuthenticationTokenException", "MissingAuthenticationToken", "AccessDenied"),
    "Incomplete": ("IncompleteSignatureException", "IncompleteSignature", "AuthorizationHeaderMalformed"),
}


def auth_failure(request: Request, kind: str, message: str) -> ServiceError:
    """An authentication error with the code and status that the request's protocol gives it."""
    json_code, query_code, s3_code = _CODES[kind]
    if request.service == "s3":
        return ServiceError(s3_code, message, 403)
    if is_form(request):
        return ServiceError(query_code, message, 400 if kind == "Incomplete" else 403)
    if request.header("x-amz-target"):
        return ServiceError(json_code, message, 403 if request.service in QUERY_COMPATIBLE else 400, query_code)
    return ServiceError(json_code, message, 403)


def canonical_request(request: Request, signed: list[str], service: str) -> str:
    """The canonical request of the specification; S3 alone signs the path as it is sent."""
    path = request.path if service == "s3" else quote(request.path, safe="/~")
    query = []
    for pair in request.query.split("&") if request.query else []:
        name, _, value = pair.partition("=")
        query.append((_encode(name), _encode(value)))
    headers = "".join(f"{name}:{_SPACES.sub(' ', request.header(name)).strip()}\n" for name in signed)
    declared = request.header("x-amz-content-sha256")
    digest = declared or hashlib.sha256(request.body).hexdigest()
    pairs = "&".join(f"{name}={value}" for name, value in sorted(query))
    return "\n".join([request.method, path or "/", pairs, headers, ";".join(signed), digest])


def _encode(text: str) -> str:
    return quote(unquote(text.replace("+", "%20")), safe="-_.~")


def _check_declared_hash(request: Request) -> None:
    declared = request.header("x-amz-content-sha256")
    if not declared or declared == "UNSIGNED-PAYLOAD" or declared.startswith("STREAMING-"):
        return
    if declared != hashlib.sha256(request.body).hexdigest():
        message = "The provided 'x-amz-content-sha256' header does not match what was computed."
        raise ServiceError("XAmzContentSHA256Mismatch", message, 400)


def _parse(request: Request, authorization: str) -> dict[str, str]:
    algorithm, _, rest = authorization.partition(" ")
    fields = dict(part.strip().partition("=")[::2] for part in rest.split(","))
    complete = {"Credential", "SignedHeaders", "Signature"} <= fields.keys()
    if algorithm != "AWS4-HMAC-SHA256" or not complete or len(fields["Credential"].split("/")) != 5:
        raise auth_failure(request, "Incomplete", f"Authorization header is not a complete AWS4-HMAC-SHA256 signature: '{algorithm}'.")
    return fields
