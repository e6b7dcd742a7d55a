"""What must be true after a kill. Pure functions: each returns what is wrong, as sentences."""

import decimal
import hashlib
import json

from stage.book import WORKING, net_result

from .moments import SECOND, microseconds
from .roles import COOLDOWN_TIERS, DAILY_LOSS, ENTRIES_PER_MINUTE, FREQUENCY_SECONDS, ROLES

MINUTE = 60 * SECOND

#: After a restart a lock ends by the broker's clock, which is read from whole seconds (R-L-12), and
#: a command may have been under way when its lock ended.
END_OF_LOCK_SLACK = 2 * SECOND


def _ordered(trades):
    return sorted(trades, key=lambda row: row["id"])


# Locks

def kept_locks(recorded, shown, asked_until):
    """No recorded lock that still runs is missing or ends earlier (R-L-13)."""
    for (account, rule), until in sorted(recorded.items(), key=str):
        if until <= asked_until:
            continue
        now_ends = shown.get((account, rule))
        if now_ends is None:
            yield f"the recorded lock of {account} by rule {rule} is gone"
        elif now_ends < until:
            yield (f"the lock of {account} by rule {rule} was shortened from {until} "
                   f"to {now_ends}")


def known_rules(shown):
    """Nothing but the rules of the account locks it: the store was never held to be damaged."""
    for account, rule in sorted(shown, key=str):
        if not isinstance(rule, int):
            yield f"{account} is locked by {rule}"


def due_locks(name, trades):
    """Rule and least end of each lock that the account's trades demand (R-L-14).

    The end of a daily limit's lock is left open with 0: it lasts as long as the stage.
    """
    role = name.split("-")[0]
    if role in ("REALIZED", "OPEN"):
        total = decimal.Decimal(0)
        for row in _ordered(trades):
            total += net_result([row])
            if total <= DAILY_LOSS:
                yield 3, None
                return
    elif role == "COOLDOWN":
        yield from ((7, end) for end in _cooldown_ends(trades))
    elif role == "FREQUENCY":
        yield from ((6, end) for end in _frequency_ends(trades))


def _cooldown_ends(trades):
    results = {}
    for row in _ordered(trades):
        if row["profitAndLoss"] is None:
            continue
        before = results.get(row["orderId"], decimal.Decimal(0))
        results[row["orderId"]] = before + net_result([row])
        for loss, seconds in COOLDOWN_TIERS:
            if before > loss >= results[row["orderId"]]:
                yield microseconds(row["creationTimestamp"]) + seconds * SECOND


def _frequency_ends(trades):
    entries = {}
    for row in _ordered(trades):
        if row["profitAndLoss"] is None:
            entries.setdefault(row["orderId"], microseconds(row["creationTimestamp"]))
    times = sorted(entries.values())
    for at in times:
        if sum(at - MINUTE < each <= at for each in times) > ENTRIES_PER_MINUTE:
            yield at + FREQUENCY_SECONDS * SECOND


def missing_locks(name, trades, shown, asked_until):
    """Locks that the account's trades demand and that are not there."""
    for rule, until in due_locks(name, trades):
        now_ends = shown.get((name, rule))
        if until is None:
            if now_ends is None:
                yield f"{name} lost its daily limit and is not locked by rule {rule}"
        elif until > asked_until and (now_ends is None or now_ends < until):
            yield f"{name} is to be locked by rule {rule} until {until}, not {now_ends}"


def unlocked_commands(commands, history):
    """Commands (account, time) to accounts that only a lock closes, without a lock at that time.

    `history` are rows (account, rule, created, until, active, ended). A lock that was created
    later than the command does not count: it was derived again.
    """
    for account, at in commands:
        if not any(row[0] == account and row[2] <= at <= row[3] + END_OF_LOCK_SLACK
                   for row in history):
            yield account, at


def lost_history(recorded, history):
    """Each recorded lock is in the history, and was not ended before its time."""
    for (account, rule), until in sorted(recorded.items()):
        rows = [row for row in history if row[:2] == (account, rule) and row[3] >= until]
        if not rows:
            yield f"no stored lock of account {account} by rule {rule} lasts until {until}"
    for account, rule, _, until, active, ended in history:
        if not active and (ended is None or ended < until):
            yield f"the lock of account {account} by rule {rule} until {until} ended at {ended}"


# Positions and trades

def unsettled(name, book, is_locked):
    """A locked account is flat and has no working order; others are within their limits."""
    held = sum(row["size"] for row in book["positions"])
    working = sum(row["status"] in WORKING for row in book["orders"])
    if is_locked and (held or working):
        yield f"{name} is locked and has {held} contracts and {working} working orders"
    ceiling = ROLES[name].ceiling
    if ceiling is not None and held > ceiling:
        yield f"{name} holds {held}, more than {ceiling}"


def own_trades(name, trades, orders_of_traders):
    """riskd only ever brings a position nearer to zero, and not below what it has to leave."""
    held = {}
    for row in _ordered(trades):
        contract = row["contractId"]
        before = held.get(contract, 0)
        after = before + (row["size"] if row["side"] == 0 else -row["size"])
        held[contract] = after
        if row["orderId"] in orders_of_traders:
            continue
        told = f"riskd's order {row['orderId']} of {name} took {contract} from {before} to {after}"
        if abs(after) >= abs(before) or before * after < 0:
            yield told
        elif sum(map(abs, held.values())) < ROLES[name].floor:
            yield f"{told}, where {ROLES[name].floor} contracts are allowed"


def counted(name, trades, shown):
    """Every trade counts once (R-G-4): `shown` is what riskd says is realized today."""
    real = net_result(trades)
    if decimal.Decimal(shown) != real:
        yield f"{name} realized {real} by the broker's trades, {shown} by riskd"


def stored_trades(stored, books):
    """The store has exactly the broker's trades."""
    real = {row["id"]: (row["accountId"], _units(row["profitAndLoss"]), _units(row["fees"]),
                        _units(row.get("commissions") or 0), int(row["voided"]))
            for book in books for row in book["trades"]}
    for number in sorted(real.keys() | stored.keys()):
        if real.get(number) != stored.get(number):
            yield (f"trade {number} is {real.get(number)} at the broker, "
                   f"{stored.get(number)} in the store")


def _units(amount):
    """In 1e-4 USD, as the store counts."""
    return None if amount is None else int(decimal.Decimal(amount) * 10_000)


# Audit

def audit_chain(data, is_growing=False):
    """The chain of audit.ndjson (R-P-5). While riskd runs, the last line may be incomplete."""
    previous, number = "0" * 64, 0
    lines = data.split(b"\n")
    if lines.pop() and not is_growing:
        yield "the last audit record is cut off"
    for line in lines:
        number += 1
        content, mark, rest = line.rpartition(b',"hash":"')
        digest = hashlib.sha256(content + b"}").hexdigest()
        try:
            record = json.loads(line)
        except json.JSONDecodeError:
            record = {}
        if not mark or rest != digest.encode() + b'"}' or record.get("n") != number \
                or record.get("prev") != previous:
            yield f"audit record {number} breaks the chain: {line[:120].decode(errors='replace')}"
            return
        previous = digest
