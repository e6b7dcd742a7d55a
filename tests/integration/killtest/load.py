"""Traders who keep breaking their rules, and who never act against what riskd is doing.

A trader only opens, always long, except for exits from positions that riskd has no reason to
close: so whatever turns a position round or enlarges it otherwise is riskd's.
"""

from .roles import ROLES

MNQ, MES = "MNQ", "MES"
PRICES = {MNQ: 21500, MES: 6000}


class Traders:
    """All traders of one stage."""

    def __init__(self, simulator):
        self._simulator = simulator
        #: Orders of the traders: all others at the broker are riskd's.
        self.orders = set()
        self._has_lost = set()
        self.reset_prices()

    def reset_prices(self):
        for root, price in PRICES.items():
            self._simulator.price(root, price)

    def burst(self, kill, locked):
        """Trades that break rules. `locked` are the accounts that riskd may be closing."""
        dice = kill.dice("burst")
        groups = [group for name in ROLES
                  for group in self._plan(name, kill, dice, name in locked)]
        dice.shuffle(groups)
        for group in groups:
            group()

    def trade_on(self, kill):
        """What goes on while riskd is dead: sometimes nothing."""
        dice = kill.dice("afterwards")
        for name in ("SIZE", "PRODUCT", "REALIZED-0", "OPEN-0"):
            if dice.random() < 0.2:
                self._buy(name, MES, 1)

    # One trader each

    def _plan(self, name, kill, dice, is_locked):
        role = name.split("-")[0]
        lucky = dice.random()
        if role in ("REALIZED", "OPEN"):
            if is_locked:
                return [lambda: self._revenge(name, lucky)] if lucky < 0.6 else []
            if kill.place < ROLES[name].from_kill or name in self._has_lost:
                return []
            return [lambda: self._lose(name) if role == "REALIZED" else self._sink(name)]
        wanted, action = {
            "SIZE": (0.8, lambda: self._buy(name, MNQ, dice.randint(1, 4))),
            "PRODUCT": (0.8, lambda: self._buy(name, MES, dice.randint(1, 4))),
            "FREQUENCY": (0.5, lambda: self._hurry(name)),
            "COOLDOWN": (0.0 if is_locked else 0.7, lambda: self._slip(name)),
            "STOPLESS": (0.15, lambda: self._buy(name, MNQ, 1)),
        }[role]
        return [action] if lucky < wanted else []

    def _lose(self, name):
        """A realized loss beyond the daily limit, with something left to close and to cancel."""
        self._has_lost.add(name)
        self._buy(name, MES, 1)
        self._rest(name, MNQ)
        self._buy(name, MNQ, 2)
        self._simulator.price(MNQ, PRICES[MNQ] - 130)
        self._sell(name, MNQ, 2)
        self._simulator.price(MNQ, PRICES[MNQ])

    def _sink(self, name):
        """An open loss beyond the daily limit; the price recovers once riskd is dead."""
        if not self._simulator.positions(name):
            self._rest(name, MES)
            self._buy(name, MES, 2)
        self._simulator.price(MES, PRICES[MES] - 60)

    def _revenge(self, name, lucky):
        self._buy(name, MNQ, 1)
        if lucky < 0.2:
            self._rest(name, MNQ)

    def _hurry(self, name):
        for _ in range(3):
            self._buy(name, MNQ, 1)

    def _slip(self, name):
        """A loss that pauses trading, with another position to close."""
        self._buy(name, MES, 1)
        self._buy(name, MNQ, 1)
        self._simulator.price(MNQ, PRICES[MNQ] - 30)
        self._sell(name, MNQ, 1)
        self._simulator.price(MNQ, PRICES[MNQ])

    # Orders

    def _buy(self, name, root, size):
        self._note(self._simulator.order(name, root, "buy", size))

    def _sell(self, name, root, size):
        self._note(self._simulator.order(name, root, "sell", size))

    def _rest(self, name, root):
        self._note(self._simulator.order(name, root, "buy", 1, type="limit",
                                         limit_price=PRICES[root] - 500))

    def _note(self, answer):
        if answer["order"] is not None:
            self.orders.add(answer["order"])
