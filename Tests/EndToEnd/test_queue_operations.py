"""Changing queues: sending, purging with a file, redrives with their progress, and canaries that fail again."""

from __future__ import annotations

import contextlib
import json
import os
import re
import stat
import tempfile

from console import eventually
from world import ENVIRONMENT, World, WorldCase

DEAD = f"{ENVIRONMENT}-order-dlq"


class SendingTests(WorldCase):
    def received(self) -> dict:
        url = self.world.queue_url("order-queue")
        answer = self.world.client("sqs").receive_message(
            QueueUrl=url, VisibilityTimeout=600, WaitTimeSeconds=5, MessageAttributeNames=["All"])
        message = answer["Messages"][0]
        self.world.client("sqs").delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
        return message

    def test_a_template_arrives_as_it_was_shown(self) -> None:
        console = self.open("3", loaded="2 queues", columns=80, rows=24)
        console.keys("j")
        console.press("m", "New message for development-order-queue")
        console.press("Right", "order_updated")
        for key in ("Tab", "Tab"):
            console.keys(key)
        console.text("source=shop")
        console.wait("source=shop")
        screen = console.press("C-s", r"Send a message to development-order-queue\?")
        self.assertIn("In development, us-east-1", screen)
        self.assertIn("account 123456789012", screen)
        order = re.search(r'"orderId": "([0-9a-f-]{36})"', screen).group(1)
        screen = console.press("y", r"Sent to order-queue: message [0-9a-f-]{36}\.")
        message = self.received()
        self.assertIn(message["MessageId"], screen)
        self.assertEqual(json.loads(message["Body"]),
                         {"type": "order_updated", "orderId": order, "updates": {"note": "a test message"}})
        self.assertEqual(message["MessageAttributes"], {"source": {"StringValue": "shop", "DataType": "String"}})

    def test_the_body_is_written_in_the_editor(self) -> None:
        with tempfile.TemporaryDirectory() as directory:
            editor = f"{directory}/editor"
            with open(editor, "w", encoding="utf-8") as file:
                file.write('#!/bin/sh\nprintf \'{\\n  "type": "mine"\\n}\\n\' > "$1"\n')
            os.chmod(editor, 0o755)
            console = self.open("3", loaded="2 queues", columns=80, rows=24, environment={"EDITOR": editor, "VISUAL": None})
            console.keys("j")
            console.press("m", "New message for development-order-queue")
            console.press("v", "3 lines, below")
            console.press("C-s", r"Send a message to")
            console.press("y", "Sent to order-queue")
        self.assertEqual(self.received()["Body"], '{\n  "type": "mine"\n}')

    def test_read_only_sends_nothing(self) -> None:
        console = self.open("3", "--read-only", loaded="2 queues", columns=80, rows=24)
        for key in "mp":
            console.press(key, "read-only: nothing is written")

    def test_headless(self) -> None:
        dry = self.world.run("queues", "send", "order-queue", "--template", "order_created", "--dry-run")
        self.assertEqual((dry.returncode, dry.stdout), (0, ""))
        self.assertIn('"type": "order_created"', dry.stderr)
        self.assertEqual(self.world.queue_counts("order-queue"), (0, 0))
        for arguments, code in (
                (["--template", "text"], 2), (["--template", "text", "--yes", "--attribute", "AWS.x=1"], 2),
                (["--template", "text", "--yes", "--read-only"], 5)):
            self.assertEqual(self.world.run("queues", "send", "order-queue", *arguments).returncode, code, arguments)
        self.assertEqual(self.world.run("queues", "send", "nowhere", "--template", "text", "--yes").returncode, 4)
        with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
            file.write("no json")
            file.flush()
            done = self.world.run("queues", "send", "order-queue", "--body", file.name, "--yes",
                                  "--attribute", "attempt=Number:3", "--group", "tenant")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("Not JSON", done.stderr)
        message = self.received()
        self.assertEqual(message["MessageId"], json.loads(done.stdout)["messageId"])
        self.assertEqual(message["Body"], "no json")
        self.assertEqual(message["MessageAttributes"]["attempt"], {"StringValue": "3", "DataType": "Number"})


