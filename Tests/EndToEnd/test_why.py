"""Why messages failed: the traceback beside the message, the way to its line in the logs, and clusters by reason."""

from __future__ import annotations

import json
import re
import time

from console import Console
from world import ENVIRONMENT, WorldCase

SIZES = [(80, 24), (120, 40)]
LEASED = r"4[89] leased"
CONSUMER = f"/aws/lambda/{ENVIRONMENT}-sqs-handler"


class WhyTests(WorldCase):
    def open_letters(self, columns: int, rows: int) -> Console:
        console = self.open("4", loaded=LEASED, columns=columns, rows=rows)
        # All are there, so that none comes between a filter and what it finds.
        console.wait(r"48 leased")
        return console

    def only(self, console: Console, filter: str, what: str = r"┃▌?Why it failed") -> str:
        """The detail of the first letter that a filter finds."""
        console.press("/", "┃/")
        console.text(filter)
        console.wait(rf"┃/{re.escape(filter)} +[1-9]\d* rows?┃")
        console.press("Enter", rf"\d of 48 match /{re.escape(filter)} ")
        console.keys("g")
        return console.press("Enter", what)

    def test_the_traceback_stands_beside_the_message(self) -> None:
        for columns, rows in SIZES:
            with self.subTest(size=f"{columns}x{rows}"):
                console = self.open_letters(columns, rows)
                screen = self.only(console, "reserved word", r"Traceback \(most recent call last\):")
                self.assertRegex(screen, r"sqs-handler failed on it 3 times, the last time \d{4}-\d\d-\d\d")
                self.assertIn('File "/var/task/handler.py", line 131, in process_message', screen)
                self.assertRegex(screen, r"botocore.exceptions.ClientError: An error occurred")
                console.close()

    def test_a_key_leads_to_the_line_and_escape_back(self) -> None:
        for columns, rows in SIZES:
            with self.subTest(size=f"{columns}x{rows}"):
                console = self.open_letters(columns, rows)
                screen = self.only(console, "missing customerId", r"request\s+[┃\s]*[0-9a-f-]{36}")
                request = re.search(r"request[\s┃]+([0-9a-f-]{36})", screen).group(1)
                screen = console.press("L", r"5 Logs ━.* one invocation, .* 5 lines")
                self.assertRegex(screen, rf"START {request[:8]}")
                self.assertRegex(console.selected(), r"sqs-handler .*ValueError: Missing required fields")
                console.press("Enter", r"┃ Traceback \(most recent call last\):")
                self.assertIn(request, console.screen())
                console.press("Escape", r"one invocation")
                console.press("Escape", r"┏ 4 Dead letters ━(?s:.*)Why it failed")
                console.close()

    def test_a_time_out_is_told_as_what_may_have_been(self) -> None:
        console = self.open_letters(120, 40)
        screen = self.only(console, "not JSON", r"around its receives it ran out of time|ran out of\s")
        self.assertIn("Task timed out after 30.01 seconds", screen)

    def test_clusters_and_the_way_into_one_and_out(self) -> None:
        for columns, rows in SIZES:
            with self.subTest(size=f"{columns}x{rows}"):
                console = self.open_letters(columns, rows)
                screen = console.press("i", r"5 clusters")
                counts = re.findall(r"┃[▌ ●]+(\d+) .*?  (missing \w+|not JSON|not a JSON object|reserved word: .*?) +", screen)
                self.assertEqual(sum(int(count) for count, _ in counts), 48, screen)
                self.assertEqual(counts[0], ("24", "missing orderId"))
                console.press("Space", r"24 marked · 5 clusters")
                console.press("Escape", lambda screen: "marked" not in screen)
                console.keys("j")
                screen = console.press("Enter", r"6 of 48: \w")
                self.assertIn("First seen" if columns > 100 else "Reason", screen)
                console.press("Escape", r"5 clusters")
                console.press("Escape", r"First seen")
                console.close()

    def test_raw_and_hex(self) -> None:
        console = self.open_letters(80, 24)
        self.only(console, "reserved word")
        console.press("y", r' raw · .*\n┃[▌ ]?\{"type": "order_updated"')
        console.press("y", r" hex · .*\n┃[▌ ]?000000  7b 22 74 79 70 65 22 3a  20 22 6f 72 64 65 72 5f +\{\"type\": \"order_")
        console.press("y", r"Why it failed")

    def test_without_permission_on_the_logs_the_rest_works(self) -> None:
        for columns, rows in SIZES:
            with self.subTest(size=f"{columns}x{rows}"), self.world.fault(
                    "deny", service="logs", operation="FilterLogEvents"):
                console = self.open_letters(columns, rows)
                screen = self.only(console, "missing customerId", r"could not be asked: Not allowed:")
                self.assertIn("logs:FilterLogEvents", screen)
                self.assertIn('"type": "order_created"', screen)
                self.assertRegex(console.press("L", "No line of the log is known"), "4 Dead letters")
                console.press("Escape", r"match /missing")
                console.press("Escape", lambda screen: "match /" not in screen)
                console.press("i", r"without the consumer's log")
                self.assertIn("missing orderId", console.screen())
                console.close()

    # Without the console

    def rows(self, *arguments: str) -> list[dict]:
        result = self.world.run("dlq", *arguments)
        self.assertEqual((result.returncode, result.stderr), (0, ""), arguments)
        return [json.loads(line) for line in result.stdout.splitlines()]

    def test_the_command_tells_clusters(self) -> None:
        rows = self.rows("why")
        self.assertEqual(sum(row["count"] for row in rows), 48)
        self.assertEqual((rows[0]["cluster"], rows[0]["count"]), ("missing orderId", 24))
        for row in rows:
            self.assertEqual(sorted(row), ["cluster", "count", "first", "last", "sample", "sampleId"])
            self.assertLessEqual(row["first"], row["last"])
        some = self.rows("why", "--where", 'cluster ~ "not "')
        self.assertEqual([row["cluster"] for row in some], ["not JSON", "not a JSON object"])
        self.world.come_to(visible=48, in_flight=0, seconds=2)
        table = self.world.run("dlq", "why", "--output", "table").stdout
        self.assertRegex(table, r"(?m)^ COUNT  FIRST +LAST +CLUSTER +SAMPLE +BODY$")

    def test_the_command_tells_one_messages_traceback(self) -> None:
        letter = self.rows("list", "--where", "cluster ~ reserved", "--limit", "1")[0]
        row, = self.rows("why", letter["messageId"])
        self.assertEqual((row["messageId"], row["failures"], row["timeouts"]), (letter["messageId"], 3, 0))
        self.assertIn("reserved keyword: status", row["exception"])
        self.assertIn("Traceback (most recent call last):", row["log"])
        self.assertEqual(row["logGroup"], CONSUMER)
        self.assertRegex(row["requestId"], r"^[0-9a-f-]{36}$")
        by_prefix, = self.rows("why", letter["messageId"][:13])
        self.assertEqual(by_prefix["messageId"], letter["messageId"])
        table = self.world.run("dlq", "why", letter["messageId"], "--output", "table").stdout
        self.assertRegex(table, r'(?m)^    File "/var/task/handler\.py", line 131, in process_message$')

    def test_one_message_whole(self) -> None:
        letter = next(row for row in self.rows("list") if "TopicArn" in row["body"])
        row, = self.rows("show", letter["messageId"])
        self.assertEqual(row["body"], letter["body"])
        self.assertEqual(row["message"]["type"], "order_created")
        self.assertEqual(row["envelope"]["Subject"], "New Order Created")
        self.assertIn("DeadLetterQueueSourceArn", row["systemAttributes"])
        self.assertGreater(row["expiresAt"], row["sentAt"])
        gone = self.world.run("dlq", "show", "nobody")
        self.assertEqual(gone.returncode, 4)
        self.assertIn("There is no message nobody in development-order-dlq.", gone.stderr)

    def test_letters_are_chosen_by_an_expression(self) -> None:
        every = self.rows("list")
        for where, fits in [
            ("type = order_cancelled", lambda row: '"order_cancelled"' in row["body"]),
            ("attributes.source = warehouse", lambda row: row["attributes"].get("source") == "warehouse"),
            ("text ~ retry=true", lambda row: "retry=true" in row["body"]),
            ("size > 100000 and not reason ~ json", lambda row: len(row["body"].encode()) > 100000),
            ("body.updates.total = 99", lambda row: '"total": 99' in row["body"] and "updates" in row["body"]),
        ]:
            with self.subTest(where=where):
                where = where.replace("retry=true", '"retry=true"')
                wanted = {row["messageId"] for row in every if fits(row)}
                self.assertTrue(wanted)
                self.assertEqual({row["messageId"] for row in self.rows("list", "--where", where)}, wanted)
        young = self.rows("list", "--where", "age < 1d")
        self.assertTrue(0 < len(young) < 48)

    def test_a_mistake_in_an_expression_chooses_nothing(self) -> None:
        for where, told in [("clustr ~ x", "no field clustr"), ("age > soon", "An age is a span"), ("age >", "Expected")]:
            with self.subTest(where=where):
                result = self.world.run("dlq", "list", "--where", where)
                self.assertEqual((result.returncode, result.stdout), (2, ""))
                self.assertIn(told, result.stderr)
        both = self.world.run("dlq", "why", "x", "--where", "age > 1d")
        self.assertEqual(both.returncode, 2)

    def test_without_permission_on_the_logs_the_command_tells_the_rest(self) -> None:
        letter = self.rows("list", "--limit", "1")[0]["messageId"]
        with self.world.fault("deny", service="logs", operation="FilterLogEvents"):
            for arguments in (["why"], ["why", letter]):
                with self.subTest(arguments=arguments):
                    result = self.world.run("dlq", *arguments)
                    self.assertEqual(result.returncode, 3)
                    self.assertIn("logs:FilterLogEvents", result.stderr)
                    self.assertTrue(result.stdout)
        self.world.come_to(visible=48, in_flight=0, seconds=2)


