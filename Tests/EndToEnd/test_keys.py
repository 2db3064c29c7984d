"""Every key that a footer offers does what its label says; a key that is offered and not checked here fails the test."""

from __future__ import annotations

import json
import re
import time
import uuid
from collections.abc import Callable

from console import Console, eventually
from world import ENVIRONMENT, WorldCase

TMUX_NAMES = {"^O": "C-o", "Esc": "Escape", "^R": "C-r", "^S": "C-s", "^P": "C-p", "^T": "C-t", "↑": "Up", "↓": "Down"}
LONG = "a note that is far too long for one line, " * 12 + "and here is its end"
PANES = ["Users", "Orders", "Queues", "Dead letters", "Logs"]


class FooterCase(WorldCase):
    """A console at 200×60, where the footers have room for all they offer."""

    @classmethod
    def setUpClass(cls) -> None:
        super().setUpClass()
        user = cls.lengthen("users")
        cls.user, cls.name = user["userId"]["S"], re.escape(user["name"]["S"])
        cls.order = cls.lengthen("orders")["orderId"]["S"]

    @classmethod
    def lengthen(cls, table: str) -> dict:
        """Gives the first item of a table an attribute that wraps."""
        item = cls.world.client("dynamodb").scan(TableName=f"{ENVIRONMENT}-{table}", Limit=1)["Items"][0]
        cls.world.put(table, {**item, "note": {"S": LONG}})
        return item

    def setUp(self) -> None:
        # An editor that leaves the text as it is.
        self.c = self.console(columns=200, rows=60, environment={"VISUAL": "true"})
        self.c.wait(r"2 queues(?s:.*)loaded of ~1,000(?s:.*)lines")

    def go(self, pane: str) -> None:
        self.c.keys(pane)
        self.c.wait(rf"┏ {pane} ")

    def check(self, table: dict[str, Callable[[], object]], last: dict[str, Callable[[], object]] | None = None) -> None:
        """Presses each key that the footer offers, by its own check; each check leads back to where it began, but for
        those of `last`."""
        hints = self.c.hints
        self.assertEqual(sorted(hints), sorted([*table, *(last or {})]), self.c.screen())
        for key, effect in table.items():
            with self.subTest(key=key, label=hints[key]):
                effect()
                self.c.wait(lambda _: self.c.hints == hints, 5)
        for key, effect in (last or {}).items():
            with self.subTest(key=key, label=hints[key]):
                effect()

    def press(self, key: str, what: str | Callable[[str], object]) -> str:
        return self.c.press(TMUX_NAMES.get(key, key), what, 5)

    def there_and_back(self, key: str, there: str, back: str = "Esc") -> Callable[[], None]:
        """A key that leads to something, and the key that leads back."""
        def effect() -> None:
            self.assertNotRegex(self.c.screen(), there)
            self.press(key, there)
            self.press(back, lambda screen: not re.search(there, screen))
        return effect

    def common(self, pane: int) -> dict[str, Callable[[], object]]:
        """What the console itself offers in every pane."""
        return {
            ":": self.there_and_back(":", r"users +Go to Users\."),
            "?": self.there_and_back("?", r"Keys: "),
            "Z": self.zoom(pane),
            "Tab": self.next_pane(pane),
        }

    def zoom(self, pane: int) -> Callable[[], None]:
        def effect() -> None:
            self.press("Z", lambda screen: f"┏ {pane} " in screen and "╭ " not in screen)
            self.press("Z", lambda screen: f"┏ {pane} " in screen and screen.count("╭ ") == len(PANES) - 1)
        return effect

    def next_pane(self, pane: int) -> Callable[[], None]:
        def effect() -> None:
            self.press("Tab", rf"┏ {pane % len(PANES) + 1} ")
            self.press("BTab", rf"┏ {pane} ")
        return effect

    def sort(self, first: str, columns: int) -> Callable[[], None]:
        """`s` sorts by one column after the other, and after the last not at all."""
        def effect() -> None:
            self.press("s", rf"┃ {first}[▲▼]")
            self.c.keys(*["s"] * columns)
            self.c.wait(lambda screen: not re.search(r"┃ [^│\n]*[▲▼]", screen), 5)
        return effect

    def copies(self, expected: Callable[[], str]) -> Callable[[], None]:
        def effect() -> None:
            self.press("c", r"Copied .* (id|name)\.")
            self.assertEqual(self.c.clipboard(), expected())
            self.press("Home", lambda screen: "Copied" not in screen)
        return effect

    def copies_value(self, key: str, what: str, expected: str) -> Callable[[], None]:
        """A key that copies something of the line under the bar, which is the first."""
        def effect() -> None:
            self.press(key, rf"Copied the {what}\.")
            self.assertEqual(self.c.clipboard(), expected)
            self.press("Home", lambda screen: "Copied" not in screen)
        return effect

    def layouts(self, field: str) -> None:
        self.press("y", rf'· DynamoDB JSON(?s:.*)"{field}": \{{')
        self.press("y", rf'· plain JSON(?s:.*)"{field}": "')
        self.press("y", rf"┃▌{field} S +")

    def wraps(self, end: str) -> Callable[[], None]:
        def effect() -> None:
            self.assertRegex(self.c.screen(), end)
            self.press("w", lambda screen: not re.search(end, screen))
            self.press("w", end)
        return effect

    def editing(self, word: str) -> dict[str, Callable[[], object]]:
        """The keys that change a record, but for the form's."""
        return {
            "v": lambda: (self.press("v", r"Nothing was changed\."), self.press("Home", lambda screen: "Nothing was" not in screen)),
            "x": self.there_and_back("x", rf"Delete {word} "),
        }

    def asks(self, key: str, operation: str) -> Callable[[], None]:
        """A key that makes the console ask the server at once."""
        def effect() -> None:
            before = self.world.requests(operation)
            self.c.keys(TMUX_NAMES.get(key, key))
            self.assertTrue(
                eventually(lambda: self.world.requests(operation) > before, 3), f"{operation} was not asked")
        return effect

    def quits_or_asks(self) -> None:
        """`q` at the root while messages are leased asks; without it, leaving is in `LeaveTests`."""
        self.press("q", r"Quit\?")
        self.press("n", lambda screen: "Quit?" not in screen)


