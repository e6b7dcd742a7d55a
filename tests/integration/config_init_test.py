"""riskctl config init: answered on a real terminal, and by options; riskd starts on what it wrote."""

import json
import os
import pty
import select
import stat
import subprocess
import time
import unittest

from stage_case import BINARIES, StageCase
from stage.daemon import run
from stage.waiting import PATIENCE, until


class Dialogue:
    """A riskctl on a terminal of its own, as a person sees it."""

    def __init__(self, folder, *words):
        self.ours, theirs = pty.openpty()
        self.process = subprocess.Popen([str(BINARIES / "riskctl"), *map(str, words)], cwd=folder,
                                        stdin=theirs, stdout=theirs, stderr=theirs,
                                        start_new_session=True)
        os.close(theirs)
        self.shown = ""
        self.seen = 0

    def read(self):
        """Adds what was written since; False once nobody writes any more."""
        try:
            part = os.read(self.ours, 4096)
        except OSError:  # How a terminal says that its other side is closed.
            return False
        # A line may end in one part and its newline begin the next.
        self.shown = (self.shown + part.decode()).replace("\r\n", "\n")
        return bool(part)

    def wait_for(self, text):
        deadline = time.monotonic() + PATIENCE
        while text not in self.shown[self.seen:]:
            left = deadline - time.monotonic()
            ready = select.select([self.ours], [], [], max(left, 0))[0]
            if not ready or not self.read():
                raise AssertionError(f"'{text}' was not shown, but:\n{self.shown}")
        self.seen = self.shown.index(text, self.seen) + len(text)

    def answer(self, text, typed):
        """Waits for a question and answers it."""
        self.wait_for(text)
        os.write(self.ours, typed.encode() + b"\n")

    def end_of_input(self):
        os.write(self.ours, b"\x04")

    def end(self):
        """Returns the exit code, once everything was read."""
        while self.read():
            pass
        code = self.process.wait(PATIENCE)
        os.close(self.ours)
        return code


def content_of(file):
    """The configuration without its comments, which are lines of their own."""
    lines = file.read_text().splitlines()
    return json.loads("\n".join(x for x in lines if not x.strip().startswith("//")))


