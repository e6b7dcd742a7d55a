"""What a run tells: progress, what was wrong, a table, one last line."""

import sys

#: Of many sentences that are alike, how many are shown.
_SHOWN_MAX = 10


class Report:
    """Counts failures and keeps the rows of the table until the end."""

    def __init__(self, minutes, sink=sys.stdout):
        self._minutes = minutes
        self._sink = sink
        self._rows = []
        self.count = 0

    def progress(self, text):
        print(text, file=self._sink, flush=True)

    def row(self, name, value):
        self._rows.append((name, value))

    def failures(self, sentences):
        """Counts all of them, and shows the first few."""
        sentences = list(sentences)
        self.count += len(sentences)
        for each in sentences[:_SHOWN_MAX]:
            self.progress(f"FAILURE: {each}")
        if len(sentences) > _SHOWN_MAX:
            self.progress(f"... and {len(sentences) - _SHOWN_MAX} more of these")

    def end(self):
        """Prints the table and the last line. Returns the exit code."""
        for name, value in self._rows:
            self.progress(f"{name:<36} {value}")
        self.progress(f"soak: {self._minutes:g} minutes, {self.count} failures")
        return 1 if self.count else 0
