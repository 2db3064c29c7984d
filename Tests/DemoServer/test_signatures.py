"""Who may ask, told in each protocol; checked against botocore's own signer."""
from __future__ import annotations

import json
import unittest
import urllib.error
import urllib.request
from typing import Any

from running import ServerCase, now_millis


class SignatureTests(ServerCase):
    flags = (
        "--stack", "development", "--credential", "AKIAOTHER:other-secret:ada", "--deny", "sqs:ReceiveMessage", "--deny", "dynamodb:*",
        "--deny", "logs:FilterLogEvents", "--deny", "lambda:List*", "--deny", "sts:AssumeRole",
    )

    def raw(self, service: str, target: str, body: Any, offset: float = 0, sign: bool = True, path: str = "/", tamper: Any = None) -> tuple[int, Any, Any]:
        """A request signed by botocore, perhaps at another time, perhaps changed after signing."""
        plain = self.signed(service, target, body, offset, sign, path, tamper)
        try:
            with urllib.request.urlopen(plain) as answer:
                return answer.status, json.load(answer), answer.headers
        except urllib.error.HTTPError as error:
            return error.code, json.loads(error.read()), error.headers

    def code(self, answer: tuple[int, Any, Any]) -> str:
        return str(answer[1]["__type"]).rpartition("#")[2]

    def test_good_signatures_in_every_protocol(self) -> None:
        arn = self.client("sts").get_caller_identity()["Arn"]
        self.assertEqual(arn, "arn:aws:iam::123456789012:user/nightdesk-demo")
        self.assertEqual(self.client("sts", "AKIAOTHER", "other-secret").get_caller_identity()["Arn"].rpartition("/")[2], "ada")
        self.client("sqs").list_queues()
        self.client("lambda").list_functions(FunctionVersion="ALL")
        s3 = self.client("s3")
        s3.put_object(Bucket="development-uploads-123456789012", Key="a b/ü+~.txt", Body=b"text")
        self.assertEqual(s3.get_object(Bucket="development-uploads-123456789012", Key="a b/ü+~.txt")["Body"].read(), b"text")
        self.assertEqual([one["Key"] for one in s3.list_objects_v2(Bucket="development-uploads-123456789012", Prefix="a b/")["Contents"]], ["a b/ü+~.txt"])

    def test_wrong_keys(self) -> None:
        for service, call, wrong_secret, unknown_key in (
            ("dynamodb", "list_tables", "InvalidSignatureException", "UnrecognizedClientException"),
            ("logs", "describe_log_groups", "InvalidSignatureException", "UnrecognizedClientException"),
            ("sqs", "list_queues", "SignatureDoesNotMatch", "InvalidClientTokenId"),
            ("cloudwatch", "list_metrics", "SignatureDoesNotMatch", "InvalidClientTokenId"),
            ("sts", "get_caller_identity", "SignatureDoesNotMatch", "InvalidClientTokenId"),
            ("lambda", "list_functions", "InvalidSignatureException", "UnrecognizedClientException"),
            ("s3", "list_buckets", "SignatureDoesNotMatch", "InvalidAccessKeyId"),
        ):
            with self.subTest(service):
                self.assert_code(wrong_secret, getattr(self.client(service, secret="wrong"), call))
                self.assert_code(unknown_key, getattr(self.client(service, access="AKIANOBODY"), call))
                self.assert_code(unknown_key, getattr(self.client(service, token="made-up"), call))

    def test_what_was_changed_after_signing(self) -> None:
        def body(request: Any) -> None:
            request.body = b'{"Limit": 5}'

        def target(request: Any) -> None:
            request.headers["X-Amz-Target"] = "DynamoDB_20120810.DeleteTable"

        def query(request: Any) -> None:
            request.url += "?x=1"

        for tamper in (body, target, query):
            with self.subTest(tamper.__name__):
                answer = self.raw("dynamodb", "DynamoDB_20120810.ListTables", {}, tamper=tamper)
                self.assertEqual((answer[0], self.code(answer)), (400, "InvalidSignatureException"))
        self.assertEqual(self.raw("dynamodb", "DynamoDB_20120810.ListTables", {}, path="/?b=2&a=%20x%2Fy&a=1")[0], 200)

    def test_clocks(self) -> None:
        self.assertEqual(self.raw("dynamodb", "DynamoDB_20120810.ListTables", {}, offset=-240)[0], 200)
        for offset, text in ((-400, "Signature expired"), (400, "Signature not yet current")):
            answer = self.raw("dynamodb", "DynamoDB_20120810.ListTables", {}, offset=offset)
            self.assertEqual(self.code(answer), "InvalidSignatureException")
            self.assertTrue(answer[1]["message"].startswith(text))

    def test_no_signature(self) -> None:
        answer = self.raw("dynamodb", "DynamoDB_20120810.ListTables", {}, sign=False)
        self.assertEqual(self.code(answer), "MissingAuthenticationTokenException")
        answer = self.raw("sqs", "DynamoDB_20120810.ListTables", {})
        self.assertIn("correct service: 'dynamodb'", answer[1]["message"])
        answer = self.raw("sqs", "AmazonSQS.GetQueueUrl", {"QueueName": "nope"})
        self.assertEqual(answer[1]["__type"], "com.amazonaws.sqs#QueueDoesNotExist")
        self.assertEqual(answer[2]["x-amzn-query-error"], "AWS.SimpleQueueService.NonExistentQueue;Sender")
        self.assertTrue(answer[2]["x-amzn-RequestId"])

    def test_assumed_roles_sign_with_their_token(self) -> None:
        found = self.client("sts").assume_role(RoleArn="arn:aws:iam::123456789012:role/ops", RoleSessionName="night")["Credentials"]
        keys = (found["AccessKeyId"], found["SecretAccessKey"])
        self.assertIn("assumed-role/ops/night", self.client("sts", *keys, found["SessionToken"]).get_caller_identity()["Arn"])
        self.assert_code("InvalidClientTokenId", self.client("sts", *keys).get_caller_identity)

    def test_denied_actions_say_who_what_and_where(self) -> None:
        keys = ("AKIANIGHTDESKDENIED0", "nightdesk/denied/secret/not/for/real00000")
        sqs = self.client("sqs", *keys)
        url = sqs.get_queue_url(QueueName="development-order-dlq")["QueueUrl"]
        error = self.assert_code("AccessDenied", sqs.receive_message, QueueUrl=url)
        self.assertIn("User: arn:aws:iam::123456789012:user/nightdesk-denied is not authorized to perform: sqs:ReceiveMessage on resource: "
                      "arn:aws:sqs:us-east-1:123456789012:development-order-dlq", error["Error"]["Message"])
        error = self.assert_code("AccessDeniedException", self.client("dynamodb", *keys).scan, TableName="development-users")
        self.assertIn("dynamodb:Scan on resource: arn:aws:dynamodb:us-east-1:123456789012:table/development-users", error["Error"]["Message"])
        self.assert_code("AccessDeniedException", self.client("logs", *keys).filter_log_events, logGroupName="/aws/apigateway/development-api")
        self.assert_code("AccessDeniedException", self.client("lambda", *keys).list_functions)
        self.assert_code("AccessDenied", self.client("sts", *keys).assume_role, RoleArn="arn:aws:iam::123456789012:role/ops", RoleSessionName="xy")

    def test_newest_first(self) -> None:
        logs = self.client("logs")
        logs.create_log_group(logGroupName="/newest")
        logs.create_log_stream(logGroupName="/newest", logStreamName="s")
        start = now_millis() - 1000
        logs.put_log_events(logGroupName="/newest", logStreamName="s", logEvents=[{"timestamp": start + n, "message": str(n)} for n in range(25)])
        found: list[str] = []
        params: dict[str, Any] = {"logGroupName": "/newest", "startTime": start, "startFromHead": False, "limit": 10}
        while True:
            status, page, _ = self.raw("logs", "Logs_20140328.FilterLogEvents", params)
            self.assertEqual(status, 200, page)
            found += [event["message"] for event in page["events"]]
            if "nextToken" not in page:
                break
            params["nextToken"] = page["nextToken"]
        self.assertEqual(found, [str(n) for n in range(24, -1, -1)])
        self.assertEqual(self.raw("logs", "Logs_20140328.FilterLogEvents", {"logGroupName": "/newest", "startFromHead": False})[0], 400)


if __name__ == "__main__":
    unittest.main()
