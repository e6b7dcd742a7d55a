"""Runs programs so that nothing goes on after us, whoever ends us."""

import contextlib
import os
import pathlib
import signal
import subprocess
import sys
import time

#: How long a program may take to end once it was told to.
ENDING_SECONDS = 10


class DidNotRun(Exception):
    """Something that was to be measured, or what it needs, did not work."""


def run(command, limit=None, environment=None, folder=None, is_shown=False):
    """Runs a program to its end. Returns the exit code, what it printed and what it complained of.

    What is shown goes to the standard error output instead, line by line.
    """
    out, errors = (sys.stderr, None) if is_shown else (subprocess.PIPE, subprocess.PIPE)
    try:
        running = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=out, stderr=errors,
                                   text=True, env=environment, cwd=folder)
    except OSError as problem:
        raise DidNotRun(str(problem)) from None
    with running:
        try:
            printed = running.communicate(timeout=limit)
        except subprocess.TimeoutExpired:
            end(running)
            raise DidNotRun(f"it did not end within {limit} s") from None
        except BaseException:
            end(running)
            raise
    return running.returncode, printed[0] or "", printed[1] or ""


def end(running):
    """Ends a program and all that it started: a shell, or a build, would leave its children."""
    started = [running.pid, *descendants(running.pid)]
    for number in (signal.SIGTERM, signal.SIGKILL):
        for pid in started:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, number)
        deadline = time.monotonic() + ENDING_SECONDS
        while time.monotonic() < deadline:
            running.poll()
            if not any(map(is_running, started)):
                return
            time.sleep(0.02)


def descendants(pid):
    found = []
    with contextlib.suppress(OSError):
        for child in pathlib.Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii").split():
            found += [int(child), *descendants(child)]
    return found


def is_running(pid):
    """Says so of everything that has not ended, even if nobody has asked how yet."""
    try:
        status = pathlib.Path(f"/proc/{pid}/stat").read_text("utf-8")
    except OSError:
        return False
    return status.rpartition(")")[2].split()[0] not in "ZX"


def last_line(text):
    """What a program said last, which is what it complained of."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return lines[-1] if lines else "it said nothing"
