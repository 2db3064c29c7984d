"""The headless twins: field names, formats, exit codes and sentences are an interface that scripts stand on."""

from __future__ import annotations

import json
import os
import pty
import select
import signal
import subprocess
import time

from console import BINARY, eventually
from world import ENVIRONMENT, WorldCase

LISTS = [["users", "list"], ["orders", "list"], ["queues", "list"], ["dlq", "list"], ["logs", "tail", "--since", "5m"]]
FIELDS = {
    "queues": ["name", "url", "visible", "inFlight", "delayed", "oldestAge", "inPerMinute", "outPerMinute", "drain", "kind",
               "encryption", "deadLetterQueue"],
    "dlq": ["messageId", "body", "attributes", "receiveCount", "sentAt", "queue", "reason"],
    "logs": ["eventId", "timestamp", "group", "stream", "message"],
}


class OutputTests(WorldCase):
    def rows(self, *arguments: str) -> list[dict]:
        result = self.world.run(*arguments)
        self.assertEqual((result.returncode, result.stderr), (0, ""), arguments)
        return [json.loads(line) for line in result.stdout.splitlines()]

    def test_field_names(self) -> None:
        for command in LISTS[2:]:
            with self.subTest(command=command):
                rows = self.rows(*command)
                self.assertTrue(rows)
                for row in rows:
                    self.assertEqual(sorted(row), sorted(FIELDS[command[0]]))

    def test_users_are_the_items(self) -> None:
        rows = self.rows("users", "list")
        scan = self.world.client("dynamodb").get_paginator("scan").paginate(TableName=f"{ENVIRONMENT}-users")
        items = {item["userId"]["S"]: item for page in scan for item in page["Items"]}
        self.assertEqual(len(rows), len(items))
        for row in rows:
            item = items[row["userId"]]
            self.assertEqual(sorted(row), sorted(item))
            self.assertEqual(row["name"], item["name"]["S"])
            self.assertEqual(row.get("age"), int(item["age"]["N"]) if "age" in item else None)

    def test_orders_are_the_items(self) -> None:
        rows = self.rows("orders", "list")
        scan = self.world.client("dynamodb").get_paginator("scan").paginate(TableName=f"{ENVIRONMENT}-orders")
        items = {item["orderId"]["S"]: item for page in scan for item in page["Items"]}
        self.assertEqual({row["orderId"] for row in rows}, set(items))
        for row in rows:
            item = items[row["orderId"]]
            self.assertEqual(sorted(row), sorted(item))
            self.assertEqual(
                row["items"], [{"productId": part["M"]["productId"]["S"], "quantity": int(part["M"]["quantity"]["N"]),
                                **({"engraving": part["M"]["engraving"]["S"]} if "engraving" in part["M"] else {})}
                               for part in item["items"]["L"]])

    def test_numbers_keep_their_digits(self) -> None:
        digits = "12345678901234567890.123456789012345678"
        self.world.put("users", {
            "userId": {"S": "digits"}, "big": {"N": digits}, "bytes": {"B": b"\x00\xff"}, "set": {"SS": ["a", "b"]},
            "none": {"NULL": True}, "yes": {"BOOL": True}, "deep": {"M": {"list": {"L": [{"N": "1"}, {"S": "x"}]}}}})
        result = self.world.run("users", "list")
        line = next(line for line in result.stdout.splitlines() if '"digits"' in line)
        self.assertIn(f'"big":{digits}', line)
        row = json.loads(line)
        self.assertEqual((row["none"], row["yes"], row["deep"]), (None, True, {"list": [1, "x"]}))
        self.assertEqual(sorted(row["set"]), ["a", "b"])
        self.assertEqual(row["bytes"], "AP8=")
        self.world.client("dynamodb").delete_item(
            TableName=f"{ENVIRONMENT}-users", Key={"userId": {"S": "digits"}})

    def test_queues_are_what_sqs_says(self) -> None:
        rows = {row["name"]: row for row in self.rows("queues", "list")}
        self.assertEqual(set(rows), {f"{ENVIRONMENT}-order-queue", f"{ENVIRONMENT}-order-dlq"})
        letters = rows[f"{ENVIRONMENT}-order-dlq"]
        self.assertEqual((letters["visible"], letters["inFlight"], letters["delayed"]), (48, 0, 0))
        self.assertIsNone(letters["deadLetterQueue"])
        self.assertEqual(rows[f"{ENVIRONMENT}-order-queue"]["deadLetterQueue"], f"{ENVIRONMENT}-order-dlq")
        self.assertEqual(letters["url"], self.world.queue_url("order-dlq"))

    def test_dead_letters_are_listed_once_and_given_back(self) -> None:
        rows = self.rows("dlq", "list")
        self.assertEqual(len({row["messageId"] for row in rows}), 48)
        self.assertEqual(len(rows), 48)
        self.world.come_to(visible=48, in_flight=0, seconds=2)
        for row in rows:
            self.assertRegex(row["sentAt"], r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$")
            self.assertGreaterEqual(row["receiveCount"], 3)
            self.assertEqual(row["queue"], f"{ENVIRONMENT}-order-dlq")
            self.assertIsInstance(row["attributes"], dict)
        self.assertTrue(any(len(row["body"]) > 150_000 for row in rows))
        self.assertTrue(any("source" in row["attributes"] for row in rows))

    def test_log_events(self) -> None:
        rows = self.rows("logs", "tail", "--since", "5m")
        self.assertGreater(len(rows), 100)
        for row in rows:
            self.assertRegex(row["timestamp"], r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$")
            self.assertIn(ENVIRONMENT, row["group"])
        self.assertEqual(len({row["eventId"] for row in rows}), len(rows))

    def test_log_groups_and_filter(self) -> None:
        group = f"/aws/lambda/{ENVIRONMENT}-sqs-handler"
        rows = self.rows("logs", "tail", "--since", "1h", "--group", group, "--filter", "REPORT")
        self.assertGreater(len(rows), 5)
        self.assertEqual({row["group"] for row in rows}, {group})
        self.assertEqual([row for row in rows if "REPORT" not in row["message"]], [])

    def test_json_is_one_array_and_jsonl_one_object_a_line(self) -> None:
        # From one moment on, however long the runs take.
        begin = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() - 300))
        for command in LISTS[:-1] + [["logs", "tail", "--since", begin]]:
            with self.subTest(command=command):
                whole = self.world.run(*command, "--output", "json")
                lines = self.world.run(*command, "-o", "jsonl")
                self.assertEqual((whole.returncode, lines.returncode), (0, 0))
                array = json.loads(whole.stdout)
                self.assertIsInstance(array, list)
                rows = [json.loads(line) for line in lines.stdout.splitlines()]
                self.assertEqual(len(array), len(rows))
                key = {"users": "userId", "orders": "orderId", "queues": "name", "dlq": "messageId",
                       "logs": "eventId"}[command[0]]
                self.assertEqual(sorted(row[key] for row in array), sorted(row[key] for row in rows))

    def test_an_empty_result_is_empty_in_each_format(self) -> None:
        command = ["logs", "tail", "--since", "1m", "--filter", "nobody-ever-said-this"]
        for output, text in ("json", "[]\n"), ("jsonl", ""):
            result = self.world.run(*command, "--output", output)
            self.assertEqual((result.returncode, result.stdout, result.stderr), (0, text, ""))

    def test_a_pipe_gets_jsonl_and_a_terminal_a_table(self) -> None:
        self.assertTrue(self.world.run("queues", "list").stdout.startswith("{"))
        table = self.on_a_terminal("queues", "list")
        self.assertRegex(
            table, r"NAME +VISIBLE +IN FLIGHT +DELAYED +OLDEST +IN/MIN +OUT/MIN +DRAIN +KIND +DEAD LETTERS TO\r\n")
        self.assertRegex(table, rf"{ENVIRONMENT}-order-dlq +48 +0 +0")

    def on_a_terminal(self, *arguments: str) -> str:
        ours, theirs = pty.openpty()
        process = subprocess.Popen(
            [BINARY, *arguments], env=self.world.process_environment({"TERM": "xterm"}), stdin=theirs, stdout=theirs,
            stderr=theirs)
        os.close(theirs)
        text = b""
        while select.select([ours], [], [], 10)[0]:
            try:
                piece = os.read(ours, 65536)
            except OSError:
                break
            if not piece:
                break
            text += piece
        os.close(ours)
        self.assertEqual(process.wait(10), 0)
        return text.decode()

    def test_tables_have_columns_and_no_control_bytes(self) -> None:
        self.world.put("users", {"userId": {"S": "evil"}, "name": {"S": "a\x1b[31mb\nc"}, "email": {"S": "e@example.com"}})
        for command in LISTS:
            with self.subTest(command=command):
                result = self.world.run(*command, "--output", "table")
                self.assertEqual(result.returncode, 0)
                lines = result.stdout.splitlines()
                self.assertGreater(len(lines), 2)
                self.assertNotRegex(result.stdout, r"[\x00-\x09\x0b-\x1f\x7f\x80-\x9f]")
        self.world.client("dynamodb").delete_item(TableName=f"{ENVIRONMENT}-users", Key={"userId": {"S": "evil"}})

    def test_log_groups_are_whole_in_the_table(self) -> None:
        result = self.world.run("logs", "tail", "--since", "5m", "--output", "table")
        self.assertIn(f"/aws/lambda/{ENVIRONMENT}-api-handler ", result.stdout)

    def test_limit(self) -> None:
        for command in LISTS[:2] + LISTS[3:4]:
            with self.subTest(command=command):
                self.assertEqual(len(self.rows(*command, "--limit", "3")), 3)
        self.world.come_to(visible=48, in_flight=0, seconds=2)

    def make_pages(self, environment: str) -> int:
        """Fills an environment's users with more than two megabytes, which are three pages of a scan."""
        self.world.control("stack", {"environment": environment}, "POST")
        for number in range(8):
            self.world.client("dynamodb").put_item(TableName=f"{environment}-users", Item={
                "userId": {"S": f"user {number}"}, "note": {"S": "x" * 350_000}})
        return 8

    def test_pages_are_written_as_they_come(self) -> None:
        count = self.make_pages("paged")
        with self.world.fault("slow", service="dynamodb", operation="Scan", after=1, seconds=3):
            process = self.world.start("users", "list", "--env", "paged")
            self.addCleanup(process.kill)
            self.assertTrue(select.select([process.stdout], [], [], 2)[0], "nothing came before the last page")
            output, complaints = process.communicate(timeout=30)
        self.assertEqual((process.returncode, complaints, len(output.splitlines())), (0, "", count))

    def test_a_page_cut_short_is_an_error_after_what_came(self) -> None:
        count = self.make_pages("truncated")
        with self.world.fault("truncate", after=1, service="dynamodb", operation="Scan", bytes=500):
            result = self.world.run("users", "list", "--env", "truncated")
        self.assertEqual(result.returncode, 1)
        self.assertTrue(result.stderr.strip())
        rows = [json.loads(line) for line in result.stdout.splitlines()]
        self.assertGreater(len(rows), 0)
        self.assertLess(len(rows), count)

    def test_environment_by_variable_and_by_flag(self) -> None:
        self.world.control("stack", {"environment": "staging"}, "POST")
        by_variable = self.world.run("queues", "list", environment={"NIGHTDESK_ENV": "staging"})
        self.assertIn('"staging-order-dlq"', by_variable.stdout)
        by_flag = self.world.run("queues", "list", "--env", ENVIRONMENT, environment={"NIGHTDESK_ENV": "staging"})
        self.assertIn(f'"{ENVIRONMENT}-order-dlq"', by_flag.stdout)
        self.assertNotIn("staging", by_flag.stdout)
        empty = self.world.run("users", "list", "--env", "staging")
        self.assertEqual((empty.returncode, empty.stdout, empty.stderr), (0, "", ""))


