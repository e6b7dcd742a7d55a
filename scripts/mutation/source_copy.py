"""A copy of the repository in which sources are changed, built and tried."""

import os
import resource
import shutil
import signal
import subprocess
import sys

#: A program that runs away must not take the machine with it.
MEMORY_MAX = 4 << 30


def confine():
    """Bounds a child process: its memory, and no core file when it is killed."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_MAX, MEMORY_MAX))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


class SourceCopy:
    """Sources and a build of their own below build/NAME; the working tree is never touched."""

    def __init__(self, root, name, jobs):
        self.root = root
        self.name = name
        self.copy = root / "build" / name / "source"
        self.build = root / "build" / name / "build"
        self.jobs = jobs
        self.output = ""

    def synchronize(self):
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

    def configure(self, *options):
        """Makes the build folder. Returns `passed` or `failed`."""
        return self.run("cmake", "-S", self.copy, "-B", self.build, "-G", "Ninja", *options)

    def ninja(self, *targets):
        """Builds. Returns `passed` or `failed`."""
        verdict = self.run("ninja", "-C", self.build, f"-j{self.jobs}", *targets)
        # A build that somebody stopped says nothing about a change.
        if "build stopped: interrupted" in self.output:
            sys.exit(f"{self.name}: the build was interrupted")
        return verdict

    def require(self, what, verdict):
        """Ends the run if something fails that has nothing to do with a change."""
        if verdict != "passed":
            sys.exit(f"{self.name}: {what}: {verdict}\n{self.output[-3000:]}")

    def run(self, *command, limit=None, tested=False):
        """Runs a command, with all that it starts, for `limit` seconds at most.

        Returns `passed`, `failed` or `hangs`.
        """
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
