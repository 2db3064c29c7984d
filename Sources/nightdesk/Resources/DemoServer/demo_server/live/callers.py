"""The callers: API requests, orders put on the queue, files put in the bucket, at random but by one seed."""
from __future__ import annotations

import json
import random
import unicodedata
import uuid
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from ..clock import iso
from ..errors import ServiceError
from .consumer import call_dynamodb
from .runtime import Function, write
from .vocabulary import CARRIERS, DOMAINS, FAMILY, FILES, GIVEN, NOTES, PRODUCTS, REASONS

if TYPE_CHECKING:
    from ..server import DemoServer
    from .director import Counters

_UNEXPECTED = (
    "Unexpected error\nTraceback (most recent call last):\n"
    '  File "/var/task/api_handler.py", line 77, in handler\n    return route(event)\n'
    '  File "/var/task/api_handler.py", line 102, in route\n    claims = event["requestContext"]["authorizer"]["claims"]\n'
    "KeyError: 'authorizer'"
)


class Callers:
    """Makes one thing happen at a time; `next_event` picks which."""

    def __init__(self, server: DemoServer, environment: str, api: Function, files: Function, counters: Counters, rng: random.Random) -> None:
        self.server = server
        self.environment = environment
        self.api = api
        self.files = files
        self.counters = counters
        self.rng = rng
        self.region = server.options.region
        self.recent: list[str] = []
        self._access_stream = f"{rng.getrandbits(128):032x}"
        self._events: list[tuple[float, Callable[[], None]]] = [
            (0.50, self.new_order), (0.08, self.update_order), (0.04, self.cancel_order), (0.03, self.wrapped_order),
            (0.02, self.failing_message), (0.01, self.strange_message), (0.22, self.read_users), (0.03, self.new_user),
            (0.02, self.change_user), (0.01, self.refused_user), (0.04, self.upload),
        ]

    def next_event(self) -> None:
        """Does one of the things that happen."""
        weights = [weight for weight, _ in self._events]
        self.rng.choices([event for _, event in self._events], weights)[0]()

    # -- orders

    def new_order(self) -> None:
        """A customer orders something."""
        self._send(self._order(self._customer()))
        self._request("POST", "/orders", 202)

    def wrapped_order(self) -> None:
        """An order that comes through SNS."""
        envelope = {
            "Type": "Notification", "MessageId": self._uuid(), "Subject": "New Order Created",
            "TopicArn": f"arn:aws:sns:{self.region}:{self.server.options.account}:{self.environment}-order-notifications",
            "Message": json.dumps(self._order(self._customer())), "Timestamp": iso(self.server.clock.now()),
        }
        self._send(envelope)

    def update_order(self) -> None:
        """An order gets a note or a carrier."""
        order = self._known_order()
        if order:
            self._send({"type": "order_updated", "orderId": order, "updates": {
                "notes": self.rng.choice(NOTES), "carrier": self.rng.choice(CARRIERS)}})

    def cancel_order(self) -> None:
        """An order is cancelled."""
        order = self._known_order()
        if order:
            self._send({"type": "order_cancelled", "orderId": order, "reason": self.rng.choice(REASONS)})

    def failing_message(self) -> None:
        """A message that the handler cannot process, ever."""
        order = self._order(self._customer())
        broken: list[dict[str, Any]] = [
            {key: value for key, value in order.items() if key != "customerId"},
            {"type": "order_updated", "orderId": self._known_order() or self._uuid(), "updates": {"status": "shipped"}},
            {**order, "total": round(self.rng.uniform(5, 400), 2)},
            {"type": "order_cancelled", "reason": self.rng.choice(REASONS)},
            {"type": "order_updated", "orderId": self._known_order() or self._uuid(), "updates": ["status", "shipped"]},
        ]
        self._send(self.rng.choice(broken))

    def strange_message(self) -> None:
        """A message that the handler does not know, and drops."""
        self._send({"type": "order_archived", "orderId": self._known_order() or self._uuid()})

    def _order(self, customer: str) -> dict[str, Any]:
        lines = self.rng.sample(PRODUCTS, self.rng.randint(1, 3))
        items = [{"productId": product, "quantity": self.rng.randint(1, 3)} for product, _ in lines]
        total = sum(price * item["quantity"] for (_, price), item in zip(lines, items))  # type: ignore[operator]
        identifier = self._uuid()
        self.recent = [*self.recent[-199:], identifier]
        return {"type": "order_created", "orderId": identifier, "customerId": customer, "items": items, "total": total}

    def _send(self, body: dict[str, Any]) -> None:
        try:
            queue = self.server.queues.find(self.region, f"{self.environment}-order-queue")
        except ServiceError:
            return  # The stack is gone; the rest of the world goes on.
        attributes = {"source": {"DataType": "String", "StringValue": "api"}}
        self.server.queues.put(queue, json.dumps(body, ensure_ascii=False), attributes, sender="AROADEMOAPIHANDLER:" + self.api.name)
        self.counters.sent += 1

    # -- users

    def read_users(self) -> None:
        """Somebody looks at users."""
        user = self._customer()
        one = self.rng.random() < 0.7
        self._request("GET", f"/users/{user}" if one else "/users", 200 if self.rng.random() > 0.02 else 500)

    def new_user(self) -> None:
        """Somebody registers."""
        given, family = self.rng.choice(GIVEN), self.rng.choice(FAMILY)
        plain = unicodedata.normalize("NFKD", f"{given}.{family}").encode("ascii", "ignore").decode().lower()
        identifier = self._uuid()
        item = {
            "userId": {"S": identifier}, "email": {"S": f"{plain.replace(chr(39), '')}.{self.rng.randint(1, 9999)}@{self.rng.choice(DOMAINS)}"},
            "name": {"S": f"{given} {family}"}, "age": {"N": str(self.rng.randint(18, 84))}, "createdAt": {"S": iso(self.server.clock.now())},
        }
        if "__type" not in call_dynamodb(self.server, "PutItem", {"TableName": f"{self.environment}-users", "Item": item}):
            self.counters.users += 1
        self._request("POST", "/users", 201, ("INFO", f"Created user: {identifier}"))

    def change_user(self) -> None:
        """A user's age is corrected."""
        user = self._customer()
        call_dynamodb(self.server, "UpdateItem", {
            "TableName": f"{self.environment}-users", "Key": {"userId": {"S": user}}, "ConditionExpression": "attribute_exists(userId)",
            "UpdateExpression": "SET age = :age, updatedAt = :now",
            "ExpressionAttributeValues": {":age": {"N": str(self.rng.randint(18, 84))}, ":now": {"S": iso(self.server.clock.now())}},
        })
        self._request("PUT", f"/users/{user}", 200)

    def refused_user(self) -> None:
        """Somebody registers with an address that is none."""
        self._request("POST", "/users", 400, ("WARNING", "Validation error: Invalid email format"))

    def _request(self, method: str, path: str, status: int, line: tuple[str, str] | None = None) -> None:
        invocation = self.api.begin()
        address = f"198.51.100.{self.rng.randint(1, 254)}"
        request = {"requestId": invocation.request_id, "method": method, "path": path, "sourceIp": address}
        invocation.log("INFO", json.dumps(request))
        invocation.work(self.rng.lognormvariate(-4, 0.8))
        if line:
            invocation.log(*line)
        if status == 500:
            invocation.log("ERROR", _UNEXPECTED)
        self.api.run(invocation)
        self.counters.requests += 1
        entry = {
            "requestId": invocation.request_id, "ip": address, "method": method, "path": path, "status": str(status),
            "latency": str(int(invocation.elapsed * 1000) + self.rng.randint(4, 20)),
        }
        write(self.server.logs, self.region, f"/aws/apigateway/{self.environment}-api", self._access_stream,
              self.server.clock.now(), json.dumps(entry))

    # -- files

    def upload(self) -> None:
        """A file arrives in the bucket."""
        extension, kind = self.rng.choice(FILES)
        bucket = f"{self.environment}-uploads-{self.server.options.account}"
        key = f"uploads/{self.rng.getrandbits(40):010x}.{extension}"
        invocation = self.files.begin()
        invocation.log("INFO", f"Processing: s3://{bucket}/{key} - Event: ObjectCreated:Put")
        invocation.work(self.rng.uniform(0.02, 0.3))
        if self.rng.random() < 0.05:
            invocation.log("ERROR", "Error processing record: An error occurred (404) when calling the HeadObject operation: Not Found")
            invocation.failed = True
        else:
            now = iso(self.server.clock.now())
            call_dynamodb(self.server, "PutItem", {"TableName": f"{self.environment}-file-metadata", "Item": {
                "objectKey": {"S": f"s3://{bucket}/{key}"}, "bucket": {"S": bucket}, "key": {"S": key}, "contentType": {"S": kind},
                "size": {"N": str(self.rng.randint(200, 9_000_000))}, "lastModified": {"S": now}, "processedAt": {"S": now}}})
            invocation.log("INFO", f"Stored metadata for: {key}")
        self.files.run(invocation)
        self.counters.files += 1

    # -- who and what

    def _customer(self) -> str:
        return self.server.dynamodb.some_key(self.region, f"{self.environment}-users", self.rng) or self._uuid()

    def _known_order(self) -> str | None:
        if len(self.recent) > 5:
            return self.rng.choice(self.recent[:-3])
        return self.server.dynamodb.some_key(self.region, f"{self.environment}-orders", self.rng)

    def _uuid(self) -> str:
        return str(uuid.UUID(int=self.rng.getrandbits(128), version=4))