class LoggedReasonTests(WorldCase):
    """What only the log tells: in a world of its own, to which letters are added."""

    def bury(self, body: str) -> str:
        url = self.world.queue_url("order-queue")
        message = self.world.client("sqs").send_message(QueueUrl=url, MessageBody=body)["MessageId"]
        self.assertEqual(
            self.world.control("bury", {"queue": f"{ENVIRONMENT}-order-queue"}, "POST"), {"moved": 1})
        return message

    def fail(self, message: str, number: int) -> None:
        """Writes what the consumer writes when it fails on a message."""
        logs, stream = self.world.client("logs"), f"why-{message}"
        logs.create_log_stream(logGroupName=CONSUMER, logStreamName=stream)
        request = f"0000{number:04d}-1111-4222-8333-444455556666"
        logs.put_log_events(logGroupName=CONSUMER, logStreamName=stream, logEvents=[{
            "timestamp": int(time.time() * 1000), "message":
            f"[ERROR]\t2026-01-02T03:04:05.678Z\t{request}\tError processing message {message}: 'total-{number}'\n"
            "Traceback (most recent call last):\n  File \"/var/task/handler.py\", line 77, in price\n"
            f"    return prices['total']\nKeyError: 'total-{number}'\n"}])

    def test_messages_that_the_log_alone_explains_are_one_cluster(self) -> None:
        ids = [
            self.bury(json.dumps({"type": "order_created", "orderId": f"o-{number}", "customerId": "c", "total": 5}))
            for number in (1, 2)
        ]
        for number, message in enumerate(ids):
            self.fail(message, number)
        rows = [json.loads(line) for line in self.world.run("dlq", "why").stdout.splitlines()]
        self.assertIn(("KeyError: 'total-#'", 2), [(row["cluster"], row["count"]) for row in rows])
        chosen = self.world.run("dlq", "list", "--where", "exception ~ KeyError").stdout.splitlines()
        self.assertEqual({json.loads(line)["messageId"] for line in chosen}, set(ids))
        for columns, rows_ in SIZES:
            with self.subTest(size=f"{columns}x{rows_}"):
                console = self.open("4", loaded=r"50 leased", columns=columns, rows=rows_)
                console.press("i", r"2 .*KeyError: 'total-#'")
                console.press("/", "┃/")
                console.text("KeyError")
                console.press("Enter", r"1 cluster ")
                console.press("Enter", r"2 of 50: KeyError: 'total-#'")
                screen = console.press("Enter", r"The consumer raises: KeyError: 'total-[01]'")
                self.assertIn("line 77, in price", screen)
                console.close()


