"""A small repository with the comparison of this one, and programs that print what is known."""

import json
import os
import pathlib
import shutil
import subprocess
import tempfile
import unittest

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]

#: What the small repository has of this one.
SOURCES = [*(HERE / f"{name}.py" for name in ("compare", "compare_parts", "compare_process",
                                              "compare_report", "compare_sides")),
           HERE / "paired_ratios.py", HERE / "capacity_process.py",
           HERE / "replay_days.py", ROOT / "scripts" / "bench", ROOT / "scripts" / "steps.bash"]

BUILD = """#!/bin/sh
cd "$(dirname "$0")/.." && mkdir -p build/release/bin && cp programs/* build/release/bin/
echo "$@" >> build/calls
"""

OPTIONS = ("--json --directory --scene --breaches --breaches-under-load --warm-up --accounts "
           "--events")

PERCENTILES = ("p50", "p90", "p99")

LATENCY_LABELS = [f"{each} {what}" for what in ("us", "to floor") for each in PERCENTILES]


def latency_of(times, ratios=(2, 3, 4)):
    """What riskbench prints of the scene idle."""
    return {f"{each}_{what}": value for what, values in (("riskd_us", times), ("ratio", ratios))
            for each, value in zip(PERCENTILES, values)}


def throughput_of(rate, nanoseconds):
    return {"runs": [{"judged_per_second": rate, "processor_ns_per_event": nanoseconds}]}


def riskbench(latency, throughput=None, options=OPTIONS, begin=""):
    """A program that knows its answers."""
    return (f"#!/bin/sh\n{begin}\ncase \"$*\" in\n*--help*) echo '{options}' ;;\n"
            f"*throughput*) echo '{json.dumps(throughput or throughput_of(1000, 5000))}' ;;\n"
            f"*) echo '{json.dumps(latency)}' ;;\nesac\n")


class Repository(unittest.TestCase):

    def setUp(self):
        scratch = tempfile.TemporaryDirectory(prefix="riskd-compare-test-")
        self.addCleanup(scratch.cleanup)
        self.folder = pathlib.Path(scratch.name).resolve()
        self.tree = self.folder / "tree"
        self.scratch = self.folder / "scratch"
        self.scratch.mkdir()
        self.environment = {name: value for name, value in os.environ.items()
                            if not name.startswith("GIT_")}
        self.environment |= {"HOME": str(self.folder), "TMPDIR": str(self.scratch),
                             "GIT_CONFIG_NOSYSTEM": "1", "LC_ALL": "C"}
        for file in SOURCES:
            copy = self.tree / file.relative_to(ROOT)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(file, copy)
        self.write("scripts/build", BUILD)
        self.write(".gitignore", "/build/\n__pycache__/\n")
        self.git("init", "--quiet")
        self.git("config", "user.name", "tester")
        self.git("config", "user.email", "tester@example.org")

    def write(self, name, text):
        path = self.tree / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)
        path.chmod(0o755)

    def git(self, *words):
        return subprocess.run(["git", *words], cwd=self.tree, env=self.environment, check=True,
                              capture_output=True, text=True).stdout.strip()

    def commit(self, program):
        """Commits a riskbench. Returns the name of the commit."""
        self.write("programs/riskbench", program)
        self.git("add", ".")
        self.git("commit", "--quiet", "--allow-empty", "-m", "change riskbench")
        return self.git("rev-parse", "HEAD")

    def compare(self, base, *words, scenes="idle,throughput"):
        return subprocess.run([self.tree / "scripts" / "bench", "--compare", base, "--quick",
                               "--scene", scenes, *words], env=self.environment, check=False,
                              capture_output=True, text=True)

    def found(self, base, *words, code, **options):
        """What is printed as JSON; the verdict of each line by its label."""
        done = self.compare(base, "--json", *words, **options)
        self.assertEqual(done.returncode, code, done.stdout + done.stderr)
        result = json.loads(done.stdout)
        self.assertEqual(result["exit_code"], code)
        self.assertEqual(list(self.scratch.iterdir()), [])
        return result, {line["measure"]: line["verdict"] for line in result["measures"]}

    def worktree(self, commit):
        return self.tree / "build" / "compare" / commit[:12]
