"""The accounts of a stage: which rule each one breaks, and what is known of its limits."""

import dataclasses
import decimal

DAILY_LOSS = decimal.Decimal(-500)
COOLDOWN_TIERS = ((decimal.Decimal(-50), 3), (decimal.Decimal(-100), 6))
ENTRIES_PER_MINUTE = 2
FREQUENCY_SECONDS = 3


@dataclasses.dataclass(frozen=True)
class Role:
    """One account. `floor` is what riskd has to leave of a position, `ceiling` what it may hold."""

    rules: dict
    locks: bool = False
    floor: int = 0
    ceiling: int | None = None
    #: The kill of a stage from which on it breaks its daily limit.
    from_kill: int = 0


def _daily_loss(include_unrealized, from_kill):
    return Role({"daily_realized_loss": {"limit": int(DAILY_LOSS),
                                         "include_unrealized": include_unrealized}},
                locks=True, from_kill=from_kill)


ROLES = {
    "REALIZED-0": _daily_loss(False, 0),
    "REALIZED-1": _daily_loss(False, 5),
    "OPEN-0": _daily_loss(True, 2),
    "OPEN-1": _daily_loss(True, 6),
    "SIZE": Role({"max_contracts": {"limit": 3}}, floor=3, ceiling=3),
    "PRODUCT": Role({"max_contracts_per_instrument": {"default_limit": 2}}, floor=2, ceiling=2),
    "FREQUENCY": Role({"trade_frequency_limit": {
        "limits": {"per_minute": ENTRIES_PER_MINUTE, "per_hour": None, "per_session": None},
        "cooldown_seconds": {"per_minute": FREQUENCY_SECONDS},
        "existing_positions": "flatten"}}, locks=True),
    "COOLDOWN": Role({"cooldown_after_loss": {
        "tiers": [{"loss": int(loss), "cooldown_seconds": seconds}
                  for loss, seconds in COOLDOWN_TIERS]}}, locks=True),
    "STOPLESS": Role({"no_stop_loss_grace": {"grace_period_seconds": 1}}, ceiling=0),
}
