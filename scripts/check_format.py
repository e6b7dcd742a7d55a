#!/usr/bin/env python3
"""Fails when a C++ file is not formatted as .clang-format says.

Usage: check_format.py [--fix] [PATH...]

Looks at all C++ files of the repository, or at the given files and folders only. With --fix, writes
the files anew instead. The version of clang-format is part of the style: it is 14.
"""

import pathlib
import re
import shutil
import subprocess
import sys

from lint import source_tree

PROGRAM = "clang-format-14"


def chosen_files(root, paths):
    """Returns the C++ files of the repository that are, or lie below, one of `paths`."""
    if not paths:
        return [root / path for path in source_tree.cpp_files(root)]
    wanted = [pathlib.Path(path).resolve() for path in paths]
    return [
        root / path
        for path in source_tree.cpp_files(root)
        if any((root / path).is_relative_to(parent) for parent in wanted)
    ]


def badly_formatted(files):
    """Returns the first bad line of each file that clang-format would change."""
    finished = subprocess.run(
        [PROGRAM, "--style=file", "--dry-run", "-Werror", *files],
        stderr=subprocess.PIPE, encoding="utf-8", errors="replace", check=False,
    )
    first = {}
    for match in re.finditer(r"^(.+?):(\d+):\d+: error:", finished.stderr, re.MULTILINE):
        first.setdefault(match[1], int(match[2]))
    if finished.returncode and not first:
        raise RuntimeError(finished.stderr)
    return first


def main(arguments):
    if {"-h", "--help"} & set(arguments):
        print(__doc__.strip())
        return 0
    if shutil.which(PROGRAM) is None:
        print(f"{PROGRAM} is not installed; scripts/setup installs it")
        return 1
    root = source_tree.repository()
    paths = [argument for argument in arguments if argument != "--fix"]
    files = chosen_files(root, paths)
    if not files:
        print("no C++ files there")
        return 1
    if "--fix" in arguments:
        subprocess.run([PROGRAM, "--style=file", "-i", *files], check=True)
        return 0
    bad = badly_formatted(files)
    for file, line in bad.items():
        path = pathlib.Path(file).relative_to(root)
        print(source_tree.Finding(str(path), line, "format", "not as .clang-format says"))
    if bad:
        print("scripts/check_format.py --fix PATH... formats files.")
    print(f"format: {len(files)} files, {len(bad)} findings")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
