"""A program of the project that runs beside us and never outlives us."""

import contextlib
import ctypes
import pathlib
import signal
import subprocess


def _die_with_parent():
    parent_death_signal = 1  # PR_SET_PDEATHSIG of prctl(2)
    ctypes.CDLL(None).prctl(parent_death_signal, signal.SIGKILL)


class Program:
    """One process; its standard error goes to a file, and its output to another or a pipe."""

    def __init__(self, arguments, errors, environment=None, folder=None, outlives=False,
                 output=None):
        self.errors = pathlib.Path(errors)
        with contextlib.ExitStack() as files:
            sink = files.enter_context(self.errors.open("ab"))
            shown = files.enter_context(open(output, "ab")) if output else subprocess.PIPE
            self.process = subprocess.Popen(
                [str(word) for word in arguments],
                stdin=subprocess.DEVNULL, stdout=shown, stderr=sink,
                env=environment, cwd=folder, start_new_session=outlives,
                preexec_fn=None if outlives else _die_with_parent)

    @property
    def pid(self):
        return self.process.pid

    def runs(self):
        return self.process.poll() is None

    def kill(self):
        """Ends it as a power cut would. Returns the exit code."""
        self.process.kill()
        return self._ended(10)

    def terminate(self, patience=30):
        """Asks it to end. Returns the exit code."""
        self.process.terminate()
        return self._ended(patience)

    def wait(self, patience=30):
        return self._ended(patience)

    def pause(self):
        self.process.send_signal(signal.SIGSTOP)

    def proceed(self):
        self.process.send_signal(signal.SIGCONT)

    def _ended(self, patience):
        try:
            return self.process.wait(patience)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
            raise AssertionError(f"process {self.pid} did not end within {patience} s; "
                                 f"its errors are in {self.errors}") from None
        finally:
            if self.process.stdout:
                self.process.stdout.close()
