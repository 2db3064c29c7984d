"""Reading what is open: a bar on its lines, maps and lists that fold, three layouts, and what the bar is on copied or followed."""

from __future__ import annotations

import functools
import json
import re
import time
from collections.abc import Callable

from console import Console
from world import ENVIRONMENT, WorldCase

SIZES = (80, 24), (120, 40)
LINES = [{"M": {"zip": {"S": "0150"}, "a.b": {"N": "1"}}}, {"S": "second"}]
NESTED = {
    "address": {"M": {"lines": {"L": LINES}, "geo": {"M": {"ok": {"BOOL": True}, "at": {"N": "59.91"}}}}},
    "tags": {"SS": ["blue", "green", "red"]}, "blob": {"B": bytes(range(40))}, "memo": {"S": "one\ntwo\nthree"},
}
DEPTH = 31


def at_each_size(check: Callable[[RecordReadingTests, Console], None]) -> Callable[[RecordReadingTests], None]:
    """The check on the open order at both sizes, the order as it was."""
    @functools.wraps(check)
    def test(case: RecordReadingTests) -> None:
        for columns, rows in SIZES:
            with case.subTest(size=f"{columns}x{rows}"):
                case.world.put("orders", case.order)
                console = case.open("2", loaded="100 loaded of", columns=columns, rows=rows)
                console.press("Enter", rf"┃▌orderId S +{case.id}")
                check(case, console)
                console.close()
    return test


class ReadingCase(WorldCase):
    def bar(self, console: Console) -> str:
        """The text of the line under the bar."""
        return console.selected().strip()

    def go(self, console: Console, text: str, first: str = r"┏ [^\n]*\n┃▌") -> None:
        """Moves the bar down to the first line that holds a text; `first` is how it stands on the text's first line."""
        console.press("g", first)
        for _ in range(120):
            if text in self.bar(console):
                return
            before = self.body(console.screen())
            console.press("j", lambda screen: self.body(screen) != before, 5)
        self.fail(f"the bar never came to {text!r}:\n{console.screen()}")

    def body(self, screen: str) -> list[str]:
        """What is inside the outline: around it clocks and countdowns run."""
        return re.findall(r"(?m)^┃.*┃$", screen)

    def copy(self, console: Console, key: str, what: str) -> str:
        console.press(key, rf"Copied the {what}")
        return console.clipboard()

    def rows(self, console: Console) -> list[str]:
        return re.findall(r"(?m)^┃[▌ ](.*?) *┃$", console.screen())


