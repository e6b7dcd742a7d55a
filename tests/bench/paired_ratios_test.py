#!/usr/bin/env python3
"""The interval of paired ratios: known numbers, and how often it holds what it should."""

import math
import random
import unittest
from fractions import Fraction

from paired_ratios import (BASE, CONFIDENCE, FASTER, HEAD, SLOWER, UNKNOWN, Estimate,
                           chance_to_miss, estimate, is_too_slow, median, order_of, rank_of,
                           rounds_needed, verdict_of)


def pairs_of(*ratios):
    return [(100.0, 100.0 * ratio) for ratio in ratios]


def allowance(share, trials):
    """Four standard deviations of a share that was counted in so many trials."""
    return 4 * math.sqrt(share * (1 - share) / trials)


class Interval(unittest.TestCase):

    #: From tables of the sign test, two-sided at 5 %.
    RANKS = {1: 0, 5: 0, 6: 1, 8: 1, 9: 2, 11: 2, 12: 3, 14: 3, 15: 4, 17: 5, 20: 6, 25: 8, 30: 10,
             40: 14, 50: 18, 100: 40}

    def test_ends_at_the_ranks_of_the_tables(self):
        for rounds, rank in self.RANKS.items():
            with self.subTest(rounds=rounds):
                self.assertEqual(rank_of(rounds), rank)

    def test_misses_as_often_as_the_tables_say(self):
        self.assertEqual(chance_to_miss(6, 1), Fraction(1, 32))
        self.assertEqual(chance_to_miss(5, 1), Fraction(1, 16))
        self.assertAlmostEqual(float(chance_to_miss(12, 3)), 0.0386, places=4)
        self.assertAlmostEqual(float(chance_to_miss(20, 6)), 0.0414, places=4)

    def test_is_the_widest_that_is_not_too_wide(self):
        for rounds in range(6, 200):
            rank = rank_of(rounds)
            self.assertLessEqual(chance_to_miss(rounds, rank), Fraction(1, 20))
            self.assertGreater(chance_to_miss(rounds, rank + 1), Fraction(1, 20))

    def test_needs_six_rounds_and_more_for_more_confidence(self):
        self.assertEqual(rounds_needed(), 6)
        self.assertEqual(rounds_needed(Fraction(99, 100)), 8)

    def test_of_twelve_rounds_goes_from_the_third_to_the_tenth(self):
        ratios = [0.8, 0.9, 1.0, 1.1, 1.2, 1.3, 1.4, 1.5, 1.6, 1.7, 1.8, 9.0]
        random.Random(5).shuffle(ratios)
        found = estimate(pairs_of(*ratios))
        self.assertEqual(found.rounds, 12)
        self.assertAlmostEqual(found.low, 1.0)
        self.assertAlmostEqual(found.high, 1.7)
        self.assertAlmostEqual(found.ratio, math.sqrt(1.3 * 1.4))

    def test_of_five_rounds_is_missing(self):
        found = estimate(pairs_of(1.5, 1.6, 1.7, 1.8, 1.9))
        self.assertEqual((found.low, found.high), (None, None))
        self.assertAlmostEqual(found.ratio, 1.7)

    def test_pairs_the_values_of_each_round(self):
        """The machine became ten times as slow, and head is always a tenth slower than base."""
        found = estimate([(base, 1.1 * base) for base in (1, 2, 4, 6, 8, 10)])
        for each in (found.low, found.ratio, found.high):
            self.assertAlmostEqual(each, 1.1)

    def test_refuses_what_has_no_ratio(self):
        for pair in ((0, 1), (1, 0), (-1, 1), (math.inf, 1), (1, math.nan)):
            with self.assertRaises(ValueError):
                estimate([(1, 1), pair])


class Median(unittest.TestCase):

    def test_is_the_one_in_the_middle(self):
        self.assertEqual(median([3, 1, 2]), 2)
        self.assertEqual(median([7]), 7)
        self.assertAlmostEqual(median([9, 1, 4, 100]), 6)

    def test_of_the_sides_exchanged_is_the_inverse(self):
        draw = random.Random(11)
        for rounds in (6, 9, 12):
            pairs = [(draw.uniform(1, 2), draw.uniform(1, 2)) for _ in range(rounds)]
            found = estimate(pairs)
            back = estimate([(head, base) for base, head in pairs]).inverted()
            for name in ("ratio", "low", "high"):
                self.assertAlmostEqual(getattr(found, name), getattr(back, name))


