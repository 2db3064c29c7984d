"""The operations of SQS's JSON 1.0 protocol."""
from __future__ import annotations

import base64
import json
import re
from collections.abc import Callable
from typing import Any

from ..errors import ServiceError, unknown_operation
from ..wire import Request, Response, json_response
from .messages import MAX_BODY, Message, State, md5_attributes, md5_body, size_of
from .queue import Queue
from .service import QueueStore

_ENTRY_ID = re.compile(r"[A-Za-z0-9_-]{1,80}")
_SETTABLE = {
    "VisibilityTimeout": (0, 43_200), "MaximumMessageSize": (1024, 1_048_576), "MessageRetentionPeriod": (60, 1_209_600),
    "DelaySeconds": (0, 900), "ReceiveMessageWaitTimeSeconds": (0, 20), "KmsDataKeyReusePeriodSeconds": (60, 86_400),
    "RedrivePolicy": None, "RedriveAllowPolicy": None, "Policy": None, "FifoQueue": None, "ContentBasedDeduplication": None,
    "SqsManagedSseEnabled": None, "KmsMasterKeyId": None, "DeduplicationScope": None, "FifoThroughputLimit": None,
}
Entry = dict[str, Any]


class QueueAPI:
    """Answers SQS requests from a `QueueStore`; `on_create` and `on_delete` tell others (moto's mirror) of queues."""

    def __init__(self, store: QueueStore, on_create: Callable[[str, str], None], on_delete: Callable[[str, str], None]) -> None:
        self.store = store
        self.on_create = on_create
        self.on_delete = on_delete

    def handle(self, request: Request) -> Response:
        """Serves one request."""
        if not request.header("x-amz-target"):
            raise ServiceError("UnsupportedOperation", "This server speaks SQS's JSON protocol only.")
        method = getattr(self, "op_" + request.operation, None)
        if method is None:
            raise unknown_operation(request.operation)
        result = method(request, request.params)
        return json_response(request, {} if result is None else result)

    # -- queues

    def op_CreateQueue(self, request: Request, params: Entry) -> Entry:
        name = _required(params, "QueueName")
        queue = self.store.create(request.region, name, checked_attributes(params.get("Attributes") or {}))
        queue.tags.update(params.get("tags") or {})
        self.on_create(request.region, name)
        return {"QueueUrl": self._url(request, name)}

    def op_GetQueueUrl(self, request: Request, params: Entry) -> Entry:
        return {"QueueUrl": self._url(request, self.store.find(request.region, _required(params, "QueueName")).name)}

    def op_ListQueues(self, request: Request, params: Entry) -> Entry:
        prefix = params.get("QueueNamePrefix") or ""
        names = sorted(name for region, name in self.store.queues if region == request.region and name.startswith(prefix))
        return self._listing(request, params, names, "QueueUrls")

    def op_ListDeadLetterSourceQueues(self, request: Request, params: Entry) -> Entry:
        names = sorted(one.name for one in self.store.sources(self._queue(request, params)))
        return self._listing(request, params, names, "queueUrls")

    def op_DeleteQueue(self, request: Request, params: Entry) -> None:
        queue = self._queue(request, params)
        queue.purge()
        del self.store.queues[(request.region, queue.name)]
        self.on_delete(request.region, queue.name)

    def op_PurgeQueue(self, request: Request, params: Entry) -> None:
        queue = self._queue(request, params)
        if self.store.clock.now() - queue.purged < 60:
            raise ServiceError("PurgeQueueInProgress", f"Only one PurgeQueue operation on {queue.name} is allowed every 60 seconds.",
                               403, "AWS.SimpleQueueService.PurgeQueueInProgress")
        queue.purge()

    def op_GetQueueAttributes(self, request: Request, params: Entry) -> Entry:
        queue = self._queue(request, params)
        wanted = params.get("AttributeNames") or []
        values = attributes_of(queue)
        unknown = [name for name in wanted if name != "All" and name not in _SETTABLE and name not in values]
        if unknown:
            raise ServiceError("InvalidAttributeName", f"Unknown Attribute {unknown[0]}.")
        found = values if "All" in wanted else {name: values[name] for name in wanted if name in values}
        return {"Attributes": found} if found else {}

    def op_SetQueueAttributes(self, request: Request, params: Entry) -> None:
        queue = self._queue(request, params)
        for name, value in checked_attributes(params.get("Attributes") or {}).items():
            if value == "" and name in ("RedrivePolicy", "RedriveAllowPolicy", "Policy"):
                queue.attributes.pop(name, None)
            else:
                queue.attributes[name] = value
        queue.modified = self.store.clock.now()

    def op_ListQueueTags(self, request: Request, params: Entry) -> Entry:
        tags = self._queue(request, params).tags
        return {"Tags": tags} if tags else {}

    def op_TagQueue(self, request: Request, params: Entry) -> None:
        self._queue(request, params).tags.update(params.get("Tags") or {})

    def op_UntagQueue(self, request: Request, params: Entry) -> None:
        for key in params.get("TagKeys") or []:
            self._queue(request, params).tags.pop(key, None)

    # -- messages

    def op_SendMessage(self, request: Request, params: Entry) -> Entry:
        return self._send(request, self._queue(request, params), params)

    def op_SendMessageBatch(self, request: Request, params: Entry) -> Entry:
        queue = self._queue(request, params)
        entries = _entries(params)
        total = sum(size_of(str(entry.get("MessageBody", "")), entry.get("MessageAttributes") or {}) for entry in entries)
        if total > MAX_BODY:
            raise ServiceError("BatchRequestTooLong", f"Batch requests cannot be longer than {MAX_BODY} bytes. You have sent {total} bytes.",
                               query_code="AWS.SimpleQueueService.BatchRequestTooLong")
        return _each(entries, lambda entry: self._send(request, queue, entry))

    def op_ReceiveMessage(self, request: Request, params: Entry) -> Entry:
        queue = self._queue(request, params)
        most = _number(params, "MaxNumberOfMessages", 1, 10)
        lease = _number(params, "VisibilityTimeout", 0, 43_200)
        wait = _number(params, "WaitTimeSeconds", 0, 20)
        found = self.store.take(queue, 1 if most is None else most, lease, wait)
        system = [*(params.get("MessageSystemAttributeNames") or []), *(params.get("AttributeNames") or [])]
        custom = params.get("MessageAttributeNames") or []
        return {"Messages": [_received(message, system, custom) for message in found]} if found else {}

    def op_DeleteMessage(self, request: Request, params: Entry) -> None:
        self._queue(request, params).delete(_required(params, "ReceiptHandle"))

    def op_DeleteMessageBatch(self, request: Request, params: Entry) -> Entry:
        queue = self._queue(request, params)
        return _each(_entries(params), lambda entry: queue.delete(_required(entry, "ReceiptHandle")))

    def op_ChangeMessageVisibility(self, request: Request, params: Entry) -> None:
        self._change(self._queue(request, params), params)

    def op_ChangeMessageVisibilityBatch(self, request: Request, params: Entry) -> Entry:
        queue = self._queue(request, params)
        return _each(_entries(params), lambda entry: self._change(queue, entry))

    # -- move tasks

    def op_StartMessageMoveTask(self, request: Request, params: Entry) -> Entry:
        rate = params.get("MaxNumberOfMessagesPerSecond")
        task = self.store.start_move(_required(params, "SourceArn"), params.get("DestinationArn") or None, rate)
        return {"TaskHandle": task.handle}

    def op_ListMessageMoveTasks(self, request: Request, params: Entry) -> Entry:
        arn = _required(params, "SourceArn")
        if self.store.by_arn(arn) is None:
            raise ServiceError("ResourceNotFoundException", "The resource that you specified for the SourceArn parameter doesn't exist.", 404)
        most = _number(params, "MaxResults", 1, 10) or 1
        tasks = [task for task in reversed(self.store.tasks) if task.source.arn == arn]
        return {"Results": [task.describe() for task in tasks[:most]]}

    def op_CancelMessageMoveTask(self, request: Request, params: Entry) -> Entry:
        handle = _required(params, "TaskHandle")
        task = next((one for one in self.store.tasks if one.handle == handle), None)
        if task is None:
            raise ServiceError("ResourceNotFoundException", "Task does not exist.", 404)
        if task.status != "RUNNING":
            raise ServiceError("InvalidParameterValue", "Only active tasks can be cancelled.")
        return {"ApproximateNumberOfMessagesMoved": task.cancel()}

    # -- parts

    def _send(self, request: Request, queue: Queue, entry: Entry) -> Entry:
        delay = _number(entry, "DelaySeconds", 0, 900)
        if delay is not None and queue.fifo:
            raise ServiceError("InvalidParameterValue", f"Value {delay} for parameter DelaySeconds is invalid. Reason: The request include "
                               "parameter that is not valid for this queue type.")
        system = entry.get("MessageSystemAttributes") or {}
        sender = request.principal.user_id if request.principal else "anonymous"
        message = self.store.put(
            queue, entry.get("MessageBody"), entry.get("MessageAttributes"), delay, sender, entry.get("MessageGroupId"),
            entry.get("MessageDeduplicationId"), system.get("AWSTraceHeader", {}).get("StringValue"),
        )
        result: Entry = {"MessageId": message.id, "MD5OfMessageBody": md5_body(message.body)}
        if message.attributes:
            result["MD5OfMessageAttributes"] = md5_attributes(message.attributes)
        if system:
            result["MD5OfMessageSystemAttributes"] = md5_attributes(system)
        if message.sequence:
            result["SequenceNumber"] = str(message.sequence)
        return result

    def _change(self, queue: Queue, entry: Entry) -> None:
        seconds = _number(entry, "VisibilityTimeout", 0, 43_200)
        if seconds is None:
            raise ServiceError("MissingParameter", "The request must contain the parameter VisibilityTimeout.")
        queue.change_visibility(_required(entry, "ReceiptHandle"), seconds)

    def _queue(self, request: Request, params: Entry) -> Queue:
        return self.store.find(request.region, _required(params, "QueueUrl").rstrip("/").rsplit("/", 1)[-1])

    def _url(self, request: Request, name: str) -> str:
        return f"http://{request.header('host')}/{self.store.account}/{name}"

    def _listing(self, request: Request, params: Entry, names: list[str], key: str) -> Entry:
        most = _number(params, "MaxResults", 1, 1000)
        start = 0
        if params.get("NextToken"):
            try:
                last = json.loads(base64.b64decode(params["NextToken"], validate=True))["after"]
            except (ValueError, KeyError, TypeError):
                raise ServiceError("InvalidParameterValue", "Invalid or expired next token.") from None
            start = sum(name <= last for name in names)
        page = names[start : start + (most or 1000)]
        result: Entry = {key: [self._url(request, name) for name in page]} if page else {}
        if most and start + len(page) < len(names):
            result["NextToken"] = base64.b64encode(json.dumps({"after": page[-1]}).encode()).decode()
        return result


