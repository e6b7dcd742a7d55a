"""What is measured of both sides: short runs of the benchmarks, and the numbers they print."""

import collections.abc
import dataclasses
import functools
import json
import os
import pathlib
import re
import sys

from compare_process import DidNotRun, last_line, run

REPLAY = pathlib.Path(__file__).resolve().parent / "replay_days.py"

#: What the members of each scene begin with.
SCENES = {"idle": "", "lock": "lock_", "load": "load_", "load_lock": "load_lock_"}

#: What can be asked for by name.
NAMES = (*SCENES, "throughput", "replay")

#: Longer than any of these runs should take, and than one that hangs may.
SECONDS_MAX = 1200


@dataclasses.dataclass(frozen=True)
class Sizes:
    """How much one run measures."""

    breaches: int
    breaches_under_load: int
    warm_up: int
    accounts: int
    events: int
    replayed: int


FULL = Sizes(breaches=300, breaches_under_load=200, warm_up=30, accounts=100, events=50_000,
             replayed=60_000)
QUICK = Sizes(breaches=100, breaches_under_load=60, warm_up=10, accounts=100, events=20_000,
              replayed=30_000)
#: Shows that it runs.
TINY = Sizes(breaches=4, breaches_under_load=4, warm_up=1, accounts=3, events=240, replayed=3000)


@dataclasses.dataclass(frozen=True)
class Measure:
    """A number that a run prints: its label, the JSON member and what that is multiplied by."""

    label: str
    member: str
    scale: float = 1.0
    more_is_better: bool = False


@dataclasses.dataclass(frozen=True)
class Part:
    """Something that is run for itself, and what it measures.

    `needs` are the options, below a subcommand, without which a program cannot be asked for it.
    """

    name: str
    title: str
    program: str
    subcommand: str
    needs: tuple
    measures: tuple
    command: collections.abc.Callable
    read: collections.abc.Callable = dict


def latency(scene, prefix):
    measures = [Measure(f"{each} us", f"{prefix}{each}_riskd_us") for each in ("p50", "p90", "p99")]
    measures += [Measure(f"{each} to floor", f"{prefix}{each}_ratio")
                 for each in ("p50", "p90", "p99")]

    def command(side, sizes, scratch):
        return [side.binaries / "riskbench", "--json", "--directory", scratch, "latency",
                "--scene", scene, "--breaches", sizes.breaches,
                "--breaches-under-load", sizes.breaches_under_load, "--warm-up", sizes.warm_up]

    needs = ("--json", "--directory", "--scene", "--breaches", "--breaches-under-load", "--warm-up")
    return Part(scene, f"latency, {scene}", "riskbench", "latency", needs, tuple(measures), command)


def throughput():
    measures = (Measure("judged/s", "judged_per_second", more_is_better=True),
                Measure("processor us/event", "processor_ns_per_event", scale=0.001))

    def command(side, sizes, scratch):
        return [side.binaries / "riskbench", "--json", "--directory", scratch, "throughput",
                "--accounts", sizes.accounts, "--events", sizes.events]

    return Part("throughput", "throughput", "riskbench", "throughput",
                ("--json", "--directory", "--accounts", "--events"), measures, command,
                lambda found: found["runs"][0])


def replay(kind, *words):
    def command(_, sizes, __):
        return [sys.executable, "-B", REPLAY, "--json", "--events", sizes.replayed, *words]

    return Part("replay", f"replay, rules {kind}", "riskctl", "replay",
                ("--config", "--events", "--json"),
                (Measure("events/s", "events_per_second", more_is_better=True),
                 Measure("events/s processor", "processor_events_per_second",
                         more_is_better=True)), command)


PARTS = (*(latency(scene, prefix) for scene, prefix in SCENES.items()), throughput(),
         replay("kept"), replay("broken", "--breaking"))


@functools.cache
def known_options(program, subcommand):
    """What a program may be given, by its own help; None if there is no such program."""
    if not program.exists():
        return None
    told = [run([program, *words, "--help"], limit=60)[1] for words in ((), (subcommand,))]
    return frozenset(re.findall(r"--[a-z][a-z-]*", " ".join(told)))


def what_is_missing(part, side):
    """Why a side cannot be asked for a part; None if it can."""
    known = known_options(side.binaries / part.program, part.subcommand)
    if known is None:
        return f"{side.name} has no {part.program}"
    lacking = [option for option in part.needs if option not in known]
    if lacking:
        return f"{part.program} {part.subcommand} of {side.name} has no {' and no '.join(lacking)}"
    return None


def measure(part, side, sizes, scratch):
    """Runs a part once. Returns the members of what it printed."""
    environment = os.environ | {"RISKD_BIN_DIR": str(side.binaries), "TMPDIR": str(scratch)}
    code, out, errors = run([str(word) for word in part.command(side, sizes, scratch)],
                            limit=SECONDS_MAX, environment=environment)
    if code != 0:
        raise DidNotRun(f"exit code {code}: {complaint_in(out) or last_line(errors)}")
    try:
        return dict(part.read(json.loads(out)))
    except (ValueError, LookupError, TypeError):
        raise DidNotRun(f"what it printed cannot be read: {out[:80]!r}") from None


def complaint_in(out):
    """What a benchmark found wrong with its own run, if it got that far."""
    try:
        return "; ".join(json.loads(out)["complaints"])
    except (ValueError, LookupError, TypeError):
        return ""


def value_of(measure_, members):
    """The number, None if it is not printed."""
    value = members.get(measure_.member)
    if value is None:
        return None
    if not isinstance(value, int | float) or not 0 < value < float("inf"):
        raise DidNotRun(f"{measure_.member} is {value!r}")
    return value * measure_.scale
