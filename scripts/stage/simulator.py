"""The simulated gateway, and the trader who trades on its platform."""

import json

from . import http_json
from .book import CANCELLED, WORKING, signed_positions
from .program import Program

# The price moves only on request, and every consequence follows at once.
STILL_MARKET = ["--contract", "MNQ", "--contract", "MES", "--start-price", "MNQ=21500",
                "--start-price", "MES=6000", "--quotes-per-second", "0", "--trades-per-second", "0",
                "--instant"]


class Refused(AssertionError):
    """The control endpoint did not do what it was asked."""


class Simulator:
    """A running `risksim`."""

    def __init__(self, binaries, folder, users, accounts, options=STILL_MARKET, outlives=False):
        """`users` are (name, key); `accounts` are (user, name, balance)."""
        words = [binaries / "risksim", *options]
        for name, key in users:
            words += ["--user", f"{name}:{key}"]
        for user, name, balance in accounts:
            words += ["--account", f"{user}:{name}:{balance}"]
        self.program = Program(words, folder / "risksim.err", outlives=outlives)
        line = self.program.process.stdout.readline()
        if not line:
            raise AssertionError(f"risksim did not start: {self.program.errors.read_text()}")
        ready = json.loads(line)
        self.rest = ready["rest"]
        self.user_hub = ready["user_hub"]
        self.market_hub = ready["market_hub"]
        self.control_url = ready["control"]
        self.accounts = {each["name"]: each["id"] for each in ready["accounts"]}

    def control(self, path, **members):
        status, answer = http_json.call(f"{self.control_url}/control/{path}", members)
        if status != 200:
            raise Refused(f"{path} {members}: {answer}")
        return answer

    # The trader on the platform

    def order(self, account, contract, side, size, **more):
        """Places an order; a market order unless `type` says otherwise. Returns the answer."""
        return self.control("trader/order", account=account, contract=contract, side=side,
                            size=size, **more)

    def buy(self, account, contract, size, **more):
        return self._accepted(self.order(account, contract, "buy", size, **more))

    def sell(self, account, contract, size, **more):
        return self._accepted(self.order(account, contract, "sell", size, **more))

    def close(self, account, contract):
        return self.control("trader/close", account=account, contract=contract)

    @staticmethod
    def _accepted(answer):
        if not answer["ok"]:
            raise Refused(f"the platform refused an order: {answer}")
        return answer["order"]

    # The market and the faults

    def price(self, contract, price, **more):
        self.control("price", contract=contract, price=price, **more)

    def fault(self, kind, **more):
        self.control("fault", kind=kind, **more)

    def clear_faults(self):
        self.control("clear_faults")

    def settings(self, **values):
        return self.control("settings", **values)

    # The exchange's books

    def book(self, account):
        """Everything of one account, by its name."""
        return next(each for each in self.state()["accounts"]
                    if each["account"]["name"] == account)

    def positions(self, account):
        return signed_positions(self.book(account)["positions"])

    def is_flat(self, account):
        book = self.book(account)
        return not book["positions"] and not any(row["status"] in WORKING for row in book["orders"])

    def is_cancelled(self, account, number):
        return any(row["id"] == number and row["status"] == CANCELLED
                   for row in self.book(account)["orders"])

    # What the gateway saw

    def state(self):
        return http_json.call(f"{self.control_url}/control/state")[1]

    def calls(self, since=0, path=None):
        """The calls of all clients after number `since`, oldest first."""
        answer = http_json.call(f"{self.control_url}/control/calls?since={since}")[1]
        return [each for each in answer["calls"] if path is None or each["path"] == path]

    def quit(self):
        if self.program.runs():
            self.control("quit")
            return self.program.wait()
        return self.program.process.returncode
