"""The files of the repository that the lint scripts look at."""

import dataclasses
import pathlib

#: Folders with C++ sources, inner layers first.
CPP_FOLDERS = ("domain", "messages", "config", "adapters", "actors", "apps", "tests")

CPP_SUFFIXES = (".hpp", ".cpp")

#: Folders that tools and programs make: at the top, and anywhere.
GENERATED_AT_TOP = {"build", "state", "logs"}
GENERATED = {"node_modules", "__pycache__"}


@dataclasses.dataclass(frozen=True)
class Finding:
    """Something to mend: a line of a file, the rule it offends and the sentence for people."""

    path: str
    line: int
    rule: str
    message: str

    def __str__(self):
        return f"{self.path}:{self.line}: {self.rule}: {self.message}"


def all_files(root):
    """Returns every file below `root` as sorted relative paths, without hidden and generated ones.

    Hidden are names with a leading dot, except the folder `.ci`.
    """
    found = []
    pending = [root]
    while pending:
        folder = pending.pop()
        skipped = GENERATED | GENERATED_AT_TOP if folder == root else GENERATED
        for entry in folder.iterdir():
            if entry.name in skipped or (entry.name.startswith(".") and entry.name != ".ci"):
                continue
            if entry.is_dir() and not entry.is_symlink():
                pending.append(entry)
            elif entry.is_file():
                found.append(entry.relative_to(root))
    return sorted(found)


def cpp_files(root):
    """Returns every C++ file below `root` as sorted relative paths."""
    return [path for path in all_files(root) if path.suffix in CPP_SUFFIXES]


def is_script(root, path):
    """Says whether `path` is a program without a suffix, such as `scripts/build`."""
    if path.suffix or path.parts[0] not in ("scripts", ".ci"):
        return False
    with open(root / path, "rb") as file:
        return file.read(2) == b"#!"


def repository():
    """Returns the repository that these scripts are part of."""
    return pathlib.Path(__file__).resolve().parent.parent.parent