class Verdict(unittest.TestCase):

    #: The interval, what it says where less is better, and where more is.
    CASES = (((1.001, 1.2), SLOWER, FASTER), ((1.0, 1.2), UNKNOWN, UNKNOWN),
             ((0.9, 1.1), UNKNOWN, UNKNOWN), ((0.8, 1.0), UNKNOWN, UNKNOWN),
             ((0.8, 0.999), FASTER, SLOWER), ((1.0, 1.0), UNKNOWN, UNKNOWN))

    def test_depends_on_where_one_lies(self):
        for (low, high), less, more in self.CASES:
            found = Estimate(12, (low + high) / 2, low, high)
            with self.subTest(low=low, high=high):
                self.assertEqual(verdict_of(found), less)
                self.assertEqual(verdict_of(found, more_is_better=True), more)

    def test_is_none_without_an_interval(self):
        self.assertEqual(verdict_of(Estimate(5, 3.0)), UNKNOWN)
        self.assertFalse(is_too_slow(Estimate(5, 3.0), 0.05))

    def test_counts_beyond_the_tolerance_only(self):
        for ratio, is_beyond in ((1.04, False), (1.05, False), (1.06, True)):
            self.assertEqual(is_too_slow(Estimate(12, ratio, 1.01, 1.2), 0.05), is_beyond)
        for ratio, is_beyond in ((1 / 1.04, False), (1 / 1.06, True)):
            found = Estimate(12, ratio, 0.8, 0.99)
            self.assertEqual(is_too_slow(found, 0.05, more_is_better=True), is_beyond)

    def test_does_not_count_what_the_interval_does_not_show(self):
        self.assertFalse(is_too_slow(Estimate(12, 1.5, 0.99, 2.0), 0.05))
        self.assertFalse(is_too_slow(Estimate(12, 0.5, 0.4, 0.6), 0.05))


class Coverage(unittest.TestCase):
    """How often the interval holds the true ratio, with numbers that are drawn from a seed."""

    TRIALS = 3000
    TRUTH = 1.07

    def share_held(self, rounds, draw_pair, confidence=CONFIDENCE):
        draw, held = random.Random(20261122), 0
        for _ in range(self.TRIALS):
            found = estimate([draw_pair(draw, number) for number in range(rounds)], confidence)
            held += found.low <= self.TRUTH <= found.high
        return held / self.TRIALS

    def check(self, rounds, draw_pair):
        promised = float(1 - chance_to_miss(rounds, rank_of(rounds)))
        self.assertGreaterEqual(promised, 0.95)
        self.assertAlmostEqual(self.share_held(rounds, draw_pair), promised,
                               delta=allowance(promised, self.TRIALS))

    def noisy(self, draw, _):
        return draw.lognormvariate(5, 0.1), self.TRUTH * draw.lognormvariate(5, 0.1)

    def test_is_as_promised_for_noise_of_both_sides(self):
        for rounds in (6, 9, 12, 20):
            with self.subTest(rounds=rounds):
                self.check(rounds, self.noisy)

    def test_of_a_narrower_interval_is_seen_to_be_less(self):
        held = self.share_held(12, self.noisy, confidence=Fraction(80, 100))
        self.assertLess(held, 0.95 - allowance(0.95, self.TRIALS))

    def test_is_as_promised_for_rounds_that_are_far_off(self):
        """Every fourth run takes up to ten times as long, and an hour differs from the next."""
        def run_time(draw):
            disturbance = draw.uniform(1, 10) if draw.random() < 0.25 else 1
            return draw.lognormvariate(0, 0.05) * disturbance

        def draw_pair(draw, _):
            hour = draw.lognormvariate(3, 1)
            return hour * run_time(draw), hour * self.TRUTH * run_time(draw)

        self.check(12, draw_pair)


class Order(unittest.TestCase):

    def test_is_base_head_head_base(self):
        self.assertEqual([*order_of(0), *order_of(1), *order_of(2)],
                         [BASE, HEAD, HEAD, BASE, BASE, HEAD])

    def test_lets_drift_cancel(self):
        """Each run takes 3 % longer than the one before it, and both sides are the same."""
        times, pairs = iter(1.03**step for step in range(24)), []
        for number in range(12):
            taken = {side: next(times) for side in order_of(number)}
            pairs.append((taken[BASE], taken[HEAD]))
        found = estimate(pairs)
        self.assertAlmostEqual(found.ratio, 1)
        self.assertEqual(verdict_of(found), UNKNOWN)
        in_one_order = estimate([(1.0, 1.03)] * 12)
        self.assertEqual(verdict_of(in_one_order), SLOWER)


class FalseAlarms(unittest.TestCase):

    def test_are_as_rare_as_promised(self):
        """Two sides that are the same: slower is said in half of the cases that are missed."""
        draw, alarms, trials, rounds = random.Random(7), 0, 3000, 12
        for _ in range(trials):
            pairs = [(draw.gauss(100, 5), draw.gauss(100, 5)) for _ in range(rounds)]
            alarms += verdict_of(estimate(pairs)) == SLOWER
        promised = float(chance_to_miss(rounds, rank_of(rounds))) / 2
        self.assertAlmostEqual(alarms / trials, promised, delta=allowance(promised, trials))


if __name__ == "__main__":
    unittest.main()