class RecordFooterTests(FooterCase):
    """Users and Orders."""

    def test_users(self) -> None:
        self.go("1")
        self.check({
            **self.common(1),
            "Enter": self.there_and_back("Enter", rf"userId S +{self.user}"),
            "/": self.there_and_back("/", r"┃/ "),
            "e": self.there_and_back("e", rf"Edit user {self.name} \("),
            **self.editing("user"),
            "n": self.there_and_back("n", r"New user"),
            "s": self.sort("Name", 6),
            "^R": self.asks("^R", "dynamodb:Scan"),
            "c": self.copies(lambda: self.user),
            "O": lambda: self.orders_and_back("O"),
            "q": self.quits_or_leaves(1),
        }, last={"]": lambda: self.press("]", r"┏ 1 Users ━+ (?!100 )[\d,]+ loaded")})

    def quits_or_leaves(self, pane: int) -> Callable[[], None]:
        # Leasing makes leaving a question, which leads back here.
        def effect() -> None:
            self.go("4")
            self.c.wait(r"48 leased")
            self.go(str(pane))
            self.quits_or_asks()
        return effect

    def orders_and_back(self, key: str) -> None:
        self.press(key, rf"┏ 2 Orders ━+.*{self.user[:8]}")
        self.press("Esc", r"┏ 1 Users")

    def test_user_detail(self) -> None:
        self.go("1")
        self.press("g", r"┃▌")
        self.press("Enter", rf"userId S +{self.user}")
        self.addCleanup(self.press, "Esc", r"┃ Name ")
        self.check({
            **self.common(1),
            "Esc": lambda: (self.press("Esc", r"┃ Name "), self.press("Enter", r"userId S")),
            "e": self.there_and_back("e", rf"Edit user {self.name} \("),
            **self.editing("user"),
            "/": self.there_and_back("/", r"┃/ "),
            "y": lambda: self.layouts("userId"),
            ".": self.copies_value(".", "path userId", "userId"),
            "Y": self.copies_value("Y", "value of userId", self.user),
            "^R": self.asks("^R", "dynamodb:GetItem"),
            "c": self.copies(lambda: self.user),
            "O": lambda: self.orders_and_back("O"),
            "w": self.wraps("here is its end"),
        })

    def test_user_filter_and_what_it_leaves(self) -> None:
        self.go("1")
        self.press("/", r"┃/ ")
        self.c.text("rossi")
        self.c.wait(r"┃/rossi +\d+ rows?┃")
        self.check({
            "Tab": self.next_pane(1),
            "F1": self.there_and_back("F1", r"Keys: "),
            "Enter": lambda: (self.press("Enter", r"┏ 1 Users ━+.* match /rossi"), self.press("/", r"┃/")),
            "Esc": lambda: (self.press("Esc", lambda screen: "┃/" not in screen), self.press("/", r"┃/")),
        })
        # Leaving the prompt brings back the filter that was kept; Esc in the list lifts it.
        self.press("Esc", r"┏ 1 Users ━+.* match /rossi(?s:(?!┃/).)*$")
        self.press("Esc", lambda screen: "/rossi" not in screen)

    def test_sort_column(self) -> None:
        self.go("1")
        self.press("o", r"Sort by: Name")
        self.check({
            **self.common(1),
            "l": lambda: (self.press("l", r"Sort by: Email"), self.press("h", r"Sort by: Name")),
            "h": lambda: (self.press("l", r"Sort by: Email"), self.press("h", r"Sort by: Name")),
            "Esc": lambda: (self.press("Esc", lambda screen: "Sort by" not in screen), self.press("o", r"Sort by: Name")),
            "Enter": lambda: (self.press("Enter", r"┃ Name[▲▼]"), self.press("o", r"Sort by: Name")),
        })

    def test_form(self) -> None:
        self.go("1")
        self.press("e", r"Edit user")
        self.c.text(" the Second")
        self.c.wait(r"Name \* +▌.* the Second(?s:.*)Changed: name")
        self.check({
            "Tab": lambda: (self.press("Tab", r"Age +▌"), self.press("BTab", r"Name \* +▌")),
            "F1": self.there_and_back("F1", r"Keys: "),
            "^O": lambda: (self.press("^O", r"Nothing was changed\."), self.press("Home", lambda screen: "Nothing was" not in screen)),
            "^S": self.there_and_back("^S", r"Change 1 field", back="n"),
            "Esc": self.there_and_back("Esc", r"Discard changes\?", back="n"),
        })
        self.press("^S", r"Change 1 field")
        self.check({
            "n": lambda: (self.press("n", lambda screen: "Change 1 field" not in screen),
                          self.press("^S", r"Change 1 field")),
            # That `y` saves is for test_users; here it is only to be offered.
            "y": lambda: None,
        })
        self.press("n", lambda screen: "Change 1 field" not in screen)
        self.press("Esc", r"Discard changes\?")
        self.check({
            **self.common(1),
            # Back to the form, never out of it: edits are at stake.
            "q": lambda: (self.press("q", r"Changed: name"), self.press("Esc", r"Discard changes\?")),
            "n": lambda: (self.press("n", r"Changed: name"), self.press("Esc", r"Discard changes\?")),
            "y": lambda: (self.press("y", r"┃ Name "), self.press("e", r"Edit user"), self.c.text("x"),
                          self.press("Esc", r"Discard changes\?")),
        })
        self.press("y", r"┃ Name ")

    def test_new_form(self) -> None:
        self.go("1")
        self.press("n", r"New user")
        self.c.text("ada@example.com")
        self.press("Tab", r"Name \* +▌")
        self.c.text("Ada")
        self.c.wait(r"Name \* +▌Ada(?s:.*)\^S save")
        self.check({
            "Tab": lambda: (self.press("Tab", r"Age +▌"), self.press("BTab", r"Name \* +▌")),
            "F1": self.there_and_back("F1", r"Keys: "),
            "^O": lambda: (self.press("^O", r"Nothing was changed\."), self.press("Home", lambda screen: "Nothing was" not in screen)),
            "^S": self.there_and_back("^S", r"Create a user\?", back="n"),
            "Esc": self.there_and_back("Esc", r"Discard changes\?", back="n"),
        })
        self.press("Esc", r"Discard changes\?")
        self.press("y", r"┃ Name ")

    def test_orders(self) -> None:
        customer = self.world.item("orders", orderId=self.order)["customerId"]["S"]
        self.go("2")
        self.check({
            **self.common(2),
            "Enter": self.there_and_back("Enter", rf"orderId S +{self.order}"),
            "/": self.there_and_back("/", r"┃/ "),
            "e": self.there_and_back("e", rf"Edit order {self.order}"),
            **self.editing("order"),
            "s": self.sort("Order", 6),
            "^R": self.asks("^R", "dynamodb:Scan"),
            "c": self.copies(lambda: self.order),
            "u": lambda: (self.press("u", rf"┏ 1 Users(?s:.*)userId S +{customer}"), self.press("Esc", r"┏ 2 Orders")),
            "q": self.quits_or_leaves(2),
        }, last={"]": lambda: self.press("]", r"┏ 2 Orders ━+ (?!100 )[\d,]+ loaded")})

    def test_order_cancelling(self) -> None:
        """What K asks; that it cancels is for test_cancelling."""
        self.go("2")
        self.press("g", r"┃▌.* ○ cancelled")
        self.assertNotIn("K", self.c.hints)
        self.press("j", lambda _: "cancelled" not in self.c.selected())
        self.c.wait(lambda _: self.c.hints.get("K") == "cancel")
        self.press("K", r"┃Cancel .*reason:")
        self.check({
            "Tab": self.next_pane(2),
            "F1": self.there_and_back("F1", r"Keys: "),
            "Enter": self.there_and_back("Enter", r"By a message on .*order-queue", back="n"),
            "^T": self.there_and_back("^T", r"Directly in the table", back="n"),
            "Esc": lambda: (self.press("Esc", lambda screen: "reason:" not in screen), self.press("K", r"reason:")),
        })

    def test_order_detail(self) -> None:
        customer = self.world.item("orders", orderId=self.order)["customerId"]["S"]
        self.go("2")
        self.press("g", r"┃▌")
        self.press("Enter", rf"orderId S +{self.order}")
        self.addCleanup(self.press, "Esc", r"┃ Order ")
        self.check({
            **self.common(2),
            "Esc": lambda: (self.press("Esc", r"┃ Order "), self.press("Enter", r"orderId S")),
            "e": self.there_and_back("e", rf"Edit order {self.order}"),
            **self.editing("order"),
            "/": self.there_and_back("/", r"┃/ "),
            "y": lambda: self.layouts("orderId"),
            # On the order's own id there is nothing to fold or to follow; test_reading does both.
            ".": self.copies_value(".", "path orderId", "orderId"),
            "Y": self.copies_value("Y", "value of orderId", self.order),
            "^R": self.asks("^R", "dynamodb:GetItem"),
            "c": self.copies(lambda: self.order),
            "u": lambda: (self.press("u", rf"┏ 1 Users(?s:.*)userId S +{customer}"), self.press("Esc", r"┏ 2 Orders")),
            "w": lambda: (self.press("G", "here is its end"), self.wraps("here is its end")(),
                          self.press("g", r"┃▌orderId S")),
        })


