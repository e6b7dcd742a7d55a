"""What riskctl says where something is wrong around it, and what it completes in real shells."""

import os
import shutil
import socket
import subprocess
import threading
import unittest

from stage_case import BINARIES, StageCase
from stage.daemon import run
from stage.waiting import until
from terminal_window import Window

RISKCTL = BINARIES / "riskctl"
NOBODY = 65534

# Every command that asks a daemon, with what it needs besides.
QUESTIONS = (("status",), ("accounts",), ("account", "PRAC-1"), ("pnl",), ("positions",), ("orders",),
             ("locks",), ("locks", "--history"), ("hours",), ("health",), ("log",), ("rules",),
             ("why", "PRAC-1"), ("timeline", "1"), ("report", "today"), ("selftest",), ("reconcile",),
             ("backup",), ("record", "start"), ("record", "stop"), ("record", "status"), ("diagnose",),
             ("notify", "test"), ("config", "reload"), ("shutdown",), ("version",))

needs_root = unittest.skipIf(os.geteuid() != 0, "SKIPPED: only root can become somebody else")


class Listener:
    """Sits where riskd should, and answers every connection with the same bytes or not at all."""

    def __init__(self, path, answer):
        self._answer = answer
        self._kept = []
        self._socket = socket.socket(socket.AF_UNIX)
        self._socket.bind(str(path))
        self._socket.listen()
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self):
        while True:
            try:
                peer, _ = self._socket.accept()
            except OSError:
                return
            self._kept.append(peer)
            if self._answer:
                peer.recv(4096)
                peer.sendall(self._answer)
                peer.close()

    def close(self):
        self._socket.close()


class Riskctl(StageCase):

    def ask(self, *words, path=None):
        return run([RISKCTL, *words, "--socket", path or self.folder / "riskd.sock"])

    def listen(self, answer):
        path = self.folder / "riskd.sock"
        listener = Listener(path, answer)
        self.addCleanup(listener.close)
        return path

    def test_a_dead_daemon_protects_nobody(self):
        """R-O-6: every command says so, with its own exit code, and a socket left behind misleads nobody."""
        self.start()
        self.daemon.kill()
        left = self.daemon.folder / "riskd.sock"
        for path, what in ((self.folder / "none.sock", "no socket"), (left, "a stale socket")):
            self.assertEqual(path.exists(), path == left)
            for words in QUESTIONS:
                with self.subTest(what=what, words=words):
                    answer = self.ask(*words, path=path)
                    self.assertEqual(answer.returncode, 3, answer.stdout + answer.stderr)
                    self.assertIn("UNPROTECTED", answer.stdout + answer.stderr)
                    self.assertIn(str(path), answer.stdout + answer.stderr)
        self.start()
        self.assertEqual(self.ask("health", path=left).returncode, 0)

    def test_whoever_else_listens_is_not_believed(self):
        """An answer that is none of riskd's never counts as health."""
        answers = (b"", b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}",
                   b"HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\n[1, 2]\n", b"SSH-2.0-OpenSSH_9.2\r\n",
                   b"HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n",
                   b"HTTP/1.1 200 OK\r\nContent-Length: 16\r\n\r\n{\"schema\": 2000}")
        for answer in answers[1:]:
            path = self.listen(answer)
            for words in (("health",), ("status",), ("locks", "--json"), ("diagnose",)):
                with self.subTest(answer=answer, words=words):
                    told = self.ask(*words)
                    self.assertIn(told.returncode, (1, 3), told.stdout + told.stderr)
                    self.assertTrue(told.stderr.strip() or "UNPROTECTED" in told.stdout)
                    self.assertNotIn("terminate", told.stderr)
            path.unlink()

    def test_a_silent_listener_is_not_waited_for(self):
        self.listen(b"")
        told = self.ask("health")
        self.assertIn(told.returncode, (1, 3), told.stdout + told.stderr)

    @needs_root
    def test_who_may_not_ask_is_told_so(self):
        """R-O-1: exit code 4."""
        self.start()
        self.folder.chmod(0o755)
        self.daemon.folder.chmod(0o755)
        os.chown(self.daemon.folder / "riskd.sock", 1, 1)
        found = subprocess.run([RISKCTL, "status", "--socket", self.daemon.folder / "riskd.sock"],
                               user=NOBODY, group=NOBODY, extra_groups=[], text=True,
                               capture_output=True, timeout=60)
        self.assertEqual(found.returncode, 4, found.stdout + found.stderr)

    @needs_root
    def test_a_configuration_without_rights(self):
        file = self.folder / "riskd.json"
        file.write_text("{}")
        file.chmod(0o600)
        self.folder.chmod(0o755)
        for words in (("config", "validate", file), ("config", "show", file), ("rules", "--config", file),
                      ("diagnose", "--config", file, "--socket", self.folder / "none.sock")):
            with self.subTest(words=words):
                told = subprocess.run([RISKCTL, *words], user=NOBODY, group=NOBODY, extra_groups=[],
                                      text=True, capture_output=True, timeout=60)
                self.assertIn(told.returncode, (1, 5), told.stdout + told.stderr)
                self.assertIn(str(file), told.stdout + told.stderr)
                self.assertIn("ermission", told.stdout + told.stderr)

    def test_a_full_disk_behind_the_output(self):
        self.start()
        for words in (("status",), ("status", "--json"), ("config", "schema"), ("man",)):
            with open("/dev/full", "w", encoding="utf-8") as full:
                told = subprocess.run([RISKCTL, *words, "--socket", self.daemon.folder / "riskd.sock"]
                                      if words[0] == "status" else [RISKCTL, *words], stdout=full,
                                      stderr=subprocess.PIPE, text=True, timeout=60, check=False)
            self.assertEqual(told.returncode, 1, words)
            self.assertIn("cannot write to standard output", told.stderr)