class OwnWorldCase(WorldCase):
    """Each test has dead letters of its own to spoil."""

    def setUp(self) -> None:
        self.world = World()
        self.addCleanup(self.world.close)

    @classmethod
    def setUpClass(cls) -> None:
        pass

    @contextlib.contextmanager
    def directory(self):
        before = os.getcwd()
        with tempfile.TemporaryDirectory() as directory:
            os.chdir(directory)
            try:
                yield directory
            finally:
                os.chdir(before)

    def bodies(self) -> list[str]:
        """Of the dead letters, given back at once."""
        url, found, receipts = self.world.queue_url("order-dlq"), {}, []
        sqs = self.world.client("sqs")
        while messages := sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10, VisibilityTimeout=60).get("Messages"):
            for message in messages:
                found[message["MessageId"]] = message["Body"]
                receipts.append(message["ReceiptHandle"])
        for receipt in receipts:
            sqs.change_message_visibility(QueueUrl=url, ReceiptHandle=receipt, VisibilityTimeout=0)
        return sorted(found.values())

    def check_saved(self, path: str, bodies: list[str]) -> None:
        self.assertEqual(stat.S_IMODE(os.stat(path).st_mode), 0o600)
        with open(path, encoding="utf-8") as file:
            messages = [json.loads(line) for line in file]
        self.assertEqual(sorted(message["body"] for message in messages), bodies)
        self.assertEqual({message["queue"] for message in messages}, {DEAD})
        self.assertTrue(all(message["systemAttributes"]["DeadLetterQueueSourceArn"] for message in messages))


class PurgeTests(OwnWorldCase):
    def test_a_purge_keeps_its_messages_in_a_file(self) -> None:
        bodies = self.bodies()
        with self.directory() as directory:
            # What this console leased is given back before it is saved.
            console = self.console(columns=120, rows=40)
            console.wait(r"2 queues|dead letters")
            console.press("4", "48 leased")
            console.press("3", r"┏ 3 ")
            console.press("p", r"Purge development-order-dlq")
            console.keys("C-u")
            console.text(f"{directory}/kept.jsonl")
            console.press("Enter", r"Type development-orde")
            console.text(DEAD)
            console.press("Enter", r"48 messages saved")
            self.check_saved(f"{directory}/kept.jsonl", bodies)
            self.world.come_to(visible=0, in_flight=0)
            console.press("p", r"SQS takes one purge a minute\. Wait \d+ s")

    def test_what_cannot_be_saved_stays(self) -> None:
        with self.directory() as directory:
            open(f"{directory}/kept.jsonl", "w", encoding="utf-8").close()
            failed = self.world.run("queues", "purge", "order-dlq", "--save", f"{directory}/kept.jsonl", "--yes")
            self.assertEqual(failed.returncode, 1)
            self.assertIn("exists already", failed.stderr)
            self.world.come_to(visible=48, in_flight=0)
            self.assertEqual(self.world.run("queues", "purge", "order-dlq").returncode, 2)
            self.assertEqual(self.world.run("queues", "purge", "order-dlq", "--yes", "--read-only").returncode, 5)
            bodies = self.bodies()
            done = self.world.run("queues", "purge", "order-dlq", "--yes", cwd=directory)
            self.assertEqual(done.returncode, 0, done.stderr)
            name = next(name for name in os.listdir(directory) if name.startswith(DEAD))
            self.check_saved(f"{directory}/{name}", bodies)
            self.assertEqual(self.world.queue_counts(), (0, 0))
            again = self.world.run("queues", "purge", "order-dlq", "--yes", "--no-save")
            self.assertEqual(again.returncode, 1)
            self.assertIn("one purge a minute", again.stderr)


