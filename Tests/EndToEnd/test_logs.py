"""Logs: the merged live tail, freeze and search, the invocations table, one line whole; and no event lost or doubled."""

from __future__ import annotations

import json
import re
import signal
import tempfile
import time
from collections import Counter
from datetime import datetime, timezone

from console import Console, eventually
from world import ENVIRONMENT, World, WorldCase

GROUPS = [f"/aws/lambda/{ENVIRONMENT}-{name}-handler" for name in ("api", "sqs", "s3")] + [
    f"/aws/apigateway/{ENVIRONMENT}-api"]


def stored(world: World, begin: float, end: float | None = None) -> dict[str, dict]:
    """The server's own events since a moment, by id, as boto3 lists them."""
    events = {}
    for group in GROUPS:
        span = {"startTime": int(begin * 1000), **({"endTime": int(end * 1000)} if end else {})}
        pages = world.client("logs").get_paginator("filter_log_events").paginate(logGroupName=group, **span)
        for page in pages:
            for event in page["events"]:
                events[event["eventId"]] = {**event, "group": group}
    return events


class LogCase(WorldCase):
    def say(self, message: str, group: str = "api-handler", ago: float = 0) -> None:
        """A new log line."""
        logs, name = self.world.client("logs"), f"/aws/lambda/{ENVIRONMENT}-{group}"
        try:
            logs.create_log_stream(logGroupName=name, logStreamName="told")
        except logs.exceptions.ResourceAlreadyExistsException:
            pass
        logs.put_log_events(logGroupName=name, logStreamName="told", logEvents=[
            {"timestamp": int((time.time() - ago) * 1000), "message": message}])

    def open_logs(self, columns: int = 120, rows: int = 40, **options: object) -> Console:
        return self.open("5", loaded=r"following · [\d,]+ lines · last", columns=columns, rows=rows, **options)


