"""CloudWatch Logs: order, pages, patterns, Insights, Live Tail."""
from __future__ import annotations

import json
import time
import unittest
from typing import Any

from running import ServerCase, now_millis

EMPTY_EVERY = 3


class LogCase(ServerCase):
    flags = ("--empty-page-every", str(EMPTY_EVERY))

    def setUp(self) -> None:
        self.logs = self.client("logs")
        self.group = f"/test/{self.id().rsplit('.', 1)[1]}"
        self.logs.create_log_group(logGroupName=self.group)

    def put(self, stream: str, *events: tuple[int, str]) -> None:
        try:
            self.logs.create_log_stream(logGroupName=self.group, logStreamName=stream)
        except self.logs.exceptions.ResourceAlreadyExistsException:
            pass
        self.logs.put_log_events(logGroupName=self.group, logStreamName=stream,
                                 logEvents=[{"timestamp": stamp, "message": text} for stamp, text in events])

    def every(self, **arguments: Any) -> list[dict[str, Any]]:
        """All events over all pages."""
        pages = self.logs.get_paginator("filter_log_events").paginate(logGroupName=self.group, **arguments)
        return [event for page in pages for event in page["events"]]

    def texts(self, **arguments: Any) -> list[str]:
        return [event["message"] for event in self.every(**arguments)]


class ReadingTests(LogCase):
    def test_time_order_over_streams_and_every_event_once(self) -> None:
        start = now_millis() - 60_000
        for stream in range(4):
            self.put(f"s{stream}", *((start + 10 * number + stream, f"{stream}-{number}") for number in range(200)))
        events = self.every(limit=37)
        self.assertEqual(len({event["eventId"] for event in events}), 800)
        self.assertEqual(len(events), 800)
        stamps = [event["timestamp"] for event in events]
        self.assertEqual(stamps, sorted(stamps))
        self.assertEqual({event["logStreamName"] for event in self.every(logStreamNamePrefix="s3")}, {"s3"})
        self.assertEqual(len(self.every(logStreamNames=["s0", "s1"], startTime=start + 1000, endTime=start + 1010)), 3)

    def test_some_pages_are_empty_with_a_token(self) -> None:
        self.put("s", *((now_millis() - 1000 + number, str(number)) for number in range(50)))
        counts = []
        token: dict[str, str] = {}
        while True:
            page = self.logs.filter_log_events(logGroupName=self.group, limit=5, **token)
            counts.append(len(page["events"]))
            if "nextToken" not in page:
                break
            token = {"nextToken": page["nextToken"]}
        self.assertIn(0, counts[:-1])
        self.assertEqual(sum(counts), 50)
        self.assert_code("InvalidParameterException", self.logs.filter_log_events, logGroupName=self.group, limit=5,
                         filterPattern="other", nextToken="eyJ4IjoxfQ==")

    def test_pages_end_at_a_megabyte(self) -> None:
        start = now_millis() - 1000
        for number in range(3):
            self.put("s", *((start + number, "x" * 200_000) for _ in range(4)))
        sizes = [sum(len(event["message"]) for event in page["events"])
                 for page in self.logs.get_paginator("filter_log_events").paginate(logGroupName=self.group)]
        self.assertLessEqual(max(sizes), 1_048_576)
        self.assertEqual(sum(sizes), 2_400_000)

    def test_late_events_take_their_place(self) -> None:
        start = now_millis() - 10_000
        self.put("a", (start, "1"), (start + 100, "3"))
        self.put("b", (start + 50, "2"))
        self.assertEqual(self.texts(), ["1", "2", "3"])

    def test_get_log_events_tokens(self) -> None:
        start = now_millis() - 10_000
        self.put("s", *((start + number, str(number)) for number in range(10)))
        where = {"logGroupName": self.group, "logStreamName": "s", "limit": 4}
        newest = self.logs.get_log_events(**where)
        self.assertEqual([one["message"] for one in newest["events"]], ["6", "7", "8", "9"])
        older = self.logs.get_log_events(**where, nextToken=newest["nextBackwardToken"])
        self.assertEqual([one["message"] for one in older["events"]], ["2", "3", "4", "5"])
        end = self.logs.get_log_events(**where, nextToken=newest["nextForwardToken"])
        self.assertEqual((end["events"], end["nextForwardToken"]), ([], newest["nextForwardToken"]))
        self.put("s", (start + 11, "new"))
        more = self.logs.get_log_events(**where, nextToken=end["nextForwardToken"])
        self.assertEqual([one["message"] for one in more["events"]], ["new"])
        oldest = self.logs.get_log_events(**where, startFromHead=True)
        self.assertEqual([one["message"] for one in oldest["events"]], ["0", "1", "2", "3"])

    def test_listing_and_retention(self) -> None:
        self.logs.put_retention_policy(logGroupName=self.group, retentionInDays=1)
        old = now_millis() - 2 * 86_400_000
        self.logs.create_log_stream(logGroupName=self.group, logStreamName="s")
        answer = self.logs.put_log_events(logGroupName=self.group, logStreamName="s", logEvents=[{"timestamp": old, "message": "x"}])
        self.assertEqual(answer["rejectedLogEventsInfo"], {"tooOldLogEventEndIndex": 1})
        found = self.logs.describe_log_groups(logGroupNamePattern="RETENTION")["logGroups"]
        self.assertEqual([(one["logGroupName"], one["retentionInDays"]) for one in found], [(self.group, 1)])
        self.put("newer", (now_millis(), "y"))
        streams = self.logs.describe_log_streams(logGroupName=self.group, orderBy="LastEventTime", descending=True)["logStreams"]
        self.assertEqual([one["logStreamName"] for one in streams], ["newer", "s"])
        self.assert_code("ResourceNotFoundException", self.logs.filter_log_events, logGroupName="/none")
        self.assert_code("InvalidParameterException", self.logs.put_log_events, logGroupName=self.group, logStreamName="s",
                         logEvents=[{"timestamp": now_millis(), "message": "b"}, {"timestamp": 1, "message": "a"}])


