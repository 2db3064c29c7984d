"""Bad input in the console: each gives a clear sentence where it belongs, other panes go on, nothing crashes."""

from __future__ import annotations

import json
import os
import re

from console import Console
from world import WorldCase


class StartTests(WorldCase):
    """What keeps the console from opening says so on the terminal, with the right exit code."""

    def says(self, console: Console, code: int, *parts: str) -> None:
        # Sentences are longer than a line of the terminal.
        text = console.wait_for_end(code).replace("\n", "")
        for part in parts:
            self.assertRegex(text, part)
        self.assertFalse(console.flag("alternate_on"))

    def test_not_a_terminal(self) -> None:
        for arguments in [], ["console"], ["--read-only"]:
            result = self.world.run(*arguments)
            self.assertEqual((result.returncode, result.stdout), (1, ""))
            self.assertRegex(result.stderr, r"needs a terminal.*nightdesk users list")

    def test_unknown_dumb_and_missing_term(self) -> None:
        for term, parts in [
            ("nonesuch", ["nonesuch", "terminfo", "export TERM="]), ("dumb", ["dumb", "export TERM="]),
            ("", ["TERM is not set", "export TERM="]), (None, ["TERM is not set", "export TERM="]),
        ]:
            with self.subTest(term=term):
                self.says(self.console(term=term), 1, *parts)

    def test_simple_terminals_work(self) -> None:
        for term in ("vt100", "xterm", "xterm-256color", "screen", "linux"):
            with self.subTest(term=term):
                console = self.console(term=term, columns=80, rows=24)
                console.wait("100 loaded")
                console.press("3", "order-dlq")
                console.press("?", "Keys: ")
                console.close()

    def test_a_theme_that_does_not_exist(self) -> None:
        self.says(self.console("--theme", "nosuch"), 2, "no theme called nosuch", r"\bdark\b")

    def test_a_theme_file_that_is_broken(self) -> None:
        path = f"{self.world.home}/broken.toml"
        for content, parts in [
            ("not toml at all [", [r"broken\.toml"]), (b"\xff\xfe", [r"broken\.toml", "UTF-8"]),
            ('name = "x"\n[styles]\ntext = 5\n', [r"broken\.toml|Theme|theme"]),
        ]:
            with self.subTest(content=content):
                with open(path, "wb") as file:
                    file.write(content if isinstance(content, bytes) else content.encode())
                console = self.console("--theme", path, columns=80, rows=24)
                screen = console.wait(r"ended with \d+|100 loaded")
                for part in parts:
                    self.assertRegex(screen.replace("\n", ""), part)
                if "ended with" in screen:
                    self.assertIn("ended with 2", screen)
                console.close()

    def test_a_theme_file_that_is_missing(self) -> None:
        self.says(self.console("--theme", "/nonexistent/theme.toml"), 2, r"/nonexistent/theme\.toml")

    def test_bad_configuration(self) -> None:
        path = f"{self.world.home}/config/nightdesk/config.toml"
        self.addCleanup(os.remove, path)
        for content, code, parts in [
            ("not toml at all [", 1, [r"config\.toml"]),
            ('theme = "nosuch"\n', None, ["no theme called nosuch"]),
            ('colour = "red"\n', None, ["colour"]),
            ("read-only = 5\n", None, ["read-only"]),
            ('[keys]\n"users.edit" = ["hyper-x"]\n', None, ["hyper-x"]),
        ]:
            with self.subTest(content=content):
                with open(path, "w") as file:
                    file.write(content)
                console = self.console(columns=80, rows=24)
                screen = console.wait(r"ended with \d+|100 loaded")
                for part in parts:
                    self.assertRegex(screen.replace("\n", ""), part)
                if code is None:
                    self.assertNotIn("ended with", screen, "a wrong setting must not keep anybody out")
                else:
                    self.assertIn(f"ended with {code}\n", screen)
                console.close()

    def test_a_read_only_setting_that_is_not_understood_lets_nothing_be_written(self) -> None:
        for value in "5", '"yes"':
            with self.subTest(value=value):
                console = self.configured(f"read-only = {value}\n")
                self.assertIn("READ-ONLY", console.header)
                console.press("n", "console is read-only")

    def test_a_key_that_does_not_exist_leaves_the_default_key(self) -> None:
        console = self.configured('[keys]\n"users.edit" = ["hyper-x"]\n')
        console.press("e", "Edit user")

    def test_what_is_wrong_in_the_configuration_can_be_read_whole(self) -> None:
        console = self.configured('colour = "red"\ntheme = "nosuch"\n')
        console.press("!", r"(?s)What is wrong now.*\bcolour\b.*\bnosuch\b")

    def configured(self, content: str) -> Console:
        """A console of 80 columns that a configuration file is for, once it shows the users."""
        path = f"{self.world.home}/config/nightdesk/config.toml"
        with open(path, "w") as file:
            file.write(content)
        self.addCleanup(lambda: os.path.exists(path) and os.remove(path))
        console = self.console(columns=80, rows=24)
        console.wait("100 loaded")
        return console

    def test_bad_flags(self) -> None:
        self.says(self.console("--bogus"), 2, "--bogus", "Usage|USAGE")

    def test_no_region(self) -> None:
        self.says(self.console(environment={"AWS_REGION": None}), 1, "region", "--region")


