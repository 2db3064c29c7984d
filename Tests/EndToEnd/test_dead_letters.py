"""Dead letters: looked into without stealing. While the pane is open they are leased; on every way out they are back."""

from __future__ import annotations

import json
import os
import re
import signal
import time

from console import Console, eventually, is_running
from world import DEAD_LETTERS, WorldCase

LEASED = r"Dead letters [━─]+ .*48 leased, 1:\d\d left"


class LeaseTests(WorldCase):
    def setUp(self) -> None:
        self.world.come_to(visible=48, in_flight=0)

    def lease(self, columns: int = 80, rows: int = 24, **options: object) -> Console:
        console = self.console(columns=columns, rows=rows, **options)
        console.wait("100 loaded")
        self.assertEqual(self.world.queue_counts(), (48, 0), "messages were taken before the pane had the focus")
        console.press("4", LEASED)
        return console

    def receive(self) -> int:
        """How many messages another consumer would get now."""
        answer = self.world.client("sqs").receive_message(
            QueueUrl=self.world.queue_url(DEAD_LETTERS), MaxNumberOfMessages=10, VisibilityTimeout=0, WaitTimeSeconds=1)
        return len(answer.get("Messages", []))

    def test_open_pane_holds_and_quitting_gives_back(self) -> None:
        for columns, rows in (80, 24), (120, 40), (200, 60):
            with self.subTest(size=f"{columns}x{rows}"):
                console = self.lease(columns, rows)
                self.assertEqual(self.world.queue_counts(), (0, 48))
                self.assertEqual(self.receive(), 0)
                console.press("q", r"Quit\?(?s:.*)48 leased messages to give back")
                self.assertEqual(self.world.queue_counts(), (0, 48))
                console.keys("y")
                console.wait_for_end(0)
                # At once: before the shell's prompt is back, not when the leases run out.
                self.world.come_to(visible=48, in_flight=0, seconds=2)

    def test_control_c(self) -> None:
        console = self.lease()
        console.press("C-c", r"Quit\?")
        console.keys("C-c")
        console.wait_for_end(0)
        self.world.come_to(visible=48, in_flight=0, seconds=2)

    def test_leaving_the_pane(self) -> None:
        console = self.lease()
        console.press("1", "┏ 1 Users")
        self.world.come_to(visible=48, in_flight=0, seconds=4)
        console.press("4", LEASED)
        self.world.come_to(visible=0, in_flight=48, seconds=4)

    def test_beside_another_pane_they_stay_in_view_and_leased(self) -> None:
        console = self.lease(120, 40)
        console.press("1", "┏ 1 Users")
        console.wait(LEASED)
        self.assertEqual(self.world.queue_counts(), (0, 48))
        # Out of view behind a zoomed pane they are given back.
        console.press("Z", lambda screen: "╭ " not in screen)
        self.world.come_to(visible=48, in_flight=0, seconds=4)

    def test_signals(self) -> None:
        for name in ("SIGTERM", "SIGINT", "SIGHUP"):
            with self.subTest(signal=name):
                console = self.lease()
                os.kill(console.process_id(), getattr(signal, name))
                console.wait_for_end(128 + getattr(signal, name))
                self.world.come_to(visible=48, in_flight=0, seconds=2)
                console.close()

    def test_closing_the_terminal(self) -> None:
        for columns, rows in (80, 24), (200, 60):
            with self.subTest(size=f"{columns}x{rows}"):
                console = self.lease(columns, rows)
                process = console.process_id()
                console.close()
                self.assertTrue(eventually(lambda: not is_running(process), 8))
                self.world.come_to(visible=48, in_flight=0, seconds=5)

    def test_suspending_does_not_lose_them(self) -> None:
        console = self.lease(in_shell=True)
        console.press("C-z", "Stopped")
        console.text("fg")
        console.press("Enter", LEASED)
        console.press("q", r"Quit\?")
        console.keys("y")
        console.wait(lambda screen: "Quit?" not in screen)
        self.world.come_to(visible=48, in_flight=0, seconds=4)

    def test_a_second_console_waits_and_says_so(self) -> None:
        self.lease()
        other = self.console(columns=80, rows=24)
        other.wait("100 loaded")
        other.keys("4")
        # The 48 are in flight with somebody else; an empty queue it is not.
        other.wait(r"(?s)┏ 4 Dead letters.*(48 .*in flight|in flight.* 48)", 20)

    def test_the_countdown_runs(self) -> None:
        console = self.lease()
        left = lambda: int(re.search(r"1:(\d\d) left", console.screen()).group(1))
        first = left()
        console.wait(lambda _: left() < first - 1, 8)

    def test_a_denied_receive_names_the_permission(self) -> None:
        with self.world.fault("deny", service="sqs", operation="ReceiveMessage"):
            console = self.console(columns=80, rows=24)
            console.wait("100 loaded")
            console.press("4", r"Not allowed: sqs:ReceiveMessage")
            console.press("3", r"┏ 3 Queues ━+ .*48 dead letters")
        self.assertEqual(self.world.queue_counts(), (48, 0))


class ArrivalTests(WorldCase):
    """A letter that comes while the pane is open stays in the queue: in a world of its own."""

    def test_new_letters_come_by_themselves(self) -> None:
        console = self.open("4", loaded=LEASED, columns=80, rows=24)
        url = self.world.queue_url(DEAD_LETTERS)
        body = json.dumps({"type": "order_created", "orderId": "late-arrival"})
        self.world.client("sqs").send_message(QueueUrl=url, MessageBody=body)
        console.wait(r"49 leased", 25)
        console.keys("G")
        console.press("/", "┃/")
        console.text("late-arr")
        console.wait(r"1 of 49 match /late-arr(?s:.*)┃▌.* 1 order_created .* late-ar(?s:.*) 1 row┃")
        console.press("Escape", lambda screen: "┃/" not in screen)
        console.press("q", r"Quit\?")
        console.keys("y")
        console.wait_for_end(0)
        self.world.come_to(visible=49, in_flight=0, seconds=3)


