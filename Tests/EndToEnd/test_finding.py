"""Finding users: by an expression over what is loaded, and by a key that no loaded row holds."""

from __future__ import annotations

import re
import uuid

from world import ENVIRONMENT, WorldCase


class FindingTests(WorldCase):
    def test_an_expression_filters_and_a_half_typed_one_leaves_the_list(self) -> None:
        console = self.open("1", loaded="100 loaded of")
        console.keys("/")
        console.wait(r"┃/ ")
        console.text("age >= 30 and email ~ @")
        console.wait(r"┃/age >= 30 and email ~ @ +[1-9]\d* rows┃")
        console.text(" and")
        console.wait(r"Expected a field's name\.")
        self.assertRegex(console.screen(), r"@\S+\.")
        console.keys("Enter")
        console.wait(r"Expected a field's name\.")
        console.keys("Escape")
        console.wait(r"100 loaded of")

    def test_a_key_is_looked_up_with_one_read(self) -> None:
        user = str(uuid.uuid4())
        console = self.open("1", loaded="100 loaded of")
        # It comes after the list: no loaded row can hold it.
        self.world.put("users", {"userId": {"S": user}, "name": {"S": "Grete Minde"}, "email": {"S": "g@example.com"},
                                 "createdAt": {"S": "2026-01-02T03:04:05.678Z"}})
        console.keys("/")
        console.wait(r"┃/ ")
        console.text(user)
        console.wait(rf"{re.escape(user[:20])}")
        console.keys("Enter")
        console.wait(r"┏ 1 Users ━+.*Grete Minde")
        console.keys("Escape")
        console.wait(r"100 loaded of")
        console.keys("/")
        console.wait(r"┃/ ")
        console.text("nobody-has-this")
        console.wait(r"nobody-has-this +0 rows")
        console.keys("Enter")
        console.wait(r"There is no user nobody-has-this\.")

    def test_an_expression_is_found_in_the_whole_table(self) -> None:
        items = [item for page in self.world.client("dynamodb").get_paginator("scan").paginate(
            TableName=f"{ENVIRONMENT}-users") for item in page["Items"]]
        fits = [item for item in items if int(item.get("age", {"N": "0"})["N"]) > 82 and "updatedAt" not in item]
        console = self.open("1", loaded="100 loaded of", columns=80, rows=24)
        console.press("/", "┃/")
        console.text("age > 82 and updatedAt missing")
        console.press("Enter", r"\d of 100 loaded")
        scans = self.world.requests("dynamodb:Scan")
        console.press("F", r"F again reads it all: ~2,0\d\d items, \d+ KB, ~\d+ read units, <\$0\.01")
        self.assertEqual(self.world.requests("dynamodb:Scan"), scans)
        console.press("F", rf"Found {len(fits)} in {len(items):,} items read", 20)
        console.wait(rf"┏ 1 Users ━+ {len(fits)} of \d+ loaded")
        # The rest is loaded beside what was found, and nothing stands there twice.
        console.press("Escape", lambda screen: "match" not in screen)
        console.press("A", rf"┏ 1 Users ━+ {len(items):,} ┓", 30)