class LocaleTests(WorldCase):
    def test_without_utf_8_all_is_ascii_and_nothing_of_our_own_is_lost(self) -> None:
        for locale in ({"LC_ALL": "C", "LANG": None}, {"LC_ALL": None, "LANG": None}, {"LC_ALL": "POSIX", "LANG": None}):
            with self.subTest(locale=locale):
                console = self.console(environment=locale)
                console.wait(r"1 Users =.*100 loaded(?s:.*)2 queues(?s:.*) lines")
                screen = console.screen()
                self.assertTrue(screen.isascii(), screen)
                # What stands for a character that cannot be shown is for data, never for our own marks.
                self.assertNotRegex(screen, r" \? (?!help)", "a separator or an absent value is shown as unknown")
                console.press("4", r"4 Dead letters =+ 48 leased")
                console.press("Enter", "Why it failed")
                console.press("q", "First se")
                console.press("q", r"Quit\?")
                console.keys("y")
                console.wait_for_end(0)

    def test_names_with_accents_keep_the_columns(self) -> None:
        console = self.console(environment={"LC_ALL": "C"}, columns=80, rows=24)
        console.wait("100 loaded")
        rows = [line for line in console.lines() if line.startswith("|")]
        self.assertGreater(len(rows), 10)
        self.assertEqual({len(line) for line in rows}, {80})


class CredentialTests(WorldCase):
    def test_no_credentials(self) -> None:
        console = self.console(
            environment={"AWS_ACCESS_KEY_ID": None, "AWS_SECRET_ACCESS_KEY": None}, columns=80, rows=24)
        for pane in "12345":
            with self.subTest(pane=pane):
                console.keys(pane)
                screen = console.wait(rf"(?s)┏ {pane} .*No AWS credentials found")
                self.assertRegex(screen.replace("┃\n┃", " "), r"(?i)AWS_ACCESS_KEY_ID(?s:.*)\b(set|choose|sign in|profile)\b")
        console.keys("q")
        console.wait_for_end(0)

    def test_wrong_keys(self) -> None:
        console = self.console(environment={"AWS_SECRET_ACCESS_KEY": "wrong"}, columns=80, rows=24)
        for pane in "12345":
            with self.subTest(pane=pane):
                console.keys(pane)
                console.wait(rf"(?s)┏ {pane} .*does not accept the credentials.*(Check|the keys|the profile)", 25)
        self.assertNotIn("nightdesk-demo", console.header)

    def test_nothing_of_that_environment(self) -> None:
        console = self.console("--env", "nowhere", columns=80, rows=24)
        for pane, sentence in [
            ("1", "no table nowhere-users"), ("2", "no table nowhere-orders"), ("3", "no queue with this environment's name"),
            ("4", "no queue nowhere-order-dlq"), ("5", "[Nn]o log groups?"),
        ]:
            with self.subTest(pane=pane):
                console.keys(pane)
                console.wait(rf"(?s)┏ {pane} .*{sentence}", 20)
                self.assertNotRegex(console.screen(), r"\b0 (loaded|rows)")
        self.assertRegex(console.header, "nowhere")


