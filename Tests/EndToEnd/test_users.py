"""Users: found, looked at, edited and created in the console, and looked up in the table by an independent client."""

from __future__ import annotations

import json
import re
import uuid

from console import Console, eventually
from world import ENVIRONMENT, WorldCase


class UserCase(WorldCase):
    """Each test has users of its own, whom it finds by a name that nobody else has."""

    def make(self, called: str, **fields: object) -> str:
        """Puts a user into the table; answers the id."""
        user = str(uuid.uuid4())
        item = {"userId": {"S": user}, "name": {"S": called}, "email": {"S": "someone@example.com"},
                "createdAt": {"S": "2026-01-02T03:04:05.678Z"}, **fields}
        self.world.put("users", {key: value for key, value in item.items() if value is not None})
        return user

    def stored(self, user: str) -> dict:
        item = self.world.item("users", userId=user)
        self.assertIsNotNone(item, f"there is no user {user}")
        return item

    def find(self, name: str, *arguments: str, **options: object) -> Console:
        """A console that shows one user only, found by a name."""
        console = self.open("1", *arguments, loaded=r"00 loaded of", **options)
        console.keys("A")
        console.wait(r"┏ 1 Users ━+ 2,0\d\d ┓", 30)
        console.keys("/")
        console.wait(r"┃/ ")
        console.text(name)
        console.wait(rf"┃/{re.escape(name)} +1 row┃")
        console.keys("Enter")
        console.wait(r"┏ 1 Users ━+.* 1 of 2,0\d\d match /")
        return console

    def type_over(self, console: Console, label: str, text: str) -> None:
        """Replaces the text of the field that the cursor is in."""
        console.wait(rf"{label}(?: \*)? +▌")
        console.keys("C-u")
        console.text(text)
        console.wait(rf"{label}(?: \*)? +▌{re.escape(text)}")


class BrowseTests(UserCase):
    def test_the_list_is_the_table(self) -> None:
        console = self.open("1", loaded="100 loaded of")
        console.keys("A")
        console.wait(r"┏ 1 Users ━+ 2,0\d\d ┓", 30)
        count = self.world.client("dynamodb").scan(TableName=f"{ENVIRONMENT}-users", Select="COUNT")["Count"]
        self.assertIn(f" {count:,} ┓", console.screen())

    def test_pages_come_when_one_scrolls(self) -> None:
        console = self.open("1", loaded="100 loaded of")
        console.keys("G")
        console.wait(r"┏ 1 Users ━+ (?!100 )[\d,]+ loaded of")

    def test_filter_plain_inverse_and_by_column(self) -> None:
        console = self.open("1", loaded="100 loaded of")
        names = lambda: [row[:20] for row in re.findall(r"┃[▌ ]([^┃]+)", console.screen())][1:]
        for text, fits in [
            ("rossi", lambda row: "rossi" in row.lower()), ("!rossi", lambda row: "rossi" not in row.lower()),
            ("name:xenia", lambda row: "xenia" in row.lower()),
        ]:
            with self.subTest(filter=text):
                console.press("/", r"┃/")
                console.text(text)
                console.wait(rf"┃/{text} +\d+ rows?┃")
                shown = [row for row in names() if row.strip() and not row.startswith("/")]
                self.assertTrue(shown)
                self.assertEqual([row for row in shown if not fits(row)], [])
                console.press("Escape", lambda screen: "┃/" not in screen)
                console.wait(r"00 loaded of")

    def test_sort_survives_a_refresh(self) -> None:
        console = self.open("1", loaded="100 loaded of")
        ages = lambda: [int(age) for age in re.findall(r"┃[▌ ][^┃]+?@\S+ +(\d+) ", console.screen())]
        console.press("o", "Sort by: Name")
        console.keys("l", "l")
        console.wait("Sort by: Age")
        console.press("Enter", r"Ag[e…]*[▲▼]")
        console.keys("g")
        console.wait(lambda _: len(ages()) > 5 and ages() == sorted(ages()))
        console.press("S", r"Ag[e…]*▼")
        console.keys("g")
        console.wait(lambda _: len(ages()) > 5 and ages() == sorted(ages(), reverse=True))
        scans = self.world.requests("dynamodb:Scan")
        console.keys("C-r")
        self.assertTrue(eventually(lambda: self.world.requests("dynamodb:Scan") > scans))
        console.wait(lambda screen: re.search(r"Ag[e…]*▼", screen) and ages() == sorted(ages(), reverse=True))

    def test_refresh_shows_what_changed(self) -> None:
        user = self.make("Quentin Quince", age={"N": "30"})
        console = self.find("Quentin Quince")
        self.make("Quentin Quince", userId={"S": user}, age={"N": "31"})
        console.press("C-r", r"┃▌Quentin Quince.* 31 ", seconds=20)

    def test_detail_and_copies(self) -> None:
        user = self.make("Wilma Wren", age={"N": "44"}, tags={"L": [{"S": "vip"}, {"N": "7"}]})
        console = self.find("Wilma Wren")
        screen = console.press("Enter", rf"userId S +{user}")
        for part in (r"name S +Wilma Wren", r"email S +someone@example\.com", r"age N +44", r'"vip"'):
            self.assertRegex(screen, part)
        raw = console.press("y", r'"userId": \{')
        self.assertRegex(raw, r'"age": \{\s*┃?\s*\n?┃?\s*"N": "44"')
        console.press("c", "Copied user id")
        self.assertEqual(console.clipboard(), user)
        console.press("Escape", "┃ Name ")
        console.press("C", "Copied .*JSON")
        copied = json.loads(console.clipboard())
        self.assertEqual((copied["userId"], copied["age"], copied["tags"]), (user, 44, ["vip", 7]))

    def test_marked_users_are_copied_as_json_lines(self) -> None:
        console = self.open("1", loaded="100 loaded of")
        console.keys("Space", "Space", "Space")
        console.wait("3 marked")
        console.press("C", r"Copied 3 .*JSON")
        lines = console.clipboard().strip().split("\n")
        self.assertEqual(len({json.loads(line)["userId"] for line in lines}), 3)
        console.press("\\", lambda screen: "marked" not in screen)


