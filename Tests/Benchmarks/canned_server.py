"""An AWS-shaped server with prepared answers: it measures the client, and costs next to nothing itself.

Tables, queues and log groups are fixed; Scan and FilterLogEvents give prepared pages of about 1 MB. No signature is
checked. `cpu` in its last line (on SIGTERM) is its own share of the time.
"""

from __future__ import annotations

import asyncio
import json
import resource
import signal
import sys
import time

USERS = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
EVENTS = int(sys.argv[2]) if len(sys.argv) > 2 else 100_000
LIVE_RATE = int(sys.argv[3]) if len(sys.argv) > 3 else 0
PAGE = 2_500
STARTED = time.time()


def item(number: int) -> dict:
    return {
        "userId": {"S": f"{number:08x}-1111-4222-8333-{number:012x}"},
        "email": {"S": f"given.family.{number}@example.com"},
        "name": {"S": f"Given{number % 977} Family{number % 1013}"},
        "age": {"N": str(18 + number % 60)},
        "createdAt": {"S": "2026-01-02T03:04:05.678Z"},
        "updatedAt": {"S": "2026-02-03T04:05:06.789Z"},
        "address": {"M": {"street": {"S": f"{number} High Street"}, "city": {"S": "Springfield"}, "zip": {"S": "12345"}}},
        "tags": {"L": [{"S": "alpha"}, {"S": "beta"}]},
    }


def scan_pages() -> list[bytes]:
    pages = []
    for first in range(0, USERS, PAGE):
        items = [item(number) for number in range(first, min(first + PAGE, USERS))]
        page = {"Items": items, "Count": len(items), "ScannedCount": len(items)}
        if first + PAGE < USERS:
            page["LastEvaluatedKey"] = {"userId": items[-1]["userId"]}
        pages.append(json.dumps(page, separators=(",", ":")).encode())
    return pages


def log_event(number: int, timestamp: int) -> dict:
    message = (f"[INFO]\t2026-01-02T03:04:05.678Z\t{number:08x}-aaaa-4bbb-8ccc-{number:012x}\t"
               f"Successfully processed message: {number:08x}-dddd-4eee-8fff-{number:012x}\n")
    return {"eventId": f"{timestamp:020d}{number:036d}", "ingestionTime": timestamp + 40, "timestamp": timestamp,
            "logStreamName": "2026/01/02/[$LATEST]0123456789abcdef0123456789abcdef", "message": message}


def log_pages(end: int) -> list[bytes]:
    pages = []
    per_page = 2_800
    for first in range(0, EVENTS, per_page):
        events = [log_event(number, end - (EVENTS - number)) for number in range(first, min(first + per_page, EVENTS))]
        page = {"events": events, "searchedLogStreams": []}
        if first + per_page < EVENTS:
            page["nextToken"] = f"page-{first // per_page + 1}"
        pages.append(json.dumps(page, separators=(",", ":")).encode())
    return pages


SCAN = scan_pages()
LOGS = log_pages(int(STARTED * 1000) - 2_000)
GROUPS = [f"/aws/lambda/development-{name}-handler" for name in ("api", "sqs", "s3")]


def live_events(start: int, end: int | None) -> bytes:
    """Events that appear at LIVE_RATE a second from the server's start on."""
    now = int(time.time() * 1000)
    begin = max(start, int(STARTED * 1000))
    last = min(end or now, now)
    step = 1000 / LIVE_RATE
    first = int((begin - STARTED * 1000) / step) + 1
    events = []
    number = first
    while len(events) < 9_000:
        timestamp = int(STARTED * 1000 + number * step)
        if timestamp > last:
            break
        if timestamp >= start:
            events.append(log_event(number, timestamp))
        number += 1
    return json.dumps({"events": events, "searchedLogStreams": []}, separators=(",", ":")).encode()