class ServerTroubleTests(WorldCase):
    def test_a_pane_without_permission_names_it_and_the_others_work(self) -> None:
        for pane, service, operation, action in [
            ("1", "dynamodb", "Scan", "dynamodb:Scan"), ("3", "sqs", "ListQueues", "sqs:ListQueues"),
            ("4", "sqs", "ReceiveMessage", "sqs:ReceiveMessage"),
            ("5", "logs", "FilterLogEvents", "logs:FilterLogEvents"),
            ("5", "logs", "DescribeLogGroups", "logs:DescribeLogGroups"),
        ]:
            with self.subTest(action=action), self.world.fault("deny", service=service, operation=operation):
                console = self.console(columns=80, rows=24)
                console.wait("nothing loaded" if operation == "Scan" else "100 loaded")
                console.keys(pane)
                console.wait(rf"(?s)┏ {pane} .*Not allowed: {action} on ")
                other = "2" if service != "dynamodb" else "3"
                console.press(other, r"100 loaded of ~1,000|48 dead letters")
                self.assertRegex(console.lines()[1], rf"{pane} (Users|Queues|Dead letters|Logs) !")
                console.close()

    def test_identity_denied_is_told_in_the_header_only(self) -> None:
        with self.world.fault("deny", service="sts"):
            console = self.console(columns=120, rows=40)
            console.wait(r"100 loaded of ~2,000(?s:.*)2 queues")
            self.assertRegex(console.header, r"denied sts:GetCallerIdentity")

    def test_malformed_answers(self) -> None:
        with self.world.fault("malformed", service="dynamodb"), self.world.fault("malformed", service="sqs"), \
                self.world.fault("malformed", service="logs"):
            console = self.console(columns=80, rows=24)
            for pane in "12345":
                with self.subTest(pane=pane):
                    console.keys(pane)
                    console.wait(rf"(?s)┏ {pane} .*makes no sense", 25)
        # And when the server has come to its senses, all of them do.
        for pane, good in [("1", "100 loaded"), ("2", "100 loaded"), ("3", "48 dead letters"), ("4", "48 leased"),
                           ("5", r"[\d,]{5,} lines")]:
            console.keys(pane)
            console.wait(rf"┏ {pane} ")
            if "^R" in console.hints:
                console.keys("C-r")
            console.wait(rf"┏ {pane} .*{good}", 40)

    def test_a_failed_refresh_keeps_what_was_shown(self) -> None:
        console = self.console(columns=80, rows=24)
        console.wait("100 loaded")
        before = console.selected()
        with self.world.fault("error", status=400, code="ValidationException", message="not today", service="dynamodb",
                              operation="Scan"):
            console.press("C-r", r"stale \d+ ?s(?s:.*)not today")
            self.assertEqual(console.selected(), before)
        console.press("C-r", lambda screen: "stale" not in screen and "not today" not in screen)

    def test_hostile_error_text_stays_text(self) -> None:
        with self.world.fault("error", status=400, code="ValidationException", service="dynamodb", operation="Scan",
                              message="evil \x1b[2J\x1b]0;owned\x07 end"):
            console = self.console(columns=80, rows=24)
            console.wait(r"evil .*owned(?s:.*)\bend\b")
            self.assertIn("1 Users", console.screen())
            self.assertRegex(console.header, "development")


