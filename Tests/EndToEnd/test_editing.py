"""Editing: two people at one user, deleting, duplicating, the person's own editor, and many at once."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import stat
import tempfile
import unittest
from pathlib import Path

from console import Console, eventually
from test_users import UserCase
from world import ENVIRONMENT


class EditingCase(UserCase):
    def setUp(self) -> None:
        home = tempfile.TemporaryDirectory(prefix="nightdesk-editing-")
        self.addCleanup(home.cleanup)
        self.home = Path(home.name)

    @property
    def drafts(self) -> list[Path]:
        return sorted((self.home / "nightdesk" / "drafts").glob("*"))

    def editor(self, script: str) -> dict[str, str | None]:
        """An editor that is a shell script; `$file` is what it edits, `$line` where it is to begin. It is called vi, so
        that it is told the line."""
        path = self.home / "vi"
        path.write_text(f'#!/bin/sh\nfor file; do :; done\nline=$1\n{script}\n')
        path.chmod(0o700)
        return {"VISUAL": shlex.quote(str(path)), "EDITOR": "false", "XDG_STATE_HOME": str(self.home)}

    def delete(self, user: str) -> None:
        self.world.client("dynamodb").delete_item(TableName=f"{ENVIRONMENT}-users", Key={"userId": {"S": user}})

    def type_name(self, console: Console, name: str) -> None:
        console.wait(rf"Type {re.escape(name)}")
        console.text(name)
        console.wait(rf"Type {re.escape(name)} +▌?{re.escape(name)}")


class TwoConsolesTests(EditingCase):
    def test_neither_change_is_lost(self) -> None:
        for columns, rows in (80, 24), (120, 40):
            with self.subTest(size=f"{columns}x{rows}"):
                name = f"Tamara Two {columns}"
                user = self.make(name, age={"N": "20"}, address={"M": {"city": {"S": "Rome"}, "zip": {"S": "1"}}})
                first = self.find(name, columns=columns, rows=rows)
                second = self.find(name, columns=columns, rows=rows)
                for console in first, second:
                    console.press("e", "Edit user")
                # Both change the name, the first one the age too.
                self.type_over(first, "Name", f"{name} First")
                first.keys("Tab")
                self.type_over(first, "Age", "21")
                first.press("C-s", "Change 2 fields")
                first.press("y", "Saved user")
                self.type_over(second, "Name", f"{name} Second")
                second.press("C-s", "Change 1 field")
                screen = second.press("y", "changed by someone else")
                for part in (rf"was +{name} *┃", rf"theirs +{name} First", rf"yours +{name} Second", r"theirs +21",
                             "only they changed it"):
                    self.assertRegex(screen, part)
                # Nothing is saved by itself: the choice is the person's.
                second.press("Enter", "Choose for name first")
                second.press("m", "All is chosen")
                question = second.press("Enter", "Change 1 field of user")
                self.assertIn(f"- name: {name} First", question)
                self.assertIn(f"+ name: {name} Second", question)
                second.press("y", "Saved user")
                item = self.stored(user)
                self.assertEqual(item["name"], {"S": f"{name} Second"})
                self.assertEqual(item["age"], {"N": "21"})
                self.assertEqual(item["address"], {"M": {"city": {"S": "Rome"}, "zip": {"S": "1"}}})
                first.close()
                second.close()


class DeleteTests(EditingCase):
    def test_a_user_is_deleted_once_its_name_is_typed(self) -> None:
        for columns, rows in (80, 24), (120, 40):
            with self.subTest(size=f"{columns}x{rows}"):
                name = f"Delia Delete {columns}"
                user = self.make(name)
                console = self.find(name, columns=columns, rows=rows)
                question = console.press("x", rf"Delete user {name}\?")
                self.assertIn("- email: someone@example.com", question)
                console.press("Enter", rf"Type {name} to go on")
                self.stored(user)
                self.type_name(console, name)
                console.press("Enter", "Deleted user")
                self.assertIsNone(self.world.item("users", userId=user))
                console.close()

    def test_what_was_changed_meanwhile_is_shown_instead(self) -> None:
        user = self.make("Chloe Changed")
        console = self.find("Chloe Changed")
        self.make("Chloe Changed", userId={"S": user}, age={"N": "99"})
        console.press("x", "Delete user")
        self.type_name(console, "Chloe Changed")
        console.press("Enter", r"was not deleted: somebody changed it")
        self.assertRegex(console.screen(), r"age N +99")
        self.stored(user)

    def test_read_only_deletes_nothing(self) -> None:
        user = self.make("Rhoda Readonly")
        console = self.find("Rhoda Readonly", "--read-only")
        for key in "x", "D", "v":
            console.press(key, "read-only: nothing is written")
            console.press("j", lambda screen: "nothing is written" not in screen)
        self.stored(user)

    def test_a_duplicate_is_a_user_of_its_own(self) -> None:
        user = self.make("Dora Duplicate", age={"N": "31"}, tags={"SS": ["a", "b"]}, updatedAt={"S": "2026-01-03T00:00:00.000Z"})
        console = self.find("Dora Duplicate")
        console.press("D", r"New user(?s:.*)Email \* +▌someone@example.com(?s:.*)Dora Duplicate(?s:.*)31")
        console.press("C-s", "Create a user")
        console.press("y", r"Created user Dora Duplicate")
        users = [item for item in self.world.client("dynamodb").scan(
            TableName=f"{ENVIRONMENT}-users", FilterExpression="#n = :n", ExpressionAttributeNames={"#n": "name"},
            ExpressionAttributeValues={":n": {"S": "Dora Duplicate"}})["Items"]]
        made = [item for item in users if item["userId"]["S"] != user]
        self.assertEqual(len(made), 1)
        self.assertEqual((made[0]["age"], sorted(made[0]["tags"]["SS"])), ({"N": "31"}, ["a", "b"]))
        self.assertNotIn("updatedAt", made[0])
        self.assertNotEqual(made[0]["createdAt"], {"S": "2026-01-02T03:04:05.678Z"})


class EditorTests(EditingCase):
    def test_an_edit_in_the_editor_is_confirmed_and_written(self) -> None:
        for columns, rows in (80, 24), (120, 40):
            with self.subTest(size=f"{columns}x{rows}"):
                name = f"Edna Editor {columns}"
                user = self.make(name, age={"N": "40"}, pi={"N": "3.14159265358979323846"}, old={"S": "x"},
                                 **{"a.b": {"M": {"c d": {"NULL": True}}}})
                before = self.stored(user)
                console = self.find(name, columns=columns, rows=rows, environment=self.editor(
                    'ls -l "$file" > "$file.mode"; sed -i \'s/"40"/"41"/; s/"old"/"new"/\' "$file"'))
                question = console.press("v", "Change 3 fields of user")
                for part in "- age: 40", "+ age: 41", "- old: x", "+ new: x":
                    self.assertIn(part, question)
                draft = [path for path in self.drafts if path.suffix == ".json"]
                self.assertEqual([path.name for path in draft], [f"users-{user}.json"])
                self.assertEqual(stat.S_IMODE(draft[0].stat().st_mode), 0o600)
                self.assertEqual(stat.S_IMODE(draft[0].parent.stat().st_mode), 0o700)
                self.assertEqual(self.stored(user), before)
                console.press("n", "not written yet")
                console.press("C-s", "Change 3 fields of user")
                console.press("y", "Saved user")
                item = self.stored(user)
                self.assertRegex(item.pop("updatedAt")["S"], r"^\d{4}-")
                self.assertEqual(item, {**{key: value for key, value in before.items() if key != "old"},
                                        "age": {"N": "41"}, "new": {"S": "x"}})
                self.assertTrue(eventually(lambda: not draft[0].exists()), "the draft stayed")
                console.close()

    def test_no_change_writes_nothing(self) -> None:
        user = self.make("Nora Nochange", empty={"S": ""}, deep={"L": [{"M": {"x": {"BS": [b"\x00\xff"]}}}]})
        before = self.stored(user)
        console = self.find("Nora Nochange", environment=self.editor('touch "$file"'))
        console.press("v", "Nothing was changed")
        self.assertEqual(self.stored(user), before)
        self.assertEqual(self.drafts, [])

    def test_a_mistake_is_reopened_at_its_line(self) -> None:
        user = self.make("Mick Mistake", age={"N": "40"})
        console = self.find("Mick Mistake", environment=self.editor(
            'case $line in +*) sed -i "s/forty/${line#+}/" "$file";; *) sed -i /age/,/}/s/40/forty/ "$file";; esac'))
        screen = console.press("v", r'Line \d+: age: "forty" is not a number')
        line = re.search(r"Line (\d+):", screen).group(1)
        self.assertIn(str(self.drafts[0]), re.sub(r"[\s┃]+", "", screen))
        console.press("C-s", "is not a number")
        self.assertEqual(self.stored(user)["age"], {"N": "40"})
        # The second time the editor is told the line, and puts its number in.
        console.press("v", rf"\+ age: {line}")
        console.press("y", "Saved user")
        self.assertEqual(self.stored(user)["age"], {"N": line})

    def test_what_the_table_or_the_rules_refuse_is_told(self) -> None:
        user = self.make("Rita Refused", age={"N": "40"}, tags={"SS": ["a"]})
        before = self.stored(user)
        cases = [
            (f"s/{user}/other/", "userId is the key and cannot be changed"),
            ("s/someone@example.com/x@example.com/", "email is set on creation only"),
            ("s/Rita Refused//", "Name is required"),
            ("s/\"40\"/\"" + "1" * 39 + "\"/", "38 digits"),
            ("s/^{/{ \"x\": {\"NS\": []},/", "a set may not be empty"),
            ("s/^{/{ \"x\": {\"Q\": 1},/", 'there is no type "Q"'),
            ("s/^{/[/", "This is not JSON"),
        ]
        for edit, sentence in cases:
            with self.subTest(sentence=sentence):
                console = self.find("Rita Refused", environment=self.editor(f"sed -i '{edit}' \"$file\""))
                console.press("v", rf"Line \d+: .*{re.escape(sentence)}")
                console.press("Escape", "Discard this change")
                console.press("y", "┃ Name ")
                self.assertTrue(eventually(lambda: not self.drafts))
                console.close()
        self.assertEqual(self.stored(user), before)

    def test_an_editor_that_fails_or_is_killed_keeps_what_was_typed(self) -> None:
        user = self.make("Kit Killed", age={"N": "40"})
        before = self.stored(user)
        for script, sentence in [("exit 3", "ended with status 3"), ("kill -9 $$", r"was killed \(signal 9\)")]:
            with self.subTest(sentence=sentence):
                console = self.find("Kit Killed", environment=self.editor(
                    f"sed -i /age/,/}}/s/40/41/ \"$file\"; {script}"))
                screen = console.press("v", sentence)
                kept = self.drafts
                self.assertEqual(len(kept), 1)
                self.assertIn('"41"', kept[0].read_text())
                self.assertIn(str(kept[0]), re.sub(r"[\s┃]+", "", screen))
                console.press("Escape", "┃ Name ")
                self.assertTrue(kept[0].exists())
                kept[0].unlink()
                console.close()
        console = self.find("Kit Killed", environment={"VISUAL": "/no/such/editor", "XDG_STATE_HOME": str(self.home)})
        console.press("v", "cannot be run; set VISUAL or EDITOR")
        self.assertEqual(self.stored(user), before)
        self.assertEqual(self.drafts, [])

    def test_a_new_user_is_written_as_json(self) -> None:
        console = self.open("1", loaded="100 loaded of", environment=self.editor(
            "sed -i '/\"email\"/,/}/s/\"\"/\"vera@example.com\"/; /\"name\"/,/}/s/\"\"/\"Vera New\"/' \"$file\""))
        console.press("V", r"Create a user\?(?s:.*)\+ name: Vera New")
        console.press("y", "Created user Vera New")

    @unittest.skipUnless(shutil.which("vi"), "a bare machine has no vi")
    def test_vi_itself_is_lent_the_terminal(self) -> None:
        user = self.make("Vic Vi", age={"N": "40"})
        console = self.find("Vic Vi", columns=80, rows=24, environment={
            "EDITOR": "vi", "VISUAL": None, "XDG_STATE_HOME": str(self.home)})
        console.keys("v")
        console.wait(r'"userId": \{')
        console.text(':%s/"40"/"42"/')
        console.keys("Enter")
        console.text(":wq")
        console.press("Enter", r"\+ age: 42")
        console.press("y", "Saved user")
        self.assertEqual(self.stored(user)["age"], {"N": "42"})

    def test_a_conflict_of_the_editor_is_merged(self) -> None:
        user = self.make("Mona Merged", age={"N": "40"})
        console = self.find("Mona Merged", environment=self.editor("sed -i /age/,/}/s/40/41/ \"$file\""))
        console.press("v", r"\+ age: 41")
        self.make("Mona Merged", userId={"S": user}, age={"N": "50"}, phone={"S": "555"})
        console.press("y", "changed by someone else")
        console.press("m", "All is chosen")
        console.press("Enter", r"- age: 50(?s:.*)\+ age: 41")
        console.press("y", "Saved user")
        item = self.stored(user)
        self.assertEqual((item["age"], item["phone"]), ({"N": "41"}, {"S": "555"}))


class BulkTests(EditingCase):
    def some(self, name: str, count: int) -> list[str]:
        return [self.make(f"{name} {number}", age={"N": "20"}) for number in range(count)]

    def marked(self, name: str, count: int, **options: object) -> Console:
        console = self.open("1", loaded=r"00 loaded of", **options)
        console.keys("A")
        console.wait(r" 1 Users ━+ 2,0\d\d ┓", 30)
        console.keys("/")
        console.wait(r"┃/ ")
        console.text(name)
        console.wait(rf"{count} rows┃")
        console.keys("Enter")
        console.press("*", f"{count} marked")
        return console

    def test_marked_users_are_changed_after_a_dry_run(self) -> None:
        for columns, rows in (80, 24), (120, 40):
            with self.subTest(size=f"{columns}x{rows}"):
                name = f"Bulk Bert {columns}"
                users = self.some(name, 6)
                console = self.marked(name, 6, columns=columns, rows=rows)
                console.press("e", "Set one field of 6 marked users")
                console.press("Tab", "Field +Age")
                console.text("33")
                question = console.press("C-s", "Change Age of 6 users")
                self.assertRegex(question, rf"- {name} \d: age 20")
                self.assertRegex(question, rf"\+ {name} \d: age 33")
                self.assertEqual(self.stored(users[0])["age"], {"N": "20"})
                console.press("y", r"(?<!of )6 changed")
                for user in users:
                    self.assertEqual(self.stored(user)["age"], {"N": "33"})
                    self.assertIn("updatedAt", self.stored(user))
                console.wait(lambda screen: " marked" not in screen)
                console.close()

    def test_every_outcome_of_a_bulk_delete_is_told(self) -> None:
        users = self.some("Bulk Bess", 5)
        console = self.marked("Bulk Bess", 5)
        self.make("Bulk Bess 1", userId={"S": users[1]}, age={"N": "99"})
        self.delete(users[2])
        console.press("x", r"Delete 5 users\?(?s:.*)Type 5")
        console.text("5")
        screen = console.press("Enter", "3 deleted, 2 conflicts")
        self.assertIn("Bulk Bess 1", screen)
        self.assertIn("Bulk Bess 2", screen)
        self.assertIsNone(self.world.item("users", userId=users[0]))
        self.assertEqual(self.stored(users[1])["age"], {"N": "99"})
        console.press("Escape", "1 marked")
        # What stayed is as it is now, and can be deleted as such.
        console.press("x", r"Delete 1 user\?")
        console.text("1")
        console.press("Enter", r"(?<!of )1 deleted")
        self.assertIsNone(self.world.item("users", userId=users[1]))

    def test_a_bulk_write_can_be_stopped(self) -> None:
        users = self.some("Bulk Boris", 12)
        console = self.marked("Bulk Boris", 12)
        with self.world.fault("slow", service="dynamodb", operation="DeleteItem", seconds=1.5):
            console.press("x", r"Delete 12 users\?")
            console.text("12")
            console.press("Enter", r"of 12 deleted · X stops")
            console.press("X", r"(?s)4 deleted, 8 not tried")
        left = [user for user in users if self.world.item("users", userId=user)]
        self.assertEqual(len(left), 8)
        console.press("Escape", "8 marked")

    def test_denied_writes_are_counted_as_failed(self) -> None:
        users = self.some("Bulk Doris", 3)
        console = self.marked("Bulk Doris", 3)
        with self.world.fault("deny", service="dynamodb", operation="DeleteItem"):
            console.press("x", r"Delete 3 users\?")
            console.text("3")
            console.press("Enter", r"0 deleted, 3 failed(?s:.*)Not allowed: dynamodb:DeleteItem")
        for user in users:
            self.stored(user)
