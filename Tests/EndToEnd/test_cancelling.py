"""Orders are cancelled as the system does it, by a message, and what becomes of it is followed; or directly in the table."""

from __future__ import annotations

from world import WorldCase


class CancellingTests(WorldCase):
    live = 0.5

    def pending(self, console) -> str:
        """Finds a pending order in the list; answers its id."""
        console.press("/", "┃/")
        console.text("status:pending")
        console.wait(r"┃/status:pending +[\d,]+ rows?┃")
        console.press("Enter", "match /status:pending")
        console.press("c", "Copied order id")
        return console.clipboard()

    def test_by_message_and_followed_to_its_end(self) -> None:
        console = self.open("2", loaded="loaded of", columns=80, rows=24)
        order = self.pending(console)
        console.press("K", r"Cancel .*reason:")
        console.text("customer called")
        question = console.press("Enter", r"By a message on development-order-queue:")
        self.assertIn('"reason": "customer called"', question)
        self.assertNotEqual(self.world.item("orders", orderId=order)["status"], {"S": "cancelled"})
        console.press("y", r"is cancelled, after \d+ s", 40)
        item = self.world.item("orders", orderId=order)
        self.assertEqual((item["status"], item["cancelReason"]), ({"S": "cancelled"}, {"S": "customer called"}))

    def test_directly_in_the_table(self) -> None:
        console = self.open("2", loaded="loaded of", columns=80, rows=24)
        order = self.pending(console)
        sent = self.world.requests("sqs:SendMessage")
        console.press("K", r"Cancel .*reason:")
        console.text("fraud")
        console.press("C-t", r"Directly in the table(?s:.*)\+ status: cancelled")
        console.press("y", "Saved order")
        item = self.world.item("orders", orderId=order)
        self.assertEqual((item["status"], item["cancelReason"]), ({"S": "cancelled"}, {"S": "fraud"}))
        self.assertGreaterEqual(self.world.requests("sqs:SendMessage"), sent)

    def test_read_only_refuses_and_escape_does_nothing(self) -> None:
        console = self.open("2", "--read-only", loaded="loaded of", columns=80, rows=24)
        self.pending(console)
        console.press("K", r"(?i)read-only")
        other = self.open("2", loaded="loaded of", columns=80, rows=24)
        order = self.pending(other)
        other.press("K", r"Cancel .*reason:")
        other.text("never mind")
        other.press("Escape", lambda screen: "reason:" not in screen)
        self.assertEqual(self.world.item("orders", orderId=order)["status"], {"S": "pending"})

    def test_a_queue_that_refuses_keeps_the_reason(self) -> None:
        console = self.open("2", loaded="loaded of", columns=80, rows=24)
        self.pending(console)
        console.press("K", r"Cancel .*reason:")
        console.text("kept")
        with self.world.fault("deny", service="sqs", operation="SendMessage"):
            console.press("Enter", r"By a message")
            console.press("y", r"Not allowed: sqs:SendMessage")
        console.wait(r"reason: kept")