class PatternTests(LogCase):
    LINES = (
        "[ERROR] 401 code=1 Lambda timed out", "INFO all is well", "WARN disk 80%", 'say "hello" there',
        '{"level":"ERROR","latency":120,"path":"/users/1","ip":"10.0.0.1","ok":false,"tags":["a","b"],"user":{"name":"Ada"}}',
        '{"level":"INFO","latency":7,"path":"/orders","missing":null}',
        '127.0.0.1 - frank [10/Oct/2025:13:25:15 -0700] "GET /index.html HTTP/1.0" 404 1534',
    )

    def test_every_form(self) -> None:
        start = now_millis() - 10_000
        self.put("s", *((start + index, line) for index, line in enumerate(self.LINES)))
        for pattern, wanted in (
            ("", [0, 1, 2, 3, 4, 5, 6]), ("ERROR", [0, 4]), ("ERROR timed", [0]), ('"timed out"', [0]), ("ERROR -timed", [4]),
            ("?well ?disk", [1, 2]), (r'"say \"hello\""', [3]), (r"%\d{3} code%", [0]), ("error", []),
            ('{ $.level = "ERROR" }', [4]), ("{ $.latency > 100 }", [4]), ("{ $.latency <= 7 || $.ip = 10.0.* }", [4, 5]),
            ('{ $.level = "INFO" && $.path = "/ord*" }', [5]), ('{ $.level != "INFO" }', [4]), ("{ $.ok IS FALSE }", [4]),
            ("{ $.missing IS NULL }", [5]), ("{ $.ip NOT EXISTS }", [5]), ('{ $.tags[1] = "b" }', [4]), ('{ $.user.name = %^A% }', [4]),
            ("{ ($.latency = 7 || $.latency = 120) && $.ok IS FALSE }", [4]),
            ("[ip, id, user, time, request, status=4*, size>1000]", [6]), ("[..., size>2000]", []), ("[ip=127*, ...]", [6]),
            ("[ip, id, user=frank || user=joe, ..., size]", [6]),
        ):
            with self.subTest(pattern):
                self.assertEqual(self.texts(filterPattern=pattern), [self.LINES[index] for index in wanted])
        for pattern in ("{ $.level = }", "{ $.a > 1", "[a, b", "a&b", "{ level = 1 }"):
            with self.subTest(pattern):
                self.assert_code("InvalidParameterException", self.logs.filter_log_events, logGroupName=self.group, filterPattern=pattern)


