"""The command line of the campaign; scripts/killtest builds what it needs and runs it."""

import argparse
import concurrent.futures
import os
import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[3]
sys.path.insert(0, str(ROOT / "scripts"))

from .plan import FAULT_POINTS, POINTS, plan, stages  # noqa: E402
from .report import Report  # noqa: E402
from .stage_run import run_stage  # noqa: E402

USAGE = 64


class Parser(argparse.ArgumentParser):
    """Ends with the exit code for usage errors."""

    def error(self, message):
        print(f"{self.prog}: {message}; see {self.prog} --help", file=sys.stderr)
        sys.exit(USAGE)


def positive(text):
    number = int(text)
    if number < 1:
        raise ValueError(text)
    return number


def crash_points(binaries):
    """The names that this riskd knows; none in a build without crash points."""
    told = subprocess.run(
        [binaries / "riskd", "--config", "none", "--check-config"], capture_output=True, text=True,
        env=dict(os.environ, RISKD_CRASH_AT="?"), check=False, timeout=60)
    if told.returncode != USAGE:
        return []
    return told.stderr.rpartition("names are:")[2].split()


def read_arguments(words):
    parser = Parser(prog="scripts/killtest", description=__doc__)
    parser.add_argument("--binaries", type=pathlib.Path, required=True)
    parser.add_argument("--folder", type=pathlib.Path, required=True)
    parser.add_argument("--kills", type=positive)
    parser.add_argument("--only", type=int)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=positive, default=1)
    parser.add_argument("--slow-broker", action="store_true")
    arguments = parser.parse_args(words)
    if (arguments.kills is None) == (arguments.only is None):
        parser.error("--kills N or --only K is needed")
    return arguments


def main(words):
    arguments = read_arguments(words)
    known = crash_points(arguments.binaries)
    if not known:
        print("This riskd has no crash points (see RISKD_CRASH_POINTS in docs/TESTING.md): it is "
              "killed at random instants only.")
    elif known != [*POINTS, *FAULT_POINTS]:
        print(f"scripts/killtest: riskd has other crash points: {known}", file=sys.stderr)
        return 1
    numbers = range(arguments.kills) if arguments.kills else [arguments.only]
    report = Report(len(numbers), " --slow-broker" if arguments.slow_broker else "")
    with concurrent.futures.ThreadPoolExecutor(arguments.jobs) as workers:
        running = []
        for run in stages(numbers):
            kills = [plan(arguments.seed, number, bool(known)) for number in run]
            folder = arguments.folder / f"seed-{arguments.seed}-kill-{run[0]}"
            running.append(workers.submit(run_stage, arguments.binaries.resolve(),
                                          folder.resolve(), kills, report,
                                          arguments.slow_broker))
        for each in running:
            each.result()
    return report.end()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
