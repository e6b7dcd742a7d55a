"""Whether one of two programs is slower, from rounds in which both were measured.

Each round gives the ratio of head to base. What else the machine does hits both of a round alike,
so that it cancels out of their ratio. What is told is the median of the ratios, which a disturbed
round hardly moves.

The interval is that of the sign test: from the k-th smallest to the k-th largest ratio. Each round
lies above the true median with a probability of one half, so that the interval misses it with twice
the probability of fewer than k heads among as many tosses of a coin, however the ratios are
distributed. k is the largest number with which that is no more than 5 %. It is exact, and nothing
is drawn at random; the rounds have to be independent of each other.
"""

import dataclasses
import fractions
import math

CONFIDENCE = fractions.Fraction(95, 100)

BASE, HEAD = "base", "head"

FASTER, SLOWER, UNKNOWN = "faster", "slower", "no difference shown"


def order_of(number):
    """Which side is measured first in a round: base, head, head, base, so that drift cancels."""
    return (BASE, HEAD) if number % 2 == 0 else (HEAD, BASE)


def chance_to_miss(rounds, rank):
    """The probability that the interval from the `rank`-th smallest to the `rank`-th largest of so
    many ratios misses the median."""
    return fractions.Fraction(2 * sum(math.comb(rounds, i) for i in range(rank)), 2**rounds)


def rank_of(rounds, confidence=CONFIDENCE):
    """The rank at which the interval of so many ratios ends; 0 if they are too few for one."""
    rank = 0
    while 2 * rank < rounds and chance_to_miss(rounds, rank + 1) <= 1 - confidence:
        rank += 1
    return rank


def rounds_needed(confidence=CONFIDENCE):
    """How many rounds give an interval at all."""
    rounds = 1
    while rank_of(rounds, confidence) == 0:
        rounds += 1
    return rounds


def median(values):
    """Between two in the middle, the geometric mean: the median of 1/x is 1/median."""
    ordered = sorted(values)
    middle = len(ordered) // 2
    if len(ordered) % 2:
        return ordered[middle]
    return math.sqrt(ordered[middle - 1] * ordered[middle])


@dataclasses.dataclass(frozen=True)
class Estimate:
    """Head to base: the median of the rounds and, with enough of them, its interval."""

    rounds: int
    ratio: float
    low: float | None = None
    high: float | None = None

    def inverted(self):
        """Base to head."""
        if self.low is None:
            return Estimate(self.rounds, 1 / self.ratio)
        return Estimate(self.rounds, 1 / self.ratio, 1 / self.high, 1 / self.low)


def estimate(pairs, confidence=CONFIDENCE):
    """From the values of base and head in each round, of which there is at least one."""
    for base, head in pairs:
        if not (0 < base < math.inf and 0 < head < math.inf):
            raise ValueError(f"{base} and {head} have no ratio")
    ratios = sorted(head / base for base, head in pairs)
    rank = rank_of(len(ratios), confidence)
    if rank == 0:
        return Estimate(len(ratios), median(ratios))
    return Estimate(len(ratios), median(ratios), ratios[rank - 1], ratios[-rank])


def verdict_of(found, more_is_better=False):
    """Says what the interval shows: nothing as long as it contains 1."""
    if found.low is None:
        return UNKNOWN
    cost = found.inverted() if more_is_better else found
    if cost.low > 1:
        return SLOWER
    return FASTER if cost.high < 1 else UNKNOWN


def is_too_slow(found, tolerance, more_is_better=False):
    """Says whether head is shown to be slower, and by a larger share than `tolerance`."""
    cost = found.inverted() if more_is_better else found
    return verdict_of(found, more_is_better) == SLOWER and cost.ratio > 1 + tolerance
