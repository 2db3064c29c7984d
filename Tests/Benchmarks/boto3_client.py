"""The same work as ours, by boto3: `boto3_client.py scan|logs|receive AMOUNT` prints what it took as JSON.

Like the console, it keeps what it read.
"""

from __future__ import annotations

import json
import resource
import sys
import time

import boto3


def peak_bytes() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def scan(amount: int) -> int:
    kept: list[dict] = []
    pages = boto3.client("dynamodb").get_paginator("scan").paginate(TableName="development-users")
    for page in pages:
        kept += page["Items"]
        if len(kept) >= amount:
            break
    return len(kept)


def logs(amount: int) -> int:
    kept: list[dict] = []
    since = int(time.time() * 1000) - 900_000
    pages = boto3.client("logs").get_paginator("filter_log_events").paginate(
        logGroupName="/aws/lambda/development-api-handler", startTime=since)
    for page in pages:
        kept += page["events"]
        if len(kept) >= amount:
            break
    return len(kept)


def lease(amount: int) -> int:
    """All messages of a queue, kept, by the loop that everybody writes."""
    client = boto3.client("sqs")
    kept: list[dict] = []
    while len(kept) < amount:
        kept += client.receive_message(
            QueueUrl=f"http://127.0.0.1/123456789012/lease-boto3-{amount}", MaxNumberOfMessages=10, VisibilityTimeout=120,
            MessageSystemAttributeNames=["All"], MessageAttributeNames=["All"])["Messages"]
    return len(kept)


def receive(amount: int) -> int:
    client = boto3.client("sqs")
    total = 0
    while total < amount:
        answer = client.receive_message(
            QueueUrl="http://127.0.0.1/123456789012/bench-queue", MaxNumberOfMessages=10,
            MessageSystemAttributeNames=["All"], MessageAttributeNames=["All"])
        total += len(answer["Messages"])
    return total


def main() -> None:
    work = {"scan": scan, "logs": logs, "receive": receive, "lease": lease}[sys.argv[1]]
    before = peak_bytes()
    begin = time.perf_counter()
    count = work(int(sys.argv[2]))
    seconds = time.perf_counter() - begin
    print(json.dumps({"count": count, "seconds": seconds, "keptBytes": peak_bytes() - before}))


main()
