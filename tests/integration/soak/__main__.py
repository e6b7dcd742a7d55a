"""The command line of the soak run; scripts/soak builds what it needs and runs it."""

import argparse
import pathlib
import shutil
import sys

ROOT = pathlib.Path(__file__).resolve().parents[3]
sys.path.insert(0, str(ROOT / "scripts"))

from .plan import Plan  # noqa: E402
from .report import Report  # noqa: E402
from .stage_run import SoakRun  # noqa: E402

USAGE = 64

#: Four hours of events are as much as the simulator's books can be read back at once.
MINUTES_MAX = 240


class Parser(argparse.ArgumentParser):
    """Ends with the exit code for usage errors."""

    def error(self, message):
        print(f"{self.prog}: {message}; see {self.prog} --help", file=sys.stderr)
        sys.exit(USAGE)


def _within(kind, least, most):
    def read(text):
        number = kind(text)
        if not least <= number <= most:
            raise ValueError(text)
        return number
    read.__name__ = f"number from {least} to {most}"
    return read


def read_arguments(words):
    parser = Parser(prog="scripts/soak", description=__doc__)
    parser.add_argument("--binaries", type=pathlib.Path, required=True)
    parser.add_argument("--folder", type=pathlib.Path, required=True)
    parser.add_argument("--minutes", type=_within(float, 0.5, MINUTES_MAX), required=True)
    parser.add_argument("--accounts", type=_within(int, 1, 200), default=50)
    parser.add_argument("--rate", type=_within(int, 1, 5000), default=500)
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args(words)


def main(words):
    arguments = read_arguments(words)
    folder = arguments.folder.resolve()
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    plan = Plan(arguments.minutes, arguments.accounts, arguments.rate, arguments.seed)
    report = Report(arguments.minutes)
    report.progress(f"{plan.accounts} accounts of {len(plan.logins)} logins, {plan.rate} events a "
                    f"second, seed {plan.seed}")
    SoakRun(arguments.binaries.resolve(), folder, plan, report).run()
    if report.count:
        report.progress(f"kept: {folder}")
    else:
        shutil.rmtree(folder)
    return report.end()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