class RecordReadingTests(ReadingCase):
    @classmethod
    def setUpClass(cls) -> None:
        super().setUpClass()
        dynamodb = cls.world.client("dynamodb")
        item = dynamodb.scan(TableName=f"{ENVIRONMENT}-orders", Limit=1)["Items"][0]
        cls.order = {**item, **NESTED}
        cls.world.put("orders", cls.order)
        cls.id, cls.customer = item["orderId"]["S"], item["customerId"]["S"]
        deep: dict = {"S": "at the bottom"}
        for _ in range(DEPTH):
            deep = {"L": [deep]}
        rows = {"L": [{"M": {"sku": {"S": f"sku-{row:05}"}, "quantity": {"N": str(row)}}} for row in range(6000)]}
        cls.world.put("users", {"userId": {"S": "large"}, "name": {"S": "Large"}, "deep": deep, "rows": rows})

    @at_each_size
    def test_maps_and_lists_fold_at_the_bar(self, console: Console) -> None:
        self.go(console, "address M")
        console.press("Enter", r"┃▌address M +\{…\} 2 fields +┃")
        self.assertNotIn("zip", console.screen())
        console.press("Enter", r"┃▌address M +2 fields")
        # Within, what the line is part of; the closing bracket is part of what it closes.
        self.go(console, '"zip"')
        console.press("Enter", r"┃▌ +\{…\} 2 fields +┃")
        console.press("j", r'┃▌ +"second"')
        console.press("Enter", r'┃▌ +"lines": \[…\] 2 elements +┃')
        console.press("+", r'┃▌ +"lines": \[ ')

    @at_each_size
    def test_all_is_folded_and_opened_level_by_level(self, console: Console) -> None:
        console.press("-", r"address M +\{…\} 2 fields")
        screen = console.screen()
        for folded in r"items L +\[…\] \d+ elements?", r"tags SS +a set of 3 …", r"blob B +40 bytes …", r"memo S +one …":
            self.assertRegex(screen, folded)
        self.assertNotRegex(screen, r'productId|000000|"geo"')
        self.go(console, "address M")
        console.press("Enter", r'"geo": \{…\} 2 fields(?s:.*)"lines": \[…\] 2 elements')
        self.assertNotIn("0150", console.screen())
        console.press("+", "0150")

    @at_each_size
    def test_folds_stay_when_the_order_changes(self, console: Console) -> None:
        self.go(console, '"geo"')
        console.press("Enter", r'"geo": \{…\} 2 fields')
        console.press("j", r'┃▌ +"lines"')
        lines = [{"S": "before"}, *LINES]
        self.world.put("orders", {**self.order, "Aaa": {"S": "new"}, "address": {
            "M": {"lines": {"L": lines}, "geo": {"M": {"ok": {"BOOL": False}}}}}})
        console.press("C-r", r'Aaa S +new(?s:.*)"geo": \{…\} 1 field +┃(?s:.*)"before"')
        self.assertEqual(self.bar(console), '"lines": [')

    @at_each_size
    def test_a_search_opens_what_it_finds(self, console: Console) -> None:
        console.press("-", r"address M +\{…\}")
        console.press("/", "┃/")
        console.text("0150")
        console.wait(r'┃▌ +"zip": "0150"')
        console.press("Escape", r"address M +\{…\} 2 fields")
        console.press("/", "┃/")
        console.text("0150")
        console.wait(r'┃▌ +"zip": "0150"')
        console.press("Enter", lambda screen: "┃/" not in screen)
        self.assertRegex(console.screen(), r'┃▌ +"zip": "0150"')
        self.assertRegex(console.screen(), r'"geo": \{…\} 2 fields')

    @at_each_size
    def test_three_layouts_go_round(self, console: Console) -> None:
        console.press("y", r"· DynamoDB JSON(?s:.*)\"orderId\": \{\"S\": ")
        self.go(console, '"geo"')
        console.press("Enter", r'"geo": \{"M": \{…\}\} 2 fields')
        self.assertEqual(json.loads(self.copy(console, "Y", "value of address.geo")), {"M": {
            "at": {"N": "59.91"}, "ok": {"BOOL": True}}})
        # The fold and the bar are where they were, in each.
        console.press("y", r'· plain JSON(?s:.*)┃▌ +"geo": \{…\} 2 fields')
        self.assertEqual(json.loads(self.copy(console, "Y", "value of address.geo")), {"at": 59.91, "ok": True})
        console.press("y", lambda screen: " JSON ·" not in screen and re.search(r'┃▌ +"geo": \{…\} 2 fields', screen))
        self.assertRegex(console.screen(), r"address M +2 fields")

    def test_the_typed_layout_is_the_item(self) -> None:
        console = self.open("2", loaded="100 loaded of", columns=120, rows=100)
        console.press("Enter", rf"┃▌orderId S +{self.id}")
        console.press("y", r"· DynamoDB JSON(?s:.*)┃ \}")
        console.press("w", lambda screen: True)
        held = json.loads("\n".join(self.rows(console)))
        self.assertEqual(held["address"], {"M": {"lines": {"L": LINES}, "geo": NESTED["address"]["M"]["geo"]}})
        self.assertEqual(set(held["tags"]["SS"]), set(NESTED["tags"]["SS"]))
        self.assertEqual(set(held), set(self.order))

    @at_each_size
    def test_path_and_value_are_copied(self, console: Console) -> None:
        for text, path, value in [
            ('"zip"', "address.lines[0].zip", "0150"), ('"a.b"', 'address.lines[0]."a.b"', "1"),
            ('"second"', "address.lines[1]", "second"), ('"ok"', "address.geo.ok", "true"),
            ("memo S", "memo", "one\ntwo\nthree"), ("status S", "status", self.order["status"]["S"]),
            ('"geo"', "address.geo", '{"at":59.91,"ok":true}'), ("green", "tags", "green"),
        ]:
            with self.subTest(line=text):
                self.go(console, text)
                self.assertEqual(self.copy(console, ".", f"path {re.escape(path)}"), path)
                self.assertEqual(self.copy(console, "Y", f"value of {re.escape(path)}"), value)

    @at_each_size
    def test_a_link_is_followed_from_its_line(self, console: Console) -> None:
        console.press("j", r"┃▌customerId S ")
        self.assertEqual(console.hints.get("Enter"), "fold, go")
        console.press("Enter", rf"┏ 1 Users(?s:.*)userId S +{self.customer}")
        console.press("Escape", r"┏ 2 Orders(?s:.*)┃▌customerId S ")
        # Nothing to fold or to follow is said, and not offered.
        console.press("j", r"┃▌status S ")
        self.assertNotIn("Enter", console.hints)
        console.press("Enter", r"There is nothing to fold or to follow here\.")

    @at_each_size
    def test_the_mouse_puts_the_bar_and_folds(self, console: Console) -> None:
        row, column = console.find("items L")
        console.click(row, column + 3)
        console.wait(r"┃▌items L +\d+ element")
        console.click(row, column + 3)
        console.wait(r"┃▌items L +\[…\] \d+ element")
        console.keys("+")
        console.wait(r"┃▌items L +\d+ element")

    @at_each_size
    def test_the_bar_is_always_in_sight(self, console: Console) -> None:
        for key in ("G", "PageUp", "C-u", "k", "g", "Space", "C-d", "j", "w", "G", "w", "-", "+", "g", "n"):
            console.keys(key)
            console.wait(r"┃▌")
        for _ in range(4):
            console.wheel(8, 10)
            console.wait(r"┃▌")

    def test_deep_and_large_items(self) -> None:
        console = self.console(columns=80, rows=24)
        console.wait("100 loaded")
        console.press("/", "┃/")
        console.text("large")
        # No loaded row holds it, so that Enter asks for it; when one does, Enter opens it.
        console.press("Enter", r"(?s)userId S +large|1 of .* match /large")
        console.press("Enter", r"userId S +large")
        console.press("/", "┃/")
        console.text("bottom")
        console.wait(r'┃▌ +"at the')
        console.press("Enter", lambda screen: "┃/" not in screen)
        self.assertEqual(self.copy(console, ".", "path deep"), "deep" + "[0]" * DEPTH)
        console.press("-", r"rows L +\[…\] 6,000 elements")
        self.go(console, "rows L")
        began = time.monotonic()
        console.press("Enter", r"\{…\} 2 fields")
        console.press("G", r"┃▌  \]")
        console.press("k", r"┃▌ +\{…\} 2 fields")
        self.assertEqual(self.copy(console, ".", r"path rows\[5999\]"), "rows[5999]")
        # Not a measure, but a key that goes through the whole item again and again would take minutes.
        self.assertLess(time.monotonic() - began, 10)


