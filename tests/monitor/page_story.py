"""Scripts that look at the page of a hub in a browser."""

import json
import os
import pathlib
import subprocess
import sys

from fleet import ROOT

STORIES = ROOT / "tests" / "monitor" / "page"
# Where the page was built, with the packages of its tests.
WORK = pathlib.Path(os.environ.get(
    "PAGE_WORK", ROOT / "build" / "release" / "adapters" / "dashboard" / "web" / "work"))
CHROMIUM = pathlib.Path(os.environ.get("CHROMIUM", "/usr/bin/chromium"))
# Another page than the one beside the programs.
PAGE = os.environ.get("PAGE")


class Story:
    """A script that looks at the page. It wishes for what is done outside of the browser."""

    def __init__(self, script, name, wishes):
        self._wishes = wishes
        self._script = subprocess.Popen(
            [os.environ.get("NODE", "node"), STORIES / script, name], cwd=WORK,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def play(self):
        """Returns the exit code."""
        try:
            for line in self._script.stdout:
                if not line.startswith("{"):
                    print(line, end="", file=sys.stderr, flush=True)
                    continue
                told = self._wishes[json.loads(line)["wish"]]()
                self._script.stdin.write(json.dumps(told) + "\n")
                self._script.stdin.flush()
            return self._script.wait()
        finally:
            # The end of its input is the end of a script that still runs.
            self._script.stdin.close()
            self._script.wait()
            self._script.stdout.close()
