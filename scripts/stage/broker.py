"""The broker's own word about an account: its REST interface, asked as any client would."""

from . import http_json


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
        rows = self.ask("/api/Position/searchOpen", accountId=account)["positions"]
        return {row["contractId"]: row["size"] if row["type"] == 1 else -row["size"]
                for row in rows}

    def working_orders(self, account):
        return self.ask("/api/Order/searchOpen", accountId=account)["orders"]

    def is_flat(self, account):
        return not self.positions(account) and not self.working_orders(account)

    def trades(self, account, since="2020-01-01T00:00:00Z"):
        return self.ask("/api/Trade/search", accountId=account, startTimestamp=since)["trades"]

    def realized(self, account):
        """Net result of all trades, in dollars."""
        return sum((row["profitAndLoss"] or 0) - row["fees"] for row in self.trades(account)
                   if not row["voided"])
