"""The story of scripts/demo, in a synthetic market and in recorded ones."""

import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

from stage_case import BINARIES, ROOT

RECORDED = [("MNQ", "mnq-1m-20260731-a.csv"), ("GC", "gc-ticks-20131007.csv"),
            ("ES", "es-1m-20131014-20131030.csv")]


class Demo(unittest.TestCase):

    def play(self, *options):
        """Runs the whole story; every step of it is checked at the broker."""
        with tempfile.TemporaryDirectory(prefix="riskd-demo-") as folder:
            environment = dict(os.environ, PYTHONPATH=str(ROOT / "scripts"))
            told = subprocess.run(
                [sys.executable, "-B", "-m", "stage.demo", "--binaries", str(BINARIES),
                 "--folder", f"{folder}/demo", *options],
                env=environment, capture_output=True, text=True, timeout=200, check=False)
        self.assertEqual(told.returncode, 0, told.stdout[-3000:] + told.stderr[-3000:])
        self.assertIn("All 10 checks held", told.stdout)
        self.assertIn("riskctl watch", told.stdout.splitlines()[-1])

    def test_synthetic_market(self):
        self.play()

    def test_recorded_markets(self):
        folder = pathlib.Path(os.environ.get("RISKD_RECORDINGS", "")) / "market"
        if not folder.exists():
            self.skipTest(f"no recordings in {folder}")
        for root, name in RECORDED:
            with self.subTest(market=name):
                self.play("--contract", root, "--market", str(folder / name))


if __name__ == "__main__":
    unittest.main()
