"""`nightdesk demo`: a believable world in seconds, live, and nothing left behind."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import tempfile
import time
import unittest

from console import BINARY, Console, children, eventually, is_running
from world import ENVIRONMENT, World, WorldCase


def servers_below(process: int) -> list[int]:
    """The demo servers that a process started."""
    return children(process, "demo_server")


class DemoCase(unittest.TestCase):
    def setUp(self) -> None:
        home = tempfile.TemporaryDirectory(prefix="nightdesk-test-")
        self.addCleanup(home.cleanup)
        self.environment: dict[str, str | None] = {
            "XDG_CONFIG_HOME": f"{home.name}/config", "XDG_STATE_HOME": f"{home.name}/state",
            **({"XDG_DATA_HOME": os.environ["XDG_DATA_HOME"]} if "XDG_DATA_HOME" in os.environ else {}),
        }

    def demo(self, *arguments: str, columns: int = 120, rows: int = 40) -> tuple[Console, int, int]:
        """A demo that runs; with the console's process and its server's."""
        console = Console(["demo", "--seed", "7", *arguments], self.environment, columns, rows)
        self.addCleanup(console.close)
        console.wait(r"1 Users ━.*100 loaded", 30)
        process = console.process_id()
        servers = servers_below(process)
        self.assertEqual(len(servers), 1)
        self.addCleanup(self.kill_if_left, servers[0])
        return console, process, servers[0]

    def kill_if_left(self, process: int) -> None:
        if is_running(process):
            os.kill(process, signal.SIGKILL)

    def assert_gone(self, process: int, what: str, seconds: float = 6) -> None:
        self.assertTrue(eventually(lambda: not is_running(process), seconds), f"{what} was left behind")


class LifeTests(DemoCase):
    def test_live_in_ten_seconds_and_every_pane_filled(self) -> None:
        began = time.monotonic()
        console, _, _ = self.demo("--live", "2")
        self.assertLess(time.monotonic() - began, 10)
        console.wait(r"(?s)1 Users ━.*100 loaded of ~2,\d{3}.*3 Queues ─.*2 queues")
        console.wait(r"(?s)2 Orders ─.*100 loaded of ~1,\d{3}.*5 Logs ─.* following · [\d,]{5,} lines")
        # Traffic flows: log lines of now keep coming.
        lines = lambda: int(re.search(r"([\d,]+) lines", console.screen()).group(1).replace(",", ""))
        console.wait(r"last \ds ago|last \d s ago|last now", 20)
        before = lines()
        console.wait(lambda _: lines() > before + 5, 20)
        console.press("4", r"4[89] leased|5\d leased")
        self.assertRegex(console.header, r"development +123456789012 +us-east-1")

    def test_quitting_while_messages_are_leased(self) -> None:
        console, _, server = self.demo()
        console.press("4", r"leased, 1:")
        console.press("q", r"Quit\?")
        console.keys("y")
        console.wait_for_end(0)
        self.assert_gone(server, "the server", 2)

    def test_signals_stop_the_server_too(self) -> None:
        for name in "SIGTERM", "SIGHUP", "SIGINT":
            with self.subTest(signal=name):
                console, process, server = self.demo()
                os.kill(process, getattr(signal, name))
                console.wait_for_end(128 + getattr(signal, name))
                self.assertFalse(console.flag("alternate_on"))
                self.assert_gone(server, "the server")

    def test_control_c_while_it_prepares(self) -> None:
        console = Console(["demo", "--scale", "20"], self.environment, 80, 24)
        self.addCleanup(console.close)
        console.wait("Filling the demo world", 30)
        process = console.process_id()
        servers = servers_below(process)
        console.keys("C-c")
        self.assert_gone(process, "the demo")
        for server in servers:
            self.addCleanup(self.kill_if_left, server)
            self.assert_gone(server, "the server")

    def test_keep_leaves_it_and_says_how_to_reach_and_stop_it(self) -> None:
        console, _, server = self.demo("--keep", columns=200, rows=60)
        console.keys("q")
        screen = console.wait_for_end(0)
        self.assertTrue(is_running(server))
        settings = dict(re.findall(r"export (AWS_\w+)=(\S+)", screen))
        self.assertEqual(sorted(settings), [
            "AWS_ACCESS_KEY_ID", "AWS_ENDPOINT_URL", "AWS_REGION", "AWS_SECRET_ACCESS_KEY"])
        listing = subprocess.run(
            [BINARY, "queues", "list"], capture_output=True, text=True,
            env={"PATH": os.environ["PATH"], "HOME": "/nonexistent", **settings})
        self.assertEqual(listing.returncode, 0, listing.stderr)
        self.assertIn(f"{ENVIRONMENT}-order-dlq", listing.stdout)
        stop = re.search(r"kill (\d+)", screen)
        self.assertEqual(int(stop.group(1)), server)
        os.kill(server, signal.SIGTERM)
        self.assert_gone(server, "the kept server")

    def test_read_only(self) -> None:
        console, _, _ = self.demo("--read-only", columns=80, rows=24)
        console.press("n", "(?i)read-only")

    def test_a_port_that_is_taken(self) -> None:
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            taken.listen()
            port = taken.getsockname()[1]
            result = subprocess.run(
                [BINARY, "demo", "--no-console", "--port", str(port)], capture_output=True, text=True, timeout=30,
                env={**os.environ, **{key: value for key, value in self.environment.items() if value}})
        self.assertEqual(result.returncode, 1)
        self.assertEqual(result.stdout, "")
        # A person must not have to open a log file to learn this.
        self.assertRegex(result.stderr, rf"{port}.*(taken|in use)|(taken|in use).*{port}")

    def test_without_a_terminal_it_does_not_leave_a_server(self) -> None:
        process = subprocess.Popen(
            [BINARY, "demo"], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
            env={**os.environ, **{key: value for key, value in self.environment.items() if value}})
        servers: list[int] = []
        eventually(lambda: servers.extend(servers_below(process.pid)) or servers or process.poll() is not None, 10)
        _, complaints = process.communicate(timeout=40)
        self.assertEqual(process.returncode, 1)
        self.assertIn("terminal", complaints)
        for server in servers:
            self.assert_gone(server, "the server")


class SeedTests(WorldCase):
    """What is in the world."""

    def test_enough_of_everything(self) -> None:
        stats = self.world.control("stats")
        self.assertGreaterEqual(stats["tables"][f"{ENVIRONMENT}-users"], 2000)
        self.assertGreaterEqual(stats["tables"][f"{ENVIRONMENT}-orders"], 1000)
        self.assertGreaterEqual(stats["queues"][f"{ENVIRONMENT}-order-dlq"]["visible"], 40)
        groups = {name: count for name, count in stats["logGroups"].items() if ENVIRONMENT in name}
        self.assertEqual(len(groups), 4)
        self.assertGreaterEqual(sum(groups.values()), 20_000)
        self.assertTrue(all(groups.values()), groups)

    def test_the_logs_hold_every_kind_of_line(self) -> None:
        # Asked without Nightdesk's own eyes.
        logs = self.world.client("logs")
        found = {name: 0 for name in ("Traceback", "Init Duration", "Task timed out", '"platform.report"', "REPORT RequestId")}
        for group in ("api-handler", "sqs-handler", "s3-handler"):
            for page in logs.get_paginator("filter_log_events").paginate(
                    logGroupName=f"/aws/lambda/{ENVIRONMENT}-{group}"):
                for event in page["events"]:
                    for name in found:
                        found[name] += name in event["message"].replace('": "platform', '":"platform')
        self.assertEqual([name for name, count in found.items() if count == 0], [])

    def test_dead_letters_are_of_the_kinds_that_the_issue_asks_for(self) -> None:
        letters = [json.loads(line) for line in self.world.run("dlq", "list").stdout.splitlines()]
        bodies = [letter["body"] for letter in letters]
        kinds = {
            "SNS-wrapped": lambda body: '"TopicArn"' in body, "not JSON": lambda body: not is_json(body),
            "reserved word": lambda body: '"updates"' in body and '"status"' in body,
            "unicode": lambda body: not body.isascii(), "200 KB": lambda body: len(body.encode()) >= 200_000,
            "missing field": lambda body: '"order_created"' in body and '"orderId"' not in body,
        }
        for name, fits in kinds.items():
            with self.subTest(kind=name):
                self.assertTrue(any(map(fits, bodies)))
        # Believable: failures of one night did not all happen in the same second.
        self.assertGreater(len({letter["sentAt"][:16] for letter in letters}), 5)

    def test_the_same_seed_makes_the_same_world(self) -> None:
        other = World()
        self.addCleanup(other.close)
        for command in ["users", "list"], ["orders", "list"]:
            with self.subTest(command=command):
                key = {"users": "userId", "orders": "orderId"}[command[0]]
                ours, theirs = ([json.loads(line)[key] for line in world.run(*command).stdout.splitlines()]
                                for world in (self.world, other))
                self.assertEqual(sorted(ours), sorted(theirs))
        # Moments are the day's own; everything else is the seed's.
        moment = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z")
        bodies = [sorted(moment.sub("then", json.loads(line)["body"]) for line in world.run("dlq", "list").stdout.splitlines())
                  for world in (self.world, other)]
        self.assertEqual(bodies[0], bodies[1])


def is_json(text: str) -> bool:
    try:
        json.loads(text)
        return True
    except ValueError:
        return False


del DemoCase