class QueueFooterTests(FooterCase):
    """Queues and Dead letters."""

    def dead_letters_and_back(self, back: str) -> Callable[[], None]:
        def effect() -> None:
            self.press("d", r"┏ 4 Dead letters ━+ 48 leased")
            self.press("Esc", rf"┏ 3 Queues(?s:.*){back}")
        return effect

    def lease(self) -> None:
        self.go("4")
        self.c.wait(r"┏ 4 Dead letters ━+ 48 leased")

    def test_queues(self) -> None:
        self.lease()
        self.go("3")
        self.check({
            **self.common(3),
            "Enter": self.there_and_back("Enter", r"┃ Visible +about"),
            "/": self.there_and_back("/", r"┃/ "),
            "d": self.dead_letters_and_back("Queue "),
            "D": lambda: (self.press("D", r"┃▌order-queue "), self.press("D", r"┃▌! order-dlq ")),
            "m": self.there_and_back("m", r"New message for development-order-dlq"),
            "R": self.there_and_back("R", r"Redrive order-dlq: "),
            "p": self.there_and_back("p", r"Purge development-order-dlq"),
            "s": self.sort("Queue", 11),
            "^R": self.asks("^R", "sqs:GetQueueAttributes"),
            "q": self.quits_or_asks,
        })

    def test_queue_detail(self) -> None:
        self.world.client("sqs").tag_queue(QueueUrl=self.world.queue_url("order-dlq"), Tags={"a": "b"})
        self.go("3")
        self.press("g", r"┃▌")
        self.press("Enter", r"┃ Visible +about")
        self.addCleanup(self.press, "Esc", r"┃ Queue ")
        table = {
            **self.common(3),
            "Esc": lambda: (self.press("Esc", r"┃ Queue "), self.press("Enter", r"┃ Visible +about")),
            "d": self.dead_letters_and_back(r"┃ Visible +about"),
            "D": lambda: (self.press("D", r"┃[ ▌]development-order-queue"), self.press("D", r"┃[ ▌]development-order-dlq")),
            "]": lambda: (self.press("]", r"┃ Oldest age "), self.c.keys("]", "]"), self.press("]", r"┃ Visible +\d")),
            "m": self.there_and_back("m", r"New message for development-order-dlq"),
            "R": self.there_and_back("R", r"Redrive order-dlq: "),
            "p": self.there_and_back("p", r"Purge development-order-dlq"),
            "/": self.there_and_back("/", r"┃/ "),
            "^R": self.asks("^R", "sqs:GetQueueAttributes"),
            # Nothing in a queue's attributes is longer than this pane; test_queues wraps them at 80 columns.
            "w": lambda: self.c.keys("w", "w"),
        }
        self.check(table)

    def test_dead_letters(self) -> None:
        self.lease()
        self.press("g", r"┃▌")
        self.check({
            **self.common(4),
            "Enter": self.there_and_back("Enter", r"Why it failed"),
            "/": self.there_and_back("/", r"┃/ "),
            "s": self.sort("First s[^ ]*", 7),
            "c": self.copies(self.message_id),
            "i": lambda: (self.press("i", r"5 clusters"), self.press("i", r"┃ First seen")),
            **self.repairs,
            **({"E": self.edits_nothing} if "E" in self.c.hints else {}),
            "q": self.quits_or_asks,
            **({"O": self.order_and_back} if "O" in self.c.hints else {}),
        })

    def order_and_back(self) -> None:
        self.press("O", r"┏ 2 Orders")
        self.press("Esc", r"┏ 4 Dead letters")

    @property
    def repairs(self) -> dict[str, Callable[[], object]]:
        """Each asks first; who says no has changed nothing."""
        gone = lambda screen: "1 message" not in screen
        return {
            "r": lambda: (self.press("r", r"Send 1 message again\?"), self.press("Esc", gone)),
            "x": lambda: (self.press("x", r"Delete 1 message\?"), self.press("Esc", gone)),
        }

    def edits_nothing(self) -> None:
        self.press("E", "Nothing was changed")

    def message_id(self) -> str:
        """The message's id as its JSON has it."""
        self.press("C", "Copied message as JSON")
        return json.loads(self.c.clipboard())["messageId"]

    def test_dead_letter_detail(self) -> None:
        self.lease()
        self.press("/", r"┃/ ")
        self.c.text("missing customerId")
        self.press("Enter", r"match /missing customerId")
        self.addCleanup(self.press, "Esc", lambda screen: "/missing" not in screen)
        self.press("Enter", r"Why it failed")
        self.addCleanup(self.press, "Esc", r"┃ First seen")
        self.check({
            **self.common(4),
            "Esc": lambda: (self.press("Esc", r"┃ First seen"), self.press("Enter", r"Why it failed")),
            "/": self.there_and_back("/", r"┃/ "),
            "y": lambda: (self.press("y", r" raw · "), self.press("y", r" hex · "), self.press("y", r"Why it failed")),
            "c": self.copies(self.message_id),
            "w": lambda: (self.press("y", r" raw · "), self.wraps(r"\}\s*┃")(),
                          self.press("y", r" hex · "), self.press("y", r"Why it failed")),
            **self.repairs,
            "E": self.edits_nothing,
            "L": lambda: (self.press("L", r"┏ 5 Logs ━.*one invocation"),
                          self.press("Esc", r"┏ 4 Dead letters(?s:.*)Why it failed")),
            "O": lambda: (self.press("O", r"┏ 2 Orders(?s:.*)orderId S"),
                          self.press("Esc", r"┏ 4 Dead letters(?s:.*)Why it failed")),
        })


