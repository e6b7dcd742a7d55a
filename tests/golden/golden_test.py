"""Replays every golden scenario and compares what riskctl prints, byte for byte."""

import concurrent.futures
import difflib
import os
import pathlib
import subprocess
import unittest

import expand

PROGRAM = pathlib.Path(os.environ["RISKD_BIN_DIR"]) / "riskctl"


def replay(folder):
    """Returns the finished process of one replay of a scenario."""
    return subprocess.run(
        [PROGRAM, "replay", "--config", folder / "config.json", "--events",
         folder / "events.ndjson", "--json"],
        capture_output=True, timeout=60, check=False)


def explain(scenario, expected, printed):
    """Returns the differences and the shorthand that the expectation comes from."""
    lines = difflib.unified_diff(expected.decode().splitlines(), printed.decode().splitlines(),
                                 "expected", "printed", lineterm="", n=1)
    return "\n".join(["", scenario.text, *lines])


class Golden(unittest.TestCase):
    """One test per scenario; they are added below, named after the scenarios."""

    @classmethod
    def setUpClass(cls):
        """Replays everything twice, as many at a time as there are processors."""
        folders = [expand.FOLDER / scenario.name for scenario in expand.scenarios()]
        with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
            firsts, seconds = (list(pool.map(replay, folders)) for _ in range(2))
        cls.replays = {folder: pair for folder, *pair in zip(folders, firsts, seconds)}

    def check(self, scenario):
        """R-A-1, R-J-9 and A-156: exactly the listed records, and the same bytes again."""
        folder = expand.FOLDER / scenario.name
        expected = (folder / "records.ndjson").read_bytes()
        first, second = self.replays[folder]
        if first.stdout != expected:
            self.fail(explain(scenario, expected, first.stdout))
        self.assertEqual(first.returncode, scenario.exit_code, first.stderr.decode())
        self.assertEqual(second.stdout, first.stdout)
        self.assertEqual(second.stderr, first.stderr)

    def test_files_are_what_the_shorthand_says(self):
        """Run tests/golden/expand.py after a change under scenarios/."""
        self.assertEqual(list(expand.differences()), [])

    def test_fatal_line_is_named(self):
        """R-J-4: the message on stderr has the number of the line."""
        stderr = self.replays[expand.FOLDER / "A-182"][0].stderr.decode()
        self.assertRegex(stderr, r"\b3\b")


def add_tests():
    """Gives each scenario a test method of its own."""
    for scenario in expand.scenarios():
        name = "test_" + scenario.name.replace("-", "_")
        setattr(Golden, name, lambda self, scenario=scenario: self.check(scenario))


add_tests()

if __name__ == "__main__":
    unittest.main()