class TailTests(LogCase):
    def test_new_lines_come_by_themselves_at_every_size(self) -> None:
        for columns, rows in (80, 24), (120, 40), (200, 60):
            with self.subTest(size=f"{columns}x{rows}"):
                console = self.open_logs(columns, rows)
                text = f"hello from the test at {columns}"
                self.say(text)
                console.wait(rf"┃▌[^┃]*{text}", 12)
                console.close()

    def test_lines_of_all_groups_are_merged_in_order_of_time(self) -> None:
        console = self.open_logs(200, 60)
        seen = re.findall(r"┃[▌ ](\d\d:\d\d:\d\d\S*) +[✗!]? ?(\S+)", console.screen())
        self.assertGreater(len(seen), 40, console.screen())
        times = [when for when, _ in seen]
        self.assertEqual(times, sorted(times))
        self.assertGreaterEqual(len({group for _, group in seen}), 2, console.screen())

    def test_freezing_keeps_the_place_while_lines_come(self) -> None:
        console = self.open_logs()
        console.press("f", "frozen")
        before = console.selected()
        self.say("while frozen")
        lines = lambda: int(re.search(r"([\d,]+) lines", console.screen()).group(1).replace(",", ""))
        count = lines()
        console.wait(lambda _: lines() > count, 12)
        self.assertNotIn("while frozen", console.screen())
        self.assertEqual(console.selected().split(" ", 2)[2:], before.split(" ", 2)[2:])
        console.press("f", r"┃▌[^┃]*while frozen")

    def test_scrolling_up_freezes_and_the_end_follows_again(self) -> None:
        console = self.open_logs()
        console.press("k", "frozen")
        console.press("f", "following")
        self.say("after following again")
        console.wait(r"┃▌[^┃]*after following again", 12)

    def test_pausing_takes_no_lines_in_until_it_ends(self) -> None:
        console = self.open_logs()
        console.press("=", "PAUSED")
        for number in range(3):
            self.say(f"kept waiting {number}")
        console.wait(r"PAUSED, 3 waiting", 12)
        self.assertNotIn("kept waiting", console.screen())
        console.press("=", r"kept waiting 0(?s:.*)kept waiting 1(?s:.*)kept waiting 2")

    def test_search_next_previous_and_inverse(self) -> None:
        for number in (1, 2, 3):
            self.say(f"needle {number} here", ago=8 - number)
        self.say("the newest of all")
        console = self.open_logs()
        console.wait("the newest of all", 12)
        console.press("/", "┃/")
        console.text("needle")
        console.press("Enter", r"/needle ·|/needle ")
        self.assertRegex(console.selected(), "needle 3")
        console.press("N", r"┃▌[^┃]*needle 2")
        console.press("N", r"┃▌[^┃]*needle 1")
        console.press("n", r"┃▌[^┃]*needle 2")
        console.press("Escape", lambda screen: "/needle" not in screen)
        console.press("/", "┃/")
        console.text("!needle")
        console.press("Enter", r"┏ 5 Logs ━+.*needle")
        console.wait(lambda screen: not re.search(r"┃[^/┃]*needle \d here", screen))

    def test_filter_by_text_group_and_level(self) -> None:
        self.say("[ERROR]\t2026-01-02T03:04:05.678Z\tid\tsomething broke", group="s3-handler")
        console = self.open_logs()
        console.wait("something broke", 12)
        for text, fits in [("level:error", r"✗"), ("group:s3", r"s3-handler"), ("!group:sqs", r"api|s3-handler"),
                           ("Traceback", r"✗")]:
            with self.subTest(filter=text):
                console.press("&", r"┃[&/]")
                console.text(text)
                console.press("Enter", r"[\d,]+ of [\d,]+ lines")
                rows = re.findall(r"┃[▌ ](\d\d:\d\d:\d\d[^┃]*)", console.screen())
                self.assertGreater(len(rows), 0)
                self.assertEqual([row for row in rows if not re.search(fits, row)], [])
                console.press("Escape", lambda screen: not re.search(r"[\d,]+ of [\d,]+ lines", screen))

    def test_next_and_previous_error(self) -> None:
        self.say("[ERROR]\t2026-01-02T03:04:05.678Z\tid\tnewest failure", ago=1)
        self.say("and then all is well")
        console = self.open_logs()
        console.wait(r"┃▌[^┃]*and then all is well", 12)
        console.press("E", r"┃▌[^┃]*✗[^┃]*newest failure")
        first = console.selected()
        console.press("E", lambda _: console.selected() != first and "✗" in console.selected())
        console.press("e", lambda _: console.selected().split("✗")[1] == first.split("✗")[1])

    def test_one_line_whole(self) -> None:
        trace = ("[ERROR]\t2026-01-02T03:04:05.678Z\t8a1c1d3e-0000-4000-8000-000000000001\tUnexpected error\n"
                 "Traceback (most recent call last):\n  File \"/var/task/handler.py\", line 48, in handler\n"
                 "    process(event)\nKeyError: 'the cause'\n")
        self.say(trace)
        console = self.open_logs()
        console.wait("Unexpected error", 12)
        console.press("G", r"┃▌[^┃]*Unexpected error")
        screen = console.press("Enter", "Where it comes from")
        for part in (r'┃ +File "/var/task/handler\.py", line 48, in handler', r"┃ +process\(event\)",
                     r"┃ *KeyError: 'the cause'", r"Level +error", rf"Group +/aws/lambda/{ENVIRONMENT}-api-handler",
                     r"Stream +told", r"Request +8a1c1d3e-0000-4000-8000-000000000001", r"Event +\d+"):
            self.assertRegex(screen, part)
        console.press("Escape", "┃ Time ")
        console.press("c", "Copied request id")
        self.assertEqual(console.clipboard(), "8a1c1d3e-0000-4000-8000-000000000001")
        console.press("C", "Copied .*JSON")
        self.assertEqual(json.loads(console.clipboard())["message"], trace)

    def test_json_lines_are_laid_out(self) -> None:
        self.say(json.dumps({"level": "ERROR", "message": "laid out", "deep": {"answer": 42}}))
        console = self.open_logs()
        console.wait("laid out", 12)
        console.press("G", r"┃▌[^┃]*laid out")
        console.press("Enter", r'┃ +"answer": 42')

    def test_hostile_lines_stay_text(self) -> None:
        self.say("evil \x1b[2J\x1b[H\x1b]0;owned\x07 \x9b31m \u202e end of evil")
        console = self.open_logs()
        console.wait("end of evil|live fo dne", 12)
        self.assertIn("5 Logs", console.screen())
        self.assertRegex(console.header, "development")
        self.assertRegex(console.footer, r"\? help$")
        self.assertNotIn("\u202e", console.screen())


