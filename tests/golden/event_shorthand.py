"""Turns the shorthand of a scenario's events into lines of a replay file.

    +N EVENT [accN]    N seconds after the start, of account 1 unless said otherwise
    P c L2@x | S2@x | 0          position; idN its id, ctN created N seconds after the start
    T #o p                       trade of order o (#- none) with profit and loss p; size 1, MNQ, buy
                                 if p is null and else sell, at 21000; nN size, @x price, buy, sell,
                                 a contract, feeX, comX, idN, void, atN time of the trade
    O #i c side type             order of size 1 and status 1; nN size, @x price, stN, tag=text
    Q c last bX aX               quote with those prices that are given
    N c                          contract row, here instead of before all events
    C v    K    H hub state      account that can trade or not, clock, connection
    ! {...}                      the line itself, without its time
"""

import datetime
import json
import re

from scenario_text import compact, Number

#: id, name, symbolId, tickSize and tickValue of the contracts.
CONTRACTS = {
    "MNQ": ("CON.F.US.MNQ.H26", "MNQH6", "F.US.MNQ", "0.25", "0.5"),
    "MNQM": ("CON.F.US.MNQ.M26", "MNQM6", "F.US.MNQ", "0.25", "0.5"),
    "ES": ("CON.F.US.EP.H26", "ESH6", "F.US.EP", "0.25", "12.5"),
    "NQ": ("CON.F.US.ENQ.H26", "NQH6", "F.US.ENQ", "0.25", "5"),
    "MES": ("CON.F.US.MES.H26", "MESH6", "F.US.MES", "0.25", "1.25"),
    "RTY": ("CON.F.US.RTY.H26", "RTYH6", "F.US.RTY", "0.1", "5"),
    "ZN": ("CON.F.US.TYA.H26", "ZNH6", "F.US.TYA", "0.015625", "15.625"),
    "6J": ("CON.F.US.JY6.H26", "6JH6", "F.US.JY6", "5E-07", "6.25"),
}
ORDER_TYPES = {"limit": 1, "market": 2, "slimit": 3, "stop": 4, "trail": 5}
SIDES = {"buy": 0, "sell": 1}


def instant(start, offset):
    """Returns `start` plus `offset` seconds, both as text, as a datetime."""
    sign = -1 if offset.startswith("-") else 1
    whole, _, fraction = offset.lstrip("+-").partition(".")
    micros = int(whole) * 1_000_000 + int(fraction.ljust(6, "0"))
    base = datetime.datetime.fromisoformat(start.removesuffix("Z"))
    return base + sign * datetime.timedelta(microseconds=micros)


def input_time(when):
    """Returns a time as it stands in event lines: a fraction only where there is one."""
    return when.isoformat(timespec="microseconds" if when.microsecond else "seconds") + "Z"


def option(words, pattern):
    """Takes the first word that matches `pattern` as a whole; returns its first group, or None."""
    for word in words:
        match = re.fullmatch(pattern, word)
        if match:
            words.remove(word)
            return match[1]
    return None


def identifier(text):
    """Returns an id of orders and trades, or None for `-`."""
    return None if text == "-" else int(text)


