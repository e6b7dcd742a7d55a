"""A copy of the sources in which mutants are built and tested."""

import contextlib
import os
import resource
import shutil
import signal
import subprocess
import sys
import time

#: The programs that have to notice a mutant; the last one is built only where the others do not.
UNIT_TESTS = ("riskd_domain_behaviour_tests", "riskd_domain_tests")
REPLAY = "riskctl"

#: A check that takes this many times as long as on the sources as they are hangs.
PATIENCE = 10
#: No check is given less than this, because other work on the machine slows it down.
SECONDS_MIN = 60
#: A mutant that runs away must not take the machine with it.
MEMORY_MAX = 4 << 30


def confine():
    """Bounds a child process: its memory, and no core file when it is killed."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_MAX, MEMORY_MAX))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


class Bench:
    """Builds and tests one mutant after the other, at -O0 and without sanitizers."""

    def __init__(self, root, jobs):
        self.root = root
        self.copy = root / "build" / "mutate" / "source"
        self.build = root / "build" / "mutate" / "build"
        self.jobs = jobs
        self.limits = {}
        self.output = ""

    def prepare(self):
        """Copies the sources as they are and builds them; every check has to pass."""
        self._synchronize()
        self._require("configure", self._run(
            "cmake", "-S", self.copy, "-B", self.build, "-G", "Ninja", "-DCMAKE_BUILD_TYPE=Debug",
            "-DCMAKE_CXX_FLAGS_DEBUG=-O0 -w", "-DRISKD_UNITY=OFF", "-DRISKD_SANITIZE="))
        self._require("build", self._ninja(*UNIT_TESTS, REPLAY))
        for name, check in (("unit tests", self._run_units), ("golden", self._run_golden)):
            started = time.monotonic()
            self._require(f"unchanged sources, {name}", check(None))
            seconds = time.monotonic() - started
            self.limits[name] = max(SECONDS_MIN, PATIENCE * seconds)
            print(f"mutate: {name} pass unchanged in {seconds:.1f} s", flush=True)

    def confirm(self):
        """Without a mutant every check has to pass as it did before: none fails by chance."""
        self._require("build at the end", self._ninja(*UNIT_TESTS, REPLAY))
        self._require("unchanged sources at the end, unit tests", self.unit_tests())
        self._require("unchanged sources at the end, golden", self.golden_tests())

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
        return self._ninja(*UNIT_TESTS) == "passed"

    def unit_tests(self):
        """Returns `passed`, `failed` or `hangs`."""
        return self._run_units(self.limits["unit tests"])

    def golden_tests(self):
        """Builds riskctl. Returns `passed`, `failed` or `hangs`."""
        self._require(f"build of {REPLAY}", self._ninja(REPLAY))
        return self._run_golden(self.limits["golden"])

    def _synchronize(self):
        """Makes the copy hold what git would commit, touching only what differs."""
        listed = subprocess.check_output(
            ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
            cwd=self.root, text=True)
        names = [name for name in listed.split("\0") if name and (self.root / name).is_file()]
        for present in list(self.copy.rglob("*")) if self.copy.exists() else []:
            if present.is_file() and not (self.root / present.relative_to(self.copy)).is_file():
                present.unlink()
        for name in names:
            source, target = self.root / name, self.copy / name
            if not (target.exists() and target.read_bytes() == source.read_bytes()):
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(source, target)

    def _require(self, name, verdict):
        """Ends the run if something fails that has nothing to do with a mutant."""
        if verdict != "passed":
            sys.exit(f"mutate: {name}: {verdict}\n{self.output[-3000:]}")

    def _ninja(self, *targets):
        verdict = self._run("ninja", "-C", self.build, f"-j{self.jobs}", *targets)
        # A build that somebody stopped says nothing about a mutant.
        if "build stopped: interrupted" in self.output:
            sys.exit("mutate: the build was interrupted")
        return verdict

    def _run_units(self, limit):
        for name in UNIT_TESTS:
            verdict = self._run(self.build / "bin" / name, "-n", "-v", "2", limit=limit, tested=True)
            if verdict != "passed":
                return verdict
        return "passed"

    def _run_golden(self, limit):
        return self._run(sys.executable, "-B", self.copy / "tests" / "golden" / "golden_test.py",
                         "--failfast", limit=limit, tested=True)

    def _run(self, *command, limit=None, tested=False):
        """Runs a command, with all that it starts, for `limit` seconds at most."""
        with subprocess.Popen(
            [str(each) for each in command], cwd=self.build.parent, text=True, errors="replace",
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True,
            env={**os.environ, "RISKD_BIN_DIR": str(self.build / "bin")},
            preexec_fn=confine if tested else None,
        ) as process:
            try:
                self.output, _ = process.communicate(timeout=limit)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                self.output, _ = process.communicate()
                return "hangs"
            except BaseException:
                os.killpg(process.pid, signal.SIGKILL)
                raise
        return "passed" if process.returncode == 0 else "failed"