class InvocationTests(LogCase):
    def test_the_table_comes_from_report_lines(self) -> None:
        console = self.open_logs(200, 60)
        console.press("i", r"[\d,]+ invocations ┓")
        found = re.search(r"┃[▌ ].*?(\w+-handler) +([\d.]+) ms +([\d,]+) ms +(\d+)/(\d+) .* ([0-9a-f-]{36})", console.screen())
        self.assertIsNotNone(found, console.screen())
        function, duration, billed, used, size, request = found.groups()
        events = stored(self.world, time.time() - 7200)
        report = next(event["message"] for event in events.values()
                      if request in event["message"] and re.search(r"REPORT|platform\.report", event["message"]))
        if report.startswith("REPORT"):
            self.assertRegex(report, rf"Billed Duration: {billed} ms\tMemory Size: {size} MB\tMax Memory Used: {used} MB")
            exact = float(re.search(r"Duration: ([\d.]+) ms", report).group(1))
        else:
            metrics = json.loads(report)["record"]["metrics"]
            exact = metrics["durationMs"]
            self.assertEqual((metrics["billedDurationMs"], metrics["maxMemoryUsedMB"]), (int(billed), int(used)))
        self.assertAlmostEqual(float(duration), exact, delta=0.06)

    def test_every_report_since_the_beginning_is_there(self) -> None:
        console = self.open_logs(120, 40)
        console.press("i", r"[\d,]+ invocations ┓")
        shown = int(re.search(r"([\d,]+) invocations", console.screen()).group(1).replace(",", ""))
        oldest = 3600
        reports = [event for event in stored(self.world, time.time() - oldest).values()
                   if re.match(r"REPORT RequestId|.*platform\.report", event["message"])]
        # The console looked back an hour when it opened, which was some seconds ago.
        self.assertLessEqual(abs(shown - len(reports)), 8)

    def test_failures_cold_starts_and_time_outs_are_told(self) -> None:
        console = self.open_logs(200, 60)
        console.press("i", r"[\d,]+ invocations ┓")
        for text in ("failed", "error", "cold", "timed out"):
            console.press("/", "┃/")
            console.text(text)
            console.wait(rf"┃/{text} +\d+ rows?┃")
            found = int(re.search(r" +(\d+) rows?┃", console.screen()).group(1))
            console.press("Escape", lambda screen: "┃/" not in screen)
            if text in ("cold", "timed out"):
                continue
            if found:
                break
        else:
            self.fail("no invocation is told to have failed")
        self.assertGreater(found, 0)

    def test_one_invocation_has_only_its_own_lines(self) -> None:
        console = self.open_logs(200, 60)
        console.press("i", r"[\d,]+ invocations ┓")
        request = re.search(r"┃▌.*([0-9a-f]{8}-[0-9a-f-]{27})", console.screen()).group(1)
        console.press("Enter", r"\d+ of [\d,]+ lines · one invocation")
        count = int(re.search(r"(\d+) of [\d,]+ lines", console.screen()).group(1))
        mine = [event for event in stored(self.world, time.time() - 7200).values() if request in event["message"]]
        self.assertEqual(count, len(mine))
        console.press("Escape", r"[\d,]+ invocations ┓")
        console.press("Escape", r"frozen|following")

    def test_sort_by_duration(self) -> None:
        console = self.open_logs(200, 60)
        console.press("i", r"[\d,]+ invocations ┓")
        console.press("o", r"Sort by: Time")
        console.keys("l", "l")
        console.wait(r"Sort by: Duration")
        console.press("Enter", r"Duration ?[▲▼]")
        console.keys("g")
        shown = lambda: [float(number) * (1000 if unit == "s" else 1) for number, unit in re.findall(
            r"-handler +([\d.]+) (ms|s) ", console.screen())]
        if "Duration▲" in console.screen():
            console.press("S", "Duration▼")
            console.keys("g")
        console.wait(lambda _: len(shown()) > 20 and shown() == sorted(shown(), reverse=True), 5)

    def test_a_new_invocation_appears(self) -> None:
        console = self.open_logs()
        console.press("i", r"[\d,]+ invocations ┓")
        count = lambda: int(re.search(r"([\d,]+) invocations", console.screen()).group(1).replace(",", ""))
        before = count()
        request = "11111111-2222-4333-8444-555555555555"
        self.say(f"START RequestId: {request} Version: $LATEST\n")
        self.say(f"END RequestId: {request}\n")
        self.say(f"REPORT RequestId: {request}\tDuration: 1234.50 ms\tBilled Duration: 1235 ms\tMemory Size: 256 MB\t"
                 "Max Memory Used: 91 MB\tInit Duration: 321.00 ms\t\n")
        console.wait(lambda _: count() == before + 1, 12)
        console.wait(r"api-handler +1(\.2\d* s|,?234\.5 ms) +1,?235 (ms|…).* 91/256")


