"""Bringing users in from a file in the console: what would change is shown first; boto3 says what the table holds."""

from __future__ import annotations

import json
import os
import re
import tempfile
import uuid
from pathlib import Path

from console import Console, eventually
from world import ENVIRONMENT, WorldCase


class ImportTests(WorldCase):
    def setUp(self) -> None:
        home = tempfile.TemporaryDirectory(prefix="nightdesk-import-")
        self.addCleanup(home.cleanup)
        self.home = Path(home.name)
        # Consoles and commands of one test share a journal.
        self.environment = {"XDG_STATE_HOME": str(self.home / "state")}

    def users(self, *arguments: str, **options) -> Console:
        return self.open("1", *arguments, loaded="100 loaded of", columns=80, rows=24,
                         environment=self.environment, **options)

    def make(self, name: str, **fields: dict) -> str:
        user = str(uuid.uuid4())
        self.world.put("users", {"userId": {"S": user}, "name": {"S": name}, "email": {"S": "import@example.com"},
                                 "createdAt": {"S": "2026-01-02T03:04:05.678Z"}, **fields})
        return user

    def stored(self, user: str) -> dict | None:
        return self.world.item("users", userId=user)

    def delete(self, user: str) -> None:
        self.world.client("dynamodb").delete_item(TableName=f"{ENVIRONMENT}-users", Key={"userId": {"S": user}})

    def write(self, name: str, text: str | bytes) -> str:
        path = self.home / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return str(path)

    def name_file(self, console: Console, path: str) -> None:
        console.press("I", "Import users from: ")
        console.keys("C-u")
        console.text(path)
        console.wait(re.escape(path[-20:]))
        console.keys("Enter")

    def test_an_export_comes_back(self) -> None:
        gone = self.make("Ingrid Gone", tags={"SS": ["a", "b"]}, age={"N": "41"})
        changed = self.make("Chandra Changed", age={"N": "50"})
        before = self.stored(gone)
        file = str(self.home / "users.dynamodb.json")
        self.assertEqual(self.world.run("users", "export", file).returncode, 0)
        count = len(Path(file).read_text().splitlines())
        self.delete(gone)
        theirs = {**self.stored(changed), "age": {"N": "51"}, "phone": {"S": "555"}}
        self.world.put("users", theirs)

        console = self.users()
        self.name_file(console, file)
        screen = console.wait("nothing is written yet", 20)
        self.assertIn(f"users.dynamodb.json: {count:,} users", screen)
        self.assertIn(f"1 new · 1 differ · {count - 2:,} the same", screen)
        for part in "+ Ingrid Gone", "Chandra Changed", "- age: 51", "+ age: 50", "- phone: 555", "are left alone":
            self.assertIn(part, screen)
        self.assertIsNone(self.stored(gone))
        question = console.press("C-s", r"Import 1 user\?")
        for part in rf"In {ENVIRONMENT}", r"account \d{12}", "1 there already and different: left alone":
            self.assertRegex(question, part)
        console.press("y", "1 imported")
        self.assertEqual(self.stored(gone), before)
        self.assertEqual(self.stored(changed), theirs)
        self.assertRegex(console.screen(), "Ingrid Gone")

        # Once more, and what differs is changed as well.
        self.name_file(console, file)
        console.wait(r"0 new · 1 differ", 20)
        console.press("Enter", "None is new; r changes those that differ")
        console.press("r", "are changed to what the file says")
        question = console.press("Enter", r"Import 1 user\?")
        self.assertIn("1 there already: changed to what the file says", question)
        console.press("y", "1 imported")
        self.assertEqual((self.stored(changed)["age"], "phone" in self.stored(changed)), ({"N": "50"}, False))

        # The last write is taken back, and the history knows all three.
        console.press("z", r"Change back ")
        console.press("y", lambda screen: "Change back " not in screen)
        self.assertTrue(eventually(lambda: self.stored(changed) == theirs))
        console.close()
        history = self.world.run("history", "--output", "jsonl", environment=self.environment)
        rows = [json.loads(line) for line in history.stdout.splitlines()]
        self.assertEqual(sorted((row["kind"], row["key"]) for row in rows),
                         sorted([("create", gone), ("update", changed), ("update", changed)]), history.stdout)

    def test_many_are_imported_and_stopped(self) -> None:
        lines = "".join(json.dumps({"Item": {"userId": {"S": f"bulk-{number:03}"}, "name": {"S": f"Bulk {number}"},
                                             "email": {"S": "bulk@example.com"}}}) + "\n" for number in range(60))
        file = self.write("bulk.json", lines)
        console = self.users()
        self.name_file(console, file)
        console.wait("60 new", 20)
        console.press("Enter", r"Import 60 users\?")
        with self.world.fault("slow", service="dynamodb", operation="PutItem", seconds=0.3):
            console.press("y", r"of 60 imported · X stops")
            console.press("X", r"\d+ imported, \d+ not tried")
        screen = console.screen()
        self.assertIn("What was not done can be imported again", screen)
        done = int(re.search(r"(\d+) imported", screen)[1])
        self.assertEqual(len([n for n in range(60) if self.stored(f"bulk-{n:03}")]), done)
        self.assertLess(done, 60)
        console.press("Escape", lambda screen: "can be imported again" not in screen)
        # What is there by now is left alone, the rest follows.
        self.name_file(console, file)
        console.wait(rf"{60 - done} new · 0 differ · {done} the same", 20)
        console.press("Enter", rf"Import {60 - done} users\?")
        # Not "of 50 imported", which is how far it is.
        console.press("y", rf"(?<!of ){60 - done} imported", 30)
        self.assertTrue(all(self.stored(f"bulk-{n:03}") for n in range(60)))

    def test_bad_files_begin_nothing(self) -> None:
        console = self.users()
        big = self.write("big.json", "")
        os.truncate(big, 65 << 20)
        for path, sentence in [
            (str(self.home / "nowhere.json"), "There is no file"), (str(self.home), r"Cannot be read \(Is a directory\)"),
            (self.write("latin.json", b'{"userId":{"S":"\xe9"}}\n'), "Not UTF-8"), ("/dev/zero", "No file that holds text"),
            (big, r"Cannot be read \(larger than 64 MB\)"), (self.write("empty.json", "\n"), "There is no user in the file"),
        ]:
            with self.subTest(path=path):
                console.press("I", "Import users from: ")
                console.keys("C-u")
                console.text(path)
                console.press("Enter", sentence)
                console.press("Escape", lambda screen: "Import users from" not in screen)
        text = "\n".join([
            '{"userId":{"S":"bad-1"}}', '{"orderId":{"S":"o-1"}}', '{"userId":{"S":"bad-1"},"name":{"S":"x"}}',
            '{"userId":"bad-2"}', json.dumps({"userId": {"S": "bad-3"}, "note": {"S": "x" * 410_000}}), "id,name",
            '{"userId":{"N":"4"}}'])
        self.name_file(console, self.write("bad.json", text))
        screen = console.wait(r"bad\.json: 6 lines cannot be imported")
        for part in ("Nothing was begun", "line 2: The item has no userId", "line 3: The key bad-1 stands in line 1",
                     "line 4: userId", "line 5: The record has", "line 6: Not JSON at byte 0",
                     "line 7: userId has the type N"):
            self.assertIn(part, screen)
        self.assertIsNone(self.stored("bad-1"))
        self.write("bad.json", '{"userId":{"S":"bad-1"}}\n')
        console.press("C-r", "1 user, nothing is written yet")
        console.press("Escape", "100 loaded of")
        self.assertIsNone(self.stored("bad-1"))

    def test_read_only_imports_nothing(self) -> None:
        console = self.users("--read-only")
        console.press("I", "read-only: nothing is written")
        self.assertNotIn("Import users from", console.screen())

    def test_a_large_file_is_read_without_the_console_too(self) -> None:
        """Five megabytes: more than a config file may have."""
        lines = "".join(json.dumps({"userId": {"S": f"large-{number}"}, "note": {"S": "x" * 100_000}}) + "\n"
                        for number in range(50))
        file = self.write("large.json", lines)
        dry = self.world.run("users", "import", file, "--dry-run", environment=self.environment)
        self.assertEqual(dry.returncode, 0, dry.stderr)
        self.assertIn("50 users: 50 new", dry.stderr)
        gets = self.world.requests("dynamodb:GetItem"), self.world.requests("dynamodb:BatchGetItem")
        self.assertEqual(self.world.run("users", "import", file, "--dry-run").returncode, 0)
        self.assertEqual(
            (self.world.requests("dynamodb:GetItem"), self.world.requests("dynamodb:BatchGetItem")),
            (gets[0], gets[1] + 1))