def attributes_of(queue: Queue) -> dict[str, str]:
    """Every attribute of a queue as GetQueueAttributes gives it."""
    depth = queue.depth()
    return {
        "QueueArn": queue.arn,
        "ApproximateNumberOfMessages": str(depth[State.VISIBLE]),
        "ApproximateNumberOfMessagesNotVisible": str(depth[State.IN_FLIGHT]),
        "ApproximateNumberOfMessagesDelayed": str(depth[State.DELAYED]),
        "CreatedTimestamp": str(int(queue.created)),
        "LastModifiedTimestamp": str(int(queue.modified)),
        **queue.attributes,
    }


def checked_attributes(attributes: dict[str, Any]) -> dict[str, str]:
    """The attributes that CreateQueue and SetQueueAttributes take, refused where SQS refuses them."""
    found: dict[str, str] = {}
    for name, value in attributes.items():
        if name not in _SETTABLE:
            raise ServiceError("InvalidAttributeName", f"Unknown Attribute {name}.")
        bounds = _SETTABLE[name]
        if bounds and not (str(value).isdigit() and bounds[0] <= int(value) <= bounds[1]):
            raise ServiceError("InvalidAttributeValue", f"Invalid value for the parameter {name}.")
        if name == "RedrivePolicy" and value:
            value = _redrive(str(value))
        found[name] = str(value)
    return found


