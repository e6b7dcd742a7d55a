#!/usr/bin/env python3
"""Changes the rules one token at a time and tells which changes no test notices.

In a copy of the repository below build/mutate, every comparison, connective, sign, step and whole
number in domain/rules/*.cpp is changed once. The tests of the domain have to notice, or else the
golden scenarios. The working tree is never touched. Exits with 1 if a change survives that is not
listed in scripts/mutation/equivalents.json with the reason why it changes nothing.
"""

import argparse
import collections
import os
import pathlib
import signal
import sys
import time

from mutation import mutants
from mutation.bench import Bench

ROOT = pathlib.Path(__file__).resolve().parent.parent
RULES = "domain/rules"
LISTED = ROOT / "scripts" / "mutation" / "equivalents.json"

KILLED = ("unit tests", "golden", "hangs")
NO_BUILD = "no build"
EQUIVALENT = "equivalent"
SURVIVED = "SURVIVED"


def chosen_mutants(wanted):
    """Returns the mutants of the sources that `wanted` names as PATH or PATH:LINE, or of all."""
    found = []
    for path in sorted((ROOT / RULES).glob("*.cpp")):
        name = str(path.relative_to(ROOT))
        for mutant in mutants.of_source(name, path.read_text(encoding="utf-8")):
            if not wanted or name in wanted or f"{name}:{mutant.line}" in wanted:
                found.append(mutant)
    return found


def all_mutants():
    return chosen_mutants(())


def outcome_of(bench, mutant, equivalents):
    """Returns which check noticed the mutant, or what else became of it."""
    with bench.planted(mutant):
        if not bench.builds():
            return NO_BUILD
        for check, name in ((bench.unit_tests, "unit tests"), (bench.golden_tests, "golden")):
            verdict = check()
            if verdict != "passed":
                return "hangs" if verdict == "hangs" else name
    return EQUIVALENT if mutant.identity in equivalents else SURVIVED


def run(bench, work, equivalents):
    """Tries each mutant; returns the outcomes in the order of `work`."""
    outcomes = []
    started = time.monotonic()
    for number, mutant in enumerate(work, 1):
        outcome = outcome_of(bench, mutant, equivalents)
        outcomes.append(outcome)
        seconds = int(time.monotonic() - started)
        print(f"[{number}/{len(work)}, {seconds} s] {outcome:10}  {mutant}", flush=True)
    return outcomes


def print_table(work, outcomes):
    """Prints a row for each source, as in docs/TESTING.md."""
    rows = collections.defaultdict(collections.Counter)
    for mutant, outcome in zip(work, outcomes):
        rows[mutant.path][outcome] += 1
    print("\n| Source | Mutations | Unit tests | Golden | Hang | No build | Equivalent | Survived |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- |")
    for path, counts in rows.items():
        figures = [sum(counts.values())]
        figures += [counts[each] for each in (*KILLED, NO_BUILD, EQUIVALENT, SURVIVED)]
        print(f"| `{path}` | {' | '.join(map(str, figures))} |")


def report(work, outcomes, equivalents):
    """Prints what became of the mutants; returns the exit code."""
    print_table(work, outcomes)
    pairs = list(zip(work, outcomes))
    survivors = [mutant for mutant, outcome in pairs if outcome == SURVIVED]
    noticed = [m for m, outcome in pairs if m.identity in equivalents and outcome != EQUIVALENT]
    for mutant in survivors:
        print(f"survived: {mutant}")
    for mutant in noticed:
        print(f"listed as equivalent, but noticed: {mutant}")
    count = collections.Counter(outcomes)
    killed = sum(count[each] for each in KILLED)
    print(f"mutate: {len(work)} mutations, {killed} killed, {count[NO_BUILD]} do not compile, "
          f"{count[EQUIVALENT]} equivalent, {count[SURVIVED]} survived")
    return 1 if survivors or noticed else 0


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--file", action="append", default=[], metavar="PATH[:LINE]",
                        help="mutations of this source or line only; may be repeated")
    parser.add_argument("--list", action="store_true", help="list the mutations and stop")
    parser.add_argument("--jobs", type=int, default=os.cpu_count(), help="compilers at once")
    options = parser.parse_args()
    work = chosen_mutants(options.file)
    if not work:
        sys.exit("mutate: nothing to change")
    equivalents = mutants.read_equivalents(LISTED)
    stale = set(equivalents) - {mutant.identity for mutant in all_mutants()}
    if stale:
        sys.exit("mutate: listed, but no such mutation: " + "; ".join(map(str, sorted(stale))))
    if options.list:
        print(*work, f"{len(work)} mutations", sep="\n")
        return 0
    # A check that is running ends with this program.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("mutate: terminated"))
    bench = Bench(ROOT, options.jobs)
    bench.prepare()
    outcomes = run(bench, work, equivalents)
    bench.confirm()
    return report(work, outcomes, equivalents)


if __name__ == "__main__":
    sys.exit(main())