class CompletenessTests(LogCase):
    """`logs tail --follow` beside live traffic: each event of the server exactly once."""

    def test_each_event_exactly_once(self) -> None:
        with tempfile.TemporaryFile("w+") as output, self.world.live(6):
            began = time.time()
            since = datetime.fromtimestamp(began, timezone.utc).isoformat(timespec="milliseconds")
            tail = self.world.start(
                "logs", "tail", "--follow", "--since", since.replace("+00:00", "Z"), stdout=output)
            self.addCleanup(tail.kill)
            time.sleep(20)
            self.world.control("live", {"rate": 0, "environment": ENVIRONMENT}, "POST")
            time.sleep(1)
            expected = {name: event for name, event in stored(self.world, began).items()
                        if event["timestamp"] >= round(began * 1000)}
            self.assertGreater(len(expected), 200, "there was no traffic to speak of")

            def received() -> list[dict]:
                output.seek(0)
                return [json.loads(line) for line in output.read().splitlines() if line.endswith("}")]

            eventually(lambda: len(received()) >= len(expected), 25)
            tail.send_signal(signal.SIGINT)
            _, complaints = tail.communicate(timeout=10)
            lines = received()
        count = Counter(line["eventId"] for line in lines)
        self.assertEqual([name for name, number in count.items() if number > 1], [], "events were doubled")
        self.assertEqual(sorted(expected.keys() - count.keys()), [], "events were lost")
        self.assertEqual(sorted(count.keys() - expected.keys()), [], "events were made up")
        for line in lines:
            event = expected[line["eventId"]]
            self.assertEqual(
                (line["group"], line["stream"], line["message"]),
                (event["group"], event["logStreamName"], event["message"]))
            when = datetime.fromisoformat(line["timestamp"])
            self.assertEqual(round(when.timestamp() * 1000), event["timestamp"])

    def test_an_hour_of_the_past_exactly_once(self) -> None:
        begin = time.time() - 3600
        since = datetime.fromtimestamp(begin, timezone.utc).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        result = self.world.run("logs", "tail", "--since", since)
        self.assertEqual((result.returncode, result.stderr), (0, ""))
        lines = [json.loads(line) for line in result.stdout.splitlines()]
        expected = [name for name, event in stored(self.world, begin).items()
                    if event["timestamp"] >= int(round(begin, 3) * 1000)]
        self.assertGreater(len(expected), 3000)
        self.assertEqual(sorted(line["eventId"] for line in lines), sorted(expected))
        moments = [line["timestamp"] for line in lines]
        self.assertEqual(moments, sorted(moments), "a tail without --follow is in order of time")


del LogCase
