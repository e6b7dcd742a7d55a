#!/usr/bin/env python3
"""Plants known bugs one at a time and tells which seed of the simulation finds each.

Each file of tests/simulation/bugs is one bug: a sentence about it, and a patch. A copy of the
repository below build/planted is built with one of them after the other and runs seeds from 1
upwards until one fails. Exits with 1 if a bug survives, a patch no longer applies, or a seed fails
without any bug.
"""

import argparse
import contextlib
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "scripts"))

from mutation.source_copy import SourceCopy  # noqa: E402

BUGS = ROOT / "tests" / "simulation" / "bugs"
TARGET = "riskd_simulate"
SEEDS = 1000
#: Ends of the blocks of seeds that are run at once: most bugs show early.
BLOCK_ENDS = (10, 50, 200)
#: Seeds that take this many times as long as without a bug never end.
PATIENCE = 20
SECONDS_MIN = 120

FAILED_SEED = re.compile(r"^seed (\d+), step \d+:\n  (?:\d+ ms, account \S*: )?(.*)$", re.MULTILINE)


class Bug:
    """A patch and the sentence above it."""

    def __init__(self, path):
        text = path.read_text(encoding="utf-8")
        self.path = path
        self.name = path.stem
        self.sentence = " ".join(text.split("diff --git")[0].split())
        self.sources = re.findall(r"^\+\+\+ b/(.*)$", text, re.MULTILINE)

    def apply(self, folder, *options):
        """Applies the patch to the sources in a folder. Returns what git said against it."""
        # Otherwise git would take a folder below a checkout for a part of it.
        environment = {**os.environ, "GIT_CEILING_DIRECTORIES": str(folder.parent)}
        done = subprocess.run(["git", "apply", *options, str(self.path)], cwd=folder, text=True,
                              env=environment, capture_output=True, check=False)
        return done.stderr if done.returncode != 0 else ""


class Planter(SourceCopy):
    """Builds the simulation with one bug after the other, optimized and without sanitizers."""

    def __init__(self, root, seeds, jobs):
        super().__init__(root, "planted", jobs)
        self.seeds = seeds
        self.seconds_per_seed = 1.0
        self.failing = set()

    def prepare(self):
        """Copies and builds the sources as they are, and notes which seeds fail anyway."""
        self.synchronize()
        self.require("configure", self.configure(
            "-DCMAKE_BUILD_TYPE=RelWithDebInfo", "-DCMAKE_CXX_FLAGS_RELWITHDEBINFO=-O2 -g0 -w",
            "-DRISKD_UNITY=OFF", "-DRISKD_SANITIZE="))
        self.require("build", self.ninja(TARGET))
        started = time.monotonic()
        self.failing = {seed for seed, _ in self._failures(1, self.seeds, None)}
        seconds = time.monotonic() - started
        self.seconds_per_seed = seconds / self.seeds
        print(f"planted: without a bug {self.seeds} seeds take {seconds:.0f} s, "
              f"{len(self.failing)} fail", flush=True)

    @contextlib.contextmanager
    def planted(self, bug):
        """Has the bug in the copy while the context lasts."""
        complaint = bug.apply(self.copy)
        if complaint:
            sys.exit(f"planted: {bug.name} does not apply:\n{complaint}")
        try:
            yield
        finally:
            for source in bug.sources:
                shutil.copy(self.root / source, self.copy / source)

    def find(self, bug):
        """Returns the first seed that fails and what its witness said, or None for both."""
        with self.planted(bug):
            self.require(f"build of {bug.name}", self.ninja(TARGET))
            first = 1
            for last in (*(each for each in BLOCK_ENDS if each < self.seeds), self.seeds):
                limit = max(SECONDS_MIN, PATIENCE * self.seconds_per_seed * (last - first + 1))
                found = [each for each in self._failures(first, last, limit)
                         if each[0] not in self.failing]
                if found:
                    return min(found)
                first = last + 1
        return None, None

    def _failures(self, first, last, limit):
        """Runs seeds; returns those that failed, with the first thing said about each."""
        verdict = self.run(self.build / "bin" / TARGET, "--seeds", f"{first}-{last}",
                           "--jobs", self.jobs, "--no-shrink", limit=limit, tested=True)
        found = [(int(seed), said) for seed, said in FAILED_SEED.findall(self.output)]
        if verdict == "hangs" and not found:
            found.append((first, f"a seed from {first} to {last} never ends"))
        elif "simulate: " not in self.output and not found:
            found.append((first, f"a seed from {first} to {last} ends the program"))
        return found


def check_patches(bugs):
    """Fails if a patch does not apply to the sources as they are."""
    if not shutil.which("git"):
        print("SKIPPED: there is no git")
        return 0
    stale = 0
    for bug in bugs:
        complaint = bug.apply(ROOT, "--check")
        if complaint or not bug.sentence or not bug.sources:
            stale += 1
            print(f"{bug.name}: {complaint or 'lacks its sentence or its patch'}")
    print(f"planted: {len(bugs)} patches, {stale} do not apply")
    return 1 if stale or not bugs else 0


def report(planter, rows):
    """Prints the table of docs/TESTING.md; returns the exit code."""
    print("\n| Bug | Seed | What the witness said |\n| --- | --- | --- |")
    for bug, seed, said in rows:
        print(f"| {bug.sentence} (`{bug.name}`) | {seed or '**none**'} | {said or ''} |")
    survivors = [bug.name for bug, seed, _ in rows if seed is None]
    for name in survivors:
        print(f"survived: {name}")
    for seed in sorted(planter.failing):
        print(f"fails without any bug: seed {seed}")
    print(f"planted: {len(rows)} bugs, {len(survivors)} survived")
    return 1 if survivors or planter.failing else 0


def chosen(names):
    """Returns the bugs of these names, or all."""
    bugs = [Bug(path) for path in sorted(BUGS.glob("*.patch"))]
    unknown = set(names) - {bug.name for bug in bugs}
    if unknown:
        print(f"planted: no such bug: {', '.join(sorted(unknown))}", file=sys.stderr)
        sys.exit(64)
    return [bug for bug in bugs if not names or bug.name in names]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("names", nargs="*", metavar="NAME", help="these bugs only")
    parser.add_argument("--check", action="store_true", help="only see whether the patches apply")
    parser.add_argument("--seeds", type=int, default=SEEDS, help="give up after so many seeds")
    parser.add_argument("--jobs", type=int, default=2, help="compilers and seeds at once")
    options = parser.parse_args()
    bugs = chosen(options.names)
    if options.check:
        return check_patches(bugs)
    # What is running ends with this program.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("planted: terminated"))
    planter = Planter(ROOT, options.seeds, options.jobs)
    planter.prepare()
    rows = []
    for number, bug in enumerate(bugs, 1):
        rows.append((bug, *planter.find(bug)))
        print(f"[{number}/{len(bugs)}] {bug.name}: {rows[-1][1] or 'SURVIVED'} {rows[-1][2] or ''}",
              flush=True)
    return report(planter, rows)


if __name__ == "__main__":
    sys.exit(main())
