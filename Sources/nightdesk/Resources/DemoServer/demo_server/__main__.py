"""The command line: parse, start, print the ready line, and leave when told to."""
from __future__ import annotations

import argparse
import ctypes
import os
import signal
import sys
import threading
from typing import NoReturn


def parser() -> argparse.ArgumentParser:
    """The flags, as README.md lists them."""
    from .server import Options

    defaults = Options()
    flags = argparse.ArgumentParser(prog="demo_server", description="An AWS-compatible server on 127.0.0.1 for Nightdesk's demo and tests.")
    flags.add_argument("--port", type=int, default=0)
    flags.add_argument("--ready-file")
    flags.add_argument("--keep", action="store_true")
    flags.add_argument("--account", default=defaults.account)
    flags.add_argument("--region", default=defaults.region)
    flags.add_argument("--access-key", default=defaults.access_key)
    flags.add_argument("--secret-key", default=defaults.secret_key)
    flags.add_argument("--credential", action="append", default=[], metavar="ID:SECRET[:USER]")
    flags.add_argument("--denied-access-key", default=defaults.denied_access_key)
    flags.add_argument("--denied-secret-key", default=defaults.denied_secret_key)
    flags.add_argument("--deny", action="append", default=[], metavar="ACTION")
    flags.add_argument("--stack", action="append", default=[], metavar="ENV")
    flags.add_argument("--live", type=float, default=0.0, metavar="RATE")
    flags.add_argument("--seed", type=int)
    flags.add_argument("--log", metavar="FILE")
    flags.add_argument("--empty-page-every", type=int, default=7, metavar="N")
    flags.add_argument("--clock-offset", type=float, default=0.0, metavar="SECONDS")
    flags.add_argument("--no-auth", action="store_true")
    flags.add_argument("--gzip", action="store_true")
    return flags


def forget_the_account() -> None:
    """Keeps botocore, which moto uses, from the person's AWS variables and files: they are none of this server's business."""
    for name in [name for name in os.environ if name.startswith("AWS_")]:
        del os.environ[name]
    os.environ["AWS_CONFIG_FILE"] = os.environ["AWS_SHARED_CREDENTIALS_FILE"] = os.devnull


def leave(*_: object) -> NoReturn:
    """Ends the process at once: nothing here needs saving."""
    os._exit(0)


def die_with_parent(parent: int, kept: threading.Event) -> None:
    """Leaves when the process `parent` dies (PR_SET_PDEATHSIG), unless the server is kept; off Linux, stdin alone tells.

    The kernel sends the signal when the *thread* ends that started this process, too, so each signal is a question only.
    """

    def ask(*_: object) -> None:
        if os.getppid() != parent and not kept.is_set():
            leave()

    signal.signal(signal.SIGUSR1, ask)
    try:
        ctypes.CDLL(None).prctl(1, signal.SIGUSR1)
    except (OSError, AttributeError):
        return
    ask()


def watch_stdin(kept: threading.Event) -> None:
    """Leaves when stdin closes, unless the server is kept."""
    try:
        while os.read(0, 4096):
            pass
    except OSError:
        pass
    if not kept.is_set():
        leave()


def main() -> int:
    """Runs the server until it is told to stop."""
    parent = os.getppid()
    signal.signal(signal.SIGTERM, leave)
    signal.signal(signal.SIGINT, leave)
    try:
        forget_the_account()
        arguments = parser().parse_args()
        from .server import DemoServer, Options
    except ModuleNotFoundError as error:
        print(f"demo_server: the Python package {error.name} is missing; install requirements.txt first", file=sys.stderr)
        return 1
    credentials = []
    for text in arguments.credential:
        parts = text.split(":")
        if len(parts) not in (2, 3) or not all(parts):
            print("demo_server: --credential takes ID:SECRET or ID:SECRET:USER", file=sys.stderr)
            return 2
        credentials.append((parts[0], parts[1], parts[2] if len(parts) == 3 else parts[0].lower()))
    options = Options(
        arguments.port, arguments.account, arguments.region, arguments.access_key, arguments.secret_key, arguments.denied_access_key,
        arguments.denied_secret_key, credentials, arguments.deny, arguments.stack, arguments.live, arguments.seed, arguments.log,
        arguments.empty_page_every, arguments.clock_offset, not arguments.no_auth, arguments.gzip,
    )
    try:
        server = DemoServer(options)
        endpoint = server.start()
    except OSError as error:
        print(f"demo_server: cannot listen on 127.0.0.1 port {options.port}: {error.strerror or error}", file=sys.stderr)
        return 1
    if arguments.keep:
        server.kept.set()
    else:
        die_with_parent(parent, server.kept)
        threading.Thread(target=watch_stdin, args=(server.kept,), name="stdin", daemon=True).start()
    announce(server.ready_line(endpoint), arguments.ready_file)
    while True:
        signal.pause()


def announce(line: str, path: str | None) -> None:
    """Prints the ready line, and writes the file in one step if one is wanted."""
    if path:
        with open(path + ".tmp", "w", encoding="utf-8") as file:
            file.write(line + "\n")
        os.replace(path + ".tmp", path)
    print(line, flush=True)


if __name__ == "__main__":
    sys.exit(main())
