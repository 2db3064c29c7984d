"""Dead letters sent again, deleted, saved and restored: whatever happens, each message is where the books say."""

from __future__ import annotations

import collections
import json
import os
import signal
import uuid
from typing import Any

from console import Console
from world import WorldCase

STEPS = ("repair-planned", "repair-noted", "repair-sent", "repair-answered", "repair-deleted", "repair-settled")
# Leases of killed programs end so soon.
LEASE = {"NIGHTDESK_TEST_LEASE": "4"}


class RepairCase(WorldCase):
    """Queues of an environment of their own, which nobody reads."""

    def setUp(self) -> None:
        self.environment = f"r{uuid.uuid4().hex[:8]}"
        self.sqs = self.world.client("sqs")
        self.dead, self.source = (self.make(f"{self.environment}-{name}") for name in ("order-dlq", "order-queue"))
        arn = self.sqs.get_queue_attributes(QueueUrl=self.dead, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
        self.sqs.set_queue_attributes(QueueUrl=self.source, Attributes={
            "RedrivePolicy": json.dumps({"deadLetterTargetArn": arn, "maxReceiveCount": 30})})

    def make(self, name: str) -> str:
        return self.sqs.create_queue(QueueName=name)["QueueUrl"]

    def send(self, count: int, url: str | None = None) -> list[str]:
        bodies = [json.dumps({"type": "order_created", "orderId": f"o{number}"}) for number in range(count)]
        for start in range(0, count, 10):
            self.sqs.send_message_batch(QueueUrl=url or self.dead, Entries=[{
                "Id": f"m{number}", "MessageBody": bodies[number],
                "MessageAttributes": {
                    "source": {"DataType": "String", "StringValue": f"shop {number}"},
                    "digest": {"DataType": "Binary", "BinaryValue": bytes([number % 256])}},
            } for number in range(start, min(start + 10, count))])
        return bodies

    def lying(self, url: str) -> list[dict[str, Any]]:
        """All messages of a queue; they stay there."""
        found = []
        while messages := self.sqs.receive_message(
                QueueUrl=url, MaxNumberOfMessages=10, VisibilityTimeout=600, AttributeNames=["All"],
                MessageAttributeNames=["All"]).get("Messages"):
            found += messages
        for message in found:
            self.sqs.change_message_visibility(
                QueueUrl=url, ReceiptHandle=message["ReceiptHandle"], VisibilityTimeout=0)
        return found

    def bodies(self, url: str) -> list[str]:
        return sorted(message["Body"] for message in self.lying(url))

    def dlq(self, *arguments: str, **environment: str) -> Any:
        return self.world.run("dlq", *arguments, "--env", self.environment, environment={**LEASE, **environment})


class ResendTests(RepairCase):
    def test_all_go_back_with_all_that_they_had(self) -> None:
        bodies = self.send(25)
        dry = self.dlq("resend", "--all", "--dry-run")
        self.assertEqual(dry.returncode, 0, dry.stderr)
        self.assertIn(f"25 from {self.environment}-order-dlq to {self.environment}-order-queue", dry.stderr)
        self.assertEqual(self.bodies(self.dead), sorted(bodies))
        self.assertEqual(self.dlq("resend", "--all").returncode, 2, "there is no terminal to ask on")
        done = self.dlq("resend", "--all", "--yes")
        self.assertEqual((done.returncode, done.stderr.splitlines()[-1]), (0, "25 read = 25 moved."))
        self.assertEqual(self.bodies(self.dead), [])
        back = {message["Body"]: message["MessageAttributes"] for message in self.lying(self.source)}
        self.assertEqual(sorted(back), sorted(bodies))
        for number, body in enumerate(bodies):
            self.assertEqual(back[body]["source"]["StringValue"], f"shop {number}")
            self.assertEqual(back[body]["digest"]["BinaryValue"], bytes([number]))

    def test_one_goes_with_another_body_to_another_queue(self) -> None:
        self.send(3)
        other = self.make(f"{self.environment}-other")
        message = self.lying(self.dead)[0]
        path = os.path.join(self.world.home, "body.json")
        with open(path, "w", encoding="utf-8") as file:
            file.write('{"mended": true}')
        self.assertEqual(self.dlq("resend", "no-such-id", "--yes").returncode, 4)
        done = self.dlq("resend", message["MessageId"], "--to", "other", "--body", path, "--yes")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(self.bodies(other), ['{"mended": true}'])
        self.assertEqual(len(self.lying(self.dead)), 2)
        with open(path, "w", encoding="utf-8") as file:
            file.write("a\x07b")
        refused = self.dlq("resend", self.lying(self.dead)[0]["MessageId"], "--body", path, "--yes")
        self.assertEqual(refused.returncode, 1)
        self.assertIn("SQS takes no U+0007 in a message.", refused.stderr)

    def test_read_only_and_a_queue_that_is_not_there(self) -> None:
        bodies = self.send(2)
        self.assertEqual(self.dlq("resend", "--all", "--yes", "--read-only").returncode, 5)
        gone = self.dlq("resend", "--all", "--yes", "--to", "nowhere")
        self.assertEqual(gone.returncode, 1)
        self.assertIn("There is no queue nowhere here.", gone.stderr)
        self.assertEqual(gone.stderr.splitlines()[-2], "2 read = 0 moved + 2 failed.")
        self.assertEqual(self.bodies(self.dead), sorted(bodies))


class KillTests(RepairCase):
    def test_a_kill_at_every_step_loses_nothing_and_doubles_nothing(self) -> None:
        for step in STEPS:
            for count in ("", ":7"):
                if step == "repair-planned" and count:
                    continue
                with self.subTest(step=step + count):
                    self.setUp()
                    bodies = self.send(200)
                    killed = self.dlq("resend", "--all", "--yes", NIGHTDESK_TEST_STOP=step + count)
                    self.assertEqual(killed.returncode, -signal.SIGKILL, killed.stderr)
                    resumed = self.resume()
                    self.assertIn(resumed.returncode, (0, 3), resumed.stderr)
                    moved, kept = self.bodies(self.source), self.bodies(self.dead)
                    self.assertEqual(sorted(moved + kept), sorted(bodies))
                    # Only what was noted and had not gone out can be left over, and is told.
                    self.assertLessEqual(len(kept), 10)
                    self.assertEqual(resumed.stderr.count("Look before sending it again."), len(kept), resumed.stderr)
                    books = resumed.stderr.replace(".", "").split("200 read = ")[-1]
                    self.assertTrue(books.startswith(f"{len(moved)} moved"), books)
                    self.assertEqual(self.dlq("resume").stderr, "Nothing was cut short.\n")

    def resume(self) -> Any:
        """As soon as the leases of the killed program are over."""
        for _ in range(20):
            resumed = self.dlq("resume")
            if "Somebody holds messages" not in resumed.stderr:
                return resumed
        raise AssertionError(resumed.stderr)


class FaultTests(RepairCase):
    def books(self, bodies: list[str], stderr: str) -> None:
        """Every message is in one of the two queues; in both only when it is told to be in doubt."""
        moved, dead = self.bodies(self.source), self.bodies(self.dead)
        both = collections.Counter(moved + dead)
        doubled = sum(both.values()) - len(both)
        self.assertEqual(sorted(both), sorted(bodies))
        self.assertEqual(doubled, stderr.count("but not deleted here"), stderr)
        summary = next(line for line in stderr.splitlines() if " read = " in line)
        numbers = [int(word) for word in summary.replace(".", "").split() if word.isdigit()]
        self.assertEqual(numbers[0], sum(numbers[1:]), summary)

    def test_throttling_and_faults_of_the_server_leave_the_books_balanced(self) -> None:
        # `truncate` cuts the answer of what was done; `drop` answers nothing, and nothing was done.
        for operation in "SendMessageBatch", "DeleteMessageBatch":
            for kind, status in (
                    ("throttle", 0), ("error500", 3), ("truncate", 0), ("drop", 3), ("slow", 0), ("deny", 3)):
                with self.subTest(operation=operation, kind=kind):
                    self.setUp()
                    bodies = self.send(40)
                    with self.world.fault(kind, times=1, after=1, operation=operation, seconds=1.5):
                        done = self.dlq("resend", "--all", "--yes")
                    # A deletion may be asked for again, whatever became of it.
                    expected = 0 if operation == "DeleteMessageBatch" and kind != "deny" else status
                    self.assertEqual(done.returncode, expected, done.stderr)
                    self.books(bodies, done.stderr)


class DeleteTests(RepairCase):
    def test_what_is_deleted_is_saved_and_can_be_restored(self) -> None:
        bodies = self.send(13)
        self.assertEqual(self.dlq("delete", "--all", "--dry-run").returncode, 0)
        self.assertEqual(self.bodies(self.dead), sorted(bodies))
        before = {message["Body"]: message["MessageAttributes"] for message in self.lying(self.dead)}
        done = self.dlq("delete", "--all", "--yes")
        self.assertEqual((done.returncode, done.stderr.splitlines()[-1]), (0, "13 read = 13 deleted."))
        self.assertEqual(self.bodies(self.dead), [])
        path = next(line for line in done.stderr.splitlines() if line.startswith("Saved in "))[9:-1]
        self.assertEqual(os.stat(path).st_mode & 0o777, 0o600)
        self.assertIn("13 from", self.dlq("restore", path, "--dry-run").stderr)
        back = self.dlq("restore", path, "--yes")
        self.assertEqual((back.returncode, back.stderr.splitlines()[-1]), (0, "13 read = 13 restored."))
        self.assertEqual({message["Body"]: message["MessageAttributes"] for message in self.lying(self.dead)}, before)

    def test_a_file_that_is_none_is_told_line_by_line(self) -> None:
        path = os.path.join(self.world.home, "wrong.jsonl")
        with open(path, "w", encoding="utf-8") as file:
            file.write('{"queue":"q","messageId":"1","body":"x"}\n{"queue":"q"}\nnonsense\n')
        result = self.dlq("restore", path, "--yes")
        self.assertEqual(result.returncode, 1)
        self.assertIn("line 2: The message has no ", result.stderr)
        self.assertIn("line 3: Not JSON", result.stderr)
        self.assertIn("nothing was sent", result.stderr)
        self.assertEqual(self.dlq("restore", "/nowhere/at-all", "--yes").returncode, 4)

    def test_saving_takes_nothing(self) -> None:
        bodies = self.send(4)
        path = os.path.join(self.world.home, f"{self.environment}.jsonl")
        self.assertEqual(self.dlq("save", path).returncode, 0)
        with open(path, encoding="utf-8") as file:
            self.assertEqual(sorted(json.loads(line)["body"] for line in file), sorted(bodies))
        self.assertEqual(self.dlq("save", path).returncode, 1, "an existing file is left alone")
        self.assertEqual(self.bodies(self.dead), sorted(bodies))


class ConsoleTests(RepairCase):
    def open_letters(self, count: int, **options: Any) -> Console:
        console = self.console("--env", self.environment, columns=80, rows=24, **options)
        return self.leased(console, count)

    def leased(self, console: Console, count: int) -> Console:
        console.wait("Users")
        console.press("4", rf"{count} leased", 20)
        return console

    def test_marked_ones_are_resent_and_one_is_edited(self) -> None:
        bodies = self.send(6)
        console = self.open_letters(6, environment={"VISUAL": "sed -i s/order_created/order_mended/"})
        console.press("Space", "1 marked")
        console.press("Space", "2 marked")
        question = console.press("r", r"Send 2 messages again\?")
        self.assertIn(f"2 from {self.environment}-order-dlq to {self.environment}-order-queue", question)
        console.press("n", lambda screen: "Send 2" not in screen)
        self.assertEqual(self.bodies(self.source), [])
        console.press("r", r"Send 2 messages again\?")
        console.press("y", r"2 read = 2 moved")
        console.wait(r"4 leased")
        self.assertEqual(len(self.bodies(self.source)), 2)
        question = console.press("E", r"Send the edited message\?")
        self.assertRegex(question, r'\- +"type": "order_created"')
        self.assertRegex(question, r'\+ +"type": "order_mended"')
        console.press("y", r"1 read = 1 moved")
        console.wait(r"3 leased")
        moved = self.bodies(self.source)
        self.assertEqual(sum("order_mended" in body for body in moved), 1)
        console.press("q", "Quit")
        console.keys("y")
        console.wait_for_end(0)
        self.assertEqual(sorted(body.replace("mended", "created") for body in moved + self.bodies(self.dead)), sorted(bodies))

    def test_all_are_deleted_saved_and_brought_back(self) -> None:
        bodies = self.send(5)
        console = self.open_letters(5)
        console.press("*", "5 marked")
        console.press("x", r"Delete 5 messages\?")
        console.text("5")
        told = console.press("Enter", r"5 read = 5 deleted, saved in")
        console.wait("No dead letters")
        saved = os.path.join(self.world.home, "state", "nightdesk", "saved")
        [path] = [os.path.join(saved, name) for name in os.listdir(saved) if self.environment in name]
        self.assertIn("saved in", told)
        console.press("I", "Restore from:")
        console.text(path)
        console.press("Enter", r"Send 5 messages out of the file\?")
        console.press("y", r"5 read = 5 restored")
        console.wait(r"5 leased", 30)
        console.press("q", "Quit")
        console.keys("y")
        console.wait_for_end(0)
        self.assertEqual(self.bodies(self.dead), sorted(bodies))

    def test_a_killed_console_is_gone_on_with(self) -> None:
        bodies = self.send(30)
        console = self.open_letters(30, environment={**LEASE, "NIGHTDESK_TEST_STOP": "repair-sent:1"})
        console.press("*", "30 marked")
        console.press("r", "Send 30 messages")
        console.keys("y")
        console.wait_for_end(128 + signal.SIGKILL)
        second = self.console("--env", self.environment, columns=80, rows=24)
        second.wait("Users")
        second.press("4", r"Cut short, 30 read = 10 moved \+ 20 not done yet")
        # What the killed one held comes back when its leases are over.
        second.wait(r"20 leased", 30)
        second.press("u", r"Go on with what was cut short\?")
        second.press("y", r"30 read = 30 moved")
        self.assertEqual(self.bodies(self.source), sorted(bodies))
        self.assertEqual(self.bodies(self.dead), [])

    def test_what_another_consumer_took_meanwhile_is_never_resent(self) -> None:
        bodies = self.send(12)
        console = self.open_letters(12, environment={"NIGHTDESK_TEST_LEASE": "3"})
        console.press("*", "12 marked")
        process = console.process_id()
        # A laptop that is closed for longer than the leases last: the next to ask gets the messages.
        os.kill(process, signal.SIGSTOP)
        try:
            taken: list[dict[str, Any]] = []
            while not taken:
                taken = self.sqs.receive_message(
                    QueueUrl=self.dead, MaxNumberOfMessages=5, VisibilityTimeout=600, WaitTimeSeconds=1).get("Messages", [])
        finally:
            os.kill(process, signal.SIGCONT)
        console.wait(rf"{len(taken)} lost", 20)
        # The others are leased anew, and marked still.
        console.wait(rf"{12 - len(taken)} leased", 20)
        question = console.press("r", r"Send \d+ messages? again\?")
        self.assertIn(f"Send {12 - len(taken)} messages again", question)
        console.press("y", rf"{12 - len(taken)} read = {12 - len(taken)} moved", 20)
        theirs = {message["Body"] for message in taken}
        self.assertEqual(self.bodies(self.source), sorted(set(bodies) - theirs))
