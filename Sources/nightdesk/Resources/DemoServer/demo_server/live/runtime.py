"""A function's execution environments and what Lambda writes around each invocation.

Formats: the Lambda developer guide, "Sending Lambda function logs to CloudWatch Logs", and the Telemetry API schema.
"""
from __future__ import annotations

import json
import random
import uuid
from dataclasses import dataclass

from ..clock import Clock, iso
from ..errors import ServiceError
from ..logs.store import LogStore
from ..metrics.store import Key, MetricStore
from .timeline import Timeline

TIMEOUT = 30.0
IDLE_LIMIT = 300.0
MEMORY = 256


@dataclass
class Environment:
    """One execution environment: a log stream, and until when it is busy."""

    stream: str
    busy_until: float
    memory: int


class Invocation:
    """One invocation: the lines it writes, each at its time, and how it ends."""

    def __init__(self, request_id: str, json_format: bool) -> None:
        self.request_id = request_id
        self.json_format = json_format
        self.lines: list[tuple[float, str, str]] = []
        self.elapsed = 0.0
        self.failed = False

    def work(self, seconds: float) -> None:
        """Lets time pass."""
        self.elapsed += seconds

    def log(self, level: str, text: str) -> None:
        """A line of the function's own logger."""
        self.lines.append((self.elapsed, level, text))
        self.elapsed += 0.0004

    def render(self, start: float, offset: float, level: str, text: str) -> str:
        """A line as the log group gets it."""
        stamp = iso(start + offset)
        if self.json_format:
            line = {"timestamp": stamp, "level": level, "message": text, "logger": "root", "requestId": self.request_id}
            return json.dumps(line, ensure_ascii=False)
        return f"[{level}]\t{stamp}\t{self.request_id}\t{text}\n"


class Function:
    """One function: `begin` gives an invocation to fill, `run` plays it."""

    def __init__(self, name: str, json_format: bool, rng: random.Random, logs: LogStore, metrics: MetricStore,
                 clock: Clock, timeline: Timeline, region: str) -> None:
        self.name = name
        self.json_format = json_format
        self.rng = rng
        self.logs = logs
        self.metrics = metrics
        self.clock = clock
        self.timeline = timeline
        self.region = region
        self.environments: list[Environment] = []

    def begin(self) -> Invocation:
        """A new invocation, not yet running."""
        return Invocation(str(uuid.UUID(int=self.rng.getrandbits(128), version=4)), self.json_format)

    def run(self, invocation: Invocation) -> None:
        """Starts it now; its lines are written as their times come."""
        now = self.clock.now()
        timed_out = invocation.elapsed >= TIMEOUT
        duration = min(invocation.elapsed, TIMEOUT) + self.rng.uniform(0.0005, 0.004)
        environment, cold = self._environment(now, duration)
        wait = 0.0
        if cold is not None:
            wait = cold
            if not self.json_format:
                self._write(environment, now, "INIT_START Runtime Version: python:3.12.v64\tRuntime Version ARN: "
                            f"arn:aws:lambda:{self.region}::runtime:1f4e6c0d3b7a9e58\n")
        start = now + wait
        self.timeline.after(wait, lambda: self._write(environment, start, self._start_line(invocation, start)))
        for offset, level, text in invocation.lines:
            if offset < TIMEOUT:
                self._later(environment, wait + offset, start + offset, invocation.render(start, offset, level, text))
        ending = self._ending(invocation, environment, start, duration, cold, timed_out)
        self._later(environment, wait + duration, start + duration, *ending)
        self.timeline.after(wait + duration, lambda: self._count(start, duration, timed_out or invocation.failed))

    def _environment(self, now: float, duration: float) -> tuple[Environment, float | None]:
        self.environments = [one for one in self.environments if one.busy_until > now - IDLE_LIMIT]
        free = next((one for one in self.environments if one.busy_until <= now), None)
        if free is not None:
            free.busy_until = now + duration
            free.memory = min(MEMORY - 8, free.memory + (self.rng.random() < 0.1))
            return free, None
        cold = self.rng.uniform(0.18, 0.65)
        stream = f"{iso(now)[:10].replace('-', '/')}/[$LATEST]{self.rng.getrandbits(128):032x}"
        made = Environment(stream, now + cold + duration, self.rng.randint(64, 96))
        self.environments.append(made)
        return made, cold

    def _start_line(self, invocation: Invocation, start: float) -> str:
        if self.json_format:
            record = {"requestId": invocation.request_id, "version": "$LATEST"}
            return json.dumps({"time": iso(start), "type": "platform.start", "record": record})
        return f"START RequestId: {invocation.request_id} Version: $LATEST\n"

    def _ending(self, invocation: Invocation, environment: Environment, start: float, duration: float,
                cold: float | None, timed_out: bool) -> list[str]:
        identifier = invocation.request_id
        spent = duration * 1000
        if self.json_format:
            metrics = {"durationMs": round(spent, 3), "billedDurationMs": int(spent) + 1, "memorySizeMB": MEMORY, "maxMemoryUsedMB": environment.memory}
            if cold is not None:
                metrics["initDurationMs"] = round(cold * 1000, 3)
            status = "timeout" if timed_out else "error" if invocation.failed else "success"
            record = {"requestId": identifier, "metrics": metrics, "status": status}
            return [json.dumps({"time": iso(start + duration), "type": "platform.report", "record": record})]
        lines = [f"{iso(start + duration)} {identifier} Task timed out after {TIMEOUT:.2f} seconds\n\n"] if timed_out else []
        trace = f"1-{int(start):08x}-{self.rng.getrandbits(96):024x}"
        report = (
            f"REPORT RequestId: {identifier}\tDuration: {TIMEOUT * 1000 if timed_out else spent:.2f} ms\t"
            f"Billed Duration: {int(TIMEOUT * 1000) if timed_out else int(spent) + 1} ms\tMemory Size: {MEMORY} MB\tMax Memory Used: {environment.memory} MB\t"
        )
        if cold is not None:
            report += f"Init Duration: {cold * 1000:.2f} ms\t"
        if timed_out:
            report += "Status: timeout\t"
        return [*lines, f"END RequestId: {identifier}\n", report + f"\nXRAY TraceId: {trace}\tSegmentId: {self.rng.getrandbits(64):016x}\tSampled: true\t\n"]

    def _later(self, environment: Environment, wait: float, moment: float, *messages: str) -> None:
        self.timeline.after(wait, lambda: self._write(environment, moment, *messages))

    def _write(self, environment: Environment, moment: float, *messages: str) -> None:
        write(self.logs, self.region, f"/aws/lambda/{self.name}", environment.stream, moment, *messages)

    def _count(self, start: float, duration: float, failed: bool) -> None:
        dimensions = (("FunctionName", self.name),)
        for metric, value, unit in (("Invocations", 1.0, "Count"), ("Errors", float(failed), "Count"), ("Duration", duration * 1000, "Milliseconds")):
            self.metrics.put_value(Key(self.region, "AWS/Lambda", metric, dimensions), start // 60 * 60, value, unit)


def write(logs: LogStore, region: str, group_name: str, stream_name: str, moment: float, *messages: str) -> None:
    """Adds lines to a stream, which is made if need be; nothing happens if the group is gone."""
    try:
        group = logs.group(region, group_name)
    except ServiceError:
        return  # As with real functions: no group, no log.
    with group.lock:
        stream = group.streams.get(stream_name) or logs.create_stream(group, stream_name)
    logs.put(group, stream, [(int(moment * 1000), message) for message in messages])
