"""When each kill of a campaign happens. Everything follows from the seed and the kill's number."""

import dataclasses
import random

#: The crash points of adapters/crash_point/crash_point.hpp, and how many passes may be waited for:
#: some are passed more often in one burst of trading than others.
POINTS = {
    "intent_write_begins": 4,
    "intent_written": 4,
    "intent_sync_begins": 4,
    "intent_synced": 4,
    "batch_commit_begins": 24,
    "batch_committed": 24,
    "command_send_begins": 7,
    "command_sent": 7,
    "reply_parsed": 7,
    "reply_handed_over": 7,
}

#: Points at which nothing is worth a kill: there only planted exceptions strike.
FAULT_POINTS = ("status_published", "api_connection_accepted", "backup_begins")

#: How long, in milliseconds, a thread stands at its crash point before riskd dies. The two longer
#: ones lie on either side of the 2 ms that a command waits for the record of its lock (R-F-9).
_STALLS = (0, 0, 1, 5)

#: What a kill at no crash point is called.
RANDOM = "random instant"

#: Kills on one stage: the accounts that lock for the day do so at the first of them, and are
#: restarted in their locks at the others.
STAGE_KILLS = 10

#: In each block of kills every point has its turn once, and the rest are random instants.
_BLOCK_KILLS = 15

#: A random instant lies within this many seconds from the first trade of the burst.
_BURST_SECONDS = 0.2


@dataclasses.dataclass(frozen=True)
class Kill:
    """One kill: where, at which pass and after which stall, or after how many seconds."""

    seed: int
    number: int
    where: str
    passes: int
    stall: int
    delay: float

    @property
    def order(self):
        """What RISKD_CRASH_AT says, or None for a random instant."""
        return None if self.where == RANDOM else f"{self.where}:{self.passes}:{self.stall}"

    @property
    def place(self):
        """Its number on its stage."""
        return self.number % STAGE_KILLS

    def dice(self, purpose):
        return random.Random(f"{self.seed}/{self.number}/{purpose}")

    def __str__(self):
        return f"kill {self.number} of seed {self.seed} ({self.order or self.where})"


def plan(seed, number, has_points=True):
    """The kill of that number, counted from 0."""
    block, place = divmod(number, _BLOCK_KILLS)
    order = list(POINTS) + [RANDOM] * (_BLOCK_KILLS - len(POINTS))
    random.Random(f"{seed}/block {block}").shuffle(order)
    where = order[place] if has_points else RANDOM
    dice = random.Random(f"{seed}/{number}/when")
    return Kill(seed, number, where, dice.randint(1, POINTS.get(where, 1)),
                dice.choice(_STALLS), dice.uniform(0, _BURST_SECONDS))


def stages(numbers):
    """The kills of a campaign as runs on one stage each."""
    runs = {}
    for number in numbers:
        runs.setdefault(number // STAGE_KILLS, []).append(number)
    return list(runs.values())