class ConfigInit(StageCase):

    def files(self):
        return sorted(x.name for x in self.folder.iterdir() if "json" in x.name)

    def init(self, *words):
        return run([BINARIES / "riskctl", "config", "init", *words], folder=self.folder)

    def test_a_person_is_asked_until_the_answers_are_good(self):
        """R-C-1, R-C-4: bad answers are asked again; the file is private, valid and in shadow mode."""
        talk = Dialogue(self.folder, "config", "init")
        talk.answer("Firm [topstep]: ", "nobody")
        talk.wait_for("there is no firm 'nobody'")
        talk.answer("Firm [topstep]: ", "Topstep")
        talk.answer("Account size: 50K, 100K, 150K [50K]: ", "70K")
        talk.wait_for("'70K' is none of")
        talk.answer("[50K]: ", "$100,000")
        talk.wait_for("Preset topstep_100k\n  Source: Topstep's help pages")
        talk.wait_for("verified on 20")
        talk.wait_for("daily_realized_loss: limit -2000")
        talk.answer("Name of the account, as the broker's platform shows it: ", "")
        talk.wait_for("There has to be an answer.")
        talk.answer("shows it: ", "PRAC-1")
        talk.answer("another account (empty: no more): ", "PRAC-1")
        talk.wait_for("'PRAC-1' was named already")
        talk.answer("no more): ", 'PRAC "2"')
        talk.answer("no more): ", "")
        talk.answer("REST calls go [https://api.topstepx.com]: ", "ftp://elsewhere")
        talk.wait_for("is no address")
        talk.answer("[https://api.topstepx.com]: ", "")
        talk.answer("file (files that only you can read) [env]: ", "key")
        talk.answer("[env]: ", "")
        talk.answer("Variable with the user name [PROJECT_X_USERNAME]: ", "")
        talk.answer("Variable with the key [PROJECT_X_API_KEY]: ", "c2VjcmV0IGtleSBvZiBhIHRyYWRlcg==")
        talk.wait_for("the key itself is never asked for")
        talk.answer("[PROJECT_X_API_KEY]: ", "MY_KEY")
        self.assertEqual(self.files(), [])
        talk.answer("Write riskd.json? [yes]: ", "")
        talk.wait_for("riskd --config riskd.json")
        self.assertEqual(talk.end(), 0, talk.shown)
        file = self.folder / "riskd.json"
        self.assertEqual(self.files(), ["riskd.json"])
        self.assertEqual(stat.S_IMODE(file.stat().st_mode), 0o600)
        self.assertNotIn("c2VjcmV0", file.read_text())
        content = content_of(file)
        self.assertEqual(content["preset"], "topstep_100k")
        self.assertEqual(content["accounts"], [{"name": "PRAC-1", "mode": "shadow"},
                                               {"name": 'PRAC "2"', "mode": "shadow"}])
        self.assertEqual(content["gateway"]["market_hub_url"],
                         "https://rtc.topstepx.com/hubs/market")
        self.assertEqual(content["gateway"]["api_key"], "${MY_KEY}")
        checked = run([BINARIES / "riskctl", "config", "validate", file])
        self.assertEqual(checked.returncode, 0, checked.stdout)

    def test_whoever_leaves_early_leaves_nothing(self):
        """R-O-7: the end of the input, and a no, end it with exit code 2; nothing is overwritten."""
        talk = Dialogue(self.folder, "config", "init", "--firm", "topstep", "--size", "50K")
        talk.wait_for("shows it: ")
        talk.end_of_input()
        talk.wait_for("nothing was written")
        self.assertEqual(talk.end(), 2)
        talk = Dialogue(self.folder, "config", "init", "--size", "50K", "--account", "A",
                        "--login-from", "file")
        for question in ("Firm [", "REST calls go [", "user name [", "key ["):
            talk.answer(question, "")
        talk.answer("Write riskd.json? [yes]: ", "no")
        self.assertEqual(talk.end(), 2)
        self.assertEqual(self.init("--size", "50K").returncode, 2)
        self.assertEqual(self.files(), [])
        (self.folder / "riskd.json").write_text("mine")
        there = self.init("--yes", "--size", "50K", "--account", "A")
        self.assertEqual(there.returncode, 1)
        self.assertIn("exists already", there.stderr)
        self.assertEqual((self.folder / "riskd.json").read_text(), "mine")

    def test_options_answer_as_well(self):
        """Without questions everything comes from options and defaults, or not at all."""
        for words, said in (((), "--account has to say it"),
                            (("--account", "A", "--firm", "nobody"), "--firm: there is no firm"),
                            (("--account", "A", "--account", "A"), "'A' was named already"),
                            (("--account", "A", "--firm", "other"), "--rest-url has to say it"),
                            (("--account", "A", "--api-key-in", "a/b="), "never asked for")):
            refused = self.init("--yes", *words)
            self.assertEqual((refused.returncode, refused.stdout), (2, ""), words)
            self.assertIn(said, refused.stderr)
        self.assertEqual(self.files(), [])
        made = self.init("other.json", "--yes", "--firm", "bulenox", "--account", "A", "--account",
                         "B", "--login-from", "file", "--api-key-in", "/run/keys/bulenox")
        self.assertEqual(made.returncode, 0, made.stderr)
        content = content_of(self.folder / "other.json")
        self.assertEqual([x["name"] for x in content["accounts"]], ["A", "B"])
        self.assertEqual(content["preset"], "conservative")
        self.assertEqual(content["gateway"],
                         {"rest_url": "https://api.bulenox.projectx.com",
                          "user_hub_url": "https://rtc.bulenox.projectx.com/hubs/user",
                          "market_hub_url": "https://rtc.bulenox.projectx.com/hubs/market",
                          "username": "file:login_username", "api_key": "file:/run/keys/bulenox"})

    def test_riskd_starts_on_it_and_sends_nothing(self):
        """A-176: the accounts are guarded in shadow mode, and a breach is recorded only."""
        self.daemon.configuration.unlink()
        made = run([BINARIES / "riskctl", "config", "init", "--yes", "--firm", "topstep", "--size",
                    "50K", "--account", "PRAC-1", "--rest-url", self.simulator.rest,
                    "--user-hub-url", self.simulator.user_hub, "--market-hub-url",
                    self.simulator.market_hub], folder=self.daemon.folder)
        self.assertEqual(made.returncode, 0, made.stderr)
        self.daemon.environment |= {"PROJECT_X_USERNAME": "trader",
                                    "PROJECT_X_API_KEY": "secret-key-of-trader"}
        self.daemon.socket = self.daemon.folder / "riskd.sock"
        self.daemon.start()
        until(lambda: (self.daemon.account("PRAC-1") or {}).get("state") == "SHADOW",
              "the account is in shadow mode", pause=0.2)
        self.simulator.price("MNQ", 21500)
        self.simulator.buy("PRAC-1", "MNQ", 51)
        until(lambda: self.daemon.log("checkpoint.enforcement_triggered"), "a breach is judged")
        self.assertFalse(self.daemon.log("enforcement.result"))
        self.assertEqual(self.size("PRAC-1"), 51)


if __name__ == "__main__":
    unittest.main()