class MessageReadingTests(ReadingCase):
    def test_a_dead_letter_s_body(self) -> None:
        body = {"type": "order_created", "customerId": "c-1", "items": [{"productId": "p-7", "quantity": 2}], "total": 5}
        self.world.client("sqs").send_message(QueueUrl=self.world.queue_url("order-dlq"), MessageBody=json.dumps(body))
        for columns, rows in SIZES:
            with self.subTest(size=f"{columns}x{rows}"):
                console = self.open("4", loaded="49 leased", columns=columns, rows=rows)
                console.press("/", "┃/")
                console.text("p-7")
                console.press("Enter", r"1 of 49 match")
                console.press("Enter", r"┃▌Why it failed")
                self.go(console, '"productId"')
                self.assertEqual(self.copy(console, ".", r"path items\[0\]\.productId"), "items[0].productId")
                self.assertEqual(self.copy(console, "Y", "value of items"), "p-7")
                console.press("-", r'"items": \[…\] 1 element')
                self.assertEqual(json.loads(self.copy(console, "Y", "value of items")), body["items"])
                # The whole is folded by its own brackets.
                self.go(console, "{")
                console.press("Enter", r"┃▌\{…\} 4 fields")
                # As it came it is one text: nothing to choose in it.
                console.press("y", lambda screen: "┃▌" not in screen and "Why it failed" not in screen)
                self.assertNotIn("Enter", console.hints)
                console.press("y", r" hex · ")
                console.press("y", r"Why it failed")
                console.press("q", r"1 of 49 match")
                console.press("Escape", lambda screen: "match" not in screen)
                console.press("1", "┏ 1 Users")
                self.world.come_to(visible=49, in_flight=0)
                console.close()

    def test_enter_on_the_order_s_id_goes_there(self) -> None:
        console = self.open("4", loaded=r"\d+ leased")
        console.press("/", "┃/")
        console.text("missing customerId")
        console.press("Enter", r"match /missing customerId")
        console.press("Enter", r"┃▌Why it failed")
        self.go(console, '"orderId"')
        order = self.copy(console, "Y", "value of orderId")
        console.press("Enter", rf"┏ 2 Orders(?s:.*)({order}|no order)")

    def test_a_json_log_line(self) -> None:
        logs = self.world.client("logs")
        group = f"/aws/lambda/{ENVIRONMENT}-api-handler"
        logs.create_log_stream(logGroupName=group, logStreamName="reading")
        message = json.dumps({"level": "INFO", "what": "reading test", "request": {"path": "/users", "ids": [4, 5]}})
        logs.put_log_events(logGroupName=group, logStreamName="reading", logEvents=[
            {"timestamp": int(time.time() * 1000), "message": message}])
        for columns, rows in SIZES:
            with self.subTest(size=f"{columns}x{rows}"):
                console = self.open("5", loaded="lines", columns=columns, rows=rows)
                console.press("&", "┃&")
                console.text("reading test")
                console.press("Enter", r"1 of [\d,]+ lines")
                console.press("Enter", r"Where it comes from")
                self.go(console, '"ids"')
                console.press("Enter", r'┃▌ +"ids": \[…\] 2 elements')
                self.assertEqual(self.copy(console, ".", r"path request\.ids"), "request.ids")
                self.assertEqual(self.copy(console, "Y", r"value of request\.ids"), "[4,5]")

    def test_plain_text_scrolls_without_a_bar(self) -> None:
        logs = self.world.client("logs")
        group = f"/aws/lambda/{ENVIRONMENT}-s3-handler"
        logs.create_log_stream(logGroupName=group, logStreamName="plain")
        text = "plain story\n" + "\n".join(f"row {row} of it" for row in range(60))
        logs.put_log_events(logGroupName=group, logStreamName="plain", logEvents=[
            {"timestamp": int(time.time() * 1000), "message": text}])
        for columns, rows in SIZES:
            with self.subTest(size=f"{columns}x{rows}"):
                console = self.open("5", loaded="lines", columns=columns, rows=rows)
                console.press("&", "┃&")
                console.text("plain story")
                console.press("Enter", r"1 of [\d,]+ lines")
                console.press("Enter", r"┃ plain story")
                console.press("j", lambda screen: "┃ plain story" not in screen and "┃ row 0 of it" in screen)
                self.assertNotIn("┃▌", console.screen())
                console.press("Y", r"There is no value on this line\.")

    def test_the_attributes_of_a_queue(self) -> None:
        console = self.open("3", loaded="2 queues")
        console.press("g", "┃▌")
        console.press("/", "┃/")
        console.text("order-queue")
        console.press("Enter", "1 of 2 queues")
        console.press("Enter", r"┃▌development-order-queue")
        # Charts stand above the text.
        first = r"┃▌development-order-queue"
        self.go(console, "RedrivePolicy", first)
        console.press("Enter", r"┃▌RedrivePolicy +\{…\} 2 fields")
        self.assertIn("order-dlq", json.loads(self.copy(console, "Y", "value of RedrivePolicy"))["deadLetterTargetArn"])
        self.go(console, "URL", first)
        self.assertEqual(self.copy(console, "Y", "value"), self.world.queue_url("order-queue"))
        console.press(".", r"No path leads to this line\.")
