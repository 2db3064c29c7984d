"""Queues: depth, in flight, delayed, the dead-letter link, the trend of own samples; what SQS says is what shows."""

from __future__ import annotations

import json
import re

from world import ENVIRONMENT, WorldCase


class QueueTests(WorldCase):
    def row(self, console, name: str) -> list[str]:
        found = re.search(rf"[┃│][▌ ](?:[!✗≈] )?{name} +([^┃│]*)", console.screen())
        self.assertIsNotNone(found, console.screen())
        return found.group(1).split()

    def test_counts_are_live(self) -> None:
        sqs, url = self.world.client("sqs"), self.world.queue_url("order-queue")
        console = self.open("3", loaded="2 queues", columns=120, rows=40)
        self.assertEqual(self.row(console, "order-dlq")[:3], ["48", "0", "0"])
        for number in range(5):
            sqs.send_message(QueueUrl=url, MessageBody=f"{number}", DelaySeconds=900 if number > 2 else 0)
        self.addCleanup(sqs.purge_queue, QueueUrl=url)
        # Without a key pressed: the pane asks by itself.
        console.wait(lambda _: self.row(console, "order-queue")[:3] == ["3", "0", "2"], 12)
        self.assertEqual(len(sqs.receive_message(QueueUrl=url, VisibilityTimeout=600)["Messages"]), 1)
        console.keys("C-r")
        console.wait(lambda _: self.row(console, "order-queue")[:3] == ["2", "1", "2"], 4)

    def test_worst_first_and_the_link_to_the_dead_letters(self) -> None:
        console = self.open("3", loaded="2 queues")
        screen = console.screen()
        self.assertLess(screen.index("order-dlq"), screen.index(" order-queue "))
        self.assertRegex(screen, r"order-queue .*48 → order-dlq")
        self.assertRegex(screen, r"! order-dlq .*of order-queue")

    def test_the_trend_is_of_own_samples(self) -> None:
        console = self.open("3", loaded="2 queues", columns=200, rows=60)
        bars = lambda: len(re.findall(r"[▁▂▃▄▅▆▇█⠀-⣿]", re.search(r"▌! order-dlq .*", console.screen()).group(0)))
        self.assertGreaterEqual(bars(), 1)
        first = bars()
        console.keys("C-r")
        console.wait(lambda _: bars() > first, 8)

    def test_detail_has_every_attribute(self) -> None:
        sqs = self.world.client("sqs")
        attributes = sqs.get_queue_attributes(
            QueueUrl=self.world.queue_url("order-queue"), AttributeNames=["All"])["Attributes"]
        console = self.open("3", loaded="2 queues", columns=200, rows=60)
        console.keys("j")
        console.wait(r"┃▌ ?order-queue")
        screen = console.press("Enter", rf"{ENVIRONMENT}-order-queue")
        self.assertIn(self.world.queue_url("order-queue"), screen)
        for name in attributes:
            if name not in ("QueueArn", "RedrivePolicy"):
                self.assertIn(name, screen)
        self.assertIn(attributes["QueueArn"], screen)
        self.assertRegex(screen, r"(?i)after +3 receives")

    def test_long_lines_wrap_at_80_columns(self) -> None:
        console = self.open("3", loaded="2 queues", columns=80, rows=24)
        console.press("Enter", r"┃ Visible +about 48")
        console.keys("/")
        console.text("http:")
        console.press("Enter", r"┃ http://[\d.:]+/\d+/development-order-dlq +┃")
        console.press("w", r"┃ URL +http://.*… ?┃")
        console.press("w", r"┃ http://[\d.:]+/\d+/development-order-dlq +┃")

    def test_copy_name_and_json(self) -> None:
        console = self.open("3", loaded="2 queues")
        console.press("c", "Copied queue name")
        self.assertEqual(console.clipboard(), f"{ENVIRONMENT}-order-dlq")
        console.press("C", "Copied .*JSON")
        copied = json.loads(console.clipboard())
        self.assertIn(f"{ENVIRONMENT}-order-dlq", json.dumps(copied))
        self.assertIn("1209600", json.dumps(copied))

    def test_to_the_dead_letters(self) -> None:
        console = self.open("3", loaded="2 queues", columns=80, rows=24)
        console.press("d", r"┏ 4 Dead letters ━+ 48 leased")
        self.world.come_to(visible=0, in_flight=48)

    def test_a_queue_that_cannot_be_asked_is_not_shown_as_empty(self) -> None:
        with self.world.fault("deny", service="sqs", operation="GetQueueAttributes"):
            console = self.open("3", loaded="2 queues|Not allowed", columns=120, rows=40)
            console.wait(r"✗ order-dlq .*Not allowed: sqs:GetQ")
            for name in ("order-dlq", "order-queue"):
                self.assertEqual(self.row(console, name)[:3], ["?", "?", "?"])
            console.press("Enter", r"Not allowed: sqs:GetQueueAttributes on queue")
            console.press("Escape", "┃ Queue ")
        console.press("C-r", r"order-dlq +48 ")

    def test_a_reading_that_fails_keeps_the_last_one(self) -> None:
        console = self.open("3", loaded="2 queues")
        self.assertEqual(self.row(console, "order-dlq")[0], "48")
        with self.world.fault("error", service="sqs", operation="GetQueueAttributes", status=400, code="BadDay",
                              message="not today"):
            console.keys("C-r")
            console.wait(r"stale(?s:.*)≈ order-dlq +48 (?s:.*)not today")
