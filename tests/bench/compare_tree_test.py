#!/usr/bin/env python3
"""A comparison of two builds: the worktrees it makes, what it refuses and what it leaves."""

import os
import shutil
import signal
import subprocess
import sys
import time
import unittest

from compare_case import HERE, SOURCES, Repository, latency_of, riskbench
from compare_process import is_running

PATIENCE = 30


class Worktrees(Repository):

    def setUp(self):
        super().setUp()
        self.base = self.commit(riskbench(latency_of((100, 200, 300))))
        self.commit(riskbench(latency_of((150, 200, 300))))

    def check(self, base=None):
        """Base is what was committed, and head is half as slow again. Returns what was told."""
        done = self.compare(base or self.base, scenes="idle")
        self.assertEqual(done.returncode, 1, done.stderr)
        self.assertIn("p50 us                     100.0       150.0      1.500", done.stdout)
        return done

    def test_is_made_and_used_again(self):
        folder = self.worktree(self.base)
        self.assertIn(f"check {self.base[:12]} out into {folder}", self.check().stderr)
        self.assertIn(f"{folder} is there", self.check("HEAD~1").stderr)
        built = "".join(f"--preset release --target {target}\n"
                        for target in ("riskbench", "riskctl"))
        self.assertEqual((folder / "build" / "calls").read_text(), 2 * built)
        self.assertEqual((self.tree / "build" / "calls").read_text(), 2 * built)

    def test_is_made_again_once_the_folder_is_gone(self):
        self.check()
        shutil.rmtree(self.tree / "build")
        self.assertIn("check ", self.check().stderr)

    def test_is_made_again_once_git_has_forgotten_it(self):
        self.check()
        shutil.rmtree(self.tree / ".git" / "worktrees")
        self.assertIn("it is made anew", self.check().stderr)
        self.assertIn("is there", self.check().stderr)

    def test_is_made_again_if_it_holds_something_else(self):
        self.check()
        subprocess.run(["git", "checkout", "--quiet", "HEAD~0", "--detach"], check=True,
                       cwd=self.worktree(self.base), env=self.environment)
        subprocess.run(["git", "commit", "--quiet", "--allow-empty", "-m", "x"], check=True,
                       cwd=self.worktree(self.base), env=self.environment)
        self.assertIn("it is made anew", self.check().stderr)

    def test_is_put_right_if_something_was_changed(self):
        self.check()
        program = self.worktree(self.base) / "programs" / "riskbench"
        program.write_text(riskbench(latency_of((1, 1, 1))))
        self.assertIn("undo the changes", self.check().stderr)

    def test_leaves_the_tree_of_the_user_as_it_is(self):
        (self.tree / ".git" / "hooks" / "post-checkout").write_text("#!/bin/sh\ntouch hooked\n")
        (self.tree / ".git" / "hooks" / "post-checkout").chmod(0o755)
        self.write("new", "text")
        (self.tree / "scripts" / "steps.bash").write_text(
            f"{(self.tree / 'scripts' / 'steps.bash').read_text()}\n")
        looks = (["status", "--porcelain"], ["rev-parse", "HEAD"], ["branch", "--all"])
        before = [self.git(*words) for words in looks]
        # Whoever asks git for changes now is tempted to write down that there are none.
        os.utime(self.tree / "scripts" / "bench", (1, 1))
        index = (self.tree / ".git" / "index").read_bytes()
        done = self.check()
        self.assertEqual((self.tree / ".git" / "index").read_bytes(), index)
        self.assertEqual([self.git(*words) for words in looks], before)
        self.assertEqual(list(self.tree.rglob("hooked")), [])
        self.assertRegex(done.stdout, "\n  head      .* with changes that are not committed\n")

    def test_a_clean_tree_is_called_by_its_commit(self):
        self.assertRegex(self.check().stdout, "\n  head      [0-9a-f]{7,} change riskbench\n")

    def test_what_is_not_committed_is_head(self):
        self.git("checkout", "--quiet", self.base)
        self.write("programs/riskbench", riskbench(latency_of((150, 200, 300))))
        self.check("HEAD")

    def test_the_programs_may_be_built_anew_meanwhile(self):
        """What was measured first is measured to the end."""
        broken = "#!/bin/sh\nexit 9\n"
        begin = f"printf '{broken}' > {self.tree}/build/release/bin/riskbench"
        self.commit(riskbench(latency_of((150, 200, 300)), begin=begin))
        self.check()
        self.assertEqual((self.tree / "build/release/bin/riskbench").read_text(), broken)


