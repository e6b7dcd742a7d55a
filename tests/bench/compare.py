#!/usr/bin/env python3
"""Did it get slower? Builds a commit beside this tree and measures both in turns.

Each round measures every part once with both builds, one right after the other, and the order
changes from round to round. What is told is head to base: the median over the rounds, its interval,
and what that shows. Unlike a test, it is meant for a machine that does nothing else.
"""

import argparse
import collections
import json
import os
import pathlib
import signal
import sys
import tempfile
import time

import compare_parts
import compare_report
import compare_sides
import paired_ratios
from capacity_process import Bystanders, describe_machine
from compare_process import DidNotRun
from paired_ratios import BASE, HEAD

ROOT = pathlib.Path(__file__).resolve().parents[2]

BINARIES = pathlib.Path(os.environ.get("RISKD_BIN_DIR", "build/release/bin"))

ROUNDS, ROUNDS_QUICK = 12, 6

TOLERANCE = 5.0

#: A part that did not run in so many rounds is not tried again.
PATIENCE = 3

EXIT_SLOWER, EXIT_DID_NOT_RUN, EXIT_USAGE, EXIT_INTERRUPTED = 1, 2, 64, 130

EPILOG = f"""exit codes:
  0    nothing is shown to be slower by more than the tolerance
  1    something is
  2    something did not run, or there were too few rounds to show anything
  64   usage
  {EXIT_INTERRUPTED}  interrupted

The commit stays built in {compare_sides.WORKTREES}/, for the next time;
`git worktree remove --force` removes it. docs/PERFORMANCE.md says how to read the table."""


class Comparison:
    """Measures in rounds and keeps what was found, and what was not."""

    def __init__(self, sides, sizes, scratch):
        self._sides = {side.name: side for side in sides}
        self._sizes = sizes
        self._scratch = scratch
        #: Of each part the rounds in which it did not run.
        self._failures = collections.defaultdict(set)
        #: Of each part and measure the pairs of all rounds.
        self.pairs = {}
        self.failed = []
        self.left_out = []

    def choose(self, parts):
        """Returns those of the parts that both sides can be asked for."""
        chosen = []
        for part in parts:
            lacking = {name: reason for name, side in self._sides.items()
                       if (reason := compare_parts.what_is_missing(part, side))}
            for name, reason in lacking.items():
                self._lack(name, f"{part.title}: {reason}")
            if not lacking:
                chosen.append(part)
        return chosen

    def play(self, part, number):
        """Measures both sides once, in the order of that round."""
        if len(self._failures[part.title]) == PATIENCE:
            return
        found = {}
        for name in paired_ratios.order_of(number):
            try:
                found[name] = compare_parts.measure(part, self._sides[name], self._sizes,
                                                    self._scratch)
            except DidNotRun as problem:
                self._fail(part, number, f"{name}: {problem}")
        if len(found) == len(self._sides):
            for each in part.measures:
                self._keep(part, each, found, number)
        if len(self._failures[part.title]) == PATIENCE:
            self.failed.append(f"{part.title}: given up after {PATIENCE} rounds")

    def _keep(self, part, measure, found, number):
        pair = {}
        for name, members in found.items():
            try:
                pair[name] = compare_parts.value_of(measure, members)
            except DidNotRun as problem:
                self._fail(part, number, f"{name}: {problem}")
                return
            if pair[name] is None:
                self._lack(name, f"{part.title}, {measure.label}: {part.program} of {name} does "
                                 f"not print {measure.member}")
        if None not in pair.values():
            self.pairs.setdefault((part, measure), []).append((pair[BASE], pair[HEAD]))

    def _lack(self, name, text):
        """An old base need not know everything that is measured today; head has to."""
        told = self.failed if name == HEAD else self.left_out
        if text not in told:
            told.append(text)

    def _fail(self, part, number, text):
        self._failures[part.title].add(number)
        self.failed.append(f"round {number + 1}, {part.title}, {text}")


def lines_of(pairs, tolerance):
    """What was found of each measure, in the order of the parts."""
    lines = []
    for part, measure in ((part, each) for part in compare_parts.PARTS for each in part.measures):
        if not (values := pairs.get((part, measure))):
            continue
        found = paired_ratios.estimate(values)
        more = measure.more_is_better
        lines.append({
            "part": part.title, "measure": measure.label,
            "base": paired_ratios.median([base for base, _ in values]),
            "head": paired_ratios.median([head for _, head in values]),
            "ratio": found.ratio, "low": found.low, "high": found.high, "rounds": found.rounds,
            "verdict": paired_ratios.verdict_of(found, more),
            "too_slow": paired_ratios.is_too_slow(found, tolerance, more)})
    return lines


def false_alarms(lines):
    """How many lines would say `slower` by chance alone, if nothing were."""
    return float(sum(paired_ratios.chance_to_miss(line["rounds"],
                                                  paired_ratios.rank_of(line["rounds"])) / 2
                     for line in lines if line["low"] is not None))


def exit_code(result):
    lines = result["measures"]
    if any(line["too_slow"] for line in lines):
        return EXIT_SLOWER
    is_shown = lines and all(line["low"] is not None for line in lines)
    return EXIT_DID_NOT_RUN if result["failed"] or not is_shown else 0


