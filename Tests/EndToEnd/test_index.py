"""Reading through an index and consistently, without the console."""

from __future__ import annotations

import json
from pathlib import Path
from tempfile import TemporaryDirectory

from world import WorldCase

TABLE = "journeys-events"


class IndexTests(WorldCase):
    @classmethod
    def setUpClass(cls) -> None:
        super().setUpClass()
        names = {"room": "S", "number": "N", "kind": "S", "day": "S"}
        whole = {"ProjectionType": "ALL"}
        client = cls.world.client("dynamodb")
        client.create_table(
            TableName=TABLE, BillingMode="PAY_PER_REQUEST",
            AttributeDefinitions=[{"AttributeName": name, "AttributeType": kind} for name, kind in names.items()],
            KeySchema=cls.key("room", "number"),
            GlobalSecondaryIndexes=[
                {"IndexName": "by-kind", "KeySchema": cls.key("kind", "day"), "Projection": whole},
                {"IndexName": "by-day", "KeySchema": cls.key("day"), "Projection": {"ProjectionType": "KEYS_ONLY"}},
            ],
            LocalSecondaryIndexes=[{"IndexName": "days", "KeySchema": cls.key("room", "day"), "Projection": whole}])
        for number in range(40):
            item = {"room": {"S": "abc"[number % 3]}, "number": {"N": str(number)}, "note": {"S": f"note {number}"},
                    "kind": {"S": "talk" if number % 4 else "break"}, "day": {"S": f"2026-01-{number % 7 + 1:02}"}}
            if number % 10 == 9:
                del item["day"]
            client.put_item(TableName=TABLE, Item=item)

    @staticmethod
    def key(*names: str) -> list[dict[str, str]]:
        return [{"AttributeName": name, "KeyType": kind} for name, kind in zip(names, ("HASH", "RANGE"))]

    def asked(self) -> tuple[int, int]:
        return self.world.requests("dynamodb:Query"), self.world.requests("dynamodb:Scan")

    def numbers(self, *arguments: str) -> tuple[set[int], str, tuple[int, int]]:
        """The items listed, what was complained of, and how many Queries and Scans it took."""
        before = self.asked()
        result = self.world.run("items", "list", "--table", TABLE, *arguments)
        self.assertEqual(result.returncode, 0, result.stderr)
        rows = [json.loads(line) for line in result.stdout.splitlines()]
        self.assertEqual(len(rows), len({row["number"] for row in rows}))
        after = self.asked()
        return {row["number"] for row in rows}, result.stderr, (after[0] - before[0], after[1] - before[1])

    def refused(self, code: int, sentence: str, *arguments: str) -> None:
        before = self.asked()
        result = self.world.run("items", "list", "--table", TABLE, *arguments)
        self.assertEqual((result.returncode, result.stdout), (code, ""), result.stderr)
        self.assertRegex(result.stderr, sentence)
        # The one Scan is the look at some items by which the table's columns are guessed.
        self.assertEqual(self.asked(), (before[0], before[1] + 1))

    def test_an_index_is_scanned_or_asked_for_one_partition(self) -> None:
        dated = {number for number in range(40) if number % 10 != 9}
        self.assertEqual(self.numbers("--index", "by-kind"), (
            dated, "The index that is read lacks records without kind and day.\n", (0, 2)))
        self.assertEqual(self.numbers("--index", "by-kind", "--segments", "4")[::2], (dated, (0, 5)))
        breaks = {number for number in dated if number % 4 == 0}
        found, complaints, asked = self.numbers("--index", "by-kind", "--filter", "kind = break")
        self.assertEqual((found, asked), (breaks, (1, 1)))
        self.assertEqual(complaints, "The index that is read lacks records without day.\n")
        found, complaints, asked = self.numbers(
            "--index", "by-kind", "--filter", "kind = break and day >= 2026-01-04 and note ~ NOTE")
        self.assertEqual(found, {number for number in breaks if number % 7 >= 3})
        self.assertEqual((complaints, asked), ("", (1, 1)))
        # Nothing of the expression is a key of the index: all of it is read, and that is told.
        found, complaints, asked = self.numbers("--index", "by-kind", "--filter", 'note = "note 8"')
        self.assertEqual((found, asked), ({8}, (0, 2)))
        self.assertRegex(complaints, r"^Reading the whole index by-kind: about \d+ items, \d+ read units\.\n")

    def test_an_index_of_keys_says_that_it_holds_no_more(self) -> None:
        result = self.world.run("items", "list", "--table", TABLE, "--index", "by-day")
        self.assertRegex(result.stderr, "The index by-day does not hold whole records: what is written is only what it holds")
        for line in result.stdout.splitlines():
            self.assertEqual(set(json.loads(line)), {"room", "number", "day"})

    def test_consistent_reads(self) -> None:
        self.assertEqual(self.numbers("--consistent"), (set(range(40)), "", (0, 2)))
        found, complaints, asked = self.numbers("--filter", "room = b and number < 20", "--consistent")
        self.assertEqual((found, complaints, asked), ({number for number in range(20) if number % 3 == 1}, "", (1, 1)))
        # A global index is no way to a consistent answer, a local one is.
        self.assertEqual(self.numbers("--filter", "kind = break", "--consistent")[2], (0, 2))
        found, _, asked = self.numbers(
            "--index", "days", "--consistent", "--filter", "room = a and day = 2026-01-01")
        self.assertEqual((found, asked), ({0, 21}, (1, 1)))
        self.refused(2, r"by-kind is global, .* leave --consistent out", "--index", "by-kind", "--consistent")

    def test_an_index_that_is_not_there(self) -> None:
        self.refused(4, r"has no index by-note; it has by-day, by-kind, days\.", "--index", "by-note")
        result = self.world.run("users", "list", "--index", "by-note")
        self.assertEqual(result.returncode, 4)
        self.assertRegex(result.stderr, r"has no index by-note; it has none\.")

    def test_exporting_goes_the_same_way(self) -> None:
        with TemporaryDirectory() as home:
            file = Path(home) / "breaks.dynamodb.json"
            result = self.world.run(
                "items", "export", str(file), "--table", TABLE, "--index", "by-kind", "--filter", "kind = break")
            self.assertEqual(result.returncode, 0, result.stderr)
            rows = [json.loads(line)["Item"] for line in file.read_text().splitlines()]
            self.assertEqual({row["kind"]["S"] for row in rows}, {"break"})
            self.assertEqual(len(rows), len([number for number in range(0, 40, 4) if number % 10 != 9]))
