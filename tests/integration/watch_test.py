"""`riskctl watch` on a real terminal, in front of a real riskd."""

import pathlib
import re
import signal
import subprocess
import tempfile
import unittest

from stage_case import BINARIES, StageCase
from stage.waiting import until
from terminal_window import STOP, Window

RISKCTL = BINARIES / "riskctl"
GONE = "UNPROTECTED: riskd is not running"


def row_of(rows, words):
    return next((row for row in rows if words in row), "")


def seconds_left(rows, name):
    """What the countdown of an account's lock says."""
    found = re.search(r"(?:(\d+):)?(\d+):(\d\d)", row_of(rows, name))
    return None if found is None else sum(int(each or 0) * factor for each, factor
                                          in zip(found.groups(), (3600, 60, 1)))


class WatchCase(StageCase):

    def watch(self, *words, columns=80, rows=24, **environment):
        folder = tempfile.TemporaryDirectory(prefix="riskd-watch-")
        self.addCleanup(folder.cleanup)
        window = Window(folder.name, [RISKCTL, "watch", "--socket", self.daemon.socket, *words],
                        columns, rows, **environment)
        self.addCleanup(window.close)
        return window


class Session(WatchCase):

    def test_shows_what_happens(self):
        """R-O-3, R-O-4: accounts, a lock that runs down, and the keys."""
        self.start()
        window = self.watch()
        window.wait_headline("READY: 2 PROTECTED, 0 locked")
        rows = window.wait_text("PRAC-2")
        self.assertRegex(row_of(rows, "PRAC-2"), r"PROTECTED +- +0\.00 +.* 0 % +500\.00 +\d/\d")
        self.assertRegex("\n".join(rows), r"user up \d+ s.*  market up .*  REST up ")
        self.lose("PRAC-1", 600)
        window.wait_headline("READY: 2 PROTECTED, 1 locked")
        rows = window.wait(lambda rows: seconds_left(rows, " PRAC-1 ") is not None, "a countdown")
        self.assertRegex(row_of(rows, " PRAC-1 "), r"PROTECTED +\d*:?\d+:\d\d +-6\d\d\.\d+ .* over")
        self.assertIn("locked by RULE-003  daily loss limit reached", "\n".join(rows))
        before = seconds_left(rows, " PRAC-1 ")
        window.wait(lambda rows: seconds_left(rows, " PRAC-1 ") < before, "it runs down")
        self.press_all_keys(window)

    def press_all_keys(self, window):
        window.press("Home", "Enter")
        rows = window.wait_text("WORKING" if self.size("PRAC-1") else "LOCKS")
        self.assertIn("PRAC-1", row_of(rows, "──"))
        self.assertIn("daily_realized_loss", "\n".join(rows))
        window.press("Escape")
        window.wait_text("2 accounts, worst first")
        window.press("/", "c", "-", "2", "Enter")
        rows = window.wait_text("1 of 2 accounts")
        self.assertIn("filter: c-2", row_of(rows, "1 of 2"))
        self.assertFalse([row for row in rows if row[2:8] == "PRAC-1"], rows)
        window.press("Escape")
        window.wait_text("2 accounts, worst first")
        window.press("s", "s", "r")
        rows = window.wait_text("2 accounts, by name, reversed")
        self.assertEqual([row[2:8] for row in rows if row[2:6] == "PRAC"], ["PRAC-2", "PRAC-1"])
        window.press("?")
        rows = window.wait_text("quit; riskd goes on")
        self.assertTrue(rows[0].startswith("READY: "))
        window.resize(120, 40)
        window.wait(lambda rows: len(rows) == 40 and rows[-1].startswith("q quit"),
                    "a large screen")
        window.press("q")
        self.assertEqual(window.wait_end(), 0)
        self.assertTrue(window.is_as_before())

    def test_follows_the_size(self):
        """The columns that fit are shown, the headline always."""
        self.start()
        window = self.watch(columns=120, rows=40)
        self.assertIn("MODE", row_of(window.wait_text("TO BREACH"), "ACCOUNT"))
        window.resize(40, 10)
        window.wait(lambda rows: len(rows) == 10 and rows[0].startswith("READY: 2 PROTECTED")
                    and "PRAC-1" in "\n".join(rows) and "TO BREACH" not in "\n".join(rows),
                    "a small screen")
        window.resize(20, 3)
        window.wait(lambda rows: len(rows) <= 3 and rows[0].startswith("READY: 2 PROTECTED,"),
                    "a tiny screen")
        window.resize(80, 24)
        window.wait_text("TO BREACH")

    def test_positions_and_their_stops(self):
        """R-O-4: contracts held and how many of them stops cover."""
        self.start()
        window = self.watch(columns=120, rows=40)
        self.simulator.buy("PRAC-2", "MNQ", 2)
        rows = window.wait_text("+2 MNQ")
        self.assertRegex(row_of(rows, "+2 MNQ"), r"0/2 +\+2 MNQ")
        window.press("f", "f", "f")
        rows = window.wait_text("1 of 2 accounts, worst first, only with positions")
        self.assertRegex("\n".join(rows), r"long 2 MNQ +\S+ +none")


