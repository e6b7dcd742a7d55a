"""Builds and tests mutants of the rules in a copy of the sources."""

import contextlib
import sys
import time

from mutation.source_copy import SourceCopy

#: The programs that have to notice a mutant; the last one is built only where the others do not.
UNIT_TESTS = ("riskd_domain_behaviour_tests", "riskd_domain_tests")
REPLAY = "riskctl"

#: A check that takes this many times as long as on the sources as they are hangs.
PATIENCE = 10
#: No check is given less than this, because other work on the machine slows it down.
SECONDS_MIN = 60


class Bench(SourceCopy):
    """Builds and tests one mutant after the other, at -O0 and without sanitizers."""

    def __init__(self, root, jobs):
        super().__init__(root, "mutate", jobs)
        self.limits = {}

    def prepare(self):
        """Copies the sources as they are and builds them; every check has to pass."""
        self.synchronize()
        self.require("configure", self.configure(
            "-DCMAKE_BUILD_TYPE=Debug", "-DCMAKE_CXX_FLAGS_DEBUG=-O0 -w", "-DRISKD_UNITY=OFF",
            "-DRISKD_SANITIZE="))
        self.require("build", self.ninja(*UNIT_TESTS, REPLAY))
        for name, check in (("unit tests", self._run_units), ("golden", self._run_golden)):
            started = time.monotonic()
            self.require(f"unchanged sources, {name}", check(None))
            seconds = time.monotonic() - started
            self.limits[name] = max(SECONDS_MIN, PATIENCE * seconds)
            print(f"mutate: {name} pass unchanged in {seconds:.1f} s", flush=True)

    def confirm(self):
        """Without a mutant every check has to pass as it did before: none fails by chance."""
        self.require("build at the end", self.ninja(*UNIT_TESTS, REPLAY))
        self.require("unchanged sources at the end, unit tests", self.unit_tests())
        self.require("unchanged sources at the end, golden", self.golden_tests())

    @contextlib.contextmanager
    def planted(self, mutant):
        """Has the mutant in the copy while the context lasts."""
        target = self.copy / mutant.path
        target.write_text(mutant.mutated, encoding="utf-8")
        try:
            yield
        finally:
            target.write_text(mutant.text, encoding="utf-8")

    def builds(self):
        """Returns whether the copy compiles and links with the unit tests."""
        return self.ninja(*UNIT_TESTS) == "passed"

    def unit_tests(self):
        """Returns `passed`, `failed` or `hangs`."""
        return self._run_units(self.limits["unit tests"])

    def golden_tests(self):
        """Builds riskctl. Returns `passed`, `failed` or `hangs`."""
        self.require(f"build of {REPLAY}", self.ninja(REPLAY))
        return self._run_golden(self.limits["golden"])

    def _run_units(self, limit):
        for name in UNIT_TESTS:
            verdict = self.run(self.build / "bin" / name, "-n", "-v", "2", limit=limit, tested=True)
            if verdict != "passed":
                return verdict
        return "passed"

    def _run_golden(self, limit):
        return self.run(sys.executable, "-B", self.copy / "tests" / "golden" / "golden_test.py",
                        "--failfast", limit=limit, tested=True)
