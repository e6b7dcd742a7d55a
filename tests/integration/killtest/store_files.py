"""What the files of a dead or stopped riskd hold, read without its help."""

import hashlib
import json
import pathlib
import shutil
import sqlite3
import struct
import tempfile

#: The end of a lock without one.
NEVER = 2 ** 63

_MAGIC = b"\x89RDINT\r\n"
_NUMBERS = struct.Struct("<II")
_CHECKSUM_BYTES = 16


def intents(data):
    """The payloads of all intact frames of an intent file."""
    at = 0
    while (at := data.find(_MAGIC, at)) >= 0:
        numbers = data[at + len(_MAGIC):][:_NUMBERS.size]
        if len(numbers) < _NUMBERS.size:
            return
        begin = at + len(_MAGIC) + _NUMBERS.size + _CHECKSUM_BYTES
        length = _NUMBERS.unpack(numbers)[1]
        payload = data[begin:begin + length]
        checksum = data[begin - _CHECKSUM_BYTES:begin]
        if len(payload) == length and \
                hashlib.sha256(numbers + payload).digest()[:_CHECKSUM_BYTES] == checksum:
            yield json.loads(payload)
            at = begin + length
        else:
            at += 1


def read_database(folder, statement):
    """Rows of a copy, so that the original stays as the dead left it."""
    with tempfile.TemporaryDirectory(prefix="riskd-killtest-") as place:
        for name in ("journal.db", "journal.db-wal"):
            if (folder / name).exists():
                shutil.copy(folder / name, place)
        if not (pathlib.Path(place) / "journal.db").exists():
            return []
        database = sqlite3.connect(pathlib.Path(place) / "journal.db")
        try:
            return database.execute(statement).fetchall()
        except sqlite3.OperationalError as problem:
            # A first start that died before the tables were there.
            if "no such table" in str(problem):
                return []
            raise
        finally:
            database.close()


def _end(until):
    return NEVER if until is None else until


def recorded_locks(folder):
    """Ends of all locks that are in the database or in an intent file, in microseconds.

    By account id and number of the rule; ended ones are among them.
    """
    found = {}

    def note(account, rule, until):
        found[account, rule] = max(found.get((account, rule), 0), _end(until))

    for account, rule, until in read_database(folder, "SELECT account, rule, until FROM locks"):
        note(account, rule, until)
    for file in sorted(folder.glob("intent-*.log")):
        for record in intents(file.read_bytes()):
            for entry in record["entries"]:
                if entry["kind"] == "lock_stored":
                    note(record["account"], entry["rule"], entry.get("until"))
    return found


def lock_history(folder):
    """Rows (account, rule, created, until, active, ended) of all locks there ever were."""
    rows = read_database(
        folder, "SELECT account, rule, created, until, active, ended FROM locks ORDER BY id")
    return [(account, rule, created, _end(until), bool(active), ended)
            for account, rule, created, until, active, ended in rows]


def trades(folder):
    """Account, result, fees, commissions, voided of each trade by its id; money counts 1e-4."""
    rows = read_database(
        folder, "SELECT trade, account, profit_and_loss, fees, commissions, voided FROM trades")
    return {row[0]: row[1:] for row in rows}