def _redrive(text: str) -> str:
    try:
        policy = json.loads(text)
        count = int(policy["maxReceiveCount"])
        target = policy["deadLetterTargetArn"]
    except (ValueError, KeyError, TypeError):
        raise ServiceError("InvalidParameterValue", f"Value {text} for parameter RedrivePolicy is invalid. Reason: Redrive policy does not "
                           "contain mandatory attribute: maxReceiveCount and deadLetterTargetArn.") from None
    if not 1 <= count <= 1000:
        raise ServiceError("InvalidParameterValue", f"Value {text} for parameter RedrivePolicy is invalid. Reason: Invalid value for maxReceiveCount: {count}, valid values are from 1 to 1000 both inclusive.")
    return json.dumps({"deadLetterTargetArn": target, "maxReceiveCount": count}, separators=(",", ":"))


def _received(message: Message, system: list[str], custom: list[str]) -> Entry:
    result: Entry = {
        "MessageId": message.id, "ReceiptHandle": message.receipt, "MD5OfBody": md5_body(message.body), "Body": message.body,
    }
    values = message.system_attributes()
    chosen = values if "All" in system else {name: value for name, value in values.items() if name in system}
    if chosen:
        result["Attributes"] = chosen
    every = any(pattern in ("All", ".*") for pattern in custom)
    exact = {pattern for pattern in custom if not pattern.endswith(".*")}
    prefixes = tuple(pattern[:-1] for pattern in custom if pattern.endswith(".*"))
    attributes = {
        name: value for name, value in message.attributes.items() if every or name in exact or (prefixes and name.startswith(prefixes))
    }
    if attributes:
        result["MessageAttributes"] = attributes
        result["MD5OfMessageAttributes"] = md5_attributes(attributes)
    return result