class ReaderTests(WorldCase):
    """Pipes and signals."""

    def test_a_reader_that_goes_away_is_no_error(self) -> None:
        for command in LISTS:
            with self.subTest(command=command):
                result = subprocess.run(
                    ["bash", "-c", 'set -o pipefail; "$@" | head -1; exit ${PIPESTATUS[0]}', "bash", BINARY, *command],
                    env=self.world.process_environment(), capture_output=True, text=True, timeout=30)
                self.assertEqual((result.returncode, result.stderr), (0, ""))
                self.assertEqual(len(result.stdout.splitlines()), 1)
        self.world.come_to(visible=48, in_flight=0, seconds=2)

    def test_a_following_tail_ends_with_its_reader(self) -> None:
        process = self.world.start("logs", "tail", "--since", "5m", "--follow")
        self.addCleanup(process.kill)
        process.stdout.readline()
        process.stdout.close()
        with self.world.live(4):
            self.assertTrue(eventually(lambda: process.poll() is not None, 15), "the tail writes to nobody")
        process.stderr.close()
        self.assertEqual(process.returncode, 0)

    def test_signals_end_a_listing_and_give_back_the_leases(self) -> None:
        for name in "SIGINT", "SIGTERM", "SIGHUP":
            with self.subTest(signal=name):
                # Slow second receives keep the listing going for as long as the test needs.
                with self.world.fault("slow", service="sqs", operation="ReceiveMessage", after=2, seconds=3):
                    process = self.world.start("dlq", "list")
                    self.addCleanup(process.kill)
                    self.assertTrue(eventually(lambda: self.world.queue_counts()[1] > 0, 5))
                    process.send_signal(getattr(signal, name))
                    process.communicate(timeout=15)
                self.assertNotEqual(process.returncode, 0)
                self.world.come_to(visible=48, in_flight=0, seconds=5)

    def test_a_following_tail_ends_on_a_signal(self) -> None:
        for name in "SIGINT", "SIGTERM":
            process = self.world.start("logs", "tail", "--since", "1m", "--follow")
            self.addCleanup(process.kill)
            process.stdout.readline()
            began = time.monotonic()
            process.send_signal(getattr(signal, name))
            process.communicate(timeout=10)
            self.assertLess(time.monotonic() - began, 3)


