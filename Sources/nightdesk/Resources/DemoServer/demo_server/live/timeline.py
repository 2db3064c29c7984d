"""Actions that are due later, run in order of time on one thread."""
from __future__ import annotations

import heapq
import itertools
import sys
import threading
import time
import traceback
from collections.abc import Callable

Action = Callable[[], None]


class Timeline:
    """A thread that runs each action when it is due; an action that fails is told on stderr and the rest go on."""

    def __init__(self) -> None:
        self._condition = threading.Condition()
        self._queue: list[tuple[float, int, Action]] = []
        self._order = itertools.count()
        self._started = False

    def after(self, seconds: float, action: Action) -> None:
        """Runs an action `seconds` from now."""
        with self._condition:
            if not self._started:
                self._started = True
                threading.Thread(target=self._run, name="timeline", daemon=True).start()
            heapq.heappush(self._queue, (time.monotonic() + seconds, next(self._order), action))
            self._condition.notify()

    def clear(self) -> None:
        """Forgets what is due."""
        with self._condition:
            self._queue.clear()

    def _run(self) -> None:
        while True:
            with self._condition:
                while not self._queue or self._queue[0][0] > time.monotonic():
                    self._condition.wait(self._queue[0][0] - time.monotonic() if self._queue else None)
                action = heapq.heappop(self._queue)[2]
            try:
                action()
            except Exception:
                traceback.print_exc(file=sys.stderr)
