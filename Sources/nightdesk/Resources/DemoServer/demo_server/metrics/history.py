"""A past for a queue's metrics: what CloudWatch would tell of the hours before the server began."""
from __future__ import annotations

import math
import random
from collections.abc import Iterator

from ..sqs.queue import Queue
from .sampler import QueueSampler
from .store import Key

COARSE, FINE = 300, 60
# The last half hour has a point a minute, for rates that hold now; what is older has one for five.
FINE_SECONDS = 1800
# A message has failed for good after three visibility time-outs.
DYING = 900.0


def backfill(sampler: QueueSampler, region: str, queue: Queue, dead: Queue | None, hours: float, per_minute: float, rng: random.Random) -> int:
    """Writes the last hours of a queue and of its dead-letter queue, up to the minute that has begun; says how many points.

    The queue had `per_minute` messages a minute on the mean, more by day than by night, and one bad hour in the middle in
    which they piled up. What lies in the dead-letter queue now came there when its send times say.
    """
    trouble = (0.55, 0.55 + 1 / max(hours, 2))
    backlog, count = 0.0, 0
    births = sorted(message.enqueued for message in list(dead.messages.values())) if dead else []
    moments = list(_moments(sampler.clock.now(), hours))
    for index, (moment, step) in enumerate(moments):
        part = index / len(moments)
        daily = 1 + 0.5 * math.sin((moment % 86_400) / 86_400 * 2 * math.pi - math.pi / 2)
        sent = round(per_minute * step / 60 * daily * rng.uniform(0.85, 1.15))
        able = sent * 0.3 if trouble[0] <= part < trouble[1] else sent + per_minute * step / 60
        deleted = min(round(backlog + sent), round(able))
        backlog += sent - deleted
        rate = max(per_minute / 60 * daily, 0.01)
        flows = {"NumberOfMessagesSent": sent, "NumberOfMessagesReceived": deleted, "NumberOfMessagesDeleted": deleted}
        count += _put(sampler, region, queue, moment, {
            **flows, "ApproximateNumberOfMessagesVisible": round(backlog), "ApproximateAgeOfOldestMessage": round(backlog / rate),
            "ApproximateNumberOfMessagesNotVisible": min(10, deleted), "ApproximateNumberOfMessagesDelayed": 0, "NumberOfEmptyReceives": step // 20,
        })
        if dead:
            there = [birth for birth in births if birth + DYING <= moment + step]
            # What a redrive policy brings is not counted as sent (SQS developer guide, "Available CloudWatch metrics").
            count += _put(sampler, region, dead, moment, {
                **dict.fromkeys(flows, 0), "ApproximateNumberOfMessagesVisible": len(there),
                "ApproximateAgeOfOldestMessage": int(moment - there[0]) if there else 0,
                "ApproximateNumberOfMessagesNotVisible": 0, "ApproximateNumberOfMessagesDelayed": 0, "NumberOfEmptyReceives": 0,
            })
    # What was sent to make this world is no traffic.
    for one in [queue, dead] if dead else [queue]:
        sampler.forget_before(one)
    return count


def _moments(now: float, hours: float) -> Iterator[tuple[float, int]]:
    end = now // FINE * FINE
    edge = (end - FINE_SECONDS) // COARSE * COARSE
    moment = (end - hours * 3600) // COARSE * COARSE
    while moment < end:
        step = COARSE if moment < edge else FINE
        yield moment, step
        moment += step


def _put(sampler: QueueSampler, region: str, queue: Queue, moment: float, values: dict[str, float]) -> int:
    for metric, value in values.items():
        unit = "Seconds" if metric == "ApproximateAgeOfOldestMessage" else "Count"
        sampler.metrics.put_value(Key(region, "AWS/SQS", metric, (("QueueName", queue.name),)), moment, float(value), unit)
    return len(values)