class RedriveTests(OwnWorldCase):
    def test_a_redrive_shows_how_far_it_is_and_is_cancelled(self) -> None:
        console = self.open("3", loaded="2 queues", columns=80, rows=24)
        console.press("R", r"Redrive order-dlq: 48 waiting")
        console.press("e", "Rate, a second")
        console.text("4")
        console.press("Enter", "at most 4 a second")
        screen = console.press("m", r"Move all messages of development-order-dlq\?")
        self.assertIn("In development, us-east-1", screen)
        console.press("y", r"[1-9]\d* of ~48 moved, [\d.]+/s · X cancels [█▉▊▋▌▍▎▏]")
        console.press("X", r"Cancel the redrive of development-order-dlq\?")
        console.press("y", r"The redrive is cancelled: \d+ messages? moved\.")
        console.wait(r"! cancelled +\d+ of ~48 moved")
        task = self.world.client("sqs").list_message_move_tasks(SourceArn=self.arn(), MaxResults=1)["Results"][0]
        moved = task["ApproximateNumberOfMessagesMoved"]
        self.assertEqual(task["Status"], "CANCELLED")
        self.world.come_to(visible=48 - moved, in_flight=0)
        self.world.come_to(visible=moved, in_flight=0, queue="order-queue")

    def arn(self) -> str:
        return self.world.client("sqs").get_queue_attributes(
            QueueUrl=self.world.queue_url("order-dlq"), AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]

    def test_a_queue_that_is_nobodys_is_told(self) -> None:
        console = self.open("3", loaded="2 queues", columns=80, rows=24)
        console.keys("j")
        console.press("R", "No queue here sends its dead letters to it")
        console.press("m", r"Move all messages of development-order-queue\?")
        console.press("y", "nobody's dead-letter queue")

    def test_headless(self) -> None:
        done = self.world.run("queues", "redrive", "order-dlq", "--rate", "100", "--watch", "--yes")
        self.assertEqual(done.returncode, 0, done.stderr)
        task = json.loads(done.stdout)
        self.assertEqual((task["status"], task["moved"], task["toMove"], task["rate"]), ("completed", 48, 48, 100))
        self.assertEqual(self.world.queue_counts("order-queue"), (48, 0))
        listed = self.world.run("queues", "redrive", "order-dlq", "--list")
        self.assertEqual([json.loads(line)["status"] for line in listed.stdout.splitlines()], ["completed"])
        refused = self.world.run("queues", "redrive", "order-queue", "--yes")
        self.assertEqual(refused.returncode, 1)
        self.assertIn("nobody's dead-letter queue", refused.stderr)
        self.assertEqual(self.world.run("queues", "redrive", "order-dlq", "--cancel", "--yes").returncode, 4)
        self.assertEqual(self.world.run("queues", "redrive", "order-dlq", "--yes", "--read-only").returncode, 5)

    def test_a_canary_that_fails_again(self) -> None:
        """Alone in the queue and without what the handler needs: its consumer fails as often as it may."""
        sqs, dead, source = self.world.client("sqs"), self.world.queue_url("order-dlq"), self.world.queue_url("order-queue")
        sqs.purge_queue(QueueUrl=dead)
        sqs.set_queue_attributes(QueueUrl=source, Attributes={
            "VisibilityTimeout": "0",
            "RedrivePolicy": json.dumps({"deadLetterTargetArn": self.arn(), "maxReceiveCount": 1})})
        sent = sqs.send_message(QueueUrl=source, MessageBody='{"type":"order_created"}')["MessageId"]

        def fail() -> bool:
            sqs.receive_message(QueueUrl=source, MaxNumberOfMessages=10)
            return self.world.queue_counts() == (1, 0)

        self.assertTrue(eventually(fail))
        console = self.open("3", loaded="2 queues", columns=80, rows=24)
        console.press("R", r"Redrive order-dlq: 1 waiting")
        console.press("c", r"Send 1 message of development-order-dlq back\?")
        console.press("y", rf"{sent} → [0-9a-f-]{{36}}")
        console.wait(r"None has come back so far(?s:.*)order-queue: [01] waiting")
        self.assertTrue(eventually(fail))
        console.wait(r"✗ The message came back after \d+ s: the consumer still fails", 15)
        self.assertEqual(self.world.queue_counts("order-queue"), (0, 0))
        self.world.come_to(visible=1, in_flight=0)

    def test_a_canary_that_is_consumed(self) -> None:
        run = self.world.start("queues", "redrive", "order-dlq", "--canary", "2", "--canary-seconds", "5", "--yes")
        source = self.world.queue_url("order-queue")
        sqs = self.world.client("sqs")
        taken: list[str] = []

        def consume() -> bool:
            for message in sqs.receive_message(QueueUrl=source, MaxNumberOfMessages=10).get("Messages", []):
                sqs.delete_message(QueueUrl=source, ReceiptHandle=message["ReceiptHandle"])
                taken.append(message["MessageId"])
            return len(taken) == 2

        self.assertTrue(eventually(consume))
        _, told = run.communicate(timeout=30)
        self.assertEqual(run.returncode, 0, told)
        for message in taken:
            self.assertIn(f"is {message} in development-order-queue now.", told)
        self.assertIn("did not come back within 5 s, and development-order-queue is empty: consumed.", told)
        self.world.come_to(visible=46, in_flight=0)
