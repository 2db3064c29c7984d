"""`nightdesk logs tail` without the console: it follows until it is told to end, and ends as the signal would have it."""

from __future__ import annotations

import json
import signal

from world import WorldCase


class TailTests(WorldCase):
    def test_signals(self) -> None:
        for name in ("SIGINT", "SIGTERM", "SIGHUP"):
            with self.subTest(signal=name):
                tail = self.world.start("logs", "tail", "--follow", "--since", "12h", "--output", "jsonl")
                self.addCleanup(tail.kill)
                first = json.loads(tail.stdout.readline())
                self.assertIn("eventId", first)
                tail.send_signal(getattr(signal, name))
                # No line is cut short.
                for line in tail.stdout:
                    json.loads(line)
                self.assertEqual(tail.stderr.read(), "")
                self.assertEqual(tail.wait(timeout=10), 128 + getattr(signal, name))