class Completion(unittest.TestCase):
    """The scripts, as real shells read them, with a real Tab key."""

    # How each shell reads a script, and a prompt that can be waited for.
    SHELLS = {"bash": ("--norc", "--noprofile", "-i"), "zsh": ("-f", "-i"),
              "fish": ("--no-config", "-i")}
    PROMPTS = {"bash": "PS1='ready> '", "zsh": "PS1='ready> '; autoload -Uz compinit; compinit -D",
               "fish": "function fish_prompt; echo -n 'ready> '; end; set -g fish_greeting"}

    def complete(self, shell, typed, expected):
        folder = os.environ.get("TMPDIR", "/tmp")
        path = f"{BINARIES}:{os.environ['PATH']}"
        script = BINARIES / f"riskctl.{shell}.completion"
        self.addCleanup(script.unlink, missing_ok=True)
        script.write_text(run([RISKCTL, "completion", shell]).stdout)
        window = Window(folder, [shutil.which(shell), *self.SHELLS[shell]], columns=120, PATH=path,
                        SHELL=shutil.which(shell))
        self.addCleanup(shutil.rmtree, window.folder, ignore_errors=True)
        self.addCleanup(window.close)
        window.press(f"{self.PROMPTS[shell]}", "Enter", f"source {script}", "Enter", "clear", "Enter")
        window.wait(lambda rows: rows[0].startswith("ready>"), f"{shell} is ready")
        for each, wanted in zip(typed, expected):
            window.press(each, "Tab")
            window.wait_text(wanted)
            window.press("C-u")

    def check(self, shell):
        if not shutil.which(shell):
            self.fail(f"{shell} is not installed; scripts/setup installs it")
        self.complete(shell, ("riskctl diag", "riskctl config val", "riskctl status --js"),
                      ("riskctl diagnose", "riskctl config validate", "riskctl status --json"))

    def test_bash(self):
        self.check("bash")

    def test_zsh(self):
        self.check("zsh")

    def test_fish(self):
        self.check("fish")


if __name__ == "__main__":
    unittest.main()
