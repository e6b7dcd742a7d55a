"""What a soak run consists of. Accounts, load and faults follow from the numbers given."""

import dataclasses
import random

from stage.daemon import login

from killtest.moments import clock_in_half_a_day

#: riskd takes any number of logins; a login has 190 calls a minute (R-F-14), which comparing and
#: enforcing five busy accounts leave room in.
ACCOUNTS_PER_LOGIN = 5

PRICES = {"MNQ": 21500, "MES": 6000}

#: The most contracts that an account may hold (RULE-001).
LIMIT = 3


@dataclasses.dataclass(frozen=True)
class Plan:
    """`rate` counts account events a second over all accounts; quotes come on top of them."""

    minutes: float
    accounts: int = 50
    rate: int = 500
    seed: int = 1
    #: Seconds from one fault to the next, on average.
    fault_interval: float = 5.0

    @property
    def seconds(self):
        return 60 * self.minutes

    @property
    def warm_up(self):
        """Seconds after which memory and descriptors are measured for the first time."""
        return min(600.0, self.seconds / 3)

    @property
    def judges_figures(self):
        """Whether memory, punctuality and the rate that was reached count.

        What is allocated for good at the beginning takes a minute of load, and a short run on a busy
        machine proves nothing by its times.
        """
        return self.warm_up >= 60

    @property
    def least_rate(self):
        """Events a second that count as having been under load."""
        return (0.9 if self.judges_figures else 0.05) * self.rate

    @property
    def logins(self):
        return [f"login{number}" for number in range(-(-self.accounts // ACCOUNTS_PER_LOGIN))]

    @property
    def users(self):
        return [(name, f"key-of-{name}") for name in self.logins]

    @property
    def names(self):
        return [self.name(number) for number in range(self.accounts)]

    def name(self, number):
        """SHADOW accounts are only watched, DAILY ones are soon locked for the day."""
        role = {8: "DAILY", 9: "SHADOW"}.get(number % 10, "FREE")
        return f"{role}-{number}"

    def login_of(self, name):
        return self.logins[int(name.split("-")[1]) // ACCOUNTS_PER_LOGIN]

    def dice(self, purpose):
        return random.Random(f"{self.seed}/{purpose}")

    def market(self):
        """How risksim is started."""
        words = ["--quotes-per-second", "10", "--trades-per-second", "5", "--seed", str(self.seed)]
        for root, price in PRICES.items():
            words += ["--contract", root, "--start-price", f"{root}={price}"]
        return words

    def configuration(self, simulator, logs):
        return {"gateways": {user: login(simulator, user) for user in self.logins},
                "accounts": [self._account(name) for name in self.names],
                "rules": {"max_contracts": {"limit": LIMIT},
                          "cooldown_after_loss": {
                              "tiers": [{"loss": -5, "cooldown_seconds": 5}]}},
                "logging": {"dir": str(logs), "level": "INFO"},
                "market": {"subscribe": list(PRICES)},
                "reset": {"time": clock_in_half_a_day(), "timezone": "UTC"}}

    def _account(self, name):
        account = {"name": name, "gateway": self.login_of(name)}
        if name.startswith("SHADOW"):
            account["mode"] = "shadow"
        if name.startswith("DAILY"):
            account["override"] = {"rules": {"daily_realized_loss": {
                "limit": -10, "include_unrealized": False}}}
        return account