class LogFooterTests(FooterCase):
    """The two faces of the Logs pane, and what lies over panes."""

    @classmethod
    def setUpClass(cls) -> None:
        super().setUpClass()
        logs = cls.world.client("logs")
        group, stream = f"/aws/lambda/{ENVIRONMENT}-api-handler", "keys"
        logs.create_log_stream(logGroupName=group, logStreamName=stream)
        logs.put_log_events(
            logGroupName=group, logStreamName=stream,
            logEvents=[{"timestamp": int(time.time() * 1000), "message": f"newest line {uuid.uuid4()} {LONG}"}])

    def setUp(self) -> None:
        super().setUp()
        self.go("5")
        self.c.wait(r"┃▌.*newest line", 30)

    def error_and_back(self) -> None:
        self.press("E", r"┃▌.*✗")
        newest = self.c.selected()
        self.press("E", lambda _: self.c.selected() != newest and "✗" in self.c.selected())
        self.press("e", lambda _: self.c.selected() == newest)

    def test_lines(self) -> None:
        self.go("5")
        self.press("G", r"┃▌.*newest line")
        if "frozen" in self.c.screen():
            self.press("f", r"following")
        self.check({
            **self.common(5),
            "f": lambda: (self.press("f", r"┏ 5 Logs ━+ frozen"), self.press("f", r"┏ 5 Logs ━+ following")),
            "/": self.there_and_back("/", r"┃/ "),
            "&": self.there_and_back("&", r"┃& |┃/ "),
            "i": self.there_and_back("i", r"┏ 5 Logs ━+ .*\d invocations", back="i"),
            "e": self.error_and_back,
            "=": lambda: (self.press("=", r"┏ 5 Logs ━+ .*PAUSED"),
                          self.press("=", lambda screen: "PAUSED" not in screen)),
            "w": lambda: (self.press("G", r"newest line"), self.press("w", "here is its end"),
                          self.press("w", lambda screen: "here is its end" not in screen)),
            "Enter": self.there_and_back("Enter", r"Where it comes from"),
            "q": self.quits_or_leaves,
        })

    def quits_or_leaves(self) -> None:
        self.go("4")
        self.c.wait(r"48 leased")
        self.go("5")
        self.quits_or_asks()

    def test_line_detail(self) -> None:
        self.go("5")
        self.press("G", r"┃▌.*newest line")
        self.press("Enter", r"Where it comes from")
        self.addCleanup(self.press, "Esc", r"┃ Time ")
        self.check({
            **self.common(5),
            "Esc": lambda: (self.press("Esc", r"┃ Time "), self.press("Enter", r"Where it comes from")),
            "/": self.there_and_back("/", r"┃/ "),
            "w": self.wraps("here is its end"),
        })

    def test_search_and_filter(self) -> None:
        for key in ("/", "&"):
            with self.subTest(prompt=key):
                self.go("5")
                self.press(key, rf"┃[{key}/]")
                self.c.text("Traceback")
                self.check({
                    "Tab": self.next_pane(5),
                    "F1": self.there_and_back("F1", r"Keys: "),
                    "Enter": lambda: (self.press("Enter", r"┏ 5 Logs ━+.*Traceback"), self.press(key, r"┃[/&]")),
                    "Esc": lambda: (self.press("Esc", lambda screen: not re.search(r"┃[/&]", screen)),
                                    self.press(key, r"┃[/&]")),
                })
                self.press("Esc", lambda screen: not re.search(r"┃[/&]", screen))
                while "show all" in self.c.hints.values():
                    self.press("Esc", lambda _: True)
                    self.c.wait(lambda _: "Esc" in self.c.hints or "f" in self.c.hints)

    def test_invocations(self) -> None:
        self.go("5")
        self.press("i", r"\d invocations")
        self.check({
            **self.common(5),
            "Enter": lambda: (self.press("Enter", r"one invocation"), self.press("Esc", r"\d invocations")),
            "/": self.there_and_back("/", r"┃/ "),
            "Esc": lambda: (self.press("Esc", r"following|frozen"), self.press("i", r"\d invocations")),
            "i": lambda: (self.press("i", r"following|frozen"), self.press("i", r"\d invocations")),
            "=": lambda: (self.press("=", r"PAUSED"), self.press("=", lambda screen: "PAUSED" not in screen)),
            "e": lambda: (self.press("e", lambda _: re.search("✗|errors", self.c.selected())), self.press("g", r"┃▌")),
            "s": self.sort(r"Time \(UTC\)", 9),
            "q": lambda: (self.press("q", r"following|frozen"), self.press("i", r"\d invocations")),
        })

    def test_help(self) -> None:
        self.go("5")
        self.press("?", r"Keys: Logs")
        self.check({
            "↓": lambda: (self.press("↓", r"▌f +follow"), self.press("↑", r"▌Enter +open")),
            "↑": lambda: (self.press("↓", r"▌f +follow"), self.press("↑", r"▌Enter +open")),
            "Esc": lambda: (self.press("Esc", lambda screen: "Keys: " not in screen), self.press("?", r"Keys: ")),
            "Enter": lambda: (self.c.text("invocations"), self.c.wait(r"▌i +invocations"),
                              self.press("Enter", r"\d invocations ┓"), self.press("i", r"following|frozen"),
                              self.press("?", r"Keys: ")),
        })
        self.press("Esc", lambda screen: "Keys: " not in screen)

    def test_palette(self) -> None:
        self.go("5")
        self.press(":", r"▌users ")
        self.check({
            "↓": lambda: (self.press("↓", r"▌orders "), self.press("↑", r"▌users ")),
            "↑": lambda: (self.press("↓", r"▌orders "), self.press("↑", r"▌users ")),
            "Esc": lambda: (self.press("Esc", lambda screen: "▌users " not in screen), self.press(":", r"▌users ")),
            "Tab": lambda: (self.c.text("logs.inv"), self.c.wait(r"(?m)^:logs\.inv"),
                            self.press("Tab", r"(?m)^:logs\.invocations"),
                            self.press("Esc", lambda screen: ":logs" not in screen),
                            self.press(":", r"▌users ")),
            "Enter": lambda: (self.c.text("queues"), self.c.wait(r"▌queues "), self.press("Enter", r"┏ 3 Queues"),
                              self.go("5"), self.press(":", r"▌users ")),
            "^P": lambda: (self.press("^P", r"(?m)^:queues"), self.press("Esc", lambda screen: ":queues" not in screen),
                           self.press(":", r"▌users ")),
        })
        self.press("Esc", lambda screen: "▌users " not in screen)


