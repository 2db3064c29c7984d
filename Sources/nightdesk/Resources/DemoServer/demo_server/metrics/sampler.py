"""The queue metrics that SQS itself would publish, sampled once a minute."""
from __future__ import annotations

import sys
import threading
import traceback

from ..clock import Clock
from ..sqs.messages import State
from ..sqs.queue import Queue
from ..sqs.service import QueueStore
from .store import Key, MetricStore

_DEPTHS = {
    State.VISIBLE: "ApproximateNumberOfMessagesVisible", State.IN_FLIGHT: "ApproximateNumberOfMessagesNotVisible",
    State.DELAYED: "ApproximateNumberOfMessagesDelayed",
}
_FLOWS = {
    "sent": "NumberOfMessagesSent", "received": "NumberOfMessagesReceived", "deleted": "NumberOfMessagesDeleted",
    "emptyReceives": "NumberOfEmptyReceives",
}


class QueueSampler:
    """Writes AWS/SQS metrics for every queue."""

    def __init__(self, queues: QueueStore, metrics: MetricStore, clock: Clock) -> None:
        self.queues = queues
        self.metrics = metrics
        self.clock = clock
        self._before: dict[str, dict[str, int]] = {}

    def start(self) -> None:
        """Samples at every full minute on a thread of its own."""
        threading.Thread(target=self._run, name="sampler", daemon=True).start()

    def _run(self) -> None:
        pause = threading.Event()
        while True:
            pause.wait(60 - self.clock.now() % 60)
            try:
                self.sample()
            except Exception:
                traceback.print_exc(file=sys.stderr)

    def forget_before(self, queue: Queue) -> None:
        """The next sample counts from now on."""
        self._before[queue.arn] = dict(queue.totals)

    def sample(self) -> None:
        """Takes one sample now, stamped with the minute."""
        minute = self.clock.now() // 60 * 60
        for (region, name), queue in list(self.queues.queues.items()):
            values = {_DEPTHS[state]: float(count) for state, count in queue.depth().items()}
            values["ApproximateAgeOfOldestMessage"] = float(int(queue.oldest_age()))
            totals = dict(queue.totals)
            before = self._before.get(queue.arn, {})
            values.update({metric: float(totals[key] - before.get(key, 0)) for key, metric in _FLOWS.items()})
            self._before[queue.arn] = totals
            for metric, value in values.items():
                unit = "Seconds" if metric == "ApproximateAgeOfOldestMessage" else "Count"
                self.metrics.put_value(Key(region, "AWS/SQS", metric, (("QueueName", name),)), minute, value, unit)
