"""What must hold over minutes: a lease that is extended, and a tail beside live traffic. Both begin when the tests are
loaded, so that their time passes while other tests run."""

from __future__ import annotations

import atexit
import json
import re
import signal
import tempfile
import time
import unittest
from collections import Counter
from datetime import datetime, timezone

from console import eventually
from test_logs import stored
from world import World

# The visibility time-out that a lease asks for: what was leased once only is visible again after it.
LEASE_SECONDS = 120


class Watch:
    """A world with live traffic, a console that holds its dead letters, and a tail of its logs."""

    def __init__(self) -> None:
        self.world = World(live=1)
        self.console = self.world.console(columns=80, rows=24)
        self.console.wait("100 loaded")
        self.console.press("4", r"[45]\d leased")
        self.leased_at = time.monotonic()
        self.began = time.time()
        since = datetime.fromtimestamp(self.began, timezone.utc).isoformat(timespec="milliseconds")
        self.output = tempfile.TemporaryFile("w+")
        self.tail = self.world.start(
            "logs", "tail", "--follow", "--since", since.replace("+00:00", "Z"), stdout=self.output)
        atexit.register(self.tail.kill)

    def close(self) -> None:
        self.tail.kill()
        self.tail.communicate()
        self.output.close()
        self.console.close()
        self.world.close()

    def received(self) -> list[dict]:
        self.output.seek(0)
        return [json.loads(line) for line in self.output.read().splitlines() if line.endswith("}")]


watch: Watch | None = None


def load_tests(_: unittest.TestLoader, tests: unittest.TestSuite, pattern: str | None) -> unittest.TestSuite:
    global watch
    # Nothing begins when the tests of this file were not asked for.
    if tests.countTestCases():
        watch = Watch()
    return tests


def tearDownModule() -> None:
    if watch is not None:
        watch.close()


class UnbrokenTests(unittest.TestCase):
    def test_leases_are_extended_and_the_receipts_stay_valid(self) -> None:
        world, console = watch.world, watch.console
        extensions = lambda: world.requests("sqs:ChangeMessageVisibility") + world.requests(
            "sqs:ChangeMessageVisibilityBatch")
        # No use in waiting on for what would already have been too late.
        self.assertTrue(eventually(extensions, watch.leased_at + LEASE_SECONDS - 5 - time.monotonic(), 1),
                        "nothing was extended before it ended")
        time.sleep(max(0.0, watch.leased_at + LEASE_SECONDS + 2 - time.monotonic()))
        world.control("live", {"rate": 0, "environment": "development"}, "POST")
        # Letters that have just come are taken in at the next look.
        self.assertTrue(eventually(lambda: world.queue_counts()[0] == 0, 25), world.queue_counts())
        held = world.queue_counts()[1]
        self.assertGreaterEqual(held, 48)
        screen = console.wait(rf"{held} leased, \d:\d\d left")
        # None of the first ones was received twice: they were extended, not lost and found.
        self.assertEqual(set(re.findall(r" (\d+) (?:order_\w+|–) ", screen)), {"4"}, screen)
        console.press("q", rf"Quit\?(?s:.*){held} leased messages to give back")
        console.keys("y")
        console.wait_for_end(0)
        # Only a valid receipt gives a message back at once.
        world.come_to(visible=held, in_flight=0, seconds=3)
        counts = Counter()
        sqs, url = world.client("sqs"), world.queue_url("order-dlq")
        while len(counts) < held:
            messages = sqs.receive_message(
                QueueUrl=url, MaxNumberOfMessages=10, VisibilityTimeout=30,
                MessageSystemAttributeNames=["ApproximateReceiveCount"]).get("Messages", [])
            if not messages:
                break
            for message in messages:
                counts[message["MessageId"]] = int(message["Attributes"]["ApproximateReceiveCount"])
        # Three failures, the console's one receive, ours now.
        self.assertLessEqual(max(counts.values()), 5)
        self.assertEqual(len(counts), held)

    def test_the_tail_missed_and_doubled_nothing(self) -> None:
        world = watch.world
        world.control("live", {"rate": 0, "environment": "development"}, "POST")
        # What was under way when the traffic was stopped is still written.
        looks: list[dict[str, dict]] = [{}]

        def settled() -> bool:
            looks.append(stored(world, watch.began))
            return looks[-1].keys() == looks[-2].keys()

        self.assertTrue(eventually(settled, 10, 0.5), "the traffic did not stop")
        expected = {name: event for name, event in looks[-1].items()
                    if event["timestamp"] >= round(watch.began * 1000)}
        eventually(lambda: len(watch.received()) >= len(expected), 25)
        self.assertIsNone(watch.tail.poll(), "the tail ended by itself")
        watch.tail.send_signal(signal.SIGINT)
        watch.tail.wait(10)
        count = Counter(line["eventId"] for line in watch.received())
        self.assertEqual([name for name, number in count.items() if number > 1], [], "events were doubled")
        self.assertEqual(sorted(expected.keys() - count.keys()), [], "events were lost")
        self.assertEqual(sorted(count.keys() - expected.keys()), [], "events were made up")
        self.assertGreater(len(count), 500)
