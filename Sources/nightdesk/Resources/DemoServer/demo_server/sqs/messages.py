"""A message, its attributes' validation and the MD5 digests that clients check."""
from __future__ import annotations

import base64
import binascii
import hashlib
import re
import struct
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from ..errors import ServiceError

MAX_BODY = 1_048_576
# What XML 1.0 allows, which is what SQS allows: tab, LF, CR and the planes without surrogates and FFFE/FFFF.
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ATTRIBUTE_NAME = re.compile(r"[A-Za-z0-9_.-]{1,256}")
_TYPE = re.compile(r"(String|Number|Binary)(\..{1,250})?")


class State(Enum):
    """Where a message is: to be had, leased to a consumer, or not yet due."""

    VISIBLE = "visible"
    IN_FLIGHT = "inFlight"
    DELAYED = "delayed"


@dataclass(slots=True, eq=False)
class Message:
    """One message of a queue; times in seconds since the epoch."""

    id: str
    body: str
    attributes: dict[str, dict[str, Any]]
    sender: str
    sent: float
    enqueued: float
    trace: str | None = None
    group: str | None = None
    dedup: str | None = None
    sequence: int = 0
    state: State = State.VISIBLE
    due: float = 0.0
    receives: int = 0
    receives_here: int = 0
    first_received: float | None = None
    leased: float = 0.0
    receipt: str | None = None
    source_arn: str | None = None
    size: int = 0
    timer: int = field(default=0)

    def system_attributes(self) -> dict[str, str]:
        """The message's system attributes as SQS spells them."""
        found = {
            "SenderId": self.sender,
            "SentTimestamp": str(int(self.sent * 1000)),
            "ApproximateReceiveCount": str(self.receives),
        }
        if self.first_received is not None:
            found["ApproximateFirstReceiveTimestamp"] = str(int(self.first_received * 1000))
        optional = {
            "AWSTraceHeader": self.trace, "MessageGroupId": self.group, "MessageDeduplicationId": self.dedup,
            "SequenceNumber": f"{self.sequence:020d}" if self.sequence else None, "DeadLetterQueueSourceArn": self.source_arn,
        }
        found.update({name: value for name, value in optional.items() if value})
        return found


def check_body(body: Any) -> str:
    """The body if SQS takes it."""
    if not isinstance(body, str) or body == "":
        raise ServiceError("MissingParameter", "The request must contain the parameter MessageBody.")
    if _FORBIDDEN.search(body):
        raise ServiceError(
            "InvalidMessageContents",
            "Invalid characters found. Valid unicode characters are #x9 | #xA | #xD | #x20 to #xD7FF | #xE000 to #xFFFD | "
            "#x10000 to #x10FFFF",
        )
    return body


def check_attributes(attributes: dict[str, dict[str, Any]] | None) -> dict[str, dict[str, Any]]:
    """The message attributes if SQS takes them."""
    found = attributes or {}
    if len(found) > 10:
        raise ServiceError("InvalidParameterValue", f"Number of message attributes [{len(found)}] exceeds the allowed maximum [10].")
    for name, value in found.items():
        _check_attribute(name, value)
    return found


def _check_attribute(name: str, value: dict[str, Any]) -> None:
    bad = name.startswith((".", "AWS.", "Amazon.")) and name.lower() != "aws.trace" or name.endswith(".") or ".." in name
    if not _ATTRIBUTE_NAME.fullmatch(name) or bad:
        raise ServiceError("InvalidParameterValue", f"The message attribute name '{name}' is invalid.")
    data_type = value.get("DataType", "")
    if not _TYPE.fullmatch(data_type):
        raise ServiceError("InvalidParameterValue", f"The type of message (user) attribute '{name}' is invalid. You must use only "
                           "the following supported type prefixes: Binary, Number, String.")
    key = "BinaryValue" if data_type.startswith("Binary") else "StringValue"
    content = value.get(key)
    if not content:
        raise ServiceError("InvalidParameterValue", f"The message (user) attribute '{name}' must contain a non-empty value for '{key}'.")
    if key == "BinaryValue":
        try:
            base64.b64decode(content, validate=True)
        except (binascii.Error, ValueError):
            raise ServiceError("SerializationException", f"The binary value of '{name}' is not base64.") from None
        return
    if _FORBIDDEN.search(content):
        raise ServiceError("InvalidParameterValue", f"Invalid binary character found in message (user) attribute '{name}'.")
    if data_type.startswith("Number"):
        try:
            float(content)
        except ValueError:
            raise ServiceError("InvalidParameterValue", f"Can't cast the value of message (user) attribute '{name}' to a number.") from None


def size_of(body: str, attributes: dict[str, dict[str, Any]]) -> int:
    """What counts against the limits: body, attribute names, types and values, in bytes."""
    size = len(body.encode())
    for name, value in attributes.items():
        size += len(name.encode()) + len(value["DataType"]) + len(_content(value))
    return size


def md5_body(body: str) -> str:
    """MD5OfMessageBody."""
    return hashlib.md5(body.encode()).hexdigest()


def md5_attributes(attributes: dict[str, dict[str, Any]]) -> str:
    """MD5OfMessageAttributes, as the SQS developer guide defines it ("Calculating the MD5 message digest")."""
    digest = hashlib.md5()
    for name in sorted(attributes):
        value = attributes[name]
        for part in (name.encode(), value["DataType"].encode()):
            digest.update(struct.pack("!I", len(part)) + part)
        content = _content(value)
        digest.update(b"\x02" if value["DataType"].startswith("Binary") else b"\x01")
        digest.update(struct.pack("!I", len(content)) + content)
    return digest.hexdigest()


def _content(value: dict[str, Any]) -> bytes:
    if value["DataType"].startswith("Binary"):
        return base64.b64decode(value["BinaryValue"])
    return str(value["StringValue"]).encode()
