"""What is told of queues beside SQS's numbers: CloudWatch's day, who reads them, thresholds; and what when that fails."""

from __future__ import annotations

import contextlib
import json
import os
import re
import tempfile
import time
from collections.abc import Iterator

from console import Console
from world import ENVIRONMENT, WorldCase

QUEUE = f"{ENVIRONMENT}-order-queue"
SMALL, LARGE = {"columns": 80, "rows": 24}, {"columns": 200, "rows": 60}
BRAILLE = r"[⠁-⣿]"


class WatchCase(WorldCase):
    @classmethod
    def setUpClass(cls) -> None:
        super().setUpClass()
        cls.world.control("history", {"queue": QUEUE, "perMinute": 60}, "POST")

    def opened(self, queue: str, **size: int) -> Console:
        """A console with a queue open."""
        console = self.open("3", loaded="2 queues", **size)
        if queue != "order-dlq":
            console.press("j", rf"┃▌ ?{queue} ")
        console.press("Enter", rf"┃[ ▌]{ENVIRONMENT}-{queue} ")
        return console


class HistoryTests(WatchCase):
    def test_ages_and_rates_are_cloudwatchs(self) -> None:
        end = time.time() // 60 * 60
        query = {"Id": "q", "MetricStat": {"Period": 60, "Stat": "Maximum", "Metric": {
            "Namespace": "AWS/SQS", "MetricName": "ApproximateAgeOfOldestMessage",
            "Dimensions": [{"Name": "QueueName", "Value": f"{ENVIRONMENT}-order-dlq"}]}}}
        told = self.world.client("cloudwatch").get_metric_data(
            MetricDataQueries=[query], StartTime=end - 600, EndTime=end)["MetricDataResults"][0]["Values"][0]
        console = self.open("3", loaded="2 queues", **LARGE)
        days = int(told // 86_400)
        console.wait(rf"! order-dlq +48 +0 +0 +{days} d(?: \d+ h)? +–/0 ")
        screen = console.wait(r" order-queue +0 +0 +0 +– +[\d.]+/[\d.]+ ")
        self.assertRegex(screen, r"order-dlq .* std SSE")

    def test_the_small_screen_has_what_matters(self) -> None:
        console = self.open("3", loaded="2 queues", **SMALL)
        console.wait(r"! order-dlq +48 +0 +\d+ d(?: \d+ h)? ")
        self.assertRegex(console.screen(), r"Queue +Visible +In flight +Oldest +Drain +Trend +Dead letters")

    def test_charts_of_the_last_day(self) -> None:
        console = self.opened("order-queue", **SMALL)
        screen = console.wait(r"┃ Visible +\d+ +Oldest age +\d+ ")
        self.assertRegex(screen, rf"\d│{BRAILLE}+")
        self.assertIn("24 h ago", screen)
        console.press("]", r"┃ Oldest age .*Sent a minute")
        console.press("]", r"┃ Sent a minute .*Deleted a minute")
        large = self.opened("order-queue", **LARGE)
        large.wait(r"Visible .*Oldest age .*Sent a minute .*Deleted a minute")
        plain = self.console("--ascii", **SMALL)
        plain.wait(" 1 Users")
        plain.press("3", "2 queues")
        plain.press("Enter", r"Visible +about")
        screen = plain.wait(r"Visible .*Oldest age(?s:.*)\|\*+")
        self.assertNotRegex(screen, BRAILLE)

    def test_one_key_leads_to_the_dead_letter_queue_and_back(self) -> None:
        for size in SMALL, LARGE:
            console = self.opened("order-queue", **size)
            console.press("D", rf"┃[ ▌]{ENVIRONMENT}-order-dlq ")
            console.press("D", rf"┃[ ▌]{ENVIRONMENT}-order-queue ")
            console.press("Escape", r"┃▌ ?order-queue ")
            console.press("D", r"┃▌! order-dlq ")
            console.press("D", r"┃▌ ?order-queue ")
            console.close()

    def test_consumers_and_what_becomes_of_them(self) -> None:
        client = self.world.client("lambda")
        mapping = client.list_event_source_mappings(
            EventSourceArn=f"arn:aws:sqs:us-east-1:123456789012:{QUEUE}")["EventSourceMappings"][0]["UUID"]
        console = self.opened("order-queue", **LARGE)
        console.wait(rf"Function +{ENVIRONMENT}-sqs-handler(?s:.*)State +Enabled(?s:.*)Batch +up to 10 messages")
        client.update_event_source_mapping(UUID=mapping, Enabled=False, BatchSize=1)
        self.addCleanup(client.update_event_source_mapping, UUID=mapping, Enabled=True, BatchSize=10)
        console.press("C-r", r"State +Disabled(?s:.*)Batch +up to 1 message,")
        console.press("D", "No function reads this queue")

    def test_a_policy_is_laid_out(self) -> None:
        policy = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sqs:SendMessage"}]}
        sqs, url = self.world.client("sqs"), self.world.queue_url("order-queue")
        sqs.set_queue_attributes(QueueUrl=url, Attributes={"Policy": json.dumps(policy)})
        self.addCleanup(sqs.set_queue_attributes, QueueUrl=url, Attributes={"Policy": ""})
        console = self.opened("order-queue", **LARGE)
        console.wait(r'Policy +2 fields +┃(?s:.*)"Statement": \[(?s:.*)"Action": "sqs:SendMessage"')


class TroubleTests(WatchCase):
    def test_without_cloudwatch_the_rest_works(self) -> None:
        for size in SMALL, LARGE:
            with self.subTest(size=size), self.world.fault("deny", service="monitoring"):
                console = self.open("3", loaded="2 queues", **size)
                screen = console.wait(r"✗ Not allowed: cloudwatch:GetMetricData on queue")
                self.assertRegex(screen, r"! order-dlq +48 +0 +(?:0 +)?\? ")
                self.assertNotIn("stale", screen)
                console.press("Enter", r"The last 24 hours +┃\n┃ Not allowed: cloudwatch:GetMetricData")
                self.assertRegex(console.screen(), r"Visible +about 48")
                console.press("!", r"(?s)Queues.*Not allowed: cloudwatch:GetMetricData")

    def test_a_throttled_cloudwatch_is_told_and_not_pressed(self) -> None:
        with self.world.fault("throttle", service="monitoring"):
            console = self.open("3", loaded="2 queues", **SMALL)
            console.wait(r"✗ CloudWatch asks for fewer requests", 20)
            asked = self.world.requests("monitoring:GetMetricData")
            for _ in range(3):
                before = self.world.requests("sqs:GetQueueAttributes")
                console.press("C-r", lambda _: self.world.requests("sqs:GetQueueAttributes") > before)
            self.assertEqual(self.world.requests("monitoring:GetMetricData"), asked)

    def test_without_lambda_the_consumers_are_not_known(self) -> None:
        with self.world.fault("deny", service="lambda"):
            console = self.opened("order-queue", **LARGE)
            screen = console.wait(r"Consumers +┃\n┃ Not allowed: lambda:ListEventSourceMappings on")
            self.assertRegex(screen, BRAILLE)
        console.press("C-r", rf"Function +{ENVIRONMENT}-sqs-handler")

    def test_a_queue_that_is_gone_is_not_shown_as_it_was(self) -> None:
        sqs = self.world.client("sqs")
        url = sqs.create_queue(QueueName=f"{ENVIRONMENT}-passing")["QueueUrl"]
        console = self.open("3", loaded="3 queues", **SMALL)
        console.press("G", r"┃▌ ?passing ")
        console.press("Enter", rf"┃[ ▌]{ENVIRONMENT}-passing ")
        sqs.delete_queue(QueueUrl=url)
        console.press("C-r", "This queue is no more")
        console.press("Escape", r"2 queues")


class ThresholdTests(WorldCase):
    @contextlib.contextmanager
    def configured(self, text: str) -> Iterator[dict[str, str | None]]:
        with tempfile.TemporaryDirectory() as home:
            os.mkdir(f"{home}/nightdesk")
            with open(f"{home}/nightdesk/config.toml", "w") as file:
                file.write(text)
            yield {"XDG_CONFIG_HOME": home}

    def test_a_crossing_is_told_and_rung_once_until_it_went_below(self) -> None:
        sqs, url = self.world.client("sqs"), self.world.queue_url("order-queue")
        self.addCleanup(sqs.purge_queue, QueueUrl=url)
        with self.configured('[queues.thresholds]\n"order-q*" = ["depth 2", "age 2d"]\n') as environment:
            console = self.open("3", loaded="2 queues", environment=environment, **SMALL)
            console._tmux("set-hook", "-g", "alert-bell", "set-option -ag @rung x")
            rung = lambda: console._tmux("show-options", "-gqv", "@rung").strip()
            notice = r"✗ order-queue: 2 messages wait \(limit 2\)\."
            for times in ("x", "xx"):
                for _ in range(2):
                    sqs.send_message(QueueUrl=url, MessageBody="x")
                console.press("C-r", notice)
                console.wait(r"! order-queue +2 ")
                console.wait(lambda _: rung() == times)
                # Any key takes the notice away; what is still over is not told again.
                before = self.world.requests("sqs:GetQueueAttributes")
                console.press("C-r", lambda screen: not re.search(notice, screen))
                console.wait(lambda _: self.world.requests("sqs:GetQueueAttributes") >= before + 2)
                self.assertEqual(rung(), times)
                while found := sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages"):
                    for message in found:
                        sqs.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
                console.press("C-r", r"[┃▌ ]order-queue +0 ")

    def test_a_bad_threshold_is_told_with_its_place(self) -> None:
        with self.configured('[queues.thresholds]\norder-queue = "depth many"\n') as environment:
            console = self.console(environment=environment, **SMALL)
            console.wait("See !: ")
            console.press("!", r'queues\.thresholds\.order-queue(?s:.*)"depth many" is no(?s:.*)threshold')


class HeadlessTests(WatchCase):
    def test_list_is_worst_first_with_ages_and_rates(self) -> None:
        result = self.world.run("queues", "list")
        self.assertEqual((result.returncode, result.stderr), (0, ""))
        dead, queue = [json.loads(line) for line in result.stdout.splitlines()]
        self.assertEqual((dead["name"], queue["name"]), (f"{ENVIRONMENT}-order-dlq", QUEUE))
        self.assertGreater(dead["oldestAge"], 3600)
        self.assertIsNone(dead["inPerMinute"])
        self.assertGreater(queue["inPerMinute"], 0)
        self.assertEqual((queue["drain"], queue["kind"], queue["encryption"]), ("empty", "standard", "SSE"))

    def test_without_metrics_nothing_is_paid(self) -> None:
        before = self.world.requests("monitoring:GetMetricData")
        result = self.world.run("queues", "list", "--no-metrics")
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertEqual(self.world.requests("monitoring:GetMetricData"), before)
        self.assertIsNone(json.loads(result.stdout.splitlines()[0])["oldestAge"])

    def test_a_failing_cloudwatch_leaves_the_rows_and_says_so(self) -> None:
        with self.world.fault("deny", service="monitoring"):
            result = self.world.run("queues", "list")
        self.assertEqual(result.returncode, 3)
        self.assertEqual(len(result.stdout.splitlines()), 2)
        self.assertRegex(result.stderr, r"Ages and rates are not known\. Not allowed: cloudwatch:GetMetricData")

    def test_show_is_all_there_is(self) -> None:
        attributes = self.world.client("sqs").get_queue_attributes(
            QueueUrl=self.world.queue_url("order-queue"), AttributeNames=["All"])["Attributes"]
        for name in "order-queue", QUEUE:
            result = self.world.run("queues", "show", name, "--output", "json")
            self.assertEqual((result.returncode, result.stderr), (0, ""))
            [queue] = json.loads(result.stdout)
            self.assertEqual(set(queue["attributes"]), set(attributes))
            self.assertEqual(queue["attributes"]["RedrivePolicy"], json.loads(attributes["RedrivePolicy"]))
            self.assertEqual(queue["consumers"][0]["function"], f"{ENVIRONMENT}-sqs-handler")
            self.assertEqual((queue["consumers"][0]["state"], queue["consumers"][0]["batchSize"]), ("Enabled", 10))
            self.assertGreater(queue["lastDay"]["sent"], 1000)
            self.assertEqual(queue["maximumReceives"], 3)
        table = self.world.run("queues", "show", "order-dlq", "--output", "table").stdout
        self.assertRegex(table, r"(?m)^FACT +VALUE$")
        self.assertRegex(table, r"(?m)^visible +48$")
        self.assertRegex(table, rf'(?m)^sources +\["{QUEUE}"\]$')

    def test_show_says_what_is_missing(self) -> None:
        nowhere = self.world.run("queues", "show", "nowhere")
        self.assertEqual((nowhere.returncode, nowhere.stdout), (4, ""))
        self.assertIn("There is no queue nowhere in development; there are order-dlq, order-queue.", nowhere.stderr)
        with self.world.fault("deny", service="lambda"):
            partly = self.world.run("queues", "show", "order-queue")
        self.assertEqual(partly.returncode, 3)
        self.assertIsNone(json.loads(partly.stdout)["consumers"])
        self.assertIn("Not allowed: lambda:ListEventSourceMappings", partly.stderr)
        with self.world.fault("deny", service="sqs", operation="GetQueueAttributes"):
            self.assertEqual(self.world.run("queues", "show", "order-queue").returncode, 5)
