"""The past of a queue's metrics, and who reads it: what a console asks beside SQS."""
from __future__ import annotations

import time
import urllib.error
from typing import Any

from running import ServerCase

QUEUE, DEAD = "development-order-queue", "development-order-dlq"


class QueueHistoryTests(ServerCase):
    flags = ("--stack", "development", "--seed", "7")

    def series(self, queue: str, metric: str, seconds: int, period: int, stat: str = "Maximum") -> list[float]:
        end = time.time() // period * period + period
        query = {"Id": "q", "MetricStat": {"Period": period, "Stat": stat, "Metric": {
            "Namespace": "AWS/SQS", "MetricName": metric, "Dimensions": [{"Name": "QueueName", "Value": queue}]}}}
        answer = self.client("cloudwatch").get_metric_data(
            MetricDataQueries=[query], StartTime=end - seconds, EndTime=end, ScanBy="TimestampAscending")
        found: list[float] = answer["MetricDataResults"][0]["Values"]
        return found

    def test_a_history_tells_of_traffic_and_of_the_dead_letters_that_lie_there(self) -> None:
        sqs = self.client("sqs")
        url = sqs.get_queue_url(QueueName=QUEUE)["QueueUrl"]
        for number in range(8):
            sqs.send_message(QueueUrl=url, MessageBody=f"{number}")
        self.control("POST", "bury", {"queue": QUEUE, "spread": 43_200})
        self.assertGreater(self.control("POST", "history", {"queue": QUEUE, "hours": 24, "perMinute": 30})["points"], 4000)
        sent = self.series(QUEUE, "NumberOfMessagesSent", 86_400, 300, "Sum")
        deleted = self.series(QUEUE, "NumberOfMessagesDeleted", 86_400, 300, "Sum")
        self.assertGreaterEqual(len(sent), 286)
        self.assertAlmostEqual(sum(sent) / 1440, 30, delta=3)
        self.assertAlmostEqual(sum(sent), sum(deleted), delta=200)
        visible = self.series(QUEUE, "ApproximateNumberOfMessagesVisible", 86_400, 300)
        self.assertGreater(max(visible), 100)
        self.assertEqual(visible[-2], 0)
        self.assertGreaterEqual(len(self.series(QUEUE, "NumberOfMessagesSent", 1200, 60, "Sum")), 18)
        letters = self.series(DEAD, "ApproximateNumberOfMessagesVisible", 86_400, 300)
        self.assertEqual(letters, sorted(letters))
        self.assertEqual((letters[0], letters[-1]), (0, 8))
        self.assertEqual(sum(self.series(DEAD, "NumberOfMessagesSent", 86_400, 300, "Sum")), 0)
        # What made the world is no traffic of the minute in which it began.
        self.control("POST", "sample", {})
        self.assertEqual(self.series(QUEUE, "NumberOfMessagesSent", 60, 60, "Sum"), [0])

    def test_bad_histories_are_refused(self) -> None:
        for value in ({"queue": QUEUE, "hours": 0}, {"queue": QUEUE, "perMinute": -1}, {"queue": "none"}, {}):
            with self.assertRaises(urllib.error.HTTPError) as caught:
                self.control("POST", "history", value)
            self.assertEqual(caught.exception.code, 400)
            caught.exception.close()

    def test_the_stack_says_who_reads_the_queue(self) -> None:
        def mappings(queue: str) -> list[dict[str, Any]]:
            found: list[dict[str, Any]] = self.client("lambda").list_event_source_mappings(
                EventSourceArn=f"arn:aws:sqs:us-east-1:123456789012:{queue}")["EventSourceMappings"]
            return found

        self.assertEqual([(one["State"], one["BatchSize"]) for one in mappings(QUEUE)], [("Enabled", 10)])
        self.assertTrue(mappings(QUEUE)[0]["FunctionArn"].endswith(":development-sqs-handler"))
        self.assertEqual(mappings(DEAD), [])