class LetterTests(WorldCase):
    """What a letter shows of itself."""

    @classmethod
    def setUpClass(cls) -> None:
        super().setUpClass()
        cls.letters = [json.loads(line) for line in cls.world.run("dlq", "list").stdout.splitlines()]

    def open_letters(self, columns: int = 120, rows: int = 40) -> Console:
        return self.open("4", loaded=r"4[89] leased", columns=columns, rows=rows)

    def only(self, console: Console, filter: str) -> str:
        """The detail of the first letter that a filter finds."""
        console.press("/", "┃/")
        console.text(filter)
        console.wait(rf"┃/{re.escape(filter)} +[1-9]\d* rows?┃")
        console.press("Enter", rf"\d of 4[89] match /{re.escape(filter)} ")
        console.keys("g")
        return console.press("Enter", r"Why it failed")

    def test_six_kinds_of_failure_are_told_apart(self) -> None:
        console = self.open_letters(200, 60)
        screen = console.screen()
        for reason in ("missing orderId", "missing customerId", "reserved word", "not JSON", "not a JSON object"):
            with self.subTest(reason=reason):
                self.assertIn(reason, screen)
        kinds = set(re.findall(r" \d+ (order_\w+|–) +(\S.*?)  ", screen))
        self.assertGreaterEqual(len(kinds), 6, kinds)

    def test_the_list_tells_age_expiry_and_receives(self) -> None:
        console = self.open_letters()
        self.assertRegex(console.screen(), r"First seen +Expires +Rcv +Type +Reason +Order")
        # Fourteen days of retention, less the days since it was sent; three receives of the handler's, and ours.
        found = re.match(r"(?:(\d+) d ?)?(?:\d+ h(?: \d+ m)?|\d+ m)? +(\d+) d(?: \d+ h)? +(\d+) ", console.selected())
        assert found is not None, console.selected()
        self.assertEqual(int(found.group(1) or 0) + int(found.group(2)), 13)
        self.assertGreaterEqual(int(found.group(3)), 4)

    def test_a_missing_field_is_explained_by_rule_and_exception(self) -> None:
        screen = self.only(self.open_letters(), "missing customerId")
        self.assertIn("customerId is missing", screen)
        self.assertIn("ValueError: Missing required fields: orderId, customerId", screen)

    def test_sns_is_unwrapped(self) -> None:
        console = self.open_letters(120, 40)
        screen = self.only(console, "TopicArn")
        self.assertRegex(screen, r"SNS topic +arn:aws:sns:us-east-1:123456789012:development-order-notifications")
        # The inner message is laid out as JSON of its own, not as an escaped string.
        self.assertRegex(screen, r'┃ +"type": "order_created"')
        self.assertNotIn(r'\"type\"', screen)
        console.press("y", r'\\"type\\"')

    def test_a_body_that_is_not_json_is_shown_as_it_is(self) -> None:
        screen = self.only(self.open_letters(), "not JSON")
        self.assertRegex(screen, r"┃ Not JSON: a value expected at byte 0\. +┃")
        self.assertRegex(screen, r"┃ orderId=[0-9a-f-]{36};customer=[0-9a-f-]{36};retry=true +┃")

    def test_hostile_text_stays_text(self) -> None:
        url, sqs = self.world.queue_url("order-queue"), self.world.client("sqs")
        sqs.send_message(QueueUrl=url, MessageBody=json.dumps(
            {"type": "order_created", "note": "evil\u001b[2J\u001b]0;owned\u0007"}))
        self.assertEqual(self.world.control("bury", {"queue": "development-order-queue"}, "POST"), {"moved": 1})
        console = self.open_letters()
        screen = self.only(console, "evil")
        self.assertIn("evil", screen)
        self.assertIn("4 Dead letters", screen)
        self.assertRegex(console.footer, r"\? help$")
        console.press("y", "evil")
        self.assertRegex(console.header, "development")

    def test_a_200_kb_body_opens_and_scrolls_at_once(self) -> None:
        console = self.open_letters()
        letters = self.letters
        large = max(letters, key=lambda letter: len(letter["body"]))
        self.assertGreater(len(large["body"]), 150_000)
        console.press("/", "┃/")
        console.text(large["messageId"])
        console.press("Enter", r" 1 of 4[89] match /")
        began = time.monotonic()
        console.press("Enter", r"Why it failed", 3)
        console.press("G", lambda screen: "Why it failed" not in screen, 3)
        self.assertLess(time.monotonic() - began, 2)

    def test_copies(self) -> None:
        console = self.open_letters()
        console.press("c", "Copied message id")
        message = console.clipboard()
        self.assertRegex(message, r"^[0-9a-f-]{36}$")
        console.press("C", "Copied message as JSON")
        copied = json.loads(console.clipboard())
        self.assertEqual(copied["messageId"], message)
        self.assertIn("body", copied)
        # Below the body, which may be long.
        console.press("Enter", "Why it failed")
        console.press("G", f"Message {message}")

    def test_to_the_order(self) -> None:
        console = self.open_letters()
        self.only(console, "missing customerId")
        order = re.search(r"Order +([0-9a-f-]{36})", console.screen()).group(1)
        console.press("O", rf"┏ 2 Orders(?s:.*)orderId S +{order}")
        console.press("Escape", r"┏ 4 Dead letters")


