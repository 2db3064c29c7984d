"""How fast pages become rows and lines, against prepared answers on loopback."""

from __future__ import annotations

import dataclasses
import socket
import time
import urllib.parse
from collections.abc import Callable

from key_rows import loaded_console
from report import Bound, Row, count, times
from terminal import median
from workbench import USERS, CannedServer, Workbench

EVENTS = 100_000
# What the console loads by itself, before it is asked for all.
FIRST_PAGE = 100


@dataclasses.dataclass
class Rates:
    """What one client reached, run by run, and how much of a processor the server took meanwhile."""

    name: str
    unit: str
    rates: list[float] = dataclasses.field(default_factory=list)
    wall: float = 0
    server: float = 0

    def run(self, server: CannedServer, work: Callable[[], float | tuple[int, float]]) -> None:
        """Runs the client once. `work` answers how many things it read, and in what time unless all of it counts."""
        cpu, begin = server.cpu_seconds(), time.perf_counter()
        answer = work()
        wall = time.perf_counter() - begin
        self.server += server.cpu_seconds() - cpu
        self.wall += wall
        amount, taken = answer if isinstance(answer, tuple) else (answer, wall)
        self.rates.append(amount / taken)

    @property
    def rate(self) -> float:
        return median(self.rates)

    @property
    def share(self) -> str:
        return f"server {self.server / self.wall * 100:.0f} % of a core"

    def __str__(self) -> str:
        return f"{self.name} {count(self.rate)} {self.unit} ({self.share})"


def told(answer: dict) -> tuple[int, float]:
    return answer["count"], answer["seconds"]


def scan(bench: Workbench) -> list[Row]:
    server = bench.server()
    size = server.item_bytes / server.users
    console, one, four, listing, boto3, cli = (
        Rates(name, "items/s")
        for name in ("console", "one segment", "four segments", "users list", "boto3 paginator", "aws CLI v1"))

    def load() -> tuple[int, float]:
        terminal, taken = loaded_console(bench, server)
        terminal.close()
        return USERS - FIRST_PAGE, taken

    def list_all() -> float:
        bench.discard([bench.binary, "users", "list", "--output", "jsonl"], server.endpoint)
        return USERS

    def list_by_cli() -> float:
        amount = bench.pick(30_000, 5_000)
        bench.discard(
            [bench.rival("aws"), "dynamodb", "scan", "--table-name", "development-users", "--max-items", str(amount),
             "--output", "json"], server.endpoint)
        return amount

    bench.rival("aws")
    for _ in range(bench.pick(3, 1)):
        for _ in range(2):
            console.run(server, load)
        for rates, work in ((one, "scan"), (four, "scan4")):
            for _ in range(2):
                rates.run(server, lambda: told(bench.in_process(work, server)))
        listing.run(server, list_all)
        boto3.run(server, lambda: told(bench.boto3("scan", bench.pick(50_000, 10_000), server)))
        cli.run(server, list_by_cli)
    figure = f"{count(console.rate)} items/s, {console.rate * size / 1e6:.0f} MB/s"
    return [
        Row("scan → table", f"load all in the console: {count(USERS)} users, typed JSON of {size:.0f} bytes; "
            f"{console.share}, the console's own start included", figure, peer=str(boto3),
            ratio=times(console.rate / boto3.rate), target="≥ 200,000 items/s, ≥ 30× boto3",
            bounds={"": Bound(console.rate, 200_000, is_floor=True),
                    "of boto3": Bound(console.rate / boto3.rate, 30, is_floor=True)}),
        Row("scan → table", "the same, beside the CLI", figure, peer=str(cli), ratio=times(console.rate / cli.rate),
            target="≥ 70× aws CLI", bounds={"of aws": Bound(console.rate / cli.rate, 70, is_floor=True)}),
        *(Row(f"scan, {rates.name}", f"the client alone, pages checked and indexed; {rates.share}",
              f"{count(rates.rate)} items/s, {rates.rate * size / 1e6:.0f} MB/s", peer=str(boto3),
              ratio=times(rates.rate / boto3.rate), target="≥ 200,000 items/s, ≥ 30× boto3",
              bounds={"": Bound(rates.rate, 200_000, is_floor=True),
                      "of boto3": Bound(rates.rate / boto3.rate, 30, is_floor=True)}) for rates in (one, four)),
        Row("users list → jsonl", f"every attribute decoded and written; {listing.share}",
            f"{count(listing.rate)} items/s", peer=str(cli), ratio=times(listing.rate / cli.rate))]