class EventWriter:
    """Writes the lines of one scenario; knows the trade ids that are used up."""

    def __init__(self, start):
        self.start = start
        self.next_trade = 101

    def lines(self, entry):
        """Returns the event line of one entry, and the name of the contract that it needs."""
        words = entry.split()
        when = instant(self.start, words.pop(0))
        if words[0] == "!":
            rest = json.loads(entry.partition("!")[2], parse_float=Number, parse_int=Number)
            return self.line(when, rest), None
        account = int(option(words, r"acc(\d+)") or 1)
        read = getattr(self, {"P": "position", "T": "trade", "O": "order", "Q": "quote",
                              "C": "account", "K": "clock", "H": "connection",
                              "N": "contract"}[words.pop(0)])
        members, contract = read(words, account, when)
        if words:
            raise ValueError(f"left over in {entry}: {words}")
        return self.line(when, members), contract

    def line(self, when, members):
        """Returns one line of the file."""
        return compact({"ts": input_time(when), **members})

    def contract_line(self, when, short):
        """Returns the line with the row of a contract."""
        return self.line(when, self.contract([short], 1, when)[0])

    def contract(self, words, _account, _when):
        short = words.pop(0)
        key, name, symbol, size, value = CONTRACTS[short]
        row = {"id": key, "name": name, "symbolId": symbol, "tickSize": Number(size),
               "tickValue": Number(value), "activeContract": True}
        return {"type": "contract", "data": row}, None

    def position(self, words, account, _when):
        short = words.pop(0)
        row = {"accountId": account, "contractId": CONTRACTS[short][0]}
        number, created = option(words, r"id(\d+)"), option(words, r"ct(-?\d+)")
        held = words.pop(0)
        match = re.fullmatch(r"([LS])(\d+)@(.+)", held)
        if match:
            row |= {"type": 1 if match[1] == "L" else 2, "size": int(match[2]),
                    "averagePrice": Number(match[3])}
        elif held == "0":
            row |= {"type": 0, "size": 0}
        else:
            raise ValueError(f"not a position: {held}")
        if number is not None:
            row["id"] = int(number)
        if created is not None:
            row["creationTimestamp"] = input_time(instant(self.start, created))
        return {"type": "position", "account": account, "data": row}, short

    def trade(self, words, account, when):
        order, result = identifier(words.pop(0)[1:]), words.pop(0)
        number = option(words, r"id(\d+)")
        at = option(words, r"at(-?\d+)")
        side = option(words, r"(buy|sell)") or ("buy" if result == "null" else "sell")
        short = option(words, "(" + "|".join(CONTRACTS) + ")") or "MNQ"
        row = {
            "id": int(number or self.next_trade), "accountId": account,
            "contractId": CONTRACTS[short][0],
            "creationTimestamp": input_time(instant(self.start, at) if at else when),
            "price": Number(option(words, r"@(.+)") or "21000"),
            "profitAndLoss": None if result == "null" else Number(result),
            "side": SIDES[side], "size": int(option(words, r"n(\d+)") or 1),
            "voided": option(words, r"(void)") is not None}
        if number is None:
            self.next_trade += 1
        for key, pattern in (("fees", r"fee(.+)"), ("commissions", r"com(.+)")):
            amount = option(words, pattern)
            if amount is not None:
                row[key] = Number(amount)
        if order is not None:
            row["orderId"] = order
        return {"type": "trade", "account": account, "data": row}, short

    def order(self, words, account, _when):
        number, short, side, kind = (words.pop(0) for _ in range(4))
        row = {"id": int(number[1:]), "accountId": account, "contractId": CONTRACTS[short][0],
               "status": int(option(words, r"st(\d+)") or 1), "type": ORDER_TYPES[kind],
               "side": SIDES[side], "size": int(option(words, r"n(\d+)") or 1),
               "fillVolume": int(option(words, r"fill(\d+)") or 0)}
        price = option(words, r"@(.+)")
        if price is not None:
            row["limitPrice" if kind == "limit" else "stopPrice"] = Number(price)
        tag = option(words, r"tag=(.+)")
        if tag is not None:
            row["customTag"] = tag
        return {"type": "order", "account": account, "data": row}, short

    def quote(self, words, _account, _when):
        short = words.pop(0)
        row = {"contractId": CONTRACTS[short][0]}
        prices = (("lastPrice", r"(\d.*)"), ("bestBid", r"b(.+)"), ("bestAsk", r"a(.+)"))
        for key, pattern in prices:
            price = option(words, pattern)
            if price is not None:
                row[key] = Number(price)
        return {"type": "quote", "data": row}, short

    def account(self, words, account, _when):
        row = {"id": account, "canTrade": {"true": True, "false": False}[words.pop(0)]}
        return {"type": "account", "account": account, "data": row}, None

    def clock(self, _words, _account, _when):
        return {"type": "clock"}, None

    def connection(self, words, _account, _when):
        row = {"hub": words.pop(0), "state": words.pop(0)}
        return {"type": "connection", "data": row}, None


def expand_events(scenario):
    """Returns all lines of the event file, and how many contract lines stand before the events."""
    writer = EventWriter(scenario.start)
    written = [writer.lines(entry) for entry in scenario.events]
    own = {entry.split()[2] for entry in scenario.events if entry.split()[1] == "N"}
    named = [short for short in dict.fromkeys(short for _, short in written if short)
             if short not in own]
    if "no contract lines" in scenario.config:
        named = []
    first = instant(scenario.start, scenario.events[0].split()[0])
    rows = [writer.contract_line(first, short) for short in named]
    return rows + [line for line, _ in written], len(rows)
