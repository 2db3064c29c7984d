"""Records without the console: got, created, changed, deleted, exported and brought back; boto3 says what the table holds."""

from __future__ import annotations

import csv
import json
import os

from world import ENVIRONMENT, WorldCase

ODD = {
    "S": {"S": "a\u2028b \u0000 \x1b[2J é e\u0301"}, "N": {"N": "12345678901234567890123456789012345678"}, "neg": {"N": "-0.000001"},
    "B": {"B": b"\x00\xff\x10"}, "T": {"BOOL": True}, "0": {"NULL": True}, "empty": {"S": ""},
    "L": {"L": [{"M": {"a.b": {"N": "1"}}}, {"NULL": True}, {"L": []}]}, "M": {"M": {}}, "SS": {"SS": ["b", "a"]},
    "NS": {"NS": ["1", "2.5"]}, "BS": {"BS": [b"\x01", b"\x02"]},
}


def whole(item: dict) -> dict:
    """Sets have no order."""
    return {name: {kind: sorted(held) if kind in ("SS", "NS", "BS") else held for kind, held in value.items()}
            for name, value in item.items()}


class RecordTests(WorldCase):
    def path(self, name: str) -> str:
        return os.path.join(self.world.home, name)

    def stored(self, user: str) -> dict | None:
        return self.world.item("users", userId=user)

    def create(self, *fields: str) -> dict:
        result = self.world.run("users", "create", "--yes", *fields)
        self.assertEqual((result.returncode, result.stderr), (0, ""))
        return json.loads(result.stdout)

    def test_a_user_s_life(self) -> None:
        user = self.create("email=zed@example.com", "name=Zed", "age=33", 'tags:={"SS":["a"]}')["userId"]
        self.assertEqual({name: self.stored(user)[name] for name in ("age", "tags")}, {"age": {"N": "33"}, "tags": {"SS": ["a"]}})
        got = self.world.run("users", "get", user, "--typed")
        self.assertEqual(json.loads(got.stdout), self.stored(user))
        changed = self.world.run("users", "update", user, "name=Zed II", "--remove", "age", "--yes")
        self.assertEqual(changed.returncode, 0)
        item = self.stored(user)
        self.assertEqual((item["name"], item["tags"], "age" in item, "updatedAt" in item), ({"S": "Zed II"}, {"SS": ["a"]}, False, True))
        gone = self.world.run("users", "delete", user, "--yes")
        self.assertEqual(gone.returncode, 0)
        self.assertIsNone(self.stored(user))
        file = self.path("gone.dynamodb.json")
        with open(file, "w") as stream:
            stream.write(gone.stdout)
        self.assertEqual(self.world.run("users", "import", file, "--yes").returncode, 0)
        self.assertEqual(self.stored(user), item)

    def test_nothing_is_written_unasked(self) -> None:
        user = self.create("email=ask@example.com", "name=Ask")["userId"]
        before = self.stored(user)
        for arguments, code in [
            (["update", user, "name=Other"], 2), (["update", user, "name=Other", "--dry-run"], 0), (["delete", user], 2),
            (["delete", user, "--dry-run"], 0), (["update", user, "name=Other", "--yes", "--read-only"], 5),
        ]:
            with self.subTest(arguments=arguments):
                result = self.world.run("users", *arguments)
                self.assertEqual(result.returncode, code, result.stderr)
                self.assertEqual(result.stdout, "")
                self.assertEqual(self.stored(user), before)
        self.assertRegex(self.world.run("users", "update", user, "name=Other", "--dry-run").stderr, r'- name: "Ask"\s+\+ name: "Other"')

    def test_bad_input_says_what_to_do(self) -> None:
        user = self.create("email=bad@example.com", "name=Bad")["userId"]
        for arguments, code, sentence in [
            (["get", "nobody"], 4, "no user nobody"), (["update", "nobody", "name=x"], 4, "no user nobody"),
            (["delete", user, "nobody", "--yes"], 4, "Nothing was deleted"), (["create", "name=x", "--yes"], 2, "Email is required"),
            (["create", "email=x", "name=x", "--yes"], 2, "not an email address"),
            (["update", user, "email=y@example.com", "--yes"], 2, "never changed"), (["update", user, "age=old", "--yes"], 2, "whole number"),
            (["update", user, "--yes"], 2, "Nothing to change"), (["update", user, "name", "--yes"], 2, "no assignment"),
            (["update", user, 'x:={"N":"1e999"}', "--yes"], 2, "holds 38 digits"), (["get", user, "--sort", "1"], 2, "no sort key"),
            (["import", "/nowhere"], 4, "no file"), (["export", "/nowhere/x.csv"], 1, "cannot be written"), (["export", "x"], 2, "format"),
        ]:
            with self.subTest(arguments=arguments):
                result = self.world.run("users", *arguments)
                self.assertEqual(result.returncode, code, result.stderr)
                self.assertRegex(result.stderr.replace("\n", " "), sentence)
                self.assertIsNotNone(self.stored(user))

    def test_a_taken_key_is_not_replaced(self) -> None:
        user = self.create("email=first@example.com", "name=First")["userId"]
        before = self.stored(user)
        result = self.world.run("users", "create", f"userId={user}", "email=second@example.com", "name=Second", "--yes")
        self.assertEqual(result.returncode, 1)
        self.assertEqual(self.stored(user), before)

    def test_every_type_survives_export_and_import(self) -> None:
        odd = {"userId": {"S": "odd"}, **ODD}
        self.world.put("users", odd)
        self.addCleanup(self.world.client("dynamodb").delete_item, TableName=f"{ENVIRONMENT}-users", Key={"userId": {"S": "odd"}})
        before = self.stored("odd")
        file = self.path("all.dynamodb.json")
        self.assertEqual(self.world.run("users", "export", file).returncode, 0)
        self.assertEqual(os.stat(file).st_mode & 0o777, 0o600)
        self.world.client("dynamodb").delete_item(TableName=f"{ENVIRONMENT}-users", Key={"userId": {"S": "odd"}})
        result = self.world.run("users", "import", file, "--yes")
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertRegex(result.stderr, "1 new, 2[0-9]{3} there already as they are")
        self.assertEqual(whole(self.stored("odd")), whole(before))
        # What somebody changed since is left alone, unless one asks.
        self.world.put("users", {**odd, "empty": {"S": "changed"}})
        kept = self.world.run("users", "import", file, "--yes")
        self.assertEqual((kept.returncode, self.stored("odd")["empty"]), (3, {"S": "changed"}))
        self.assertEqual(self.world.run("users", "import", file, "--yes", "--replace").returncode, 0)
        self.assertEqual(whole(self.stored("odd")), whole(before))

    def test_a_file_with_a_bad_line_is_not_begun(self) -> None:
        file = self.path("bad.dynamodb.json")
        with open(file, "w") as stream:
            stream.write('{"Item":{"userId":{"S":"good"}}}\n{"Item":{"userId":"bad"}}\n{"Item":{"name":{"S":"keyless"}}}\n{"Item":{"userId":{"S":"good"}}}\n')
        result = self.world.run("users", "import", file, "--yes")
        self.assertEqual(result.returncode, 1)
        for part in ("line 2: userId: one type and its value were expected", "line 3: The item has no userId", "line 4: The key good", "nothing was written"):
            self.assertIn(part, result.stderr)
        self.assertIsNone(self.stored("good"))

    def test_csv_and_json_are_whole_files(self) -> None:
        for name, read in [
            ("users.csv", lambda stream: list(csv.DictReader(stream))), ("users.json", json.load),
            ("users.jsonl", lambda stream: [json.loads(line) for line in stream]),
        ]:
            with self.subTest(file=name):
                file = self.path(name)
                self.assertIn(self.world.run("users", "export", file).returncode, (0, 3))
                with open(file, newline="") as stream:
                    rows = read(stream)
                count = self.world.client("dynamodb").scan(TableName=f"{ENVIRONMENT}-users", Select="COUNT")["Count"]
                self.assertEqual(len({row["userId"] for row in rows}), count)
                self.assertEqual(self.world.run("users", "export", file).returncode, 1, "an existing file was replaced")

    def test_a_filter_finds_what_the_table_holds(self) -> None:
        pages = self.world.client("dynamodb").get_paginator("scan").paginate(TableName=f"{ENVIRONMENT}-orders")
        orders = [item for page in pages for item in page["Items"]]
        total = lambda order: float(order.get("total", {"N": "0"})["N"])
        expected = sorted(order["orderId"]["S"] for order in orders
                          if order["status"]["S"] == "cancelled" and total(order) > 1000 and "updatedAt" not in order)
        self.assertGreater(len(expected), 3)
        expression = "status = cancelled and total > 1000 and updatedAt missing"
        for more in [], ["--segments", "4"]:
            result = self.world.run("orders", "list", "--filter", expression, *more)
            self.assertEqual(sorted(json.loads(line)["orderId"] for line in result.stdout.splitlines()), expected)
            self.assertRegex(result.stderr, r"whole table: about 1000 items, \d+ read units")
        # By its key: one read, and nothing of the table.
        scans = self.world.requests("dynamodb:Scan")
        one = self.world.run("orders", "list", "--filter", f"orderId = {expected[0]} and status = cancelled")
        self.assertEqual(json.loads(one.stdout)["orderId"], expected[0])
        self.assertEqual((self.world.requests("dynamodb:Scan"), one.stderr), (scans, ""))
        self.assertEqual(len(self.world.run("orders", "list", "--filter", expression, "--limit", "2").stdout.splitlines()), 2)
        bad = self.world.run("orders", "list", "--filter", "total >")
        self.assertEqual(bad.returncode, 2)
        self.assertRegex(bad.stderr, "at byte 7: Expected a value")

    def test_what_was_deleted_is_restored(self) -> None:
        user = self.create("email=back@example.com", "name=Back", "age=20")["userId"]
        before = self.stored(user)
        self.assertEqual(self.world.run("users", "restore", user, "--yes").returncode, 4)
        self.assertEqual(self.world.run("users", "delete", user, "--yes").returncode, 0)
        self.assertEqual(self.world.run("users", "restore", user).returncode, 2)
        self.assertIsNone(self.stored(user))
        self.assertEqual(self.world.run("users", "restore", user, "--yes").returncode, 0)
        self.assertEqual(self.stored(user), before)
        self.assertEqual(self.world.run("users", "restore", user, "--yes").returncode, 4)

    def test_collections_of_the_config_file(self) -> None:
        path = self.path("config/nightdesk/config.toml")
        os.makedirs(os.path.dirname(path), exist_ok=True)
        dynamo = self.world.client("dynamodb")
        dynamo.create_table(
            TableName=f"{ENVIRONMENT}-notes", BillingMode="PAY_PER_REQUEST",
            KeySchema=[{"AttributeName": "owner", "KeyType": "HASH"}, {"AttributeName": "number", "KeyType": "RANGE"}],
            AttributeDefinitions=[{"AttributeName": "owner", "AttributeType": "S"}, {"AttributeName": "number", "AttributeType": "N"}])
        with open(path, "w") as file:
            file.write('[collections.notes]\nsingular = "note"\ntable = "{env}-notes"\nkey = ["owner", "number"]\n'
                       'columns = ["owner", "number number", "text"]\n[collections.notes.links]\nowner = "users u"\n')
        self.addCleanup(os.remove, path)
        made = self.world.run("items", "create", "-c", "notes", "owner=ada", 'number:={"N":"7"}', "text=hello", "--yes")
        self.assertEqual(made.returncode, 0, made.stderr)
        got = self.world.run("items", "get", "-c", "notes", "ada", "--sort", "7")
        self.assertEqual(json.loads(got.stdout), {"owner": "ada", "number": 7, "text": "hello"})
        self.assertEqual(self.world.run("items", "get", "-c", "notes", "ada").returncode, 2)
        changed = self.world.run("items", "update", "-c", "notes", "ada", "--sort", "7", "text=bye", "--yes")
        self.assertEqual(changed.returncode, 0, changed.stderr)
        console = self.console(columns=80, rows=24)
        console.wait("100 loaded")
        console.press("3", r"┏ 3 Notes(?s:.*)┃▌ada +7 +bye")
        console.press("e", "Edit note")
        # And without a word in the file: any table by its name, its columns guessed.
        os.remove(path)
        with open(path, "w"):
            pass
        bare = self.console(columns=80, rows=24)
        bare.wait("100 loaded")
        bare.text(f":table {ENVIRONMENT}-notes")
        bare.press("Enter", rf"┏ 6 {ENVIRONMENT}-notes ━(?s:.*)┃▌ada +7 +bye")
        listed = self.world.run("items", "list", "--table", f"{ENVIRONMENT}-notes")
        self.assertEqual(json.loads(listed.stdout), {"owner": "ada", "number": 7, "text": "bye"})


