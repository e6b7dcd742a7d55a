"""The broker's own word about an account: its REST interface, asked as any client would.

Its calls count against the request budget of the login, which riskd shares: whoever waits for
something looks at the simulator's books, and asks here once.
"""

from . import http_json
from .book import net_result, signed_positions


class BrokerError(AssertionError):
    """The broker refused a call of ours."""


class Broker:
    """One login."""

    def __init__(self, rest, user, key):
        self._rest = rest
        answer = self._post("/api/Auth/loginKey", {"userName": user, "apiKey": key}, token=None)
        self._token = answer["token"]

    def _post(self, path, body, token):
        status, answer = http_json.call(self._rest + path, body, token)
        if status != 200 or not answer["success"]:
            raise BrokerError(f"{path}: {status} {answer}")
        return answer

    def ask(self, path, **members):
        return self._post(path, members, self._token)

    def positions(self, account):
        """Signed sizes by contract id: long is positive."""
        return signed_positions(
            self.ask("/api/Position/searchOpen", accountId=account)["positions"])

    def working_orders(self, account):
        return self.ask("/api/Order/searchOpen", accountId=account)["orders"]

    def is_flat(self, account):
        return not self.positions(account) and not self.working_orders(account)

    def trades(self, account, since="2020-01-01T00:00:00Z"):
        return self.ask("/api/Trade/search", accountId=account, startTimestamp=since)["trades"]

    def order(self, account, number, since="2020-01-01T00:00:00Z"):
        """One order of any status, or None."""
        rows = self.ask("/api/Order/search", accountId=account, startTimestamp=since)["orders"]
        return next((row for row in rows if row["id"] == number), None)

    def realized(self, account):
        """Net result of all trades, in dollars."""
        return net_result(self.trades(account))
