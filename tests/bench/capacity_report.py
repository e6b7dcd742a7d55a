"""What a capacity run found, as a table, beside what the project wants."""

#: "10,000 idle accounts within 1.5 GiB and under 5 % of one core."
CROWD = 10_000
MEMORY_MIB = 1536
IDLE_SHARE = 0.05

#: "Flat" within what two runs on one machine differ by.
FLAT = 1.25

#: "1,000 accounts on 50 logins and a day's history under 5 s."
STARTING = 1000
START_SECONDS = 5.0

#: Share of the machine that others may take before times mean little.
QUIET = 0.05

MISSING = "-"


def mib(run):
    return run["idle"]["resident_kib"] / 1024


def idle_share(run):
    """With the comparisons that come once in an interval, if they were measured."""
    return run["idle"]["share"] + max(0.0, run.get("comparing", {}).get("share", 0.0))


def whole(runs):
    """Runs that came to their end."""
    return [each for each in runs if "stop_seconds" in each]


def judge(result):
    """One sentence for each target: met, missed, or not measured."""
    runs = whole(result["runs"])
    crowd = next((each for each in runs if each["accounts"] == CROWD), None)
    return [_judge_memory(crowd), _judge_idle(crowd), _judge_events(runs),
            _judge_start(result["start_up"])]


def _judge_memory(crowd):
    what = f"{CROWD} idle accounts within {MEMORY_MIB} MiB"
    return _verdict(what, mib(crowd) if crowd else None, MEMORY_MIB, "{:.0f} MiB")


def _judge_idle(crowd):
    what = f"{CROWD} idle accounts under {100 * IDLE_SHARE:g} % of one core"
    found = 100 * idle_share(crowd) if crowd else None
    sentence = _verdict(what, found, 100 * IDLE_SHARE, "{:.1f} %")
    left_out = crowd and "comparing" not in crowd and not crowd["idle"]["calls"]
    return sentence + (", comparisons with the broker left out" if left_out else "")


def _judge_events(runs):
    what = "cost per event flat over all numbers of accounts"
    costs = [each["events"]["processor_us"] for each in runs]
    found = max(costs) / costs[0] if len(costs) > 1 and costs[0] > 0 else None
    return _verdict(what, found, FLAT, "{:.2f} times that of the first")


def _judge_start(start):
    what = f"start-up of {STARTING} accounts with a day's history under {START_SECONDS:g} s"
    found = start["history"]["seconds"] if "ratio" in start else None
    fits = start["accounts"] == STARTING
    return _verdict(what, found if fits else None, START_SECONDS, "{:.1f} s")


def _verdict(what, found, limit, form):
    if found is None:
        return f"not measured: {what}"
    told = form.format(found)
    if found <= limit:
        return f"met: {what}: {told}"
    return f"MISSED: {what}: {told}, {found / limit:.2f} times what is wanted"


def print_report(result):
    print("capacity of one riskd")
    for name, value in result["machine"].items():
        print(f"  {name.replace('_', ' '):<16}{value}")
    print(f"  {'others took':<16}{100 * result['others_share']:.0f} % of all processor time"
          + (": times mean little" if result["others_share"] > QUIET else ""))
    _print_method(result)
    _print_crowds(result["runs"])
    _print_start(result["start_up"])
    print("\ntargets")
    for each in result["targets"]:
        print(f"  {each}")
    for run in (*result["runs"], result["start_up"]):
        for each in run["wrong"]:
            print(f"WRONG with {run['accounts']} accounts: {each}")


def _print_method(result):
    print(f"""
method
  one riskd and one risksim, plain loopback, twenty accounts to a login, nine rules less that of
  the session, compared with the broker every {result['comparison_interval']} s, spin 0, log INFO
  start    from the program's start to all accounts PROTECTED, on an empty store
  idle     processor time of riskd within {result['idle_seconds']:g} s of nothing, as a share of one core,
           and the calls that it made meanwhile
  cmp      what comparing every account once adds to it, measured at once and spread over the interval
  event    processor time for an order that rests or is cancelled beyond idling, {result['rate']} a second
  ratio    of an event to the first number of accounts""")


def _print_crowds(runs):
    print("\n accounts logins   start    riskd  risksim     RSS     PSS   each threads  files   idle  calls"
          "    cmp    stop   event  ratio"
          "\n                      s    cpu s    cpu s     MiB     MiB    KiB                      %       "
          "      %       s      us")
    found = whole(runs)
    for run in found:
        print(_row(run, found[0]))


def _row(run, first):
    start, idle, events = run["start"], run["idle"], run["events"]
    proportional = idle["proportional_kib"]
    share = f"{100 * run['comparing']['share']:.2f}" if "comparing" in run else MISSING
    first_cost = first["events"]["processor_us"]
    ratio = f"{events['processor_us'] / first_cost:.2f}" if first_cost > 0 else MISSING
    return (f"{run['accounts']:9}{run['logins']:7}{start['seconds']:8.2f}"
            f"{start['processor_seconds']:9.2f}{start['venue_processor_seconds']:9.2f}"
            f"{mib(run):8.1f}{MISSING if proportional is None else f'{proportional / 1024:.1f}':>8}"
            f"{idle['resident_kib'] / run['accounts']:7.0f}"
            f"{idle['threads']:8}{MISSING if idle['files'] is None else idle['files']:>7}"
            f"{100 * idle['share']:7.2f}{idle['calls']:7}{share:>7}"
            f"{run['stop_seconds']:8.2f}{events['processor_us']:8.1f}{ratio:>7}")


def _print_start(start):
    print(f"\nstart-up of {start['accounts']} accounts on {start['logins']} logins, until all are "
          "protected")
    rows = (("on an empty store", "first"), ("on a store without trades", "again"),
            (f"after {start['trips']} round trips of each account", "history"))
    for what, key in rows:
        if key in start:
            each = start[key]
            print(f"  {what:<42}{each['seconds']:7.2f} s, {each['processor_seconds']:.2f} s of "
                  f"processor time, risksim's {each['venue_processor_seconds']:.2f} s")
    if "ratio" in start:
        print(f"  ratio with to without trades              {start['ratio']:7.2f}")