class InsightsTests(LogCase):
    def query(self, text: str, status: str = "Complete") -> list[dict[str, str]]:
        now = int(time.time())
        identifier = self.logs.start_query(logGroupName=self.group, startTime=now - 3600, endTime=now + 1, queryString=text)["queryId"]
        answer = self.eventually(lambda: self.results(identifier))
        self.assertEqual(answer["status"], status)
        return [{cell["field"]: cell["value"] for cell in row if cell["field"] != "@ptr"} for row in answer["results"]]

    def results(self, identifier: str) -> Any:
        answer = self.logs.get_query_results(queryId=identifier)
        return answer if answer["status"] not in ("Scheduled", "Running") else None

    def test_the_usable_subset(self) -> None:
        start = now_millis() - 600_000
        report = "REPORT RequestId: 8a-{0}\tDuration: {1}.50 ms\tBilled Duration: 11 ms\tMemory Size: 256 MB\tMax Memory Used: {2} MB\t"
        self.put("a", *((start + number, report.format(number, 10 * number, 60 + number)) for number in range(1, 11)))
        self.put("b", (start + 20, '{"level":"ERROR","latency":"40","path":"/users"}'), (start + 21, '{"level":"INFO","latency":2}'))
        rows = self.query('filter @type = "REPORT" | stats count(*) as n, avg(@duration) as mean, max(@maxMemoryUsed / 1000000) as mb, pct(@duration, 90) as p90')
        self.assertEqual(rows, [{"n": "10", "mean": "55.5", "mb": "70", "p90": "90.5"}])
        rows = self.query('fields @timestamp, level, latency | filter level = "ERROR" and latency >= 40')
        self.assertEqual([(row["level"], row["latency"]) for row in rows], [("ERROR", "40")])
        self.assertRegex(rows[0]["@timestamp"], r"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3}$")
        self.assertEqual(len(self.query("fields @message | sort @timestamp desc | limit 3")), 3)
        self.assertEqual(self.query("filter @message like /8a-1\\b/ | display @duration"), [{"@duration": "10.5"}])
        self.assertEqual(self.query('filter @message like "8a-" and not (@duration < 100) | fields @requestId'), [{"@requestId": "8a-10"}])
        self.assertEqual(self.query("stats count(*) by @logStream | sort @logStream asc"),
                         [{"@logStream": "a", "count(*)": "10"}, {"@logStream": "b", "count(*)": "2"}])
        bins = self.query("stats count(*) as n by bin(1h)")
        self.assertEqual(sum(int(row["n"]) for row in bins), 12)
        self.assertRegex(bins[0]["bin(1h)"], r":00:00\.000$")
        self.assertEqual(self.query('parse @message "Duration: * ms\tBilled" as took | filter ispresent(took) | sort took desc | limit 1 | display took'),
                         [{"took": "100.50"}])

    def test_what_cannot_be_read_says_where(self) -> None:
        for text in ("fields @message |", "junk 1", "filter (a = 1", "stats nope(a)", "limit x"):
            with self.subTest(text):
                error = self.assert_code("MalformedQueryException", self.logs.start_query, logGroupName=self.group, startTime=0, endTime=9, queryString=text)
                self.assertIn("location", error["queryCompileError"])

    def test_stop_of_an_ended_query_is_refused(self) -> None:
        identifier = self.logs.start_query(logGroupName=self.group, startTime=0, endTime=9, queryString="fields @message")["queryId"]
        self.eventually(lambda: self.results(identifier))
        self.assert_code("InvalidParameterException", self.logs.stop_query, queryId=identifier)


class LiveTailTests(LogCase):
    def test_updates_come_as_events_arrive(self) -> None:
        arn = self.logs.describe_log_groups(logGroupNamePrefix=self.group)["logGroups"][0]["logGroupArn"]
        stream = self.logs.start_live_tail(logGroupIdentifiers=[arn], logEventFilterPattern="keep")["responseStream"]
        events = iter(stream)
        self.assertEqual(next(events)["sessionStart"]["logGroupIdentifiers"], [arn])
        self.put("s", (now_millis(), "keep ä"), (now_millis(), "drop"))
        found: list[str] = []
        while not found:
            update = next(events)["sessionUpdate"]
            self.assertFalse(update["sessionMetadata"]["sampled"])
            found += [one["message"] for one in update["sessionResults"]]
        self.assertEqual(found, ["keep ä"])
        stream.close()
        self.assert_code("InvalidParameterException", self.logs.start_live_tail, logGroupIdentifiers=[arn + ":*"])


class StackTests(ServerCase):
    def test_groups(self) -> None:
        groups = {one["logGroupName"]: one.get("retentionInDays") for one in self.client("logs").describe_log_groups()["logGroups"]}
        self.assertEqual(groups, {
            "/aws/apigateway/development-api": 30, "/aws/lambda/development-api-handler": None,
            "/aws/lambda/development-s3-handler": None, "/aws/lambda/development-sqs-handler": None,
        })
        self.assertEqual(json.dumps(self.control("GET", "stats")["logGroups"]["/aws/apigateway/development-api"]), "0")


if __name__ == "__main__":
    unittest.main()
