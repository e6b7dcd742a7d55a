"""What must be true of a soak run. Pure functions: each returns what is wrong, as sentences."""

import decimal
import statistics

from stage.book import WORKING, net_result, signed_positions

from killtest.moments import SECOND

#: How much larger than after the warm-up the resident memory may be.
MEMORY_GROWTH = 0.05

#: Seconds from an event at the venue to riskd having read it, away from disturbances.
LAG_MAX = 5.0

#: Seconds that riskd's report about itself may be old; riskd itself calls more UNPROTECTED.
REPORT_AGE_MAX = 10

#: Seconds that an account may be without a comparison with the broker: four times the interval,
#: because logins whose calls are spoiled stretch it (R-F-14).
COMPARISON_AGE_MAX = 120

#: Connections of a login: two hubs, and the pools for commands, for queries and for logging in, which
#: open what a burst needs and keep it (adapters/projectx/session.cpp).
CONNECTIONS_MAX = 2 + 16 + 4 + 1

#: Alerts and log events that no fault of this campaign justifies.
FORBIDDEN_ALERTS = {"account_rejected", "audit_broken", "auth_failed", "bad_payload",
                    "event_quarantined", "realized_discrepancy", "rule_failed",
                    "safe_mode_entered", "store_rebuilt", "supervision_exhausted",
                    "account_unresolved", "unknown_contract"}
FORBIDDEN_EVENTS = ("account.queue_overflow", "account.sequence_gap", "actor.failed",
                    "actor.unexpected_error", "actor.unexpected_message",
                    "control_api.connection_failed", "control_api.request_failed",
                    "gateway.frame_rejected", "store.audit_broken",
                    "supervision.account_supervisor_died", "supervision.child_died",
                    "supervision.event_quarantined", "supervision.gateway_died")


# What the venue knows and what riskd shows

def unlike_books(account, book):
    """Positions, working orders and the day's result of one account."""
    name = account["name"]
    shown = {each["contract"]: each["size"] if each["direction"] == "long" else -each["size"]
             for each in account["positions"]}
    held = signed_positions(book["positions"])
    if shown != held:
        yield f"{name} holds {held}, shown are {shown}"
    working = {row["id"]: (row["size"], _number(row["limitPrice"]), _number(row["stopPrice"]))
               for row in book["orders"] if row["status"] in WORKING}
    listed = {each["order"]: (each["size"], _number(each["limit_price"]),
                              _number(each["stop_price"])) for each in account["orders"]}
    if listed != working:
        yield f"{name} has the orders {working}, shown are {listed}"
    realized = net_result(book["trades"])
    if decimal.Decimal(account["realized"]) != realized:
        yield f"{name} realized {realized}, shown is {account['realized']}"


def _number(text):
    return None if text is None else decimal.Decimal(text)


def unguarded(status, names):
    """Each account is there and PROTECTED, or SHADOW where that is wanted."""
    states = {each["name"]: each["state"] for each in status["accounts"]}
    for name in names:
        wanted = "SHADOW" if name.startswith("SHADOW") else "PROTECTED"
        if states.get(name) != wanted:
            yield f"{name} is {states.get(name)} instead of {wanted}"


def unsettled(account, book, limit):
    """A locked account is flat; nobody who is enforced holds more than the limit."""
    if account["mode"] == "shadow":
        return
    held = sum(row["size"] for row in book["positions"])
    if account["locked"] and held:
        yield f"{account['name']} is locked and holds {held}"
    if held > limit:
        yield f"{account['name']} holds {held}, more than {limit}"


# Events

def missing_changes(changes, applied, login_of, disturbances):
    """Changes of orders that the venue accepted and that never came over a stream that was whole.

    `applied` has (order, price) of each event that riskd took from the stream.
    """
    for each in changes:
        if (each.order, each.price) not in applied and not disturbances.hid(
                login_of(each.account), each.asked, each.answered):
            yield (f"{each.account}: order {each.order} at {each.price} was accepted at "
                   f"{each.answered} and never applied")


def lags(events, stalls):
    """Seconds from venue to riskd of each event (at the venue, received) away from `stalls`."""
    stalls = sorted(stalls)
    place, found = 0, []
    for at, received in sorted(events):
        while place < len(stalls) and stalls[place][1] < at:
            place += 1
        if not any(begin <= received and at <= end for begin, end in stalls[place:place + 2]):
            found.append((received - at) / SECOND)
    return found


def late(found):
    worst = max(found, default=0.0)
    if worst > LAG_MAX:
        yield f"an event came {worst:.1f} s late, more than {LAG_MAX:g} s"


def spread(found):
    """Median, 99th percentile and maximum."""
    ordered = sorted(found) or [0.0]
    return (statistics.median(ordered), ordered[int(0.99 * (len(ordered) - 1))], ordered[-1])


# The process

def level(samples, begin, end):
    """Median of the resident memory between two times."""
    return statistics.median([each.resident for each in samples if begin <= each.at <= end])


def grown_memory(before, after):
    if after > before * (1 + MEMORY_GROWTH):
        yield (f"memory grew by {100 * (after / before - 1):.1f} %, "
               f"from {before / 2**20:.1f} to {after / 2**20:.1f} MiB")


def grown_files(before, after):
    """Descriptors other than connections to the venue."""
    if after > before:
        yield f"there are {after} open files instead of {before}"


def too_many_connections(most, logins):
    if most > logins * CONNECTIONS_MAX:
        yield f"there were {most} connections of {logins} logins to the venue"


def out_of_date(report_age, comparison_age):
    if report_age > REPORT_AGE_MAX:
        yield f"riskd's report was {report_age} s old"
    if comparison_age > COMPARISON_AGE_MAX:
        yield f"an account was not compared with the broker for {comparison_age} s"


def unjustified(alerts, events):
    """`alerts` counts codes; `events` are names of log records."""
    for code in sorted(FORBIDDEN_ALERTS & alerts.keys()):
        yield f"{alerts[code]} alerts {code}"
    for name in FORBIDDEN_EVENTS:
        count = sum(each == name for each in events)
        if count:
            yield f"{count} log records {name}"