class ExitCodeTests(WorldCase):
    """0 done · 1 failed · 2 usage · 3 partly done · 4 not found · 5 denied, each with a sentence that says what to do."""

    def fails(self, code: int, sentence: str, *arguments: str, environment: dict[str, str | None] | None = None) -> str:
        result = self.world.run(*arguments, environment=environment)
        self.assertEqual(result.returncode, code, f"{arguments}: {result.stderr}")
        self.assertRegex(result.stderr, sentence, arguments)
        self.assertEqual(result.stdout, "")
        self.assertNotIn("Fatal error", result.stderr)
        return result.stderr

    def test_version_and_help(self) -> None:
        version = self.world.run("--version")
        self.assertEqual(version.returncode, 0)
        self.assertRegex(version.stdout, r"^nightdesk \d+\.\d+\.\d+\n$")
        for command in [[], ["users"], ["orders"], ["queues"], ["dlq"], ["logs"], ["demo"], *LISTS]:
            with self.subTest(command=command):
                result = self.world.run(*[part for part in command if part not in ("--since", "5m")], "--help")
                self.assertEqual((result.returncode, result.stderr), (0, ""))
                self.assertRegex(result.stdout, r"USAGE: nightdesk")

    def test_usage(self) -> None:
        for arguments, sentence in [
            (["--bogus"], "--bogus"), (["bogus"], "bogus"), (["users", "list", "--bogus"], "--bogus"),
            (["users", "list", "--output", "xml"], "table.*json.*jsonl"), (["users", "list", "--limit", "0"], "--limit"),
            (["users", "list", "--limit", "many"], "--limit"), (["users", "list", "--env"], "--env"),
            (["logs", "tail", "--since", "yesterday"], r"--since.*15m"), (["demo", "--scale", "0"], "--scale"),
            (["demo", "--port", "99999"], "--port"), (["demo", "--live", "-1"], "--live"),
        ]:
            with self.subTest(arguments=arguments):
                self.fails(2, sentence, *arguments)

    def test_no_credentials(self) -> None:
        bare = {"AWS_ACCESS_KEY_ID": None, "AWS_SECRET_ACCESS_KEY": None}
        for command in LISTS:
            with self.subTest(command=command):
                text = self.fails(1, "No AWS credentials", *command, environment=bare)
                # What was looked at, and what to do.
                self.assertIn("AWS_ACCESS_KEY_ID", text)
                self.assertRegex(text, r"(?i)\b(set|export|run|configure|choose|sign in|give)\b")

    def test_wrong_keys(self) -> None:
        for change in {"AWS_SECRET_ACCESS_KEY": "wrong"}, {"AWS_ACCESS_KEY_ID": "AKIAUNKNOWN000000000"}:
            for command in LISTS:
                with self.subTest(command=command, change=list(change)):
                    self.fails(1, r"does not accept the credentials .*Check the keys", *command, environment=change)

    def test_no_region_and_no_such_profile(self) -> None:
        self.fails(1, r"region.*--region", "users", "list", environment={"AWS_REGION": None})
        self.fails(1, r"no profile .nope.", "users", "list", "--profile", "nope")

    def test_endpoint_down(self) -> None:
        for command in LISTS:
            with self.subTest(command=command):
                text = self.fails(
                    1, r"No connection to http://127\.0\.0\.1:1\b.*Connection refused.*Check the network", *command,
                    environment={"AWS_ENDPOINT_URL": "http://127.0.0.1:1"})
                self.assertEqual(text.count("("), text.count(")"), text)

    def test_bad_endpoints(self) -> None:
        for endpoint, sentence in [
            ("nonsense", r"http:// or https://"), ("http://no.such.host.invalid", r"Use https"),
            ("https://no.such.host.invalid", r"(?i)no\.such\.host\.invalid.*Check the network"),
        ]:
            with self.subTest(endpoint=endpoint):
                self.fails(1, sentence, "users", "list", environment={"AWS_ENDPOINT_URL": endpoint})

    def test_nothing_of_that_environment(self) -> None:
        for command in LISTS:
            with self.subTest(command=command):
                self.fails(4, r"nowhere.*|environment", *command, "--env", "nowhere")

    def test_permission_denied(self) -> None:
        for command, service, operation, action in [
            (LISTS[0], "dynamodb", "Scan", "dynamodb:Scan"), (LISTS[1], "dynamodb", "Scan", "dynamodb:Scan"),
            (LISTS[2], "sqs", "ListQueues", "sqs:ListQueues"),
            (LISTS[2], "sqs", "GetQueueAttributes", "sqs:GetQueueAttributes"),
            (LISTS[3], "sqs", "ReceiveMessage", "sqs:ReceiveMessage"),
            (LISTS[4], "logs", "DescribeLogGroups", "logs:DescribeLogGroups"),
            (LISTS[4], "logs", "FilterLogEvents", "logs:FilterLogEvents"),
        ]:
            with self.subTest(operation=action), self.world.fault("deny", service=service, operation=operation):
                self.fails(5, rf"Not allowed: {action} on ", *command)

    def test_partly_denied(self) -> None:
        with self.world.fault("deny", times=1, service="sqs", operation="GetQueueAttributes"):
            result = self.world.run("queues", "list")
        self.assertEqual(result.returncode, 3, result.stderr)
        self.assertIn("Not allowed: sqs:GetQueueAttributes", result.stderr)
        self.assertEqual(len(result.stdout.splitlines()), 1)

    def test_malformed_answers(self) -> None:
        for command, service in zip(LISTS, ["dynamodb", "dynamodb", "sqs", "sqs", "logs"]):
            with self.subTest(command=command), self.world.fault("malformed", service=service):
                text = self.fails(1, r"makes no sense", *command)
                self.assertRegex(text, r"(?i)\b(try|check|ask|report)\w*\b")

    def test_passing_trouble_is_ridden_out(self) -> None:
        for kind in ("throttle", "error500", "drop"):
            with self.subTest(kind=kind), self.world.fault(kind, times=2, service="dynamodb", operation="Scan"):
                result = self.world.run("users", "list", "--limit", "5")
                self.assertEqual((result.returncode, result.stderr), (0, ""))
                self.assertEqual(len(result.stdout.splitlines()), 5)

    def test_expired_credentials(self) -> None:
        with self.world.fault("expired", service="dynamodb"):
            self.fails(1, r"expired.*Sign in again", "users", "list")
