"""Every write is noted before it goes out and after its answer; what was written can be taken back, and a crash leaves the truth."""

from __future__ import annotations

import json
import os
import re
import resource
import signal

from world import WorldCase


class HistoryCase(WorldCase):
    def make(self, name: str) -> str:
        result = self.world.run("users", "create", "--yes", "email=h@example.com", f"name={name}", "age=30")
        self.assertEqual(result.returncode, 0, result.stderr)
        return json.loads(result.stdout)["userId"]

    def stored(self, user: str) -> dict | None:
        return self.world.item("users", userId=user)

    def history(self, *arguments: str) -> list[dict]:
        result = self.world.run("history", *arguments)
        self.assertEqual((result.returncode, result.stderr), (0, ""))
        return [json.loads(line) for line in result.stdout.splitlines()]

    def of(self, user: str) -> list[tuple[str, str]]:
        """Newest first: what was done to a user, and how it ended."""
        return [(entry["kind"], entry["outcome"]) for entry in self.history() if entry["key"] == user]


class UndoTests(HistoryCase):
    def test_an_edit_in_the_console_is_taken_back_by_one_key(self) -> None:
        user = self.make("Undine Undo")
        before = self.stored(user)
        console = self.open("1", loaded="00 loaded of", columns=80, rows=24)
        console.keys("A")
        console.wait(r"┏ 1 Users ━+ 2,0\d\d ┓", 30)
        console.press("/", "┃/")
        console.text("Undine")
        console.press("Enter", r"1 of 2,0\d\d match")
        console.press("e", "Edit user")
        console.text(" the Second")
        console.press("C-s", "Change 1 field")
        console.press("y", "Saved user")
        self.assertEqual(self.stored(user)["name"], {"S": "Undine Undo the Second"})
        question = console.press("z", r"Change back")
        self.assertIn("- name: Undine Undo the Second", question)
        self.assertIn("+ name: Undine Undo", question)
        console.press("n", lambda screen: "Change back" not in screen)
        self.assertEqual(self.stored(user)["name"], {"S": "Undine Undo the Second"})
        console.press("z", "Change back")
        console.press("y", r"Taken back: update of")
        self.assertEqual(self.stored(user), before)
        console.wait(r"┃▌Undine Undo +h@example")
        self.assertEqual(self.of(user), [("update", "done"), ("update", "taken back"), ("create", "done")])

    def test_what_somebody_changed_since_is_not_taken_back(self) -> None:
        user = self.make("Connie Conflict")
        self.assertEqual(self.world.run("users", "update", user, "age=31", "--yes").returncode, 0)
        theirs = {**self.stored(user), "age": {"N": "99"}}
        self.world.put("users", theirs)
        console = self.open("1", loaded="00 loaded of", columns=80, rows=24)
        console.press("z", r"Change back")
        console.press("y", r"(?i)somebody changed it")
        self.assertEqual(self.stored(user), theirs)
        result = self.world.run("history", "undo", "--yes")
        self.assertEqual(result.returncode, 1)
        self.assertEqual(self.stored(user), theirs)

    def test_a_deletion_is_taken_back_and_taking_back_too(self) -> None:
        user = self.make("Dora Deleted")
        before = self.stored(user)
        self.assertEqual(self.world.run("users", "delete", user, "--yes").returncode, 0)
        self.assertEqual(self.world.run("history", "undo").returncode, 2)
        self.assertIsNone(self.stored(user))
        self.assertEqual(self.world.run("history", "undo", "--yes").returncode, 0)
        self.assertEqual(self.stored(user), before)
        number = str(self.history("--limit", "1")[0]["number"])
        shown = json.loads(self.world.run("history", "show", number).stdout)
        self.assertEqual((shown["kind"], shown["after"]["userId"]), ("create", {"S": user}))
        self.assertEqual(self.world.run("history", "undo", number, "--yes").returncode, 0)
        self.assertIsNone(self.stored(user))
        self.assertEqual(self.world.run("history", "undo", "99999").returncode, 4)

    def test_read_only_takes_nothing_back(self) -> None:
        user = self.make("Rita Readonly")
        console = self.open("1", "--read-only", loaded="00 loaded of", columns=80, rows=24)
        console.press("z", "(?i)read-only")
        self.assertEqual(self.world.run("history", "undo", "--yes", "--read-only").returncode, 5)
        self.assertIsNotNone(self.stored(user))


class CrashTests(HistoryCase):
    def test_a_crash_at_each_step_leaves_the_truth(self) -> None:
        for step, written in ("intended", False), ("written", True), ("answered", True):
            with self.subTest(step=step):
                user = self.make(f"Carl {step}")
                before = self.stored(user)
                killed = self.world.run("users", "update", user, "age=77", "--yes", environment={"NIGHTDESK_TEST_STOP": step})
                self.assertEqual(killed.returncode, -signal.SIGKILL)
                self.assertEqual(self.stored(user)["age"], {"N": "77"} if written else before["age"])
                # As long as another console may be waiting for its answer, nothing is said of the write.
                if step != "answered":
                    self.assertEqual(self.of(user)[0], ("update", "unknown"))
                self.age_the_journal()
                outcome = {"intended": "not done (found)", "written": "done (found)", "answered": "done"}[step]
                self.assertEqual(self.of(user)[0], ("update", outcome))

    def test_the_console_tells_what_it_found(self) -> None:
        user = self.make("Tilda Told")
        self.world.run("users", "update", user, "age=77", "--yes", environment={"NIGHTDESK_TEST_STOP": "written"})
        self.age_the_journal()
        console = self.console(columns=80, rows=24)
        console.wait(rf"The update of {user}")
        told = console.press("!", "What is wrong now")
        # Its lines are wrapped within the dialog's frame.
        words = re.sub(r"[│┃\s]+", " ", told)
        self.assertRegex(words, r"had no answer on \S+: it was .{0,60}done\.")

    def test_a_journal_that_cannot_be_written_lets_nothing_out(self) -> None:
        user = self.make("Fay Full")
        before = self.stored(user)
        state = os.path.join(self.world.home, "full")
        os.makedirs(os.path.join(state, "nightdesk"))
        os.symlink("/dev/full", os.path.join(state, "nightdesk", "journal.jsonl"))
        result = self.world.run("users", "update", user, "age=77", "--yes", environment={"XDG_STATE_HOME": state})
        self.assertEqual(result.returncode, 1)
        self.assertRegex(result.stderr, "journal .* cannot be written .*so nothing was")
        self.assertEqual(self.stored(user), before)

    def test_a_file_that_may_not_grow_lets_nothing_out_and_stays_whole(self) -> None:
        user = self.make("Greta Grown")
        before, size = self.stored(user), os.path.getsize(self.journal())
        result = self.world.run(
            "users", "update", user, "age=77", "--yes",
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size + 50, size + 50)))
        self.assertEqual(result.returncode, 1)
        self.assertRegex(result.stderr, "journal .* cannot be written .*so nothing was")
        self.assertEqual(self.stored(user), before)
        self.assertEqual(os.path.getsize(self.journal()), size)

    def journal(self) -> str:
        return os.path.join(self.world.home, "state", "nightdesk", "journal.jsonl")

    def age_the_journal(self) -> None:
        """Lets what is noted be some minutes old, as if a person had come back."""
        with open(self.journal(), encoding="utf-8") as file:
            lines = [json.loads(line) for line in file]
        for line in lines:
            line["at"] = "2026-01-02T03:04:05.678Z"
        with open(self.journal(), "w", encoding="utf-8") as file:
            file.writelines(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)


del HistoryCase
