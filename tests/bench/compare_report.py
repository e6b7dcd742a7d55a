"""A comparison of two builds for people: how far it is, and the table."""

import sys
import time

METHOD = """\
  Each round measures each part once with base and once with head, one right after the other,
  and the order of the two changes from round to round. head/base is the median over the rounds
  of what head had in a round, divided by what base had. The interval is that of the sign test,
  from one of the ratios to another: it misses the true median in {miss:g} % of all cases at most.
  slower, faster: the whole interval lies on that side of 1."""

MISSING = "-"

#: Beyond this share of the processors, what others do is what the intervals show.
OTHERS_MAX = 0.05


class Progress:
    """One line that changes on a terminal; elsewhere a line for each round."""

    def __init__(self, rounds, parts):
        self._rounds = rounds
        self._parts = max(1, parts)
        self._shown = 0
        self._told = 0
        self._began = time.monotonic()
        self._is_seen = sys.stderr.isatty()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self._is_seen:
            self._write("\r\033[K")

    def show(self, number, title):
        text = f"compare: round {number + 1} of {self._rounds}"
        if self._is_seen:
            self._write(f"\r\033[K{text}, {title}{self._left()}")
        elif number == self._told:
            self._write(f"{text}{self._left()}\n")
            self._told += 1
        self._shown += 1

    def _left(self):
        """By the time that a part took so far, of which two rounds have seen each."""
        if self._shown < self._parts:
            return ""
        each = (time.monotonic() - self._began) / self._shown
        seconds = each * (self._rounds * self._parts - self._shown)
        if seconds < 90:
            return f", {seconds:.0f} s left"
        return f", about {seconds / 60:.0f} min left"

    @staticmethod
    def _write(text):
        sys.stderr.write(text)
        sys.stderr.flush()


def print_report(result):
    machine = result["machine"]
    print(f"head to base\n  base      {result['base']}\n  head      {result['head']}\n"
          f"  machine   {machine['processor']}, {machine['cores']} cores, {machine['kernel']}, "
          f"load {machine['load_at_start']} at the start\n"
          f"  others    {100 * result['others_share']:.1f} % of the processors\n"
          f"  rounds    {result['rounds']}\nmethod\n"
          f"{METHOD.format(miss=100 - result['confidence_percent'])}")
    print_table(result)
    for title, told in (("left out", result["left_out"]), ("did not run", result["failed"])):
        if told:
            print(f"\n{title}")
            print("".join(f"  {each}\n" for each in told), end="")
    print_conclusion(result)


def print_table(result):
    if not result["measures"]:
        print("\nNothing was measured.")
        return
    print(f"\n{'':<22}{'base':>12}{'head':>12}{'head/base':>11}"
          f"{result['confidence_percent']:>9g} % interval  rounds  verdict")
    part = None
    for line in result["measures"]:
        if line["part"] != part:
            part = line["part"]
            print(part)
        print(row(line))


def row(line):
    interval = (MISSING if line["low"] is None
                else f"{line['low']:.3f} .. {line['high']:.3f}")
    return (f"  {line['measure']:<20}{number(line['base']):>12}{number(line['head']):>12}"
            f"{line['ratio']:11.3f}{interval:>20}{line['rounds']:8}  {line['verdict']}"
            f"{', too slow' if line['too_slow'] else ''}")


def number(value):
    """Three digits at least, and none that mean nothing."""
    return f"{value:.3f}" if value < 10 else f"{value:.1f}" if value < 10_000 else f"{value:.0f}"


def print_conclusion(result):
    lines, needed = result["measures"], result["rounds_needed"]
    print()
    if result["others_share"] > OTHERS_MAX:
        print(f"Others took {100 * result['others_share']:.0f} % of the processors: measure again "
              "while nothing else runs.")
    if any(line["low"] is None for line in lines):
        print(f"An interval takes {needed} rounds that ran. Lines with fewer show nothing.")
    if result["false_alarms"] >= 0.05:
        count = sum(line["low"] is not None for line in lines)
        print(f"By chance alone {result['false_alarms']:.1f} of {count} lines would say slower.")
    slower = [f"{line['part']}, {line['measure']} ({line['ratio']:.3f})" for line in lines
              if line["too_slow"]]
    tolerance = f"by more than {result['tolerance_percent']:g} %"
    if slower:
        print(f"SLOWER {tolerance}: {'; '.join(slower)}")
    elif result["exit_code"] == 0:
        print(f"Nothing is shown to be slower {tolerance}.")
    else:
        print("It is not known whether anything got slower: see above.")
