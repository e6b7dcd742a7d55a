"""Waiting for something to become true in another process."""

import time

# On a busy machine with sanitizers everything takes longer; nothing is proved by how long it takes.
PATIENCE = 45.0


class NeverHappened(AssertionError):
    """What was waited for did not come true in time."""


def until(happened, what, patience=PATIENCE, pause=0.05):
    """Returns the first true value of `happened`, or raises NeverHappened naming `what`."""
    deadline = time.monotonic() + patience
    while True:
        value = happened()
        if value:
            return value
        if time.monotonic() >= deadline:
            raise NeverHappened(f"{what}: not within {patience:g} s")
        time.sleep(pause)


def throughout(holds, what, seconds, pause=0.05):
    """Raises NeverHappened naming `what` if `holds` is false at any look within `seconds`."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if not holds():
            raise NeverHappened(f"{what}: did not stay so for {seconds:g} s")
        time.sleep(pause)
