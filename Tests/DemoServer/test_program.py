"""The program itself: starting, ending, keep-alive, faults, the log file, the other services."""
from __future__ import annotations

import http.client
import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
import unittest
import urllib.request
from pathlib import Path
from typing import Any

from running import PACKAGE, ServerCase, start


class LifeTests(unittest.TestCase):
    def test_ends_when_stdin_closes(self) -> None:
        process, ready = start("--port", "0")
        self.assertTrue(ready["endpoint"].startswith("http://127.0.0.1:"))
        self.assertEqual(ready["pid"], process.pid)
        assert process.stdin is not None and process.stdout is not None
        process.stdin.close()
        self.assertEqual(process.wait(5), 0)
        process.stdout.close()

    def test_ends_at_once_on_sigterm(self) -> None:
        process, _ = start()
        began = time.monotonic()
        process.send_signal(signal.SIGTERM)
        self.assertEqual(process.wait(5), 0)
        self.assertLess(time.monotonic() - began, 1)
        process.communicate()

    def test_keep_outlives_stdin(self) -> None:
        process, ready = start("--keep", stdin=subprocess.DEVNULL)
        connection = http.client.HTTPConnection(ready["endpoint"].removeprefix("http://"))
        connection.request("POST", "/_nightdesk/shutdown")
        self.assertEqual(connection.getresponse().status, 200)
        self.assertEqual(process.wait(5), 0)
        connection.close()
        process.communicate()

    def test_what_is_to_be_kept_later_outlives_stdin(self) -> None:
        process, ready = start()
        assert process.stdin is not None
        connection = http.client.HTTPConnection(ready["endpoint"].removeprefix("http://"))
        connection.request("POST", "/_nightdesk/keep", "{}")
        connection.getresponse().read()
        process.stdin.close()
        with self.assertRaises(subprocess.TimeoutExpired):
            process.wait(0.5)
        connection.request("POST", "/_nightdesk/shutdown")
        self.assertEqual(connection.getresponse().status, 200)
        self.assertEqual(process.wait(5), 0)
        connection.close()
        assert process.stdout is not None
        process.stdout.close()

    def test_ends_with_its_parent(self) -> None:
        script = f"import subprocess,sys,time; p=subprocess.Popen([{sys.executable!r},'-B','-m','demo_server'],stdin=0,stdout=1); print(p.pid,flush=True); time.sleep(60)"
        reader, writer = os.pipe()  # A stdin that stays open, so that only the parent's death can tell.
        parent = subprocess.Popen([sys.executable, "-c", script], stdin=reader, stdout=subprocess.PIPE, text=True,
                                  env={"PYTHONPATH": str(PACKAGE), "PATH": "/usr/bin:/bin"})
        assert parent.stdout is not None
        lines = [parent.stdout.readline(), parent.stdout.readline()]
        child = int(next(line for line in lines if not line.startswith("{")))
        parent.kill()
        parent.wait()
        deadline = time.monotonic() + 5
        while Path(f"/proc/{child}/exe").exists() and time.monotonic() < deadline:
            time.sleep(0.02)
        self.assertFalse(Path(f"/proc/{child}/exe").exists())
        os.close(reader)
        os.close(writer)
        parent.stdout.close()

    def test_outlives_the_thread_that_started_it(self) -> None:
        started: list[Any] = []
        thread = threading.Thread(target=lambda: started.append(start()))
        thread.start()
        thread.join()
        process, ready = started[0]
        connection = http.client.HTTPConnection(ready["endpoint"].removeprefix("http://"))
        connection.request("GET", "/_nightdesk/health")
        self.assertEqual(connection.getresponse().status, 200)
        connection.close()
        process.kill()
        process.communicate()

    def test_bad_starts_are_one_sentence(self) -> None:
        process, ready = start()
        port = ready["endpoint"].rpartition(":")[2]
        for flags, status in ((["--port", port], 1), (["--nonsense"], 2), (["--credential", "x"], 2)):
            with self.subTest(flags):
                done = subprocess.run([sys.executable, "-B", "-m", "demo_server", *flags], stdin=subprocess.DEVNULL, capture_output=True,
                                      text=True, env={"PYTHONPATH": str(PACKAGE), "PATH": "/usr/bin:/bin"})
                self.assertEqual((done.returncode, done.stdout), (status, ""))
                self.assertNotIn("Traceback", done.stderr)
        process.kill()
        process.communicate()

    def test_the_ready_file_holds_the_line(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            process, ready = start("--ready-file", f"{folder}/ready.json", "--port", "0")
            self.assertEqual(json.loads(Path(folder, "ready.json").read_text()), ready)
            process.kill()
            process.communicate()


class FaultTests(ServerCase):
    log = tempfile.NamedTemporaryFile(suffix=".jsonl")
    flags = ("--stack", "development", "--log", log.name, "--gzip")

    def setUp(self) -> None:
        self.control("DELETE", "faults")
        self.sqs = self.client("sqs")
        self.dynamodb = self.client("dynamodb")

    def test_each_kind(self) -> None:
        from botocore.exceptions import ConnectionClosedError

        for fault, code in (
            ({"kind": "throttle"}, "ProvisionedThroughputExceededException"), ({"kind": "error500"}, "InternalFailure"),
            ({"kind": "deny"}, "AccessDeniedException"), ({"kind": "expired"}, "ExpiredTokenException"),
            ({"kind": "error", "code": "RequestLimitExceeded", "status": 400}, "RequestLimitExceeded"),
        ):
            with self.subTest(fault):
                self.control("POST", "faults", {"service": "dynamodb", "operation": "Scan", **fault})
                self.dynamodb.list_tables()
                self.assert_code(code, self.dynamodb.scan, TableName="development-users")
                self.dynamodb.scan(TableName="development-users")
        self.control("POST", "faults", {"kind": "drop"})
        with self.assertRaises(ConnectionClosedError):
            self.dynamodb.list_tables()
        # By hand: some botocores take an answer that was cut short for a whole one.
        self.control("POST", "faults", {"kind": "truncate", "bytes": 5})
        with urllib.request.urlopen(self.signed("dynamodb", "DynamoDB_20120810.ListTables", {})) as answer:
            self.assertRaises(http.client.IncompleteRead, answer.read)
        self.control("POST", "faults", {"kind": "slow", "seconds": 0.3, "times": 1})
        began = time.monotonic()
        self.dynamodb.list_tables()
        self.assertGreater(time.monotonic() - began, 0.3)

    def test_after_and_times(self) -> None:
        self.control("POST", "faults", [{"kind": "throttle", "service": "sqs", "after": 1, "times": 2}])
        self.sqs.list_queues()
        self.assert_code("RequestThrottled", self.sqs.list_queues)
        self.assertEqual(self.control("GET", "faults")[0]["times"], 1)
        self.assert_code("RequestThrottled", self.sqs.list_queues)
        self.sqs.list_queues()
        self.assertEqual(self.control("GET", "faults"), [])

    def test_the_log_has_every_request_raw(self) -> None:
        self.dynamodb.get_item(TableName="development-users", Key={"userId": {"S": "logged-ü"}})
        lines = [json.loads(line) for line in Path(self.log.name).read_text().splitlines()]
        entry = next(line for line in lines if "logged-" in line.get("body", ""))
        self.assertEqual((entry["service"], entry["operation"], entry["status"]), ("dynamodb", "GetItem", 200))
        self.assertEqual(json.loads(entry["body"])["Key"], {"userId": {"S": "logged-ü"}})
        self.assertIn("X-Amz-Target", {name for name, _ in entry["headers"]})
        self.assertGreater(self.control("GET", "stats")["requests"]["dynamodb:GetItem"], 0)

    def test_connections_are_kept(self) -> None:
        before = self.control("GET", "stats")["connections"]
        client = self.client("sqs")
        for _ in range(20):
            client.list_queues()
        self.assertLessEqual(self.control("GET", "stats")["connections"], before + 1)

    def test_metrics(self) -> None:
        url = self.sqs.get_queue_url(QueueName="development-order-dlq")["QueueUrl"]
        self.sqs.send_message(QueueUrl=url, MessageBody="x")
        self.control("POST", "sample", {})
        cloudwatch = self.client("cloudwatch")
        queue = [{"Name": "QueueName", "Value": "development-order-dlq"}]
        metric = {"Namespace": "AWS/SQS", "MetricName": "ApproximateNumberOfMessagesVisible", "Dimensions": queue}
        now = time.time()
        queries: list[dict[str, Any]] = [
            {"Id": "m1", "MetricStat": {"Metric": metric, "Period": 60, "Stat": "Maximum"}},
            {"Id": "twice", "Expression": "m1 * 2", "Label": "doubled"},
            {"Id": "p", "MetricStat": {"Metric": metric, "Period": 60, "Stat": "p90"}, "ReturnData": False},
        ]
        found = cloudwatch.get_metric_data(MetricDataQueries=queries, StartTime=now - 300, EndTime=now + 60)["MetricDataResults"]
        self.assertEqual([(one["Id"], one["Values"]) for one in found], [("m1", [1.0]), ("twice", [2.0])])
        self.assertEqual(found[0]["Timestamps"][0].timestamp() % 60, 0)
        cloudwatch.put_metric_data(Namespace="App", MetricData=[{"MetricName": "n", "Value": float(value), "Timestamp": now} for value in (1, 2, 9)])
        stats = cloudwatch.get_metric_statistics(Namespace="App", MetricName="n", StartTime=now - 60, EndTime=now + 60, Period=60, Statistics=["Average", "Maximum"])
        self.assertEqual([(one["Average"], one["Maximum"]) for one in stats["Datapoints"]], [(4.0, 9.0)])
        self.assertIn({"Namespace": "App", "MetricName": "n", "Dimensions": []}, cloudwatch.list_metrics()["Metrics"])
        self.assert_code("InvalidParameterValue", cloudwatch.put_metric_data, Namespace="AWS/SQS", MetricData=[{"MetricName": "n", "Value": 1.0}])
        cloudwatch.put_metric_alarm(AlarmName="a", MetricName="n", Namespace="App", Statistic="Sum", Period=60, EvaluationPeriods=1,
                                    Threshold=1, ComparisonOperator="GreaterThanThreshold")
        self.assertEqual([one["AlarmName"] for one in cloudwatch.describe_alarms()["MetricAlarms"]], ["a"])

    def test_the_rest_of_the_stack(self) -> None:
        functions = self.client("lambda")
        found = {one["FunctionName"]: one for one in functions.list_functions()["Functions"]}
        self.assertEqual(sorted(found), ["development-api-handler", "development-s3-handler", "development-sqs-handler"])
        one = functions.get_function_configuration(FunctionName="development-sqs-handler")
        self.assertEqual((one["Runtime"], one["MemorySize"], one["Timeout"], one["State"]), ("python3.12", 256, 30, "Active"))
        mapping = functions.list_event_source_mappings(FunctionName="development-sqs-handler")["EventSourceMappings"][0]
        self.assertEqual((mapping["BatchSize"], mapping["State"]), (10, "Enabled"))
        self.assert_code("ServiceException", functions.invoke, FunctionName="development-sqs-handler")
        self.assertEqual(len(self.client("sns").list_topics()["Topics"]), 1)
        parameters = self.client("ssm").get_parameters_by_path(Path="/myapp", Recursive=True)["Parameters"]
        self.assertEqual({one["Type"] for one in parameters}, {"SecureString"})
        self.assertEqual(len(parameters), 8)

    def test_two_stacks_and_reset(self) -> None:
        self.control("POST", "stack", {"environment": "staging"})
        self.control("POST", "stack", {"environment": "staging"})
        self.assertIn("staging-users", self.dynamodb.list_tables()["TableNames"])
        self.control("POST", "reset", {})
        self.assertEqual(self.dynamodb.list_tables()["TableNames"], [])
        self.assertEqual(self.control("GET", "stats")["logGroups"], {})
        self.control("POST", "stack", {"environment": "development"})
        self.assertEqual(len(self.client("lambda").list_functions()["Functions"]), 3)


class LiveTests(ServerCase):
    flags = ("--stack", "development", "--seed", "7", "--live", "40", "--empty-page-every", "0")

    def test_the_back_end_works_and_fails_as_the_reference_does(self) -> None:
        sqs, logs, dynamodb = self.client("sqs"), self.client("logs"), self.client("dynamodb")
        url = sqs.get_queue_url(QueueName="development-order-queue")["QueueUrl"]
        broken = {
            "missing": '{"type":"order_created","orderId":"o-1"}', "reserved": '{"type":"order_updated","orderId":"o-2","updates":{"status":"x"}}',
            "float": '{"type":"order_created","orderId":"o-3","customerId":"c","total":1.5}', "list": "[1]",
        }
        for body in broken.values():
            sqs.send_message(QueueUrl=url, MessageBody=body)
        sqs.send_message(QueueUrl=url, MessageBody='{"type":"order_created","orderId":"good","customerId":"c","items":[{"productId":"p","quantity":2}],"total":7}')
        sqs.send_message(QueueUrl=url, MessageBody="not json at all")
        found = self.eventually(lambda: dynamodb.get_item(TableName="development-orders", Key={"orderId": {"S": "good"}}).get("Item"))
        self.assertEqual((found["status"]["S"], found["total"]["N"]), ("pending", "7"))
        dead = sqs.get_queue_url(QueueName="development-order-dlq")["QueueUrl"]
        bodies: set[str] = set()

        def all_dead() -> bool:
            answer = sqs.receive_message(QueueUrl=dead, MaxNumberOfMessages=10, AttributeNames=["All"])
            for message in answer.get("Messages", []):
                self.assertEqual(message["Attributes"]["DeadLetterQueueSourceArn"].rpartition(":")[2], "development-order-queue")
                bodies.add(message["Body"])
            return bodies >= set(broken.values())

        self.eventually(all_dead, 40)
        events = [event for page in logs.get_paginator("filter_log_events").paginate(logGroupName="/aws/lambda/development-sqs-handler")
                  for event in page["events"]]
        lines = [event["message"] for event in events]
        text = "\n".join(lines)
        for expected in (
            "ValueError: Missing required fields: orderId, customerId", "reserved keyword: status", "Float types are not supported",
            "'list' object has no attribute 'get'", "Unknown message type: unknown", "Created order: good", "Init Duration: ", "Traceback (most recent call last):",
        ):
            self.assertIn(expected, text)
        # What began while the pages were read may not have ended in them, and a time-out ends long after its start.
        settled = max(event["timestamp"] for event in events) - 5_000
        starts = {event["message"].split()[2] for event in events
                  if event["message"].startswith("START RequestId") and event["timestamp"] < settled}
        reports = {line.split()[2] for line in lines if line.startswith("REPORT RequestId")}
        self.assertGreater(len(reports), 5)
        self.assertLessEqual(len(starts - reports), 4)
        access = logs.filter_log_events(logGroupName="/aws/apigateway/development-api", filterPattern='{ $.method = "GET" }')["events"]
        self.assertEqual(set(json.loads(access[0]["message"])), {"requestId", "ip", "method", "path", "status", "latency"})
        files = logs.filter_log_events(logGroupName="/aws/lambda/development-s3-handler", filterPattern='{ $.type = "platform.report" }')["events"]
        self.assertIn("durationMs", json.loads(files[0]["message"])["record"]["metrics"])
        stopped = self.control("POST", "live", {"rate": 0})
        self.assertGreater(stopped["orders"], 10)


if __name__ == "__main__":
    unittest.main()
