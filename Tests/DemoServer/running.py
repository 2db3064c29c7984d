"""A demo server started for a test class, and clients for it."""
from __future__ import annotations

import datetime
import json
import subprocess
import sys
import time
import unittest
import urllib.request
from pathlib import Path
from typing import Any
from unittest import mock

import boto3
from botocore.auth import S3SigV4Auth, SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.config import Config
from botocore.credentials import Credentials

PACKAGE = Path(__file__).resolve().parents[2] / "Sources" / "nightdesk" / "Resources" / "DemoServer"
CONFIG = Config(retries={"total_max_attempts": 1}, inject_host_prefix=False, s3={"addressing_style": "path"})


def start(*flags: str, stdin: int | None = subprocess.PIPE) -> tuple[subprocess.Popen[str], dict[str, Any]]:
    """Starts a server and reads its ready line."""
    process = subprocess.Popen(
        [sys.executable, "-B", "-m", "demo_server", *flags], stdin=stdin, stdout=subprocess.PIPE, text=True,
        env={"PYTHONPATH": str(PACKAGE), "PATH": "/usr/bin:/bin"},
    )
    assert process.stdout is not None
    line = process.stdout.readline()
    assert line, "the server ended before it was ready"
    return process, json.loads(line)


class ServerCase(unittest.TestCase):
    """One server for all tests of a class."""

    flags: tuple[str, ...] = ("--stack", "development")
    process: subprocess.Popen[str]
    ready: dict[str, Any]

    @classmethod
    def setUpClass(cls) -> None:
        cls.process, cls.ready = start(*cls.flags)

    @classmethod
    def tearDownClass(cls) -> None:
        assert cls.process.stdin is not None and cls.process.stdout is not None
        cls.process.stdin.close()
        cls.process.wait(5)
        cls.process.stdout.close()

    @classmethod
    def client(cls, service: str, access: str | None = None, secret: str | None = None, token: str | None = None) -> Any:
        """A client that signs with the server's key pair, or with another."""
        return boto3.client(
            service, endpoint_url=cls.ready["endpoint"], region_name=cls.ready["region"], config=CONFIG, aws_session_token=token,
            aws_access_key_id=access or cls.ready["accessKeyId"], aws_secret_access_key=secret or cls.ready["secretAccessKey"],
        )

    @classmethod
    def signed(cls, service: str, target: str, body: Any, offset: float = 0, sign: bool = True, path: str = "/",
               tamper: Any = None) -> urllib.request.Request:
        """A plain request signed by botocore, perhaps at another time, perhaps changed after signing."""
        request = AWSRequest("POST", cls.ready["endpoint"] + path, data=json.dumps(body).encode(),
                             headers={"X-Amz-Target": target, "Content-Type": "application/x-amz-json-1.0", "x-amzn-query-mode": "true"})
        credentials = Credentials(cls.ready["accessKeyId"], cls.ready["secretAccessKey"])
        if sign:
            moment = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(seconds=offset)
            with mock.patch("botocore.auth.get_current_datetime", return_value=moment.replace(tzinfo=None)):
                (S3SigV4Auth if service == "s3" else SigV4Auth)(credentials, service, "us-east-1").add_auth(request)
        prepared = request.prepare()
        if tamper:
            tamper(prepared)
        return urllib.request.Request(prepared.url, prepared.body, dict(prepared.headers), method="POST")

    @classmethod
    def control(cls, method: str, path: str, value: Any = None) -> Any:
        """A control request."""
        body = None if value is None else json.dumps(value).encode()
        request = urllib.request.Request(f"{cls.ready['endpoint']}/_nightdesk/{path}", body, method=method)
        with urllib.request.urlopen(request) as answer:
            return json.load(answer)

    def assert_code(self, code: str, call: Any, **arguments: Any) -> Any:
        """The call must fail with this error code; gives the error's response."""
        from botocore.exceptions import ClientError

        with self.assertRaises(ClientError) as caught:
            call(**arguments)
        self.assertEqual(caught.exception.response["Error"]["Code"], code)
        return caught.exception.response

    def eventually(self, test: Any, seconds: float = 10) -> Any:
        """The first true value of `test`, asked again and again."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            value = test()
            if value:
                return value
            time.sleep(0.05)
        self.fail("it did not happen in time")


def now_millis() -> int:
    """Milliseconds since the epoch."""
    return int(time.time() * 1000)
