"""Rows of the gateway, read the way people speak of them."""

LONG = 1
CANCELLED = 3
# Open, pending, and pending cancellation.
WORKING = (1, 6, 7)


def signed_positions(rows):
    """Sizes by contract id; long is positive."""
    return {row["contractId"]: row["size"] if row["type"] == LONG else -row["size"]
            for row in rows}


def net_result(trades):
    """Realized result in dollars: results minus fees and commissions."""
    return sum((row["profitAndLoss"] or 0) - row["fees"] - (row.get("commissions") or 0)
               for row in trades if not row["voided"])
