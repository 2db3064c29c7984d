"""What the reference stack's sqs-handler does with one message, and how it fails."""
from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from .runtime import Invocation

Call = Callable[[str, dict[str, Any]], dict[str, Any]]
_FILE = "/var/task/sqs_handler.py"


class HandlerError(Exception):
    """An exception of the simulated handler: its type and text as Python prints them, and the failing line."""

    def __init__(self, kind: str, text: str, function: str, source: str) -> None:
        super().__init__(text)
        self.kind = kind
        self.text = text
        self.function = function
        self.source = source

    def traceback(self) -> str:
        """The traceback as `logger.exception` prints it."""
        frames = [("handler", "process_message(message)", 58), ("process_message", f"{self.function}(message.body)", 117)]
        if self.function != "process_message":
            frames.append((self.function, self.source, 161))
        else:
            frames[-1] = ("process_message", self.source, 109)
        lines = "".join(f'  File "{_FILE}", line {line}, in {name}\n    {source}\n' for name, source, line in frames)
        return f"Traceback (most recent call last):\n{lines}{self.kind}: {self.text}"


def parse_body(body: str) -> Any:
    """The message's content, out of its SNS envelope if it has one."""
    try:
        parsed = json.loads(body)
    except ValueError:
        return {"raw": body}
    if isinstance(parsed, dict) and "Message" in parsed and "TopicArn" in parsed:
        try:
            return json.loads(parsed["Message"])
        except (ValueError, TypeError):
            return {"raw": body}
    return parsed


def process(body: str, table: str, now: str, call: Call, invocation: Invocation) -> str:
    """Handles one message as the reference handler does; gives the message's type, or raises HandlerError."""
    message = parse_body(body)
    if not isinstance(message, dict):
        kind = type(message).__name__
        raise HandlerError("AttributeError", f"'{kind}' object has no attribute 'get'", "process_message", 'message_type = message.body.get("type", "unknown")')
    kind = str(message.get("type", "unknown"))
    invocation.log("INFO", f"Processing message type: {kind}")
    handlers: dict[str, Callable[..., None]] = {"order_created": _created, "order_updated": _updated, "order_cancelled": _cancelled}
    if kind in handlers:
        handlers[kind](message, table, now, call, invocation)
    else:
        invocation.log("WARNING", f"Unknown message type: {kind}")
    return kind


def _created(message: dict[str, Any], table: str, now: str, call: Call, invocation: Invocation) -> None:
    order, customer = message.get("orderId"), message.get("customerId")
    if not order or not customer:
        text = "Missing required fields: orderId, customerId"
        raise HandlerError("ValueError", text, "handle_order_created", f'raise ValueError("{text}")')
    item = {
        "orderId": order, "customerId": customer, "status": "pending", "items": message.get("items", []),
        "total": message.get("total", 0), "createdAt": now,
    }
    request = {"TableName": table, "Item": _typed(item, "handle_order_created", "orders_table.put_item(Item=item)")}
    _write(call, "PutItem", request, "handle_order_created", "orders_table.put_item(Item=item)")
    invocation.work(0.012)
    invocation.log("INFO", f"Created order: {order}")


def _updated(message: dict[str, Any], table: str, now: str, call: Call, invocation: Invocation) -> None:
    function, source = "handle_order_updated", "orders_table.update_item("
    order = _order(message, function)
    updates = message.get("updates", {})
    if not isinstance(updates, dict):
        text = f"'{type(updates).__name__}' object has no attribute 'items'"
        raise HandlerError("AttributeError", text, function, "for key, value in updates.items():")
    # Names go into the expression as they are: the handler's own flaw, by which reserved words fail.
    parts = ["updatedAt = :updatedAt", *(f"{name} = :{name}" for name in updates)]
    values = {":updatedAt": now, **{f":{name}": value for name, value in updates.items()}}
    request = {
        "TableName": table, "Key": _typed({"orderId": order}, function, source), "UpdateExpression": "SET " + ", ".join(parts),
        "ExpressionAttributeValues": _typed(values, function, source),
    }
    _write(call, "UpdateItem", request, function, source)
    invocation.work(0.009)
    invocation.log("INFO", f"Updated order: {order}")


def _cancelled(message: dict[str, Any], table: str, now: str, call: Call, invocation: Invocation) -> None:
    function, source = "handle_order_cancelled", "orders_table.update_item("
    order = _order(message, function)
    values = {":status": "cancelled", ":cancelledAt": now, ":reason": message.get("reason", "No reason provided")}
    request = {
        "TableName": table, "Key": _typed({"orderId": order}, function, source),
        "UpdateExpression": "SET #status = :status, cancelledAt = :cancelledAt, cancelReason = :reason",
        "ExpressionAttributeNames": {"#status": "status"}, "ExpressionAttributeValues": _typed(values, function, source),
    }
    _write(call, "UpdateItem", request, function, source)
    invocation.work(0.009)
    invocation.log("INFO", f"Cancelled order: {order}")


def _order(message: dict[str, Any], function: str) -> Any:
    if not message.get("orderId"):
        text = "Missing required field: orderId"
        raise HandlerError("ValueError", text, function, f'raise ValueError("{text}")')
    return message["orderId"]


def _typed(values: dict[str, Any], function: str, source: str) -> dict[str, Any]:
    """The values as boto3's own serializer types them, which takes no float."""
    from boto3.dynamodb.types import TypeSerializer

    serializer = TypeSerializer()
    try:
        return {name: serializer.serialize(value) for name, value in values.items()}
    except TypeError as error:
        raise HandlerError("TypeError", str(error), function, source) from None


def _write(call: Call, operation: str, params: dict[str, Any], function: str, source: str) -> None:
    answer = call(operation, params)
    if "__type" in answer:
        code = str(answer["__type"]).rpartition("#")[2]
        message = answer.get("message") or answer.get("Message") or ""
        text = f"An error occurred ({code}) when calling the {operation} operation: {message}"
        raise HandlerError("botocore.exceptions.ClientError", text, function, source)