class Away(WatchCase):

    def test_daemon_that_dies_and_returns(self):
        """R-O-6: it is said at once, what was known grows old, and everything comes back."""
        self.start()
        window = self.watch()
        window.wait_headline("READY: 2 PROTECTED")
        self.daemon.kill()
        rows = window.wait_headline(GONE)
        self.assertIn("PRAC-1", "\n".join(rows))
        window.wait(lambda rows: re.search(r"what follows is [3-9] s old", "\n".join(rows)), "age")
        self.daemon.start()
        window.wait_headline("READY: 2 PROTECTED")
        window.press("q")
        self.assertEqual(window.wait_end(), 0)

    def test_keys_do_not_wait_for_the_daemon(self):
        """A riskd that hangs is called so, and holds up nothing."""
        self.start()
        window = self.watch()
        window.wait_headline("READY: 2 PROTECTED")
        self.daemon.program.pause()
        try:
            window.wait_headline("UNPROTECTED: riskd does not answer")
            window.press("?")
            window.wait_text("quit; riskd goes on")
            window.press("Escape", "Down", "Enter")
            window.wait_text("Enforcement")
        finally:
            self.daemon.program.proceed()
        window.wait_headline("READY: 2 PROTECTED")

    def test_one_account(self):
        """An account that nobody watches is an error, one that is watched is all there is."""
        self.start()
        window = self.watch("--account", "PRAC-2")
        rows = window.wait_text("1 account, worst first")
        self.assertNotIn("PRAC-1", "\n".join(rows))
        window = self.watch("--account", "nobody")
        self.assertEqual(window.wait_end(), 1)
        self.assertIn("there is no account with the name or id 'nobody'", "".join(window.lines()))
        self.assertTrue(window.is_as_before())


class Terminals(unittest.TestCase):
    """What needs no riskd: there is none."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="riskd-watch-")
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def watch(self, **environment):
        window = Window(self.folder, [RISKCTL, "watch", "--socket", "none"], **environment)
        self.addCleanup(window.close)
        return window

    def test_no_daemon(self):
        """R-O-6"""
        window = self.watch()
        rows = window.wait_headline(GONE)
        self.assertIn("cannot connect to none: No such file or directory; trying again", rows[1])
        # Nothing but an empty screen and the keys below that.
        self.assertEqual([row for row in rows[2:-1] if row], [])

    def end_by(self, number):
        window = self.watch()
        window.wait_headline(GONE)
        window.signal(number)
        self.assertEqual(window.wait_end(), 0)
        self.assertTrue(window.is_as_before(), window.text())

    def test_sigterm(self):
        self.end_by(signal.SIGTERM)

    def test_sigint(self):
        self.end_by(signal.SIGINT)

    def test_sighup(self):
        self.end_by(signal.SIGHUP)

    def test_interrupt_key(self):
        window = self.watch()
        window.wait_headline(GONE)
        window.press("C-c")
        self.assertEqual(window.wait_end(), 0)
        self.assertTrue(window.is_as_before())

    def test_stop_and_continue(self):
        """As Ctrl-Z in a shell: the terminal is free meanwhile, the screen comes back whole."""
        window = self.watch()
        window.wait_headline(GONE)
        window.press("C-z")
        rows = window.wait_text(STOP)
        self.assertEqual(rows[0], "in front")
        window.press("Enter")
        window.wait_headline(GONE)
        window.press("q")
        self.assertEqual(window.wait_end(), 0)

    def test_window_that_is_closed(self):
        window = self.watch()
        window.wait_headline(GONE)
        process = int((window.folder / "pid").read_text())
        window.close()
        until(lambda: not pathlib.Path(f"/proc/{process}").exists(), "it ends with its terminal")

    def test_colours(self):
        """Colours are left out where nobody wants them; the words are the same."""
        red = re.compile(r"\x1b\[[0-9;]*3[1-7]m|\x1b\[[0-9;]*4[1-7]m")
        window = self.watch()
        window.wait_headline(GONE)
        self.assertRegex(window.lines(with_colours=True)[0], red)

    def test_no_colours(self):
        window = self.watch(NO_COLOR="1")
        window.wait_headline(GONE)
        self.assertNotRegex("\n".join(window.lines(with_colours=True)), r"\x1b\[[0-9;]*[34][1-7]m")

    def test_terminal_without_colours(self):
        window = self.watch(TERM="vt100")
        window.wait_headline(GONE)
        self.assertNotRegex("\n".join(window.lines(with_colours=True)), r"\x1b\[[0-9;]*[34][1-7]m")

    def test_unknown_locale(self):
        """As in a login from elsewhere: UTF-8 stays UTF-8."""
        window = self.watch(LANG="de_DE.UTF-8")
        window.wait_headline(GONE)
        window.press("q")
        self.assertEqual(window.wait_end(), 0)

    def refused(self, words=(), **environment):
        return subprocess.run([RISKCTL, "watch", *words], env={"TERM": "xterm"} | environment,
                              stdin=subprocess.DEVNULL, capture_output=True, text=True,
                              timeout=60, check=False)

    def test_needs_a_terminal(self):
        """R-O-7: usage."""
        told = self.refused()
        self.assertEqual((told.returncode, told.stdout), (2, ""))
        self.assertIn("watch needs a terminal: standard output is no terminal", told.stderr)
        self.assertIn("riskctl status --json", told.stderr)
        self.assertEqual(self.refused(["--json"]).returncode, 2)

    def test_terminals_that_cannot(self):
        for kind, words in (("dumb", "cannot show a screen"), ("no-such-type", "nothing is known")):
            with self.subTest(kind=kind):
                window = self.watch(TERM=kind)
                self.assertEqual(window.wait_end(), 2)
                self.assertIn(words, "".join(window.lines()))


if __name__ == "__main__":
    unittest.main()
