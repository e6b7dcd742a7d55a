"""Every command that the documents and the help texts name does what they say it does."""

import http.server
import itertools
import os
import re
import shlex
import subprocess
import threading
import unittest

from stage_case import BINARIES, ROOT, StageCase
from stage.daemon import run
from terminal_window import Window

DOCUMENTS = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]

#: A line that runs a script, and what it is given.
SCRIPT = re.compile(r"^(?:\S+=\S+ )*((?:scripts|tests)/[\w./]+)(.*)$")

#: What the examples call the places of an installed riskd.
PLACES = {"/var/lib/riskd": "state", "/backup/": "backup/", "~/.config/": "config/",
          "/usr/local/share/": "share/"}

#: Talk with a person: other tests play that part.
INTERACTIVE = ("riskctl config init", "riskctl watch")

#: Go on until they are told to end.
ENDLESS = ("riskctl log --follow",)

#: Ends the daemon, so that only one of them can be run.
LAST = "riskctl shutdown"


def shell_lines(text):
    """The lines of the shell blocks of a document, without remarks."""
    lines = []
    for block in re.findall(r"^```sh\n(.*?)^```", text, re.MULTILINE | re.DOTALL):
        lines += [re.sub(r"\s+#.*", "", line).strip() for line in block.splitlines()]
    return [line for line in lines if line and not line.startswith("#")]


def subcommands(help_text):
    """The commands below the one whose help this is."""
    part = help_text.partition("Subcommands:\n")[2]
    return re.findall(r"^  (\w[\w-]*)", part.partition("\n\n")[0], re.MULTILINE)


def examples(words=()):
    """The examples of a command of riskctl and of all below it."""
    text = run([BINARIES / "riskctl", *words, "--help"]).stdout
    found = [line.strip() for line in text.partition("Examples:\n")[2].splitlines()
             if line.startswith("  ")]
    for each in subcommands(text.partition("Examples:\n")[0]):
        found += examples((*words, each))
    return found


class Scripts(unittest.TestCase):

    def test_scripts_know_the_options_that_documents_give_them(self):
        checked = set()
        for document in DOCUMENTS:
            for line in shell_lines(document.read_text()):
                found = SCRIPT.match(line)
                if not found or "test.py" in found[1] or line in checked:
                    continue
                with self.subTest(document=document.name, line=line):
                    checked.add(line)
                    self.check(found[1], found[2])
        self.assertGreater(len(checked), 20)

    def check(self, script, rest):
        path = ROOT / script
        self.assertTrue(os.access(path, os.X_OK), f"{script} can be run")
        options = [word.partition("=")[0] for word in shlex.split(rest) if word.startswith("--")]
        if not options:
            return
        told = run([path, "--help"], folder=ROOT)
        self.assertEqual(told.returncode, 0, told.stderr)
        for option in options:
            self.assertIn(option, told.stdout)


class Taking(http.server.BaseHTTPRequestHandler):
    """Takes whatever people are told."""

    def do_POST(self):
        self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_):
        pass


