"""Reads the files under scenarios/: paragraphs, and the flow notation of their configurations.

A paragraph is one scenario: a line `ID title`, then indented lines `config`, `start` (optional),
`events`, `records` and `exit` (optional). A further indented line continues the one above. Entries
are separated by `;`, and `-` stands for none. A line that begins with `#` is a comment.
"""

import dataclasses
import decimal
import json
import re

FIELDS = ("config", "start", "events", "records", "exit")
DEFAULT_START = "2026-03-03T15:00:00Z"

#: The rule blocks of a configuration by the number of their rule.
RULE_KEYS = {
    "001": "max_contracts", "002": "max_contracts_per_instrument", "003": "daily_realized_loss",
    "004": "daily_unrealized_loss", "005": "max_unrealized_profit", "006": "trade_frequency_limit",
    "007": "cooldown_after_loss", "008": "no_stop_loss_grace", "009": "session_block_outside",
    "010": "auth_loss_guard", "011": "symbol_blocks", "012": "trade_management",
    "013": "daily_realized_profit",
}


@dataclasses.dataclass
class Scenario:
    """One paragraph; `text` is how it stands in the file."""

    name: str
    text: str
    config: list
    events: list
    records: list
    start: str = DEFAULT_START
    exit_code: int = 0


class Flow:
    """Reads one value in flow notation: {key: value}, [value], a number, a word."""

    TOKEN = re.compile(r'\s*([{}\[\],]|"[^"]*"|[^\s{}\[\],]+)')

    def __init__(self, text):
        self.text = text
        self.at = 0

    def peek(self):
        """Returns the next token without taking it."""
        match = self.TOKEN.match(self.text, self.at)
        if match is None:
            raise ValueError(f"incomplete: {self.text}")
        return match[1], match.end()

    def take(self):
        """Returns the next token."""
        token, self.at = self.peek()
        return token

    def list_of(self, closing, read):
        """Calls `read` for each comma separated item up to `closing`."""
        while self.peek()[0] != closing:
            read()
            if self.peek()[0] == ",":
                self.take()
        self.take()

    def value(self):
        """Returns the value that begins here."""
        token = self.take()
        if token == "[":
            items = []
            self.list_of("]", lambda: items.append(self.value()))
            return items
        if token == "{":
            members = {}
            self.list_of("}", lambda: self.member(members))
            return members
        return scalar(token)

    def member(self, members):
        """Reads `path.to.key: value` into `members`."""
        key = self.take()
        if not key.endswith(":"):
            raise ValueError(f"no colon after {key}: {self.text}")
        put(members, key[:-1], self.value())


class Number(str):
    """A number as it was written; it is passed on without ever becoming a float."""


def scalar(token):
    """Returns what one word of the notation stands for."""
    if token.startswith('"'):
        return token[1:-1]
    if token in ("true", "false", "null"):
        return json.loads(token)
    if re.fullmatch(r"-?\d+(\.\d+)?", token):
        return Number(token)
    return token


def put(members, path, value):
    """Sets the member at a dotted path, with objects on the way."""
    *way, last = path.split(".")
    for step in way:
        members = members.setdefault(step, {})
    members[last] = value


def configuration(entries):
    """Returns the configuration that the entries of a `config` line describe."""
    tree = {"version": 1, "market": {"stale_after_seconds": 0}, "rules": {}}
    for entry in entries:
        rule = re.fullmatch(r"(\d{3})(?: (\{.*\}))?", entry)
        stale = re.fullmatch(r"stale (\d+)", entry)
        key = re.fullmatch(r"([a-z_.]+): (.*)", entry)
        if rule:
            tree["rules"][RULE_KEYS[rule[1]]] = Flow(rule[2] or "{}").value()
        elif stale:
            tree["market"]["stale_after_seconds"] = Number(stale[1])
        elif key:
            put(tree, key[1], Flow(key[2]).value())
        elif entry != "no contract lines":
            raise ValueError(f"not a configuration entry: {entry}")
    return tree


def decimal_text(text):
    """Returns a decimal in plain form without trailing zeros, as records show prices."""
    plain = format(decimal.Decimal(text), "f")
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


def compact(value):
    """Returns `value` as JSON without spaces, numbers as they were written."""
    if isinstance(value, Number):
        return str(value)
    if isinstance(value, dict):
        return "{" + ",".join(f"{compact(k)}:{compact(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ",".join(compact(item) for item in value) + "]"
    return json.dumps(value, ensure_ascii=False)


def entries_of(lines):
    """Returns the entries of the lines of one field."""
    found = [entry.strip() for entry in " ".join(lines).split(";")]
    return [] if found == ["-"] else found


def parse_paragraph(lines):
    """Returns the scenario of one paragraph."""
    fields = {}
    for line in lines[1:]:
        word, _, rest = line.strip().partition(" ")
        if line.startswith("   "):
            fields[current].append(line.strip())
        elif word in FIELDS:
            current = word
            fields[current] = [rest.strip()]
        else:
            raise ValueError(f"unknown field: {line}")
    return Scenario(
        name=lines[0].split()[0], text="\n".join(lines), config=entries_of(fields["config"]),
        events=entries_of(fields["events"]), records=entries_of(fields["records"]),
        start=fields.get("start", [DEFAULT_START])[0], exit_code=int(fields.get("exit", ["0"])[0]))


def parse_scenarios(text):
    """Returns the scenarios of one file in order."""
    paragraphs = [[]]
    for line in text.splitlines():
        if not line.strip():
            paragraphs.append([])
        elif not line.startswith("#"):
            paragraphs[-1].append(line)
    return [parse_paragraph(lines) for lines in paragraphs if lines]
