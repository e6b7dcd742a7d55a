"""What the demo tells: one line per event, with the time, and a verdict per check."""

import datetime
import sys
import time


class Narrator:
    """Prints a story whose steps are numbered and whose checks are counted."""

    def __init__(self, sink=sys.stdout):
        self._sink = sink
        self._chapter = 0
        self._checks = 0
        self._begun = time.monotonic()
        self._colour = sink.isatty()

    def _line(self, text):
        print(text, file=self._sink, flush=True)

    def _marked(self, text, code):
        return f"\033[{code}m{text}\033[0m" if self._colour else text

    def chapter(self, title):
        self._chapter += 1
        self._line("")
        self._line(self._marked(f"{self._chapter}. {title}", "1"))

    def tell(self, text):
        now = datetime.datetime.now().strftime("%H:%M:%S.%f")[:-3]
        self._line(f"   {now}  {text}")

    def check(self, holds, text):
        """Tells that the broker confirms `text`, or ends the story."""
        if not holds:
            raise AssertionError(text)
        self._checks += 1
        self.tell(f"{self._marked('checked at the broker:', '32')} {text}")

    def quote(self, text):
        for line in text.rstrip().splitlines():
            self._line(f"   | {line}")

    def end(self):
        self._line("")
        self._line(f"All {self._checks} checks held, "
                   f"{time.monotonic() - self._begun:.0f} s after the curtain went up.")
        self._line("To see it live: scripts/demo --keep, then riskctl watch, or scripts/dashboard for a browser.")