class OddItemTests(WorldCase):
    """Items with missing and wrongly typed attributes, in an environment that holds nothing else."""

    USERS = {
        "nothing-else": {},
        "numbers for texts": {"name": {"N": "5"}, "email": {"N": "1e100"}, "createdAt": {"N": "0"}},
        "age as text": {"name": {"S": "Text Age"}, "age": {"S": "forty"}},
        "age as map": {"name": {"S": "Map Age"}, "age": {"M": {"years": {"N": "40"}}}},
        "age not whole": {"name": {"S": "Half Age"}, "age": {"N": "-1.5E-7"}},
        "nulls": {"name": {"NULL": True}, "email": {"NULL": True}, "age": {"NULL": True}},
        "empty texts": {"name": {"S": ""}, "email": {"S": ""}, "createdAt": {"S": ""}},
        "bad times": {"name": {"S": "Bad Time"}, "createdAt": {"S": "yesterday"}, "updatedAt": {"S": "2026-13-45T99:99:99Z"}},
        "far times": {"name": {"S": "Far Time"}, "createdAt": {"S": "9999-12-31T23:59:59.999Z"},
                      "updatedAt": {"S": "0001-01-01T00:00:00Z"}},
        "sets and lists": {"name": {"SS": ["b", "a"]}, "email": {"L": [{"S": "x"}]}, "age": {"NS": ["1", "2"]}},
        "bytes": {"name": {"B": b"\x00\x01\xff"}, "email": {"BS": [b"a"]}},
        "hostile": {"name": {"S": "evil \x1b[2J\x1b[31m\x07\x08\r\n\t\u0085\u202e\u2066 end"}, "email": {"S": "\x00\x7f\x9b"}},
        "wide": {"name": {"S": "名前" * 40}, "email": {"S": "👨‍👩‍👧‍👦🇩🇪é̂̃" * 9}},
        "long": {"name": {"S": "l" * 100_000}, "other": {"S": "o" * 200_000}},
        "deep": {"name": {"S": "Deep"}, "deep": None},
        "booleans": {"name": {"BOOL": True}, "age": {"BOOL": False}},
    }
    ORDERS = {
        "empty": {},
        "items as text": {"items": {"S": "two"}, "total": {"S": "ten"}, "status": {"N": "7"}, "customerId": {"N": "9"}},
        "odd status": {"status": {"S": "lost in \x1b[2J space"}, "items": {"L": [{"N": "1"}, {"NULL": True}]}, "total": {"N": "1E+125"}},
        "items as map": {"items": {"M": {}}, "total": {"NULL": True}, "createdAt": {"L": []}},
    }

    @classmethod
    def setUpClass(cls) -> None:
        super().setUpClass()
        cls.world.control("stack", {"environment": "odd"}, "POST")
        deep: dict = {"S": "bottom"}
        for _ in range(30):
            deep = {"M": {"d": deep}}
        for table, key, items in ("users", "userId", cls.USERS), ("orders", "orderId", cls.ORDERS):
            for name, item in items.items():
                fields = {field: deep if value is None else value for field, value in item.items()}
                cls.world.client("dynamodb").put_item(TableName=f"odd-{table}", Item={key: {"S": name}, **fields})

    def walk(self, pane: str, title: str, key: str, names: list[str]) -> None:
        for columns, rows in (80, 24), (120, 40):
            console = self.console("--env", "odd", columns=columns, rows=rows)
            console.wait(" 1 ")
            console.press(pane, rf"┏ {pane} {title} ━+ {len(names)} ┓")
            if columns > 100:
                console.press("Z", lambda screen: "╭ " not in screen)
            seen = set()
            console.keys("g")
            for _ in names:
                screen = console.press("Enter", rf"┃▌{key} S +")
                seen.add(re.search(rf"┃▌{key} S +(.*?) *┃", screen).group(1))
                console.press("y", rf'"{key}": \{{')
                console.press("G", lambda screen: True)
                console.press("q", rf"┃ (Name|Order) ")
                self.assert_unspoilt(console, columns, rows, title)
                console.keys("j")
            self.assertEqual(seen, set(names))
            # Sorting by each column, filtering and copying meet every odd value too.
            for _ in range(7):
                console.keys("s")
            console.press("/", "┃/")
            console.text("e")
            console.press("Enter", "match /e")
            console.press("*", "marked")
            console.press("C", r"Copied")
            self.assert_unspoilt(console, columns, rows, title)
            console.close()

    def assert_unspoilt(self, console: Console, columns: int, rows: int, title: str) -> None:
        lines = console.lines()
        self.assertRegex(lines[0], r"odd ")
        self.assertRegex(lines[rows - 1], r"\? help$")
        self.assertIn(title, console.screen())
        self.assertNotRegex(console.screen(), r"[\x00-\x08\x0b-\x1f\x7f\u0080-\u009f\u202e\u2066]")

    def test_users(self) -> None:
        self.walk("1", "Users", "userId", list(self.USERS))

    def test_orders(self) -> None:
        self.walk("2", "Orders", "orderId", list(self.ORDERS))

    def test_the_form_opens_on_each_and_changes_nothing_by_itself(self) -> None:
        console = self.console("--env", "odd", columns=80, rows=24)
        console.wait(rf"┏ 1 Users ━+ {len(self.USERS)} ┓")
        for _ in self.USERS:
            console.press("e", "Edit user")
            self.assertNotIn("Changed:", console.screen())
            console.keys("Tab", "Tab", "Tab")
            # Looking at it is no edit, so that nothing asks on the way out.
            console.press("Escape", "┃ Name ")
            console.keys("j")
        self.assertEqual(self.world.requests("dynamodb:UpdateItem"), 0)