class SmallFooterTests(WorldCase):
    """At 80×24 each footer shows the likeliest keys of the same tables, and always the help."""

    def test_each_pane(self) -> None:
        hints: dict[int, dict[str, dict[str, str]]] = {}
        for columns, rows in ((200, 60), (80, 24)):
            console = self.console(columns=columns, rows=rows)
            for pane in "12345":
                console.keys(pane)
                # The pane's own title, not its neighbour's in the same row; without a selected row it offers less.
                console.wait(rf"┏ {pane} [^┓\n]*(00 loaded of|2 queues|48 leased|[\d,]{{5,}} lines)(?s:.*)┃▌")
                if pane == "4":
                    # A letter that names an order, so that the way there is offered.
                    self.select(console, "reserved word")
                hints.setdefault(columns, {})[pane] = console.hints
            console.close()
            self.world.come_to(visible=48, in_flight=0)
        for pane in "12345":
            with self.subTest(pane=pane):
                self.assertEqual(hints[80][pane].get("?"), "help")
                self.assertGreaterEqual(len(hints[80][pane]), 5)
                self.assertLessEqual(hints[80][pane].items(), hints[200][pane].items())

    def select(self, console: Console, word: str) -> None:
        """Goes down to the first row with a word, each key once the one before has moved the selection."""
        console.wait(word)
        while word not in (row := console.selected()):
            console.press("j", lambda _: console.selected() != row)

    def test_hints_can_be_clicked(self) -> None:
        console = self.console(columns=80, rows=24)
        console.wait("100 loaded")
        for label, effect in (("filter", r"┃/ "), ("edit", "Edit user"), ("new", "New user"), ("help", "Keys: ")):
            with self.subTest(label=label):
                row, column = console.find(label)
                self.assertEqual(row, 23)
                console.click(row, column + 1)
                console.wait(effect)
                console.keys("Escape")
                console.wait(r"(?s)┃▌.*Enter open")
        row, column = console.find("more")
        console.click(row, column)
        console.wait(r"(?!100 )\b[\d,]+ loaded of")


class LeaveTests(WorldCase):
    """`q` leaves at the root of every pane, and goes back a level elsewhere."""

    def test_q_quits_where_nothing_is_leased(self) -> None:
        for pane in "1235":
            with self.subTest(pane=pane):
                console = self.console(columns=80, rows=24)
                console.wait("100 loaded")
                console.keys(pane)
                console.wait(rf"┏ {pane} .*(loaded|queues|lines)")
                console.keys("q")
                console.wait_for_end(0)

    def test_q_goes_back_from_a_detail(self) -> None:
        console = self.console(columns=80, rows=24)
        console.wait("100 loaded")
        console.press("Enter", "userId S")
        console.press("q", "┃ Name ")

    def test_q_asks_while_messages_are_leased(self) -> None:
        console = self.console(columns=80, rows=24)
        console.wait("100 loaded")
        console.press("4", "48 leased")
        screen = console.press("q", r"Quit\?")
        self.assertIn("48 leased messages to give back", screen)
        console.press("n", lambda screen: "Quit?" not in screen)
        console.press("q", r"Quit\?")
        console.keys("y")
        console.wait_for_end(0)
        self.world.come_to(visible=48, in_flight=0)


del FooterCase
