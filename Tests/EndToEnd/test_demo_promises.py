"""`nightdesk demo`: whom it talks to, what it leaves behind, and that it leaves nothing else."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import tempfile
import unittest
import urllib.request
from pathlib import Path
from typing import Any

from console import BINARY, Console, children, eventually, is_running

SERVER = Path(__file__).resolve().parents[2] / "Sources" / "nightdesk" / "Resources" / "DemoServer"

# Says that it is ready, and refuses every request.
REFUSING_SERVER = '''
import http.server, json, os, sys, threading

class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        body = json.dumps({"__type": "ValidationException", "message": "There is no room for a world."}).encode()
        self.send_response(400)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass

server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
threading.Thread(target=server.serve_forever, daemon=True).start()
open(os.environ["PID_FILE"], "w").write(str(os.getpid()))
ready = {"endpoint": f"http://127.0.0.1:{server.server_port}", "pid": os.getpid(), "account": "1"}
print(json.dumps({**ready, "region": "us-east-1", "accessKeyId": "a", "secretAccessKey": "s"}), flush=True)
sys.stdin.read()
'''


class DemoTests(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory(prefix="nightdesk-demo-")
        self.addCleanup(folder.cleanup)
        self.home = Path(folder.name)
        data = os.environ.get("XDG_DATA_HOME") or f"{os.environ.get('HOME', '/')}/.local/share"
        self.environment = {
            "HOME": folder.name, "XDG_CONFIG_HOME": f"{folder.name}/config", "XDG_STATE_HOME": f"{folder.name}/state",
            "XDG_DATA_HOME": data, "PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8",
        }

    def run_demo(self, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [BINARY, "demo", "--seed", "7", "--live", "0", *arguments], env={**self.environment, **environment},
            stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=300)

    def kept(self, answer: subprocess.CompletedProcess[str]) -> dict[str, Any]:
        self.assertEqual(answer.returncode, 0, answer.stderr)
        ready: dict[str, Any] = json.loads(answer.stdout)
        self.addCleanup(self.end, ready["pid"])
        return ready

    def end(self, process: int) -> None:
        if is_running(process):
            os.kill(process, signal.SIGTERM)
        self.assertTrue(eventually(lambda: not is_running(process)))

    def console(self, *arguments: str) -> tuple[Console, int]:
        """A demo with its console open, and its server's process."""
        console = Console(["demo", "--seed", "7", "--live", "0", *arguments], self.environment)
        self.addCleanup(console.close)
        console.wait(r"48 dead letters", 60)
        server = children(console.process_id(), "demo_server")[0]
        self.addCleanup(self.end, server)
        return console, server

    def test_no_profile_no_file_and_no_variable_of_the_account_is_heard(self) -> None:
        # A file that cannot be read would be an error, and each of the others a connection refused.
        (self.home / ".aws" / "config").mkdir(parents=True)
        elsewhere = "http://127.0.0.1:1"
        profiles = self.home / "profiles"
        profiles.write_text(
            "[profile work]\nregion = eu-west-1\nservices = own\nignore_configured_endpoint_urls = false\n"
            f"endpoint_url = {elsewhere}\naws_access_key_id = AKIAWORK\naws_secret_access_key = w\n"
            f"[services own]\ndynamodb =\n  endpoint_url = {elsewhere}\nsqs =\n  endpoint_url = {elsewhere}\n")
        (self.home / "config" / "nightdesk").mkdir(parents=True)
        (self.home / "config" / "nightdesk" / "config.toml").write_text('profile = "work"\nregion = "eu-west-1"\n')
        variables = {
            "AWS_ENDPOINT_URL": elsewhere, "AWS_ENDPOINT_URL_SQS": elsewhere, "AWS_PROFILE": "work",
            "AWS_REGION": "eu-west-1",
        }
        for files in ({}, {"AWS_CONFIG_FILE": str(profiles)}):
            ready = self.kept(self.run_demo("--no-console", **variables, **files))
            with urllib.request.urlopen(f"{ready['endpoint']}/_nightdesk/stats") as answer:
                stats = json.load(answer)
            self.assertEqual(stats["tables"]["development-users"], 2000)
            self.assertEqual(stats["queues"]["development-order-dlq"]["visible"], 48)
            self.assertEqual(stats["errors"], {})

    def test_a_world_that_cannot_be_filled_is_told_and_stopped(self) -> None:
        server = self.home / "share" / "demo-server"
        (server / "demo_server").mkdir(parents=True)
        shutil.copy(SERVER / "requirements.txt", server)
        (server / "demo_server" / "__init__.py").touch()
        (server / "demo_server" / "__main__.py").write_text(REFUSING_SERVER)
        pid_file = self.home / "pid"
        for flag in ("--no-console", "--keep"):
            answer = self.run_demo(flag, NIGHTDESK_SHARE=str(self.home / "share"), PID_FILE=str(pid_file))
            self.assertEqual((answer.returncode, answer.stdout), (1, ""), answer.stderr)
            self.assertRegex(answer.stderr, r"(?m)^nightdesk: .*There is no room for a world\.")
            self.assertNotIn("Fatal error", answer.stderr)
            self.assertFalse(is_running(int(pid_file.read_text())))

    def test_a_server_ends_with_its_console_however_that_ends(self) -> None:
        for number in (signal.SIGKILL, signal.SIGTERM, signal.SIGHUP):
            with self.subTest(number):
                console, server = self.console()
                os.kill(console.process_id(), number)
                self.assertTrue(eventually(lambda: not is_running(server)))
        console, server = self.console()
        console.close()
        self.assertTrue(eventually(lambda: not is_running(server)))
        console, server = self.console()
        console.keys("q")
        console.wait_for_end(0)
        self.assertFalse(is_running(server))

    def test_a_kept_server_outlives_its_console_and_its_terminal(self) -> None:
        console, server = self.console("--keep")
        self.assertEqual(os.getsid(server), server)
        console.keys("q")
        screen = console.wait_for_end(0)
        self.assertRegex(screen, rf"stop it with: kill {server}\b")
        console.close()
        console, other = self.console("--keep")
        console.close()
        self.assertTrue(eventually(lambda: parent(other) != "nightdesk"))
        for process in (server, other):
            self.assertTrue(is_running(process))

    def test_the_same_seed_gives_the_same_message_ids(self) -> None:
        first, second = (self.letters(self.kept(self.run_demo("--no-console"))) for _ in range(2))
        self.assertEqual(len(first), 48)
        self.assertEqual(first, second)

    def letters(self, ready: dict[str, Any]) -> set[str]:
        answer = subprocess.run(
            [BINARY, "dlq", "list"], capture_output=True, text=True, timeout=60, env={
                **self.environment, "AWS_ENDPOINT_URL": ready["endpoint"], "AWS_REGION": ready["region"],
                "AWS_ACCESS_KEY_ID": ready["accessKeyId"], "AWS_SECRET_ACCESS_KEY": ready["secretAccessKey"]})
        return set(re.findall(r'"messageId":"([^"]+)"', answer.stdout))


def parent(process: int) -> str:
    """The name of a process's parent."""
    status = Path(f"/proc/{process}/status").read_text()
    found = re.search(r"PPid:\s*(\d+)", status)
    assert found is not None
    return Path(f"/proc/{found.group(1)}/comm").read_text().strip()


if __name__ == "__main__":
    unittest.main()
