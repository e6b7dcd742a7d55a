"""The two builds that are compared: the tree as it is, and a commit in a worktree of its own."""

import dataclasses
import os
import pathlib
import shutil

from compare_process import DidNotRun, last_line, run

#: Below the tree: one folder for each commit, which stays for the next comparison.
WORKTREES = pathlib.Path("build", "compare")

BINARIES = pathlib.Path("build", "release", "bin")

TARGETS = ("riskbench", "riskctl")


class UnknownCommit(Exception):
    """The name that was given is no commit."""


@dataclasses.dataclass(frozen=True)
class Side:
    """One of the two: what it is called, where its programs are and what it is."""

    name: str
    binaries: pathlib.Path
    title: str

    def copied_to(self, folder):
        """The same with copies of the programs: whoever builds meanwhile changes nothing, and the
        paths of both sides are equally long."""
        binaries = folder / self.name
        binaries.mkdir()
        for target in TARGETS:
            if (self.binaries / target).exists():
                shutil.copy2(self.binaries / target, binaries)
        return dataclasses.replace(self, binaries=binaries)


class Tree:
    """A git working tree that is built and is otherwise left as it is."""

    def __init__(self, root, tell):
        self.root = root
        self._tell = tell
        if self._top(root) != root.resolve():
            raise DidNotRun(f"{root} is not a git working tree: there is no commit to compare with")

    def find(self, name):
        """Returns the full name of a commit."""
        code, out, _ = self._try("rev-parse", "--verify", "--quiet", "--end-of-options",
                                 f"{name}^{{commit}}")
        if code != 0:
            raise UnknownCommit(f"'{name}' is no commit of this repository")
        return out.strip()

    def head(self):
        """Builds what is there. Returns it as a side."""
        title = self._describe("HEAD")
        if self._git("status", "--porcelain").strip():
            title += ", with changes that are not committed"
        self._build("head", self.root)
        return Side("head", self.root / BINARIES, title)

    def base(self, commit):
        """Checks a commit out below the tree and builds it there. Returns it as a side."""
        folder = self._check_out(commit)
        self._build("base", folder)
        return Side("base", folder / BINARIES, self._describe(commit))

    def _check_out(self, commit):
        folder = self.root.resolve() / WORKTREES / commit[:12]
        if self._holds(folder, commit):
            if self._git("status", "--porcelain", "--untracked-files=no", folder=folder).strip():
                self._tell(f"undo the changes in {folder}")
                self._git("reset", "--quiet", "--hard", commit, folder=folder)
            else:
                self._tell(f"{folder} is there")
            return folder
        if folder.exists():
            self._tell(f"{folder} is no worktree of {commit[:12]}: it is made anew")
            shutil.rmtree(folder)
        self._tell(f"check {commit[:12]} out into {folder}")
        # With force: git may still remember a worktree whose folder was removed.
        self._git("worktree", "add", "--quiet", "--force", "--detach", str(folder), commit)
        return folder

    def _holds(self, folder, commit):
        """Says whether a folder is a worktree of its own with that commit checked out."""
        # Without this file git would look at the tree around it.
        if not (folder / ".git").is_file():
            return False
        code, out, _ = self._try("rev-parse", "HEAD", folder=folder)
        return code == 0 and out.strip() == commit

    def _build(self, name, folder):
        script = folder / "scripts" / "build"
        if not script.exists():
            raise DidNotRun(f"{name} has no scripts/build")
        for target in TARGETS:
            if target == "riskbench" and not (folder / "tests" / "bench").exists():
                continue
            self._tell(f"build {target} of {name}")
            code, _, _ = run([script, "--preset", "release", "--target", target], folder=folder,
                             is_shown=True)
            if code != 0:
                raise DidNotRun(f"{name} could not be built: scripts/build ended with {code}")

    def _describe(self, commit):
        return self._git("log", "-1", "--no-show-signature", "--format=%h %s", commit).strip()

    def _top(self, folder):
        code, out, _ = self._try("rev-parse", "--show-toplevel", folder=folder)
        return pathlib.Path(out.strip()).resolve() if code == 0 else None

    def _git(self, *words, folder=None):
        code, out, errors = self._try(*words, folder=folder)
        if code != 0:
            raise DidNotRun(f"git {words[0]} ended with {code}: {last_line(errors)}")
        return out

    def _try(self, *words, folder=None):
        # Looking must not write the index, and hooks are for those who work here.
        return run(["git", "--no-optional-locks", "-c", "core.hooksPath=/dev/null", *words],
                   folder=folder or self.root, environment=without_git(os.environ))


def without_git(environment):
    """A hook of git, from which somebody may start us, says which tree it is about."""
    return {name: value for name, value in environment.items() if not name.startswith("GIT_")}


def of_binaries(base, head):
    """Two folders with programs that are built already."""
    for folder in (base, head):
        if not any((folder / target).exists() for target in TARGETS):
            raise DidNotRun(f"{folder} has neither {' nor '.join(TARGETS)}")
    return Side("base", base, str(base)), Side("head", head, str(head))