class EditTests(UserCase):
    def test_an_edit_is_shown_confirmed_and_written(self) -> None:
        for columns, rows in (80, 24), (120, 40), (200, 60):
            with self.subTest(size=f"{columns}x{rows}"):
                name = f"Edith {columns}"
                user = self.make(name, age={"N": "41"}, notes={"M": {"pi": {"N": "3.14159265358979323846"}}})
                before = self.stored(user)
                console = self.find(name, columns=columns, rows=rows)
                console.press("e", rf"Edit user {name} \(.*{user[:8]}")
                self.type_over(console, "Name", f"Edith {columns} Edited")
                console.keys("Tab")
                self.type_over(console, "Age", "42")
                question = console.press("C-s", r"Change 2 fields of user")
                for line in (f"- name: {name}", f"+ name: Edith {columns} Edited", "- age: 41", "+ age: 42",
                             "+ updatedAt: 20", "development", "123456789012", "nightdesk-demo"):
                    self.assertIn(line, question)
                self.assertEqual(self.stored(user), before, "something was written before the confirmation")
                # Saying no leaves the form as it was.
                console.press("n", lambda screen: "Change 2 fields" not in screen)
                self.assertEqual(self.stored(user), before)
                console.press("C-s", r"Change 2 fields of user")
                console.press("y", rf"Saved user Edith {columns} Edited \(.*{user[:8]}")
                item = self.stored(user)
                self.assertEqual(item["name"], {"S": f"Edith {columns} Edited"})
                self.assertEqual(item["age"], {"N": "42"})
                self.assertRegex(item["updatedAt"]["S"], r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$")
                # Whatever was not edited is as it was, to the last digit.
                for field in ("email", "createdAt", "notes", "userId"):
                    self.assertEqual(item[field], before[field])
                console.press("Escape", lambda screen: " match /" not in screen)
                console.wait(rf"┃▌Edith {columns} Edited .* 42 ")
                console.close()

    def test_emptying_the_age_takes_it_away(self) -> None:
        user = self.make("Agatha Ageless", age={"N": "50"})
        console = self.find("Agatha Ageless")
        console.press("e", "Edit user")
        console.keys("Tab")
        console.wait("Age +▌50")
        console.press("C-u", r"Age +▌(?!50)")
        console.press("C-s", "Change 1 field")
        console.press("y", "Saved user")
        self.assertNotIn("age", self.stored(user))

    def test_only_the_reference_fields_can_be_edited(self) -> None:
        self.make("Ronald Rules")
        console = self.find("Ronald Rules")
        console.press("e", "Edit user")
        field = lambda: re.search(r"(\w[\w ]*?)(?: \*)? +▌", console.screen()).group(1).strip()
        seen = [field()]
        for _ in range(4):
            console.press("Tab", lambda _: field() != seen[-1])
            seen.append(field())
        self.assertEqual(seen, ["Name", "Age", "Name", "Age", "Name"])

    def test_bad_values_are_refused_where_they_stand(self) -> None:
        user = self.make("Bad Benny", age={"N": "33"})
        before = self.stored(user)
        console = self.find("Bad Benny")
        console.press("e", "Edit user")
        console.press("C-u", r"Name \* +▌ ")
        console.press("C-s", r"Name is required")
        console.text("Benny")
        console.keys("Tab")
        console.wait("Age +▌33")
        for text, sentence in [("old", "Age is a (whole )?number"), ("3.5", "Age is a whole number"), ("1e2", "Age is a whole number")]:
            with self.subTest(age=text):
                console.keys("C-u")
                console.text(text)
                console.wait(rf"Age +▌{re.escape(text)}(?s:.*){sentence}")
                console.keys("C-s")
                console.wait(sentence)
                self.assertNotRegex(console.screen(), r"Change \d field")
        self.assertEqual(self.stored(user), before)

    def test_leaving_a_changed_form_asks(self) -> None:
        user = self.make("Lena Leaver")
        before = self.stored(user)
        console = self.find("Lena Leaver")
        console.press("e", "Edit user")
        console.press("Escape", "┃ Name ")
        console.press("e", "Edit user")
        console.text("!")
        console.wait("Changed: name")
        console.press("Escape", r"Discard changes\?")
        console.press("n", r"Changed: name")
        console.press("Escape", r"Discard changes\?")
        console.press("y", "┃ Name ")
        self.assertEqual(self.stored(user), before)

    def test_quitting_a_changed_form_asks(self) -> None:
        self.make("Quincy Quitter")
        console = self.find("Quincy Quitter")
        console.press("e", "Edit user")
        console.text("!")
        console.wait("Changed: name")
        console.press("C-c", r"Quit\?")
        console.press("n", lambda screen: "Quit?" not in screen)
        console.wait("Changed: name")

    def test_a_write_that_is_denied_is_told_and_keeps_the_form(self) -> None:
        user = self.make("Dennis Denied")
        before = self.stored(user)
        console = self.find("Dennis Denied")
        console.press("e", "Edit user")
        console.text("!")
        with self.world.fault("deny", service="dynamodb", operation="UpdateItem"):
            console.wait(r"\^S save")
            console.press("C-s", "Change 1 field")
            console.press("y", r"Not allowed: dynamodb:UpdateItem")
        console.wait(r"Name \* +▌Dennis Denied!")
        self.assertEqual(self.stored(user), before)
        console.press("C-s", "Change 1 field")
        console.press("y", "Saved user")
        self.assertEqual(self.stored(user)["name"], {"S": "Dennis Denied!"})


class ConflictTests(UserCase):
    def conflict(self, name: str) -> tuple[Console, str]:
        """Someone else changes the same field while the form is open."""
        user = self.make(name, age={"N": "20"})
        console = self.find(name)
        console.press("e", "Edit user")
        self.type_over(console, "Name", f"{name} Mine")
        self.make(f"{name} Theirs", userId={"S": user}, age={"N": "21"})
        console.press("C-s", "Change 1 field")
        console.press("y", r"(?i)changed by someone else")
        return console, user

    def test_nothing_is_overwritten_and_theirs_can_be_taken(self) -> None:
        console, user = self.conflict("Carla Conflict")
        item = self.stored(user)
        self.assertEqual((item["name"], item["age"]), ({"S": "Carla Conflict Theirs"}, {"N": "21"}))
        screen = console.screen()
        # All three sides are told: as it was, as it is, as the person wants it.
        for part in (r"was +Carla Conflict *┃", r"theirs +Carla Conflict Theirs", r"yours +Carla Conflict Mine",
                     r"theirs +21", r"Nothing was written"):
            self.assertRegex(screen, part)
        self.assertLessEqual({"m", "t", "d", "Esc"}, console.hints.keys())
        console.press("d", r"┃▌Carla Conflict Theirs .* 21 ")
        self.assertEqual(self.stored(user), item)

    def test_mine_can_be_put_on_top(self) -> None:
        console, user = self.conflict("Maura Merge")
        console.press("C-s", "Choose for name first")
        console.press("m", "All is chosen")
        question = console.press("C-s", "Change 1 field")
        self.assertIn("- name: Maura Merge Theirs", question)
        self.assertIn("+ name: Maura Merge Mine", question)
        console.press("y", "Saved user")
        item = self.stored(user)
        self.assertEqual((item["name"], item["age"]), ({"S": "Maura Merge Mine"}, {"N": "21"}))

    def test_back_to_the_form_loses_nothing(self) -> None:
        console, user = self.conflict("Bess Back")
        console.press("Escape", r"Name \* +▌Bess Back Mine")
        # The form still stands on the old values: saving again is a conflict again.
        console.press("C-s", "Change 1 field")
        console.press("y", r"(?i)changed by someone else")
        self.assertEqual(self.stored(user)["name"], {"S": "Bess Back Theirs"})

    def test_what_someone_else_changed_elsewhere_in_the_item_stays(self) -> None:
        user = self.make("Otto Other", age={"N": "20"})
        console = self.find("Otto Other")
        console.press("e", "Edit user")
        self.type_over(console, "Name", "Otto Other Mine")
        self.make("Otto Other", userId={"S": user}, age={"N": "77"}, phone={"S": "555"})
        console.press("C-s", "Change 1 field")
        console.press("y", "Saved user")
        item = self.stored(user)
        self.assertEqual(
            (item["name"], item["age"], item["phone"]), ({"S": "Otto Other Mine"}, {"N": "77"}, {"S": "555"}))

    def test_an_item_that_is_gone_is_not_made_again(self) -> None:
        user = self.make("Gwen Gone")
        console = self.find("Gwen Gone")
        console.press("e", "Edit user")
        console.text("!")
        console.wait(r"\^S save")
        self.world.client("dynamodb").delete_item(TableName=f"{ENVIRONMENT}-users", Key={"userId": {"S": user}})
        console.press("C-s", "Change 1 field")
        console.press("y", r"(?i)gone")
        self.assertIsNone(self.world.item("users", userId=user))


class CreateTests(UserCase):
    def test_a_user_is_created(self) -> None:
        console = self.open("1", loaded="100 loaded of", columns=80, rows=24)
        console.press("n", "New user")
        console.text("nora@example.com")
        console.keys("Tab")
        console.wait(r"Name \* +▌")
        console.text("Nora Ünïcode 名前")
        console.keys("Tab")
        console.wait("Age +▌")
        console.text("29")
        question = console.press("C-s", r"Create a user\?")
        for line in ("+ email: nora@example.com", "+ name: Nora Ünïcode 名前", "+ age: 29", "development"):
            self.assertIn(line, question)
        console.press("y", r"Created user Nora Ünïcode 名前 \(nora@example\.com, [0-9a-f-]+")
        console.press("c", "Copied user id")
        user = console.clipboard()
        item = self.stored(user)
        self.assertEqual(set(item), {"userId", "email", "name", "age", "createdAt"})
        self.assertEqual(item["name"], {"S": "Nora Ünïcode 名前"})
        self.assertEqual(item["age"], {"N": "29"})
        self.assertRegex(item["createdAt"]["S"], r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$")
        self.assertRegex(console.selected(), r"^Nora Ünïcode")

    def test_email_and_name_are_required_and_checked(self) -> None:
        console = self.open("1", loaded="100 loaded of", columns=80, rows=24)
        before = self.world.requests("dynamodb:PutItem")
        console.press("n", "New user")
        console.keys("C-s")
        console.wait("Email is required")
        for text in ("bad", "a@", "@b.c", "a b@example.com", "a@b@c.de"):
            with self.subTest(email=text):
                console.keys("C-u")
                console.text(text)
                console.wait(rf"Email \* +▌{re.escape(text)}(?s:.*)Email is not an email address")
                console.keys("C-s")
                console.wait("Email is not an email address")
                self.assertNotIn("Create a user?", console.screen())
        console.keys("C-u")
        console.text("good@example.com")
        console.wait(lambda screen: "not an email address" not in screen)
        console.keys("C-s")
        console.wait("Name is required")
        self.assertNotIn("Create a user?", console.screen())
        self.assertEqual(self.world.requests("dynamodb:PutItem"), before)


class ReadOnlyTests(UserCase):
    def test_edit_and_create_are_refused(self) -> None:
        self.make("Rea Donly")
        console = self.find("Rea Donly", "--read-only")
        self.assertFalse({"e", "n"} & console.hints.keys(), console.footer)
        for key in ("e", "n"):
            console.press(key, r"(?i)read-only")
            self.assertNotRegex(console.screen(), r"Edit user|New user")
            console.keys("j")
        console.press("Enter", "userId S")
        console.press("e", r"(?i)read-only")
        console.press("q", "┃ Name ")
        console.press(":", r"▌users ")
        console.text("users.edit")
        console.wait(r"users\.edit +e +not now\.")
        console.press("Enter", r"(?i)read-only")
        self.assertNotIn("Edit user", console.screen())

    def test_the_config_file_can_ask_for_it(self) -> None:
        path = f"{self.world.home}/config/nightdesk/config.toml"
        with open(path, "w") as file:
            file.write("read-only = true\n")
        self.addCleanup(lambda: open(path, "w").close())
        console = self.console(columns=80, rows=24)
        console.wait("100 loaded")
        console.press("n", r"(?i)read-only")