class Refusals(Repository):

    def check(self, done, code, text):
        self.assertEqual((done.returncode, done.stdout), (code, ""), done.stderr)
        self.assertIn(text, done.stderr)
        self.assertNotIn("Traceback", done.stderr)
        self.assertEqual(list(self.scratch.iterdir()), [])

    def test_of_an_unknown_commit_comes_before_anything_is_built(self):
        self.commit(riskbench({}))
        for name in ("nonsense", "0123456789abcdef" * 2 + "01234567", "HEAD~7", "HEAD:programs"):
            self.check(self.compare(name), 64, f"'{name}' is no commit of this repository")
        self.assertFalse((self.tree / "build").exists())

    def test_of_what_is_no_git_tree(self):
        shutil.rmtree(self.tree / ".git")
        self.check(self.compare("HEAD"), 2, "is not a git working tree")

    def test_of_a_folder_of_somebody_elses_tree(self):
        inner = self.tree / "inner"
        self.commit(riskbench({}))
        for file in SOURCES:
            copy = inner / file.relative_to(HERE.parents[1])
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(file, copy)
        done = subprocess.run([inner / "scripts" / "bench", "--compare", "HEAD"], check=False,
                              env=self.environment, capture_output=True, text=True)
        self.check(done, 2, "is not a git working tree")

    def test_of_sides_that_cannot_be_built(self):
        good = self.commit(riskbench({}))
        self.write("scripts/build", "#!/bin/sh\nexit 7\n")
        bad = self.commit(riskbench({}))
        self.check(self.compare("HEAD"), 2, "head could not be built: scripts/build ended with 7")
        self.git("checkout", "--quiet", good)
        self.check(self.compare(bad), 2, "base could not be built: scripts/build ended with 7")

    def test_of_a_base_that_cannot_be_built_at_all(self):
        script = self.tree / "scripts" / "build"
        text = script.read_text()
        script.unlink()
        old = self.commit(riskbench({}))
        self.write("scripts/build", text)
        self.check(self.compare(old), 2, "base has no scripts/build")

    def test_of_folders_without_programs(self):
        done = subprocess.run([sys.executable, "-B", HERE / "compare.py", "--base-bin",
                               self.scratch], env=self.environment, check=False,
                              capture_output=True, text=True)
        self.check(done, 2, "has neither riskbench nor riskctl")

    def test_of_what_makes_no_sense(self):
        for words, text in ((["--rounds", "0"], "a positive number, not '0'"),
                            (["--rounds", "x"], "a positive number, not 'x'"),
                            (["--scene", "sleep"], "no scene 'sleep'; there are: idle, lock"),
                            (["--tolerance", "-1"], "a percentage of 0 or more, not '-1'"),
                            (["--tolerance", "nan"], "a percentage of 0 or more, not 'nan'"),
                            (["--watched"], "unrecognized arguments: --watched"),
                            (["--base-bin", "."], "not allowed with argument --compare")):
            with self.subTest(words=words):
                done = self.compare("HEAD", *words)
                self.check(done, 64, text)
                self.assertIn("; see scripts/bench --compare --help", done.stderr)

    def test_but_not_of_asking_for_help(self):
        for words in (["--compare", "--help"], ["--compare", "HEAD", "-h"]):
            done = subprocess.run([self.tree / "scripts" / "bench", *words], check=False,
                                  env=self.environment, capture_output=True, text=True)
            self.assertEqual((done.returncode, done.stderr), (0, ""))
            for word in ("--compare BASE", "--rounds", "--scene", "--tolerance", "--quick",
                         "--json", "exit codes:", "build/compare/"):
                self.assertIn(word, done.stdout)
            self.assertNotIn("--tiny", done.stdout)


class Interrupted(Repository):
    """Whoever ends it ends all of it."""

    def sleeping(self):
        """What says who it is and goes on for longer than any test waits, unless asked for help."""
        note = self.folder / "sleeping"
        return (f"case $* in *--help*) ;; *) echo $$ > {note}.part; mv {note}.part {note}; "
                "sleep 300;; esac")

    def play(self, number):
        """Ends it while something sleeps. Returns the exit code and what it told."""
        running = subprocess.Popen([self.tree / "scripts" / "bench", "--compare", "HEAD", "--quick",
                                    "--scene", "idle"], env=self.environment, text=True,
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        self.addCleanup(running.communicate)
        self.addCleanup(running.kill)
        note = self.folder / "sleeping"
        deadline = time.monotonic() + PATIENCE
        while not note.exists():
            self.assertLess(time.monotonic(), deadline)
            time.sleep(0.02)
        running.send_signal(number)
        out, errors = running.communicate(timeout=PATIENCE)
        self.assertEqual(out, "")
        self.assertNotIn("Traceback", errors)
        self.assertFalse(is_running(int(note.read_text())))
        self.assertEqual(list(self.scratch.iterdir()), [])
        return running.returncode, errors

    def test_while_it_measures(self):
        self.commit(riskbench(latency_of((1, 2, 3)), begin=self.sleeping()))
        code, told = self.play(signal.SIGINT)
        self.assertEqual(code, 130)
        self.assertIn("compare: interrupted; nothing goes on", told)

    def test_by_a_signal_to_it_alone(self):
        self.commit(riskbench(latency_of((1, 2, 3)), begin=self.sleeping()))
        self.assertEqual(self.play(signal.SIGTERM)[0], 128 + signal.SIGTERM)

    def test_while_it_builds(self):
        """The one that sleeps is no child of its own, but of the script."""
        self.write("scripts/build", f"#!/bin/sh\nsh -c '{self.sleeping()}; exit 0'\nexit 0\n")
        self.commit(riskbench({}))
        self.assertEqual(self.play(signal.SIGINT)[0], 130)


if __name__ == "__main__":
    unittest.main()
