"""A real terminal of a given size, for programs that draw on one: tmux without anybody looking."""

import os
import pathlib
import shlex
import subprocess
import tempfile

from stage.waiting import until

# Written by the shell of the window when the program has ended.
END = "ended with "
STOP = "it was stopped"


class Window:
    """Runs one program in a window, in front of a shell that says how it ended and what it left."""

    def __init__(self, folder, words, columns=80, rows=24, **environment):
        # A name of its own: a server of tmux that ends may still be there under the old one.
        self.folder = pathlib.Path(tempfile.mkdtemp(dir=folder))
        self.socket = self.folder / "tmux"
        # With job control, as in a shell that somebody types into; Enter continues what was stopped.
        script = (f"stty -g > before; echo in front; set -m; "
                  f"sh -c 'echo $$ > pid; exec \"$@\"' - {shlex.join(map(str, words))}; "
                  f"code=$?; [ $code != 148 ] || {{ echo {STOP}; read go_on; fg; code=$?; }}; "
                  f"echo {END}$code; stty -g > after; exec cat")
        settings = {"PATH": os.environ["PATH"], "LANG": "C.UTF-8", "HOME": str(self.folder)}
        self._ask("-f", "/dev/null", "-u", "new-session", "-d", "-x", str(columns), "-y", str(rows),
                  "env", "-i", *(f"{name}={value}" for name, value in
                                 (settings | {"TERM": "screen-256color"} | environment).items()),
                  "sh", "-c", script)

    def _ask(self, *words, check=True):
        return subprocess.run(["tmux", "-S", str(self.socket), *words], cwd=self.folder, text=True,
                              capture_output=True, timeout=60, check=check).stdout

    def close(self):
        """As if somebody closed it; nothing if it is closed already."""
        self._ask("kill-server", check=False)

    def press(self, *keys):
        """Keys as tmux names them: `Enter`, `Escape`, `C-c`, `a`."""
        self._ask("send-keys", *keys)

    def resize(self, columns, rows):
        self._ask("resize-window", "-x", str(columns), "-y", str(rows))

    def signal(self, number):
        os.kill(int((self.folder / "pid").read_text()), number)

    def lines(self, with_colours=False):
        """What is to be seen, a text for each row."""
        return self._ask("capture-pane", "-p", *(["-e"] if with_colours else [])).splitlines()

    def text(self):
        return "\n".join(self.lines())

    def wait(self, seen, what):
        """Waits until `seen` is true of the rows. Returns them."""
        def look():
            rows = self.lines()
            return rows if rows and seen(rows) else None
        try:
            return until(look, what, pause=0.1)
        except AssertionError as problem:
            raise AssertionError(f"{problem}; the screen is:\n{self.text()}") from None

    def wait_text(self, words):
        return self.wait(lambda rows: words in "\n".join(rows), f"'{words}' is to be seen")

    def wait_headline(self, words):
        return self.wait(lambda rows: rows[0].startswith(words), f"the headline '{words}'")

    def wait_end(self):
        """Waits for the end of the program. Returns its exit code."""
        rows = self.wait(lambda rows: any(row.startswith(END) for row in rows), "the program ends")
        until(lambda: (self.folder / "after").exists(), "the shell goes on")
        return int(next(row for row in rows if row.startswith(END)).removeprefix(END))

    def is_as_before(self):
        """Whether the terminal is as the program found it: settings, cursor, and what it showed."""
        modes = self._ask("display-message", "-p", "#{alternate_on} #{cursor_flag}").strip()
        settings = [(self.folder / name).read_text() for name in ("before", "after")]
        return modes == "0 1" and settings[0] == settings[1] and self.lines()[0] == "in front"