def compare(sides, wanted, scratch):
    comparison = Comparison(sides, wanted.sizes, scratch)
    parts = comparison.choose(part for part in compare_parts.PARTS if part.name in wanted.scene)
    bystanders, machine = Bystanders(), describe_machine()
    with compare_report.Progress(wanted.rounds, len(parts)) as progress:
        for number in range(wanted.rounds):
            for part in parts:
                progress.show(number, part.title)
                comparison.play(part, number)
    lines = lines_of(comparison.pairs, wanted.tolerance / 100)
    return {"base": sides[0].title, "head": sides[1].title, "machine": machine,
            "others_share": bystanders.share(), "rounds": wanted.rounds,
            "rounds_needed": paired_ratios.rounds_needed(),
            "confidence_percent": float(100 * paired_ratios.CONFIDENCE),
            "tolerance_percent": wanted.tolerance, "measures": lines,
            "false_alarms": false_alarms(lines), "left_out": comparison.left_out,
            "failed": comparison.failed}


def tell(text):
    print(f"compare: {text}", file=sys.stderr, flush=True)


def sides_of(wanted):
    if wanted.base_bin:
        return compare_sides.of_binaries(wanted.base_bin.resolve(), BINARIES.resolve())
    tree = compare_sides.Tree(ROOT, tell)
    commit = tree.find(wanted.compare)
    head = tree.head()
    return tree.base(commit), head


class Parser(argparse.ArgumentParser):
    def error(self, message):
        print(f"{self.prog}: {message}; see {self.prog} --compare --help", file=sys.stderr)
        sys.exit(EXIT_USAGE)


def scenes(text):
    found = text.split(",")
    for each in found:
        if each not in compare_parts.NAMES:
            raise argparse.ArgumentTypeError(
                f"no scene '{each}'; there are: {', '.join(compare_parts.NAMES)}")
    return found


def rounds(text):
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"a positive number, not '{text}'")
    return int(text)


def percent(text):
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if not 0 <= value < float("inf"):
        raise argparse.ArgumentTypeError(f"a percentage of 0 or more, not '{text}'")
    return value


def make_parser():
    parser = Parser(prog="scripts/bench", description=__doc__, epilog=EPILOG, allow_abbrev=False,
                    formatter_class=argparse.RawDescriptionHelpFormatter,
                    usage="scripts/bench --compare BASE [--rounds N] [--scene S]... "
                          "[--tolerance PERCENT]\n                     [--quick] [--json]")
    base = parser.add_mutually_exclusive_group(required=True)
    base.add_argument("--compare", metavar="BASE",
                      help="a commit, as git knows it; this tree, as it is, is head")
    base.add_argument("--base-bin", type=pathlib.Path, help=argparse.SUPPRESS)
    parser.add_argument("--rounds", type=rounds, metavar="N",
                        help=f"rounds (default: {ROUNDS}); with fewer than "
                             f"{paired_ratios.rounds_needed()} nothing is shown")
    parser.add_argument("--scene", type=scenes, action="extend", metavar="S",
                        help=f"measure only this: {', '.join(compare_parts.NAMES)}; may be given "
                             "more than once")
    parser.add_argument("--tolerance", type=percent, metavar="PERCENT", default=TOLERANCE,
                        help="how much slower head may be shown to be (default: "
                             f"{TOLERANCE:g})")
    size = parser.add_mutually_exclusive_group()
    size.add_argument("--quick", action="store_const", dest="sizes", const=compare_parts.QUICK,
                      help=f"{ROUNDS_QUICK} rounds, and shorter ones: three minutes in place of "
                           "fifteen, and wider intervals")
    size.add_argument("--tiny", action="store_const", dest="sizes", const=compare_parts.TINY,
                      help=argparse.SUPPRESS)
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.set_defaults(sizes=compare_parts.FULL)
    return parser


def parse(parser, words):
    if {"-h", "--help"} & set(words):
        # Even where the name of a commit is missing.
        parser.print_help()
        sys.exit(0)
    wanted = parser.parse_args(words)
    wanted.scene = wanted.scene or list(compare_parts.NAMES)
    if wanted.rounds is None:
        wanted.rounds = ROUNDS if wanted.sizes is compare_parts.FULL else ROUNDS_QUICK
    return wanted


def measure(parser, wanted):
    """Returns what was found, once all that was begun is ended and removed."""
    try:
        sides = sides_of(wanted)
    except compare_sides.UnknownCommit as problem:
        parser.error(str(problem))
    with tempfile.TemporaryDirectory(prefix="riskd-compare-") as scratch:
        folder = pathlib.Path(scratch)
        return compare([side.copied_to(folder) for side in sides], wanted, folder)


def main(words):
    parser = make_parser()
    wanted = parse(parser, words)
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda received, _: sys.exit(128 + received))
    began = time.monotonic()
    try:
        result = measure(parser, wanted)
    except DidNotRun as problem:
        tell(problem)
        return EXIT_DID_NOT_RUN
    except KeyboardInterrupt:
        tell("interrupted; nothing goes on")
        return EXIT_INTERRUPTED
    result["seconds"] = round(time.monotonic() - began)
    result["exit_code"] = exit_code(result)
    print(json.dumps(result)) if wanted.json else compare_report.print_report(result)
    return result["exit_code"]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
