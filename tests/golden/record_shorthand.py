"""Turns the shorthand of a scenario's records into the NDJSON that the replay has to print.

    +N [accN] RECORD [{timer} | {event K}]     N seconds after the start, for account 1 unless said
    B r obs/lim [unit] [c] [#o]                breach of rule r; the unit where the rule has several
    L r kind policy until [ext]    U r reason  lock (until `-`: open), unlock
    R day realized nK              A code [c]  reset after a day with K trades, alert
    close c | reduce c k | cancel #o | place c k @x | modify #o [k] [@x]
                                               command, then [rule] or [rule cleanup], xK attempt K

A record belongs to the event of its instant. {timer} says that it was a timer instead, as it always
is without an event of that instant and for what only timers do; {event K} says which of several.
"""

import datetime
import re

from event_shorthand import CONTRACTS, instant, option
from scenario_text import RULE_KEYS, compact, decimal_text

UNITS = {"001": "contracts", "002": "contracts", "003": "usd", "004": "usd", "005": "usd",
         "007": "usd", "008": "contracts", "009": "session", "010": "can_trade",
         "011": "contracts", "013": "usd"}
PRODUCT_RULES = ("002", "011")
CONTRACT_RULES = ("004", "005", "008")
LOCK_RULES = ("003", "006", "007", "009", "010", "011", "013")
ACTIONS = {"003": "flatten_and_lock", "004": "close_position", "005": "close_position",
           "008": "close_position", "009": "flatten_and_lock", "010": "flatten_and_lock",
           "011": "block", "013": "flatten_and_lock"}
#: What an account without a word about it does.
DEFAULT_ENFORCEMENT = "reduce_to_limit"
DEFAULT_EXISTING = {"006": "keep", "007": "flatten"}
ACCOUNTLESS_ALERTS = ("connection_lost", "connection_restored")
TIMER_ALERTS = ("quote_stale", "session_end_warning")
COMMANDS = {"close": "close_position", "reduce": "reduce_position", "cancel": "cancel_order",
            "place": "place_stop", "modify": "modify_order"}


def product(short):
    """Returns the product name of a contract."""
    return "MNQ" if short == "MNQM" else short


def output_time(when):
    """Returns a time as it stands in records."""
    return when.isoformat(timespec="microseconds") + "Z"


class RecordWriter:
    """Writes the records of one scenario, given its configuration and its number of rows."""

    def __init__(self, scenario, rules, contract_lines):
        self.start = scenario.start
        self.rules = rules
        self.contract_lines = contract_lines
        self.event_times = [instant(self.start, each.split()[0]) for each in scenario.events]
        orders = (re.search(r" O #(\d+) (\S+)", entry) for entry in scenario.events)
        self.order_contracts = {match[1]: match[2] for match in orders if match}

    def record(self, number, entry):
        """Returns the line of one entry."""
        words = entry.split()
        when = instant(self.start, words.pop(0))
        cause = re.search(r"\{(timer|event \d+)\}$", entry)
        if cause:
            del words[-len(cause[1].split()):]
        account = int(option(words, r"acc(\d+)") or 1)
        word = words.pop(0)
        if word in COMMANDS:
            kind, rest = "command", self.command(word, words)
        else:
            kind = {"B": "breach", "L": "lock", "U": "unlock", "R": "reset", "A": "alert"}[word]
            rest = getattr(self, kind)(words)
        if words:
            raise ValueError(f"left over in {entry}: {words}")
        if rest.get("code") in ACCOUNTLESS_ALERTS:
            account = None
        line = self.line_of(when, kind, rest, cause and cause[1], entry)
        return compact({"seq": number, "ts": output_time(when), "line": line, "kind": kind,
                        "account": account, **rest})

    def line_of(self, when, kind, rest, cause, entry):
        """Returns the number of the input line that a record belongs to, None for a timer."""
        if cause == "timer":
            return None
        if cause:
            return self.contract_lines + int(cause.split()[1])
        made_by_timer = (kind == "reset" or rest.get("code") in TIMER_ALERTS
                         or (kind == "unlock" and rest["reason"] != "condition"))
        events = [at for at, time in enumerate(self.event_times, 1) if time == when]
        if made_by_timer or not events:
            return None
        if len(events) > 1:
            raise ValueError(f"{len(events)} events at the time of: {entry}")
        return self.contract_lines + events[0]

    def action(self, rule):
        """Returns what a breach of the rule says that it does."""
        block = self.rules[RULE_KEYS[rule]]
        if rule in DEFAULT_EXISTING:
            return block.get("existing_positions", DEFAULT_EXISTING[rule]) + "_and_cooldown"
        return ACTIONS.get(rule) or block.get("enforcement", DEFAULT_ENFORCEMENT)

    def breach(self, words):
        rule = words.pop(0)
        observed, limit = words.pop(0).split("/")
        order = option(words, r"#(\d+)")
        unit = option(words, r"(contracts|orders|per_\w+)") or UNITS[rule]
        short = words.pop(0) if rule in PRODUCT_RULES + CONTRACT_RULES else None
        scope = ("product" if rule in PRODUCT_RULES
                 else "contract" if rule in CONTRACT_RULES else "account")
        return {"rule": f"RULE-{rule}", "scope": scope,
                "contract": CONTRACTS[short][0] if scope == "contract" else None,
                "product": product(short) if short else None,
                "order": int(order) if order else None, "observed": observed, "limit": limit,
                "unit": unit, "action": self.action(rule)}

    def lock(self, words):
        rule, kind, policy, until = (words.pop(0) for _ in range(4))
        end = None if until == "-" else output_time(instant(until, "0"))
        return {"rule": f"RULE-{rule}", "scope": "account", "lock": kind, "policy": policy,
                "until": end, "extended": option(words, r"(ext)") is not None}

    def unlock(self, words):
        rule, reason = words.pop(0), words.pop(0)
        kind = {"reset": "hard", "session_start": "session", "condition": "condition",
                "expired": "cooldown"}[reason]
        return {"rule": f"RULE-{rule}", "scope": "account", "lock": kind, "reason": reason}

    def reset(self, words):
        day = datetime.date.fromisoformat(words.pop(0))
        return {"day": str(day), "previous_day": str(day - datetime.timedelta(days=1)),
                "realized": words.pop(0), "trades": int(words.pop(0)[1:])}

    def alert(self, words):
        code = words.pop(0)
        return {"code": code, "contract": CONTRACTS[words.pop(0)][0] if words else None}

    def command(self, word, words):
        rule = option(words, r"\[(\d{3})\]?")
        cause = "lock" if rule in LOCK_RULES else "manage" if rule == "012" else "breach"
        if option(words, r"(cleanup)\]"):
            cause = "cleanup"
        attempt = int(option(words, r"x(\d+)") or 1)
        price = option(words, r"@(.+)")
        order = option(words, r"#(\d+)")
        short = self.order_contracts[order] if order else words.pop(0)
        size = int(words.pop(0)) if words else None
        return {"rule": f"RULE-{rule}", "cause": cause, "command": COMMANDS[word],
                "contract": CONTRACTS[short][0], "order": int(order) if order else None,
                "size": size, "price": decimal_text(price) if price else None, "attempt": attempt}


def expand_records(scenario, rules, contract_lines):
    """Returns the lines that the replay has to print."""
    writer = RecordWriter(scenario, rules, contract_lines)
    return [writer.record(number, entry) for number, entry in enumerate(scenario.records, 1)]