def logs(bench: Workbench) -> list[Row]:
    server = bench.server(users=100, events=EVENTS)
    size = server.event_bytes / server.events
    tail, boto3, cli = (
        Rates(name, "events/s") for name in ("tail", "boto3 paginator", "aws CLI v1 filter-log-events"))
    cpu = []

    def follow() -> tuple[int, float]:
        answer = bench.in_process("logs", server)
        if answer["count"] != EVENTS:
            raise RuntimeError(f"the tail gave {answer['count']:,} of {EVENTS:,} lines")
        cpu.append(answer["cpu"] / EVENTS * 1e6)
        return told(answer)

    def list_by_cli() -> float:
        since = int(time.time() * 1000) - 900_000
        bench.discard(
            [bench.rival("aws"), "logs", "filter-log-events", "--log-group-name",
             "/aws/lambda/development-api-handler", "--start-time", str(since), "--output", "json"], server.endpoint)
        return EVENTS

    bench.rival("aws")
    for _ in range(bench.pick(5, 1)):
        tail.run(server, follow)
        boto3.run(server, lambda: told(bench.boto3("logs", EVENTS, server)))
        cli.run(server, list_by_cli)
    begin = time.perf_counter()
    bench.discard([bench.binary, "logs", "tail", "--since", "15m", "--output", "jsonl"], server.endpoint)
    paced = EVENTS / (time.perf_counter() - begin)
    figure = f"{count(tail.rate)} events/s, {tail.rate * size / 1e6:.0f} MB/s"
    return [
        Row("log events → lines", f"the tail at full speed: {count(EVENTS)} events of {size:.0f} bytes, told apart, in "
            f"order, with levels; {median(cpu):.1f} µs of processor each; {tail.share}", figure, peer=str(boto3),
            ratio=times(tail.rate / boto3.rate), target="≥ 300,000 events/s",
            bounds={"": Bound(tail.rate, 300_000, is_floor=True)}),
        Row("log events → lines", "the same, beside the CLI (v1 has no tail)", figure, peer=str(cli),
            ratio=times(tail.rate / cli.rate), target="≥ 7× aws CLI (v2's tail)",
            bounds={"of aws": Bound(tail.rate / cli.rate, 7, is_floor=True)}),
        Row("logs tail, as shipped", "kept below the service's 5 requests a second, pages of 1 MB",
            f"{count(paced)} events/s")]


def receive(bench: Workbench) -> list[Row]:
    server = bench.server(users=100)
    ours, boto3 = Rates("client", "messages/s"), Rates("boto3", "messages/s")
    cpu = []

    def take() -> tuple[int, float]:
        answer = bench.in_process("receive", server)
        cpu.append(answer["cpu"] / answer["count"] * 1e7)
        return told(answer)

    for _ in range(bench.pick(3, 1)):
        ours.run(server, take)
        boto3.run(server, lambda: told(bench.boto3("receive", bench.pick(5_000, 1_000), server)))
    bare = bare_receive(server, bench.pick(1_000, 300)) * 1e6
    return [Row(
        "receive messages", f"one request after another, 10 messages each; {median(cpu):.0f} µs of processor a request "
        f"where the bare exchange takes {bare:.0f} µs; {ours.share}", f"{count(ours.rate)} messages/s", peer=str(boto3),
        ratio=times(ours.rate / boto3.rate), target="≥ 5× boto3",
        bounds={"": Bound(ours.rate / boto3.rate, 5, is_floor=True)})]


def lease(bench: Workbench) -> list[Row]:
    amount = 10_000
    ours, boto3 = Rates("leases", "messages/s"), Rates("boto3", "messages/s")
    for _ in range(bench.pick(5, 1)):
        # A server of its own for each: a queue gives its messages out once.
        server = bench.server(users=100, letters=amount)
        answer = {}

        def take() -> tuple[int, float]:
            answer.update(bench.in_process("lease", server))
            if answer["count"] != amount:
                raise RuntimeError(f"{answer['count']:,} of {amount:,} messages were leased")
            return told(answer)

        ours.run(server, take)
        boto3.run(server, lambda: told(bench.boto3("lease", amount, server)))
        server.close()
    return [Row(
        "lease messages", f"{count(amount)} of 1 KB until nothing more is visible, told apart and kept; {ours.share}",
        f"{count(ours.rate)} messages/s", peer=str(boto3), ratio=times(ours.rate / boto3.rate),
        target="≥ 5× boto3's loop, ≥ 2,900/s",
        bounds={"": Bound(ours.rate / boto3.rate, 5, is_floor=True), "messages/s": Bound(ours.rate, 2_900, is_floor=True)})]


def bare_receive(server: CannedServer, requests: int) -> float:
    """Seconds a request when nothing is signed, parsed or checked: what the server and the kernel leave to win."""
    place = urllib.parse.urlsplit(server.endpoint)
    body = b'{"QueueUrl":"http://127.0.0.1/123456789012/bench-queue"}'
    request = (b"POST / HTTP/1.1\r\nHost: bench\r\nX-Amz-Target: AmazonSQS.ReceiveMessage\r\n"
               + f"Content-Length: {len(body)}\r\n\r\n".encode() + body)
    with socket.create_connection((place.hostname, place.port)) as connection:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        begin = time.perf_counter()
        for _ in range(requests):
            connection.sendall(request)
            answer = connection.recv(1 << 16)
            while not answer.endswith(b"}]}"):
                answer = connection.recv(1 << 16)
        return (time.perf_counter() - begin) / requests
