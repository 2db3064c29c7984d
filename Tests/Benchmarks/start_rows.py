"""From the command to the first frame, and to the first live rows."""

from __future__ import annotations

import http.client
import time
import urllib.parse

from report import Bound, Row, times
from terminal import median
from workbench import CannedServer, Missing, Workbench

TITLES = (b"Users", b"Orders", b"Queues", b"Dead letters", b"Logs")


def first_paint(bench: Workbench) -> list[Row]:
    endpoint = bench.silent_endpoint()
    log = str(bench.log_file())
    programs = {"nightdesk": ([bench.binary], (b"nightdesk", b"UTC", *TITLES, b"help"))}
    for name in ("less", "lnav"):
        try:
            programs[name] = ([bench.tool(name), log], (b"Successfully processed",))
        except Missing:
            continue
    taken: dict[str, list[float]] = {name: [] for name in programs}
    for _ in range(bench.pick(15, 5)):
        for name, (command, texts) in programs.items():
            terminal = bench.terminal(command, endpoint)
            taken[name].append((terminal.wait_for(*texts) - terminal.started) * 1000)
            # Nothing is measured any more, and a console without answers takes its time to leave.
            terminal.close(limit=0)
    ours = median(taken["nightdesk"])
    peers = {name: median(values) for name, values in taken.items() if name != "nightdesk"}
    row = Row(
        "start → first paint", f"header, five frames, footer at 200×60, from a server that never answers; median of "
        f"{len(taken['nightdesk'])}", f"{ours:.1f} ms", target="≤ 40 ms, ≤ ⅓ of lnav",
        peer=", ".join(f"{name} {value:.1f} ms" for name, value in peers.items()) or "–",
        bounds={"": Bound(ours, 40)})
    if "lnav" in peers:
        row.ratio = times(ours / peers["lnav"])
        row.bounds["of lnav"] = Bound(ours / peers["lnav"], 1 / 3)
    return [row]


def live_page(bench: Workbench) -> list[Row]:
    server = bench.server()
    ours, trips = [], []
    for _ in range(bench.pick(15, 5)):
        terminal = bench.console(server.endpoint)
        ours.append((terminal.wait_for(b"family.0@", b"family.5@") - terminal.started) * 1000)
        terminal.close()
        trips.append(round_trip(server) * 1000)
    return [Row(
        "start → live users", f"first page of 100 users on the screen; median of {len(ours)}", f"{median(ours):.1f} ms",
        peer=f"the server's own round trip {median(trips):.1f} ms", ratio=times(median(ours) / median(trips)),
        target="≤ 1 round trip + 60 ms", bounds={"": Bound(median(ours), median(trips) + 60)})]


def round_trip(server: CannedServer) -> float:
    """Seconds that a bare client takes for the same page, on a connection of its own."""
    place = urllib.parse.urlsplit(server.endpoint)
    begin = time.perf_counter()
    connection = http.client.HTTPConnection(place.hostname, place.port)
    connection.request("POST", "/", b'{"TableName":"development-users","Limit":100}', {
        "X-Amz-Target": "DynamoDB_20120810.Scan", "Content-Type": "application/x-amz-json-1.0"})
    connection.getresponse().read()
    taken = time.perf_counter() - begin
    connection.close()
    return taken