class OddMessageTests(WorldCase):
    def test_odd_bodies(self) -> None:
        bodies = ["{}", "[]", "null", "5", '"text"', "{", "\ufffd\u200b\u202e", '{"type": 5}', '{"type": "order_created", "orderId": {"a": 1}}',
                  '{"Message": "not json", "TopicArn": "arn"}', '{"Message": 7, "TopicArn": 8}', "[" * 2000, "x" * 250_000,
                  '{"type": "order_updated", "orderId": "1", "updates": []}', '{"a": "\\ud800"}', '{"type": "order_cancelled"}']
        self.world.control("stack", {"environment": "odd"}, "POST")
        sqs = self.world.client("sqs")
        url = sqs.get_queue_url(QueueName="odd-order-queue")["QueueUrl"]
        for body in bodies:
            sqs.send_message(QueueUrl=url, MessageBody=body, MessageAttributes={
                "odd.name": {"DataType": "Binary", "BinaryValue": b"\x00\xff"}} if body == "{}" else {})
        self.world.control("bury", {"queue": "odd-order-queue", "spread": 86400 * 13}, "POST")
        console = self.console("--env", "odd", columns=80, rows=24)
        console.wait(" 1 ")
        console.press("4", rf"{len(bodies)} leased")
        for _ in bodies:
            console.press("Enter", r"┏ 4 Dead letters(?s:.*)Why it failed")
            console.press("y", lambda screen: "Why it failed" not in screen)
            console.press("q", r"┃ First se")
            self.assertRegex(console.footer, r"\? help$")
            console.keys("j")
        console.press("q", r"Quit\?")
        console.keys("y")
        console.wait_for_end(0)
        listed = self.world.run("dlq", "list", "--env", "odd")
        self.assertEqual((listed.returncode, listed.stderr), (0, ""))
        self.assertEqual(sorted(json.loads(line)["body"] for line in listed.stdout.splitlines()), sorted(bodies))
