"""A temporary repository for the tests of the lint scripts, and their common way to run one."""

import contextlib
import pathlib
import subprocess
import sys
import tempfile

REPOSITORY = pathlib.Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(REPOSITORY / "scripts"))


@contextlib.contextmanager
def tree(files):
    """Yields a folder that holds `files`, a map from paths to contents."""
    with tempfile.TemporaryDirectory() as folder:
        root = pathlib.Path(folder)
        for path, text in files.items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_text(text, encoding="utf-8")
        yield root


def run(script, root, *options):
    """Runs scripts/`script` on a folder; returns its exit code and what it printed."""
    finished = subprocess.run(
        [sys.executable, "-B", REPOSITORY / "scripts" / script, *options, root],
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", check=False,
    )
    return finished.returncode, finished.stdout.splitlines()