class Commands(StageCase):

    accounts = [("trader", "50K-1", 50000), ("trader", "50K-2", 50000)]
    guarded = ["50K-1", "50K-2"]
    witnessed = ["50K-1"]

    def configuration(self):
        receiver = http.server.HTTPServer(("127.0.0.1", 0), Taking)
        self.addCleanup(receiver.server_close)
        self.addCleanup(receiver.shutdown)
        threading.Thread(target=receiver.serve_forever, daemon=True).start()
        self.told = f"http://127.0.0.1:{receiver.server_port}/"
        channel = {"kind": "webhook", "url": "${TOLD}"}
        return super().configuration() | {"notifications": {"channels": [channel]}}

    def commands(self):
        """What is to be run, in an order in which all of it can work."""
        lines = [line for document in DOCUMENTS for line in shell_lines(document.read_text())
                 if line.startswith("riskctl ")]
        found = dict.fromkeys([*lines, *examples()])
        return [line for line in found
                if line not in INTERACTIVE and not line.startswith(LAST)] + [LAST]

    def inputs(self):
        """The files that examples read, by their names there."""
        audit = (self.folder / "riskd" / "state" / "audit.ndjson").read_text().splitlines(True)
        backup = self.folder / "backup.db"
        if not backup.exists():
            made = self.daemon.riskctl("backup", "--output", backup)
            self.assertEqual(made.returncode, 0, made.stderr)
        corpus = ROOT / "tests" / "fuzz" / "corpus"
        # The first line of a corpus file says how it is read.
        trades = (corpus / "import_topstepx" / "trades").read_bytes().lstrip(b"\n")
        performance = (corpus / "import_tradovate" / "long").read_bytes().lstrip(b"\n")
        return {"riskd.json": self.daemon.configuration.read_bytes(),
                "day.ndjson": (ROOT / "tests/golden/A-11/events.ndjson").read_bytes(),
                "trades.csv": trades, "Performance.csv": performance,
                "audit.ndjson": "".join(audit[2:]).encode(),
                "audit.ndjson.1": "".join(audit[:2]).encode(),
                "audit-2026-02.ndjson": "".join(audit[:2]).encode(),
                "journal-20260303T150000Z.db": backup.read_bytes(),
                "backup/riskd.db": backup.read_bytes()}

    def prepare(self, line):
        """A folder of its own with what the command reads and without what it writes."""
        folder = self.folder / f"run-{next(self.runs)}"
        for each in ("backup", "config/fish/completions", "share/man/man1"):
            (folder / each).mkdir(parents=True)
        (folder / "state").symlink_to(self.folder / "riskd" / "state")
        written = re.findall(r"(?:--output|>|config init) (\S+)", line)
        for name, content in self.inputs().items():
            if not any(each.endswith(name) for each in written):
                (folder / name).write_bytes(content)
        return folder

    def shell(self, line):
        folder = self.prepare(line)
        for place, here in PLACES.items():
            line = line.replace(place, here)
        # The number of an account is no one's but the gateway's, and that of a breach riskd's.
        line = re.sub(r"\b1234567\b", str(self.id_of("50K-1")), line)
        line = re.sub(r"\b\d{19}\b", str(self.breach), line)
        if line.startswith(ENDLESS):
            line = f"timeout 3 {line}; test $? -eq 124"
        if "--output" in line and " backup" in line:
            line = line.replace("backup/", f"{folder}/backup/")
        environment = {**self.daemon.environment, "RISKD_SOCKET": str(self.daemon.socket),
                       "PATH": f"{BINARIES}:{os.environ['PATH']}"}
        return subprocess.run(["bash", "-o", "pipefail", "-c", line], cwd=folder,
                              env=environment, stdin=subprocess.DEVNULL, capture_output=True,
                              text=True, timeout=120, check=False)

    def on_terminal(self, line):
        """Runs what fills a terminal until somebody quits. Returns its exit code."""
        window = Window(self.folder, ["bash", "-c", line], RISKD_SOCKET=str(self.daemon.socket),
                        PATH=f"{BINARIES}:{os.environ['PATH']}")
        try:
            window.wait_headline("READY: ")
            window.press("q")
            return window.wait_end()
        finally:
            window.close()

    runs = itertools.count()

    def test_every_command_works(self):
        self.daemon.environment["TOLD"] = self.told
        self.start()
        self.lose("50K-1", 600)
        self.breach = self.wait_lock("50K-1", "RULE-003")["breach"]
        self.wait_flat("50K-1")
        commands = self.commands()
        self.assertGreater(len(commands), 50)
        for line in commands:
            with self.subTest(line=line):
                if "riskctl watch" in line:
                    self.assertEqual(self.on_terminal(line), 0)
                    continue
                done = self.shell(line)
                self.assertEqual(done.returncode, 0, done.stdout[-500:] + done.stderr[-500:])
        self.assertEqual(self.daemon.program.wait(), 0)


if __name__ == "__main__":
    unittest.main()