def _entries(params: Entry) -> list[Entry]:
    entries: list[Entry] = params.get("Entries") or []
    prefix = "AWS.SimpleQueueService."
    if not entries:
        raise ServiceError("EmptyBatchRequest", "There should be at least one entry in the request.", query_code=prefix + "EmptyBatchRequest")
    if len(entries) > 10:
        raise ServiceError("TooManyEntriesInBatchRequest", f"Maximum number of entries per request are 10. You have sent {len(entries)}.",
                           query_code=prefix + "TooManyEntriesInBatchRequest")
    ids = [str(entry.get("Id", "")) for entry in entries]
    if not all(_ENTRY_ID.fullmatch(one) for one in ids):
        raise ServiceError("InvalidBatchEntryId", "A batch entry id can only contain alphanumeric characters, hyphens and underscores. "
                           "It can be at most 80 letters long.", query_code=prefix + "InvalidBatchEntryId")
    if len(set(ids)) < len(ids):
        raise ServiceError("BatchEntryIdsNotDistinct", "Two or more batch entries in the request have the same Id.",
                           query_code=prefix + "BatchEntryIdsNotDistinct")
    return entries


def _each(entries: list[Entry], work: Callable[[Entry], Entry | None]) -> Entry:
    done: list[Entry] = []
    failed: list[Entry] = []
    for entry in entries:
        try:
            done.append({"Id": entry["Id"], **(work(entry) or {})})
        except ServiceError as error:
            failed.append({"Id": entry["Id"], "SenderFault": error.status < 500, "Code": error.query_code or error.code, "Message": error.message})
    result: Entry = {}
    if done:
        result["Successful"] = done
    if failed:
        result["Failed"] = failed
    return result


def _required(params: Entry, name: str) -> str:
    value = params.get(name)
    if not isinstance(value, str) or not value:
        raise ServiceError("MissingParameter", f"The request must contain the parameter {name}.")
    return value


def _number(params: Entry, name: str, low: int, high: int) -> int | None:
    value = params.get(name)
    if value is None:
        return None
    if not isinstance(value, int) or not low <= value <= high:
        raise ServiceError("InvalidParameterValue", f"Value {value} for parameter {name} is invalid. Reason: Must be between {low} and {high}, if provided.")
    return value
