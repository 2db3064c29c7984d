"""The event source mapping: polls the order queue, runs the sqs-handler, deletes what succeeded."""
from __future__ import annotations

import json
import random
import threading
from typing import TYPE_CHECKING, Any

from ..clock import iso
from ..errors import ServiceError
from ..sqs.messages import Message
from ..wire import Request
from .order_handler import HandlerError, process
from .runtime import TIMEOUT, Function, Invocation

if TYPE_CHECKING:
    from ..server import DemoServer
    from .director import Counters

RETRY_SECONDS = 6
BATCH = 10


class Consumer:
    """Plays the mapping for one environment until it is stopped.

    Lambda leaves a failed message leased for the queue's whole visibility time-out; here it is tried again after a few
    seconds, so that a demo sees dead letters arrive.
    """

    def __init__(self, server: DemoServer, environment: str, function: Function, counters: Counters, rng: random.Random) -> None:
        self.server = server
        self.environment = environment
        self.function = function
        self.counters = counters
        self.rng = rng
        self.region = server.options.region
        self._stopped = threading.Event()

    def start(self) -> None:
        """Polls on a thread of its own."""
        threading.Thread(target=self._run, name="consumer", daemon=True).start()

    def stop(self) -> None:
        """Ends after the poll in hand."""
        self._stopped.set()

    def _run(self) -> None:
        while not self._stopped.is_set():
            try:
                queue = self.server.queues.find(self.region, f"{self.environment}-order-queue")
                found = self.server.queues.take(queue, BATCH, None, 1)
            except ServiceError:
                self._stopped.wait(1)  # The queue is not there (yet, or any more).
                continue
            if self._stopped.is_set():
                for message in found:
                    queue.change_visibility(str(message.receipt), 0)
                return
            if found:
                self._invoke(queue, found)

    def _invoke(self, queue: Any, messages: list[Message]) -> None:
        invocation = self.function.begin()
        invocation.log("INFO", f"Processing {len(messages)} messages")
        for message in messages:
            if self._handle(invocation, message):
                queue.delete(str(message.receipt))
            else:
                self.counters.failures += 1
                queue.change_visibility(str(message.receipt), RETRY_SECONDS)
        if self.rng.random() < 0.002:
            invocation.work(TIMEOUT)
        self.function.run(invocation)

    def _handle(self, invocation: Invocation, message: Message) -> bool:
        invocation.work(self.rng.uniform(0.003, 0.02))
        now = iso(self.server.clock.now())
        try:
            kind = process(message.body, f"{self.environment}-orders", now, self._call, invocation)
        except HandlerError as error:
            invocation.log("ERROR", f"Error processing message {message.id}: {error.text}\n{error.traceback()}")
            return False
        invocation.log("INFO", f"Successfully processed message: {message.id}")
        self.counters.processed += 1
        self.counters.orders += kind == "order_created"
        return True

    def _call(self, operation: str, params: dict[str, Any]) -> dict[str, Any]:
        return call_dynamodb(self.server, operation, params)


def call_dynamodb(server: DemoServer, operation: str, params: dict[str, Any]) -> dict[str, Any]:
    """A DynamoDB call of the simulated back end; an error comes back with its `__type`."""
    scope = f"AWS4-HMAC-SHA256 Credential=AKIALIVE/20260101/{server.options.region}/dynamodb/aws4_request, SignedHeaders=host, Signature=0"
    headers = [
        ("X-Amz-Target", f"DynamoDB_20120810.{operation}"), ("Content-Type", "application/x-amz-json-1.0"), ("Authorization", scope),
        ("Host", "127.0.0.1"),
    ]
    body = json.dumps(params, ensure_ascii=False, default=str).encode()
    request = Request("POST", "/", headers, body, service="dynamodb", operation=operation, region=server.options.region)
    try:
        answer: dict[str, Any] = json.loads(server.serve_internally(request).body)
    except ServiceError as error:
        return {"__type": error.code, "message": error.message}
    return answer
