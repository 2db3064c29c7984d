"""An AWS-shaped server with prepared answers: it measures the client, and costs next to nothing itself.

One table, one dead-letter queue and some log groups, always the same. No signature is checked. It ends on SIGTERM, and
when whoever started it is gone.
"""

from __future__ import annotations

import argparse
import asyncio
import bisect
import functools
import hashlib
import json
import os
import signal
import sys
import time
import zlib
from collections.abc import Callable

ACCOUNT = "123456789012"
ENVIRONMENT = "development"
# About 1 MB, what a page of Scan and of FilterLogEvents holds.
ITEMS_A_PAGE = 2_500
EVENTS_A_PAGE = 2_800
BUSY_QUEUE = "bench-queue"
DEAD_LETTERS = f"{ENVIRONMENT}-order-dlq"
QUEUES = [f"{ENVIRONMENT}-order-queue", DEAD_LETTERS, f"{ENVIRONMENT}-mail-queue"]
GROUPS = [f"/aws/lambda/{ENVIRONMENT}-{name}-handler" for name in ("api", "sqs", "s3")]


def compact(value: object) -> bytes:
    return json.dumps(value, separators=(",", ":")).encode()


@functools.lru_cache(maxsize=512)
def checksum(body: bytes) -> int:
    return zlib.crc32(body)


