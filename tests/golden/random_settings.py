"""Makes up configurations over all thirteen rules; each is valid."""

import copy


def random_settings(draw, accounts):
    """Returns a configuration, with an entry for each account or with none."""
    settings = {"version": 1, "rules": random_rules(draw),
                "pnl_basis": draw.choice(("net", "gross")),
                "market": {"stale_after_seconds": draw.choice((0, 0, 5, 60)),
                           "mark": draw.choice(("last", "last", "mid", "exit_side"))}}
    if draw.random() < 0.3:
        settings["accounts"] = [{"id": each} for each in accounts]
        settings["accounts"][-1]["override"] = draw.choice((
            {"reset": {"time": "00:00", "timezone": "America/New_York"}}, {"pnl_basis": "gross"},
            {"rules": {"daily_realized_loss": {"limit": -250}}}))
    if draw.random() < 0.2:
        settings["calendar"] = {"exchange": "equity_index"}
    return settings


def random_rules(draw):
    rules = {name: make(draw) for name, make in RULES.items() if draw.random() < 0.5}
    return rules or {"daily_realized_loss": {}}


def of(**choices):
    """A block whose members are each one of some values."""
    return lambda draw: {name: copy.deepcopy(draw.choice(values))
                         for name, values in choices.items()}


def frequency(draw):
    counts = sorted(draw.randint(1, 12) for _ in range(3))
    block = of(trigger=("on_exceed", "on_reach"), count_mode=("entries", "round_turns", "fills"),
               existing_positions=("keep", "flatten"))(draw)
    names = ("per_minute", "per_hour", "per_session")
    return block | {"limits": {name: draw.choice((count, count, None))
                               for name, count in zip(names, counts)},
                    "cooldown_seconds": {name: draw.choice((1, 5, 60, 1800, "until_reset"))
                                         for name in names}}


def management(draw):
    return {"auto_breakeven": {"enabled": draw.random() < 0.7, "profit_threshold_ticks": 4,
                               "offset_ticks": draw.choice((0, 1, 2))},
            "trailing_stop": {"enabled": draw.random() < 0.7,
                              "activation_profit_ticks": draw.choice((4, 8, 20)),
                              "trail_ticks": draw.choice((1, 4, 10))},
            "auto_stop": {"enabled": draw.random() < 0.5, "stop_ticks": draw.choice((4, 20, 100))},
            "if_missing": draw.choice(("place", "skip"))}


RULES = {
    "max_contracts": of(
        limit=(3, 4, 6), count_type=("net", "gross"), weights=({}, {}, {"ES": 3}),
        enforcement=("reduce_to_limit", "close_offending", "close_all")),
    "max_contracts_per_instrument": of(
        instrument_limits=({}, {"MNQ": 2}, {"ES": 1, "ZN": 0}), default_limit=(1, 2, 3),
        unknown_product_action=("allow_with_limit", "block", "allow"),
        enforcement=("reduce_to_limit", "close_all")),
    "daily_realized_loss": of(limit=(-100, -500, -1500), include_unrealized=(True, False)),
    "daily_unrealized_loss": of(limit=(-20, -100, -300), respect_daily_limit=(True, False)),
    "max_unrealized_profit": of(target=(20, 100, 500), respect_daily_target=(True, False)),
    "trade_frequency_limit": frequency,
    "cooldown_after_loss": of(
        tiers=([{"loss": -50, "cooldown_seconds": 5}, {"loss": -150, "cooldown_seconds": 600}],
               [{"loss": -100, "cooldown_seconds": 300}, {"loss": -300, "cooldown_seconds": 300}]),
        existing_positions=("flatten", "keep")),
    "no_stop_loss_grace": of(
        grace_period_seconds=(1, 5, 60), require_full_coverage=(True, False),
        require_continuous=(True, False), accept_stop_limit=(True, False)),
    "session_block_outside": of(
        timezone=("America/Chicago", "America/New_York", "Europe/Berlin"),
        windows=([{"days": ["mon", "tue", "wed", "thu", "fri"], "start": "08:30", "end": "15:00"}],
                 [{"days": ["sun", "mon", "tue", "wed", "thu"], "start": "17:00", "end": "16:00"}],
                 [{"days": ["tue", "sat"], "start": "00:00", "end": "00:00"},
                  {"days": ["wed"], "start": "00:00", "end": "23:59:59"}]),
        respect_holidays=(True, False), warn_before_end_seconds=(0, 60, 3600)),
    "auth_loss_guard": of(check_interval_seconds=(10, 30)),
    "symbol_blocks": of(blocked_symbols=([], ["ES"], ["z?", "RTY"])),
    "trade_management": management,
    "daily_realized_profit": of(target=(200, 1000, 3000), include_unrealized=(True, False)),
}
