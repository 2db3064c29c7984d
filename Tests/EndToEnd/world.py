"""The server that the end-to-end tests run against: the demo's own, seeded by the demo's own command."""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
import urllib.request

import boto3
from botocore.config import Config

from console import BINARY

ENVIRONMENT = "development"


class World:
    """`nightdesk demo --keep` without a console: a seeded server, and an independent client (boto3) to check it with."""

    def __init__(self, live: float = 0):
        self._home = tempfile.TemporaryDirectory(prefix="nightdesk-test-")
        self.environment_home = {
            "XDG_CONFIG_HOME": f"{self._home.name}/config", "XDG_STATE_HOME": f"{self._home.name}/state",
        }
        demo = subprocess.run(
            [BINARY, "demo", "--keep", "--no-console", "--seed", "7", "--live", str(live)], capture_output=True, text=True,
            env={**os.environ, **self.environment_home}, timeout=300)
        if demo.returncode != 0:
            raise RuntimeError(f"the demo did not start ({demo.returncode}): {demo.stderr}")
        self.ready = json.loads(demo.stdout.strip().splitlines()[-1])
        self.endpoint = self.ready["endpoint"]

    @property
    def environment(self) -> dict[str, str]:
        return {
            "AWS_ENDPOINT_URL": self.endpoint, "AWS_REGION": self.ready["region"],
            "AWS_ACCESS_KEY_ID": self.ready["accessKeyId"], "AWS_SECRET_ACCESS_KEY": self.ready["secretAccessKey"],
            "AWS_CONFIG_FILE": "/nonexistent", "AWS_SHARED_CREDENTIALS_FILE": "/nonexistent", **self.environment_home,
        }

    def client(self, service: str):
        return boto3.client(
            service, endpoint_url=self.endpoint, region_name=self.ready["region"],
            aws_access_key_id=self.ready["accessKeyId"], aws_secret_access_key=self.ready["secretAccessKey"],
            config=Config(retries={"max_attempts": 1}))

    def control(self, path: str, body: object | None = None, method: str | None = None):
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(f"{self.endpoint}/_nightdesk/{path}", data=data, method=method)
        with urllib.request.urlopen(request, timeout=10) as answer:
            return json.loads(answer.read() or b"null")

    def queue_counts(self, name: str) -> tuple[int, int]:
        """Visible and in flight, as SQS tells boto3."""
        sqs = self.client("sqs")
        url = sqs.get_queue_url(QueueName=f"{ENVIRONMENT}-{name}")["QueueUrl"]
        attributes = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["All"])["Attributes"]
        return int(attributes["ApproximateNumberOfMessages"]), int(attributes["ApproximateNumberOfMessagesNotVisible"])

    def close(self) -> None:
        self.control("shutdown", body={}, method="POST")
        self._home.cleanup()