class Users:
    """The users table, as typed JSON."""

    def __init__(self, count: int):
        self.items = [self.item(number) for number in range(count)]
        for start in range(0, count, ITEMS_A_PAGE):
            checksum(self.page(start, None))

    @staticmethod
    def key(number: int) -> str:
        return f"{number:08x}-1111-4222-8333-{number:012x}"

    @classmethod
    def item(cls, number: int) -> bytes:
        return (f'{{"userId":{{"S":"{cls.key(number)}"}},"email":{{"S":"given.family.{number}@example.com"}},'
                f'"name":{{"S":"Given{number % 977} Family{number % 1013}"}},"age":{{"N":"{18 + number % 60}"}},'
                '"createdAt":{"S":"2026-01-02T03:04:05.678Z"},"updatedAt":{"S":"2026-02-03T04:05:06.789Z"},'
                f'"address":{{"M":{{"street":{{"S":"{number} High Street"}},"city":{{"S":"Springfield"}},'
                '"zip":{"S":"12345"}}},"tags":{"L":[{"S":"alpha"},{"S":"beta"}]}}').encode()

    @functools.lru_cache(maxsize=512)
    def page(self, start: int, limit: int | None, stop: int | None = None) -> bytes:
        """Pages end where pages of a whole Scan end, so that a Scan that begins with a short page meets the others; and
        where a segment stops."""
        stop = len(self.items) if stop is None else stop
        end = min(start + limit if limit else start - start % ITEMS_A_PAGE + ITEMS_A_PAGE, stop)
        count = end - start
        last = f',"LastEvaluatedKey":{{"userId":{{"S":"{self.key(end - 1)}"}}}}' if end < stop else ""
        return (b'{"Items":[' + b",".join(self.items[start:end])
                + f'],"Count":{count},"ScannedCount":{count}{last}}}'.encode())

    def scan(self, request: dict) -> bytes:
        if not request["TableName"].endswith("users"):
            return b'{"Items":[],"Count":0,"ScannedCount":0}'
        start = request.get("ExclusiveStartKey")
        segment, total = request.get("Segment", 0), request.get("TotalSegments", 1)
        # Segments meet between pages.
        pages = -(-len(self.items) // ITEMS_A_PAGE)
        first, stop = (min(number * pages // total * ITEMS_A_PAGE, len(self.items)) for number in (segment, segment + 1))
        return self.page(
            int(start["userId"]["S"][:8], 16) + 1 if start else first, request.get("Limit"),
            stop if total > 1 else None)

    def describe(self, request: dict) -> bytes:
        name = request["TableName"]
        key = "userId" if name.endswith("users") else "orderId"
        return compact({"Table": {
            "TableName": name, "TableStatus": "ACTIVE", "ItemCount": len(self.items),
            "TableSizeBytes": len(self.items) * 300,
            "TableArn": f"arn:aws:dynamodb:us-east-1:{ACCOUNT}:table/{name}", "CreationDateTime": 1.7e9,
            "KeySchema": [{"AttributeName": key, "KeyType": "HASH"}],
            "AttributeDefinitions": [{"AttributeName": key, "AttributeType": "S"}]}})


class Logs:
    """The events of the first log group: a history of one a millisecond, and then so many a second, for ever."""

    def __init__(self, history: int, rate: float):
        self.rate = rate
        self.started = int(time.time() * 1000)
        self.times: list[int] = []
        self.events: list[bytes] = []
        for number in range(history):
            self.append(self.started - 2_000 - history + number)
        self.history = history

    def append(self, moment: int) -> None:
        number = len(self.times)
        self.times.append(moment)
        self.events.append(
            (f'{{"eventId":"{moment:020d}{number:036d}","ingestionTime":{moment + 40},"timestamp":{moment},'
             '"logStreamName":"2026/01/02/[$LATEST]0123456789abcdef0123456789abcdef",'
             f'"message":"[INFO]\\t2026-01-02T03:04:05.678Z\\t{number:08x}-aaaa-4bbb-8ccc-{number:012x}\\t'
             f'Successfully processed message: {number:08x}-dddd-4eee-8fff-{number:012x}\\n"}}').encode())

    def catch_up(self) -> None:
        if not self.rate:
            return
        due = int((time.time() * 1000 - self.started) * self.rate / 1000)
        for number in range(len(self.times) - self.history, due):
            self.append(self.started + int(number * 1000 / self.rate))

    def filter(self, request: dict) -> bytes:
        if request["logGroupName"] != GROUPS[0]:
            return b'{"events":[],"searchedLogStreams":[]}'
        self.catch_up()
        token = request.get("nextToken")
        first = int(token) if token else bisect.bisect_left(self.times, request.get("startTime", 0))
        end = bisect.bisect_right(self.times, request.get("endTime", sys.maxsize))
        last = min(first + EVENTS_A_PAGE, end)
        more = f',"nextToken":"{last}"' if last < end else ""
        return b'{"events":[' + b",".join(self.events[first:last]) + f'],"searchedLogStreams":[]{more}}}'.encode()

    def describe_groups(self, request: dict) -> bytes:
        prefix = request.get("logGroupNamePrefix", "")
        return compact({"logGroups": [
            {"logGroupName": name, "creationTime": 1} for name in GROUPS if name.startswith(prefix)]})


class Queues:
    """Some queues that stand still; the dead letters are given out once, the busy queue never ends."""

    def __init__(self, letters: int = 0) -> None:
        # Queues whose names begin with `lease-` give out so many messages of 1 KB, each once.
        self.letters = [self.receive_answer(f"l{number:04d}", 1_024) for number in range(letters // 10)]
        self.given: dict[str, int] = {}
        self.given_out = False
        self.messages = self.receive_answer("busy")
        self.dead_letters = self.receive_answer("dead")

    @staticmethod
    def receive_answer(kind: str, size: int = 600) -> bytes:
        messages = []
        for number in range(10):
            body = compact({"type": "order_created", "orderId": f"{kind}-{number}", "note": "x" * (size - 100)}).decode()
            messages.append({
                "MessageId": f"{number:08x}-{kind}-4bbb-8ccc-{number:012x}",
                "ReceiptHandle": f"{kind}-{number}-" + "r" * 60,
                "MD5OfBody": hashlib.md5(body.encode()).hexdigest(), "Body": body,
                "Attributes": {"ApproximateReceiveCount": "4", "SentTimestamp": "1767323045678",
                               "ApproximateFirstReceiveTimestamp": "1767323046678", "SenderId": "AIDAEXAMPLE"}})
        return compact({"Messages": messages})

    @staticmethod
    def url(name: str) -> str:
        return f"http://127.0.0.1/{ACCOUNT}/{name}"

    def list(self, request: dict) -> bytes:
        prefix = request.get("QueueNamePrefix", "")
        return compact({"QueueUrls": [self.url(name) for name in QUEUES if name.startswith(prefix)]})

    def attributes(self, request: dict) -> bytes:
        name = request["QueueUrl"].rsplit("/", 1)[-1]
        attributes = {
            "QueueArn": f"arn:aws:sqs:us-east-1:{ACCOUNT}:{name}", "ApproximateNumberOfMessages": "17",
            "ApproximateNumberOfMessagesNotVisible": "3", "ApproximateNumberOfMessagesDelayed": "0",
            "VisibilityTimeout": "300", "MessageRetentionPeriod": "1209600", "CreatedTimestamp": "1767323045",
            "LastModifiedTimestamp": "1767323045"}
        if name == QUEUES[0]:
            target = f"arn:aws:sqs:us-east-1:{ACCOUNT}:{DEAD_LETTERS}"
            attributes["RedrivePolicy"] = compact({"deadLetterTargetArn": target, "maxReceiveCount": 3}).decode()
        return compact({"Attributes": attributes})

    def receive(self, request: dict) -> bytes | float:
        """The answer, or the seconds after which an empty one is due."""
        if request["QueueUrl"].endswith(BUSY_QUEUE):
            return self.messages
        name = request["QueueUrl"].rsplit("/", 1)[-1]
        if name.startswith("lease-"):
            number = self.given.get(name, 0)
            self.given[name] = number + 1
            return self.letters[number] if number < len(self.letters) else b"{}"
        if not self.given_out:
            self.given_out = True
            return self.dead_letters
        return float(request.get("WaitTimeSeconds", 0))

    @staticmethod
    def batch(request: dict) -> bytes:
        return compact({"Successful": [{"Id": entry["Id"]} for entry in request["Entries"]], "Failed": []})


class Service:
    """All operations by name."""

    def __init__(self, users: Users, logs: Logs, letters: int):
        queues = Queues(letters)
        self.operations: dict[str, Callable[[dict], bytes | float]] = {
            "Scan": users.scan, "DescribeTable": users.describe, "DescribeLogGroups": logs.describe_groups,
            "FilterLogEvents": logs.filter, "ListQueues": queues.list, "GetQueueAttributes": queues.attributes,
            "GetQueueUrl": lambda request: compact({"QueueUrl": queues.url(request["QueueName"])}),
            "ReceiveMessage": queues.receive, "ChangeMessageVisibilityBatch": queues.batch,
            "ChangeMessageVisibility": lambda request: b"{}",
            "GetMetricData": lambda request: compact({"MetricDataResults": []}),
        }

    def answer(self, target: str, body: bytes) -> tuple[str, bytes | float]:
        """The status line's code and reason, and the body, or the seconds after which an empty one is due."""
        if b"Action=GetCallerIdentity" in body:
            return "200 OK", (
                b"<GetCallerIdentityResponse><GetCallerIdentityResult><Arn>arn:aws:iam::123456789012:user/bench</Arn>"
                b"<UserId>U</UserId><Account>123456789012</Account></GetCallerIdentityResult>"
                b"</GetCallerIdentityResponse>")
        operation = target.rsplit(".", 1)[-1]
        request = json.loads(body or b"{}")
        if operation not in self.operations:
            return "400 Bad Request", compact({"__type": "UnknownOperationException", "message": operation})
        return "200 OK", self.operations[operation](request)


class Connection(asyncio.Protocol):
    """HTTP/1.1 as far as AWS's clients use it; one request at a time a connection."""

    service: Service

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport
        self.buffer = b""
        self.waiting: asyncio.TimerHandle | None = None

    def connection_lost(self, error: Exception | None) -> None:
        if self.waiting:
            self.waiting.cancel()

    def data_received(self, data: bytes) -> None:
        self.buffer += data
        head, separator, rest = self.buffer.partition(b"\r\n\r\n")
        if not separator:
            return
        headers = {}
        for line in head.split(b"\r\n")[1:]:
            name, _, value = line.partition(b":")
            headers[name.strip().lower()] = value.strip()
        length = int(headers.get(b"content-length", b"0"))
        if len(rest) < length:
            if headers.get(b"expect") == b"100-continue" and not rest:
                self.transport.write(b"HTTP/1.1 100 Continue\r\n\r\n")
            return
        body, self.buffer = rest[:length], rest[length:]
        target = headers.get(b"x-amz-target", b"").decode()
        status, answer = self.service.answer(target, body)
        if isinstance(answer, float):
            self.waiting = asyncio.get_running_loop().call_later(answer, self.respond, target, status, b"{}")
        else:
            self.respond(target, status, answer)

    def respond(self, target: str, status: str, content: bytes) -> None:
        kind = "text/xml" if content.startswith(b"<") else "application/x-amz-json-1.0"
        # DynamoDB sends a checksum of each answer, and clients check it.
        check = f"x-amz-crc32: {checksum(content)}\r\n" if target.startswith("DynamoDB") else ""
        head = (f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n{check}Content-Length: {len(content)}\r\n"
                "x-amzn-RequestId: 00000000-0000-4000-8000-000000000000\r\n\r\n").encode()
        if len(content) < 65_536:
            self.transport.write(head + content)
        else:
            self.transport.write(head)
            self.transport.write(content)


async def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--users", type=int, default=100_000)
    parser.add_argument("--events", type=int, default=0, help="events of the last minutes")
    parser.add_argument("--rate", type=float, default=0, help="new events a second")
    parser.add_argument("--letters", type=int, default=0, help="messages of each queue that is to be leased")
    options = parser.parse_args()
    users = Users(options.users)
    logs = Logs(options.events, options.rate)
    Connection.service = Service(users, logs, options.letters)
    loop = asyncio.get_running_loop()
    server = await loop.create_server(Connection, "127.0.0.1", 0)
    print(json.dumps({
        "endpoint": f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}",
        "itemBytes": sum(map(len, users.items)), "eventBytes": sum(map(len, logs.events))}), flush=True)
    stop = asyncio.Event()
    loop.add_signal_handler(signal.SIGTERM, stop.set)
    # The pipe from whoever started us closes when they are gone, however they went.
    loop.add_reader(0, lambda: None if os.read(0, 64) else stop.set())
    await stop.wait()


asyncio.run(main())
