"""The queues of the account, and the delivery between them."""
from __future__ import annotations

import hashlib
import json
import random
import re
import threading
import uuid
from typing import Any

from ..clock import Clock
from ..errors import ServiceError
from .messages import MAX_BODY, Message, check_attributes, check_body, size_of
from .moves import MoveTask
from .queue import Queue

_NAME = re.compile(r"[A-Za-z0-9_-]{1,80}|[A-Za-z0-9_-]{1,75}\.fifo")


class QueueStore:
    """All queues by region and name; what the API, SNS deliveries and the simulated back end share."""

    def __init__(self, account: str, clock: Clock, seed: int | None = None) -> None:
        self.account = account
        self.clock = clock
        # A generator of its own: what else is drawn from the seed must not depend on how many messages there were.
        self._ids = random.SystemRandom() if seed is None else random.Random(seed)
        self.queues: dict[tuple[str, str], Queue] = {}
        self.tasks: list[MoveTask] = []
        self.lock = threading.RLock()

    def arn(self, region: str, name: str) -> str:
        """A queue's ARN."""
        return f"arn:aws:sqs:{region}:{self.account}:{name}"

    def create(self, region: str, name: str, attributes: dict[str, str]) -> Queue:
        """Makes a queue, or gives the one of that name whose given attributes are the same."""
        if not _NAME.fullmatch(name) or (attributes.get("FifoQueue") == "true") != name.endswith(".fifo"):
            raise ServiceError("InvalidParameterValue", "The name of a queue can only include alphanumeric characters, hyphens, or "
                               "underscores, 1 to 80 in length; a FIFO queue's ends in .fifo.")
        with self.lock:
            known = self.queues.get((region, name))
            if known:
                if any(known.attributes.get(key) != value for key, value in attributes.items()):
                    raise ServiceError("QueueNameExists", "A queue already exists with the same name and a different value for an "
                                       "attribute.", query_code="QueueAlreadyExists")
                return known
            queue = Queue(name, self.arn(region, name), self.clock, attributes)
            self.queues[(region, name)] = queue
            return queue

    def find(self, region: str, name: str) -> Queue:
        """The queue of that name."""
        queue = self.queues.get((region, name))
        if queue is None:
            raise ServiceError("QueueDoesNotExist", "The specified queue does not exist.",
                               query_code="AWS.SimpleQueueService.NonExistentQueue")
        return queue

    def by_arn(self, arn: str) -> Queue | None:
        """The queue with that ARN, if it is one of ours."""
        parts = arn.split(":")
        return self.queues.get((parts[3], parts[5])) if len(parts) == 6 else None

    def sources(self, queue: Queue) -> list[Queue]:
        """The queues whose dead letters come here."""
        return [one for one in list(self.queues.values()) if dead_letter_arn(one) == queue.arn]

    def new_id(self) -> str:
        """An id for a message or a task; the same ones in the same order for the same seed."""
        return str(uuid.UUID(int=self._ids.getrandbits(128), version=4))

    def put(
        self, queue: Queue, body: Any, attributes: dict[str, dict[str, Any]] | None = None, delay: float | None = None,
        sender: str = "AIDADEMO", group: str | None = None, dedup: str | None = None, trace: str | None = None,
    ) -> Message:
        """Sends one message, checked as SQS checks it."""
        text = check_body(body)
        found = check_attributes(attributes)
        size = size_of(text, found)
        if size > min(MAX_BODY, queue.number("MaximumMessageSize")):
            raise ServiceError("InvalidParameterValue", "One or more parameters are invalid. Reason: Message must be shorter than "
                               f"{queue.number('MaximumMessageSize')} bytes.")
        if queue.fifo:
            group, dedup = self._fifo_ids(queue, text, group, dedup)
        elif dedup:
            raise ServiceError("InvalidParameterValue", "The request includes a parameter that is not valid for this queue type.")
        now = self.clock.now()
        message = Message(self.new_id(), text, found, sender, now, now, trace, group, dedup, size=size)
        return queue.send(message, queue.number("DelaySeconds") if delay is None else delay)

    def _fifo_ids(self, queue: Queue, body: str, group: str | None, dedup: str | None) -> tuple[str, str]:
        if not group:
            raise ServiceError("MissingParameter", "The request must contain the parameter MessageGroupId.")
        if not dedup and queue.attributes.get("ContentBasedDeduplication") == "true":

            dedup = hashlib.sha256(body.encode()).hexdigest()
        if not dedup:
            raise ServiceError("InvalidParameterValue", "The queue should either have ContentBasedDeduplication enabled or "
                               "MessageDeduplicationId provided explicitly")
        return group, dedup

    def take(self, queue: Queue, most: int, lease: float | None, wait: float | None) -> list[Message]:
        """Receives; messages that were received too often go to the dead-letter queue instead."""
        seconds = queue.number("VisibilityTimeout") if lease is None else lease
        patience = queue.number("ReceiveMessageWaitTimeSeconds") if wait is None else wait
        return queue.receive(most, seconds, patience, lambda message: self._bury(queue, message))

    def _bury(self, queue: Queue, message: Message) -> bool:
        policy = redrive_policy(queue)
        if not policy or message.receives_here < int(policy.get("maxReceiveCount", 10)):
            return False
        target = self.by_arn(str(policy.get("deadLetterTargetArn")))
        if target is None:
            return False
        copy = Message(
            message.id, message.body, message.attributes, message.sender, message.sent,
            self.clock.now() if queue.fifo else message.enqueued, message.trace, message.group,
            message.id if queue.fifo else message.dedup, receives=message.receives,
            first_received=message.first_received, source_arn=queue.arn, size=message.size,
        )
        target.send(copy, 0)
        return True

    def bury_all(self, queue: Queue, spread: float, sent: dict[str, float] | None = None) -> int:
        """Moves every visible message to the dead-letter queue as if it had failed as often as it may; says how many.

        Their send times are those of `sent` by message id (seconds since the epoch), or else spread over the last `spread`
        seconds, in order: for a world that has a past.
        """
        policy = redrive_policy(queue)
        if not policy:
            raise ServiceError("InvalidParameterValue", f"{queue.name} has no redrive policy.")
        found: list[Message] = []
        while message := queue.take():
            found.append(message)
        count = int(policy["maxReceiveCount"])
        now = self.clock.now()
        for index, message in enumerate(found):
            if sent and message.id in sent:
                message.sent = message.enqueued = min(now, sent[message.id])
            elif spread > 0:
                message.sent = message.enqueued = now - spread * (len(found) - index) / len(found)
            message.receives = message.receives_here = count
            message.first_received = min(now, message.sent + 2)
            self._bury(queue, message)
        return len(found)

    def start_move(self, source_arn: str, destination: str | None, rate: int | None) -> MoveTask:
        """Starts a message move task."""
        source = self.by_arn(source_arn)
        if source is None:
            raise ServiceError("ResourceNotFoundException", "The resource that you specified for the SourceArn parameter doesn't exist.", 404)
        if destination and self.by_arn(destination) is None:
            raise ServiceError("ResourceNotFoundException", "The resource that you specified for the DestinationArn parameter doesn't exist.", 404)
        if not self.sources(source):
            raise ServiceError("InvalidParameterValue", "Source queue must be configured as a Dead Letter Queue.")
        if rate is not None and not 1 <= rate <= 500:
            raise ServiceError("InvalidParameterValue", f"Value {rate} for parameter MaxNumberOfMessagesPerSecond is invalid. Reason: Must be between 1 and 500.")
        with self.lock:
            if any(task.source is source and task.status in ("RUNNING", "CANCELLING") for task in self.tasks):
                raise ServiceError("InvalidParameterValue", "There is already a task running. Only one active task is allowed for a source queue arn at a given time.")
            task = MoveTask(source, destination, rate, self.clock, self._redeliver, self.new_id())
            self.tasks.append(task)
        task.start()
        return task

    def _redeliver(self, message: Message, destination: str | None) -> str | None:
        arn = destination or message.source_arn
        if arn is None:
            return "CouldNotDetermineMessageSource"
        target = self.by_arn(arn)
        if target is None:
            return "AWS.SimpleQueueService.NonExistentQueue"
        now = self.clock.now()
        fresh = Message(
            self.new_id(), message.body, message.attributes, message.sender, now, now, message.trace, message.group,
            self.new_id() if target.fifo else None, size=message.size,
        )
        target.send(fresh, 0)
        return None

    def depths(self) -> dict[str, dict[str, int]]:
        """Depth by queue name, for the control endpoint and the metrics."""
        return {
            queue.name: {state.value: count for state, count in queue.depth().items()} for queue in list(self.queues.values())
        }

    def reset(self) -> None:
        """Forgets every queue and task."""
        with self.lock:
            for task in self.tasks:
                task.cancel()
            self.tasks.clear()
            for queue in self.queues.values():
                queue.purge()
            self.queues.clear()


def redrive_policy(queue: Queue) -> dict[str, Any]:
    """The queue's redrive policy as an object; empty if it has none."""
    text = queue.attributes.get("RedrivePolicy")
    if not text:
        return {}
    found: dict[str, Any] = json.loads(text)
    return found


def dead_letter_arn(queue: Queue) -> str | None:
    """Where the queue's dead letters go."""
    arn = redrive_policy(queue).get("deadLetterTargetArn")
    return str(arn) if arn else None