def answer(target: str, body: bytes) -> bytes:
    operation = target.rsplit(".", 1)[-1]
    if operation == "Scan":
        request = json.loads(body)
        if not request["TableName"].endswith("users"):
            return b'{"Items":[],"Count":0,"ScannedCount":0}'
        start = request.get("ExclusiveStartKey")
        number = int(start["userId"]["S"][:8], 16) + 1 if start else 0
        limit = request.get("Limit")
        if limit:
            items = [item(n) for n in range(number, min(number + limit, USERS))]
            page = {"Items": items, "Count": len(items), "ScannedCount": len(items)}
            if number + limit < USERS:
                page["LastEvaluatedKey"] = {"userId": items[-1]["userId"]}
            return json.dumps(page, separators=(",", ":")).encode()
        if number % PAGE == 0:
            return SCAN[number // PAGE]
        items = [item(n) for n in range(number, min(number + PAGE - number % PAGE, USERS))]
        page = {"Items": items, "Count": len(items), "ScannedCount": len(items)}
        if number + len(items) < USERS:
            page["LastEvaluatedKey"] = {"userId": items[-1]["userId"]}
        return json.dumps(page, separators=(",", ":")).encode()
    if operation == "DescribeTable":
        name = json.loads(body)["TableName"]
        key = "userId" if name.endswith("users") else "orderId"
        return json.dumps({"Table": {
            "TableName": name, "TableStatus": "ACTIVE", "ItemCount": USERS, "TableSizeBytes": USERS * 400,
            "TableArn": f"arn:aws:dynamodb:us-east-1:123456789012:table/{name}",
            "CreationDateTime": 1.7e9, "KeySchema": [{"AttributeName": key, "KeyType": "HASH"}],
            "AttributeDefinitions": [{"AttributeName": key, "AttributeType": "S"}]}}).encode()
    if operation == "DescribeLogGroups":
        request = json.loads(body)
        prefix = request.get("logGroupNamePrefix", "")
        groups = [{"logGroupName": name, "creationTime": 1} for name in GROUPS[:1] if name.startswith(prefix)]
        return json.dumps({"logGroups": groups}).encode()
    if operation == "FilterLogEvents":
        request = json.loads(body)
        token = request.get("nextToken")
        if token:
            return LOGS[int(token.split("-")[1])]
        start = request.get("startTime", 0)
        if LIVE_RATE:
            return live_events(start, request.get("endTime"))
        return LOGS[0] if start < STARTED * 1000 - 2_000 else b'{"events":[],"searchedLogStreams":[]}'
    if operation == "ListQueues":
        return b"{}"
    if operation == "GetQueueUrl":
        return b'{"QueueUrl":"http://127.0.0.1/123456789012/development-order-dlq"}'
    if operation == "GetQueueAttributes":
        return b'{"Attributes":{"QueueArn":"arn:aws:sqs:us-east-1:123456789012:development-order-dlq"}}'
    if operation == "ReceiveMessage":
        return b"{}"
    return b"{}"


class Connection(asyncio.Protocol):
    def connection_made(self, transport) -> None:
        self.transport = transport
        self.buffer = b""

    def data_received(self, data: bytes) -> None:
        self.buffer += data
        while True:
            head, separator, rest = self.buffer.partition(b"\r\n\r\n")
            if not separator:
                return
            headers = {}
            for line in head.split(b"\r\n")[1:]:
                name, _, value = line.partition(b":")
                headers[name.strip().lower()] = value.strip()
            length = int(headers.get(b"content-length", b"0"))
            if len(rest) < length:
                return
            body, self.buffer = rest[:length], rest[length:]
            if b"Action=GetCallerIdentity" in body:
                kind, content = b"text/xml", (
                    b"<GetCallerIdentityResponse><GetCallerIdentityResult><Arn>arn:aws:iam::123456789012:user/bench</Arn>"
                    b"<UserId>U</UserId><Account>123456789012</Account></GetCallerIdentityResult></GetCallerIdentityResponse>")
            else:
                kind, content = b"application/x-amz-json-1.0", answer(headers.get(b"x-amz-target", b"").decode(), body)
            self.transport.write(
                b"HTTP/1.1 200 OK\r\nContent-Type: " + kind + b"\r\nx-amzn-RequestId: 00000000-0000-4000-8000-000000000000\r\n"
                + b"Content-Length: " + str(len(content)).encode() + b"\r\n\r\n" + content)


async def main() -> None:
    loop = asyncio.get_running_loop()
    server = await loop.create_server(Connection, "127.0.0.1", 0)
    print(json.dumps({"endpoint": f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}",
                      "scanBytes": sum(map(len, SCAN)), "logBytes": sum(map(len, LOGS))}), flush=True)
    stop = asyncio.Event()
    loop.add_signal_handler(signal.SIGTERM, stop.set)
    await stop.wait()
    usage = resource.getrusage(resource.RUSAGE_SELF)
    print(json.dumps({"cpu": usage.ru_utime + usage.ru_stime}), flush=True)


asyncio.run(main())
