"""The empty reference stack of an environment: tables, queues, log groups, functions, topic, parameters, bucket."""
from __future__ import annotations

import base64
import io
import json
import zipfile
from typing import Any
from urllib.parse import urlencode

from .errors import ServiceError
from .wire import Request, Response

Send = Any  # Callable[[Request], Response]: the gateway's way past authentication.
FUNCTIONS = ("api-handler", "sqs-handler", "s3-handler")
_PARAMETERS = (
    "api-key", "db/username", "db/password", "db/host", "db/name", "api-keys/stripe", "api-keys/sendgrid", "api-keys/twilio",
)


class StackBuilder:
    """Creates the stack through the same handlers that serve requests."""

    def __init__(self, send: Send, account: str, region: str) -> None:
        self.send = send
        self.account = account
        self.region = region

    def create(self, environment: str) -> None:
        """Creates what of the stack does not exist yet."""
        self._tables(environment)
        self._queues(environment)
        self._logs(environment)
        self._role(environment)
        self._functions(environment)
        self._rest(environment)

    def _tables(self, environment: str) -> None:
        for name, key in (("users", "userId"), ("orders", "orderId"), ("file-metadata", "objectKey")):
            table: dict[str, Any] = {
                "TableName": f"{environment}-{name}", "BillingMode": "PAY_PER_REQUEST",
                "AttributeDefinitions": [{"AttributeName": key, "AttributeType": "S"}],
                "KeySchema": [{"AttributeName": key, "KeyType": "HASH"}],
            }
            if name == "orders":
                table["StreamSpecification"] = {"StreamEnabled": True, "StreamViewType": "NEW_AND_OLD_IMAGES"}
            self._json("dynamodb", "DynamoDB_20120810.CreateTable", table)
            if name == "users":
                recovery = {"TableName": table["TableName"], "PointInTimeRecoverySpecification": {"PointInTimeRecoveryEnabled": True}}
                self._json("dynamodb", "DynamoDB_20120810.UpdateContinuousBackups", recovery)

    def _queues(self, environment: str) -> None:
        dead = f"{environment}-order-dlq"
        self._json("sqs", "AmazonSQS.CreateQueue", {"QueueName": dead, "Attributes": {"MessageRetentionPeriod": "1209600"}})
        target = f"arn:aws:sqs:{self.region}:{self.account}:{dead}"
        policy = json.dumps({"deadLetterTargetArn": target, "maxReceiveCount": 3}, separators=(",", ":"))
        self._json("sqs", "AmazonSQS.CreateQueue", {
            "QueueName": f"{environment}-order-queue", "Attributes": {"VisibilityTimeout": "300", "RedrivePolicy": policy},
        })

    def _logs(self, environment: str) -> None:
        groups = [f"/aws/lambda/{environment}-{name}" for name in FUNCTIONS] + [f"/aws/apigateway/{environment}-api"]
        for group in groups:
            self._json("logs", "Logs_20140328.CreateLogGroup", {"logGroupName": group})
        self._json("logs", "Logs_20140328.PutRetentionPolicy", {"logGroupName": groups[-1], "retentionInDays": 30})

    def _role(self, environment: str) -> None:
        policy = {"Version": "2012-10-17", "Statement": [
            {"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}]}
        self._form("iam", {
            "Action": "CreateRole", "Version": "2010-05-08", "RoleName": f"{environment}-lambda-role",
            "AssumeRolePolicyDocument": json.dumps(policy),
        })

    def _functions(self, environment: str) -> None:
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w") as archive:
            archive.writestr("handler.py", "def handler(event, context):\n    raise NotImplementedError('simulated by the demo server')\n")
        code = base64.b64encode(packed.getvalue()).decode()
        for name in FUNCTIONS:
            self._rest_json("lambda", "POST", "/2015-03-31/functions", {
                "FunctionName": f"{environment}-{name}", "Runtime": "python3.12", "Handler": "handler.handler", "MemorySize": 256,
                "Timeout": 30, "Architectures": ["arm64"], "TracingConfig": {"Mode": "Active"}, "Code": {"ZipFile": code},
                "Role": f"arn:aws:iam::{self.account}:role/{environment}-lambda-role", "Description": f"{name} of the reference stack",
                "Environment": {"Variables": {"ENVIRONMENT": environment}},
            })
        self._rest_json("lambda", "POST", "/2015-03-31/event-source-mappings", {
            "EventSourceArn": f"arn:aws:sqs:{self.region}:{self.account}:{environment}-order-queue", "BatchSize": 10,
            "FunctionName": f"{environment}-sqs-handler", "FunctionResponseTypes": ["ReportBatchItemFailures"], "Enabled": True,
        })

    def _rest(self, environment: str) -> None:
        self._form("sns", {"Action": "CreateTopic", "Version": "2010-03-31", "Name": f"{environment}-order-notifications"})
        bucket = f"{environment}-uploads-{self.account}"
        body = b"" if self.region == "us-east-1" else (
            f"<CreateBucketConfiguration><LocationConstraint>{self.region}</LocationConstraint></CreateBucketConfiguration>".encode())
        self._request("s3", "PUT", f"/{bucket}", [], body, "CreateBucket")

    def parameters(self) -> None:
        """The SSM parameters, made when SSM is first asked, as moto's takes long to load."""
        for name in _PARAMETERS:
            self._json("ssm", "AmazonSSM.PutParameter", {
                "Name": f"/myapp/{name}", "Value": f"demo-{name.replace('/', '-')}", "Type": "SecureString",
            })

    # -- requests

    def _json(self, service: str, target: str, params: dict[str, Any]) -> None:
        headers = [("X-Amz-Target", target), ("Content-Type", "application/x-amz-json-1.0")]
        self._request(service, "POST", "/", headers, json.dumps(params).encode(), target.rpartition(".")[2])

    def _form(self, service: str, fields: dict[str, str]) -> None:
        headers = [("Content-Type", "application/x-www-form-urlencoded")]
        self._request(service, "POST", "/", headers, urlencode(fields).encode(), fields["Action"])

    def _rest_json(self, service: str, method: str, path: str, params: dict[str, Any]) -> None:
        self._request(service, method, path, [("Content-Type", "application/json")], json.dumps(params).encode(), path)

    def _request(self, service: str, method: str, path: str, headers: list[tuple[str, str]], body: bytes, operation: str) -> None:
        # moto reads region and account from the credential scope; this one is never checked.
        scope = f"AWS4-HMAC-SHA256 Credential=AKIASTACK/20260101/{self.region}/{service}/aws4_request, SignedHeaders=host, Signature=0"
        headers = [*headers, ("Authorization", scope), ("Host", "127.0.0.1")]
        request = Request(method, path, headers, body, service=service, operation=operation, region=self.region)
        try:
            response: Response = self.send(request)
        except ServiceError as error:
            if error.code not in ("ResourceAlreadyExistsException", "QueueNameExists"):
                raise
            return
        if response.status >= 400 and b"AlreadyExists" not in response.body and b"ResourceInUse" not in response.body and b"Conflict" not in response.body:
            raise ServiceError("StackFailed", f"{service} {operation}: {response.body[:300]!r}", 500)