class ActingTests(WorldCase):
    """What is done to a cluster, or to what an expression chooses: in a world of its own, which loses letters by it."""

    def test_what_fits_is_saved_and_deleted_and_nothing_else(self) -> None:
        file = f"{self.world.home}/saved.jsonl"
        saved = self.world.run("dlq", "save", file, "--where", "type = order_cancelled")
        self.assertEqual(saved.returncode, 0, saved.stderr)
        with open(file) as lines:
            self.assertEqual(len(lines.readlines()), 6)
        with self.world.fault("deny", service="logs", operation="FilterLogEvents"):
            refused = self.world.run("dlq", "delete", "--where", 'cluster = "not JSON"', "--yes")
            self.assertEqual(refused.returncode, 1)
            self.assertIn("logs:FilterLogEvents", refused.stderr)
        self.world.come_to(visible=48, in_flight=0)
        deleted = self.world.run("dlq", "delete", "--where", 'cluster = "not JSON"', "--yes")
        self.assertEqual(deleted.returncode, 0, deleted.stderr)
        self.world.come_to(visible=42, in_flight=0)
        left = [json.loads(line)["reason"] for line in self.world.run("dlq", "list").stdout.splitlines()]
        self.assertNotIn("not JSON", left)
        unclear = self.world.run("dlq", "delete", "--all", "--where", "age > 1d", "--yes")
        self.assertEqual(unclear.returncode, 2)

        console = self.open("4", loaded="42 leased", columns=80, rows=24)
        console.press("i", r"4 clusters")
        console.press("/", "┃/")
        console.text("reserved")
        console.press("Enter", r"1 cluster ")
        console.press("x", r"Delete 6 messages")
        console.text("6")
        console.press("Enter", r"6 read = 6 deleted|36 leased", 20)
        console.wait(r"36 leased", 20)
        console.press("Escape", r"3 clusters")
